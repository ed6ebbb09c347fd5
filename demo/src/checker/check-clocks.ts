import type { Findings } from './findings';
import type { EventRecord, ObligationRecord, Snapshot, WorkflowHistory } from './snapshot';

const REACHED = 'crm.followup.obligation.level_reached.v1';

/** A first contact; clocks of stages and of silence may still run when the day is over. */
const isFirstContact = ({ _id }: Pick<ObligationRecord, '_id'>) => _id.startsWith('first_contact:');
const workflowOf = (obligation: ObligationRecord) =>
  isFirstContact(obligation) ? `lead-sla:${obligation.subject}:${obligation.cycle}` : `clock:${obligation._id}`;

const isOpen = ({ state }: Pick<ObligationRecord, 'state'>) => /OPEN|RECYCLING/.test(state);

/** Each cycle with an owner has one first contact, each level one event, one history step and one message per recipient. */
export function checkClocks(snapshot: Snapshot, findings: Findings): void {
  const taken = snapshot.logs.assignment.filter((event) => /lead\.(assigned|claimed)\.v1$/.test(event.type));
  findings.sameSet(
    taken.map((event) => `first_contact:${event.subject}:${event.data.cycle}`),
    snapshot.obligations.filter(isFirstContact).map((obligation) => obligation._id),
    'obligation',
  );
  const log = snapshot.logs['follow-up'];
  const ids = snapshot.obligations.map((obligation) => obligation._id);
  const of = (type: string) =>
    log.filter((event) => event.type === type).map((event) => String(event.data.obligationId));
  findings.sameSet(ids, of('crm.followup.obligation.opened.v1'), 'event obligation.opened');
  const over = snapshot.obligations.filter((each) => isFirstContact(each) || !isOpen(each)).map(({ _id }) => _id);
  findings.sameSet(over, of('crm.followup.obligation.closed.v1'), 'event obligation.closed');
  const histories = new Map<string, WorkflowHistory[]>();
  for (const history of snapshot.histories) {
    histories.set(history.workflowId, [...(histories.get(history.workflowId) ?? []), history]);
  }
  for (const obligation of snapshot.obligations)
    checkObligation(obligation, log, histories.get(workflowOf(obligation)) ?? [], findings);
  const known = new Set(snapshot.obligations.map(workflowOf));
  for (const id of histories.keys()) if (!known.has(id)) findings.doubled(`workflow without obligation: ${id}`);
  checkMessages(snapshot, findings);
}

function checkObligation(
  obligation: ObligationRecord,
  log: EventRecord[],
  runs: WorkflowHistory[],
  findings: Findings,
): void {
  const stands = isOpen(obligation);
  if (stands && isFirstContact(obligation)) findings.dropped(`end of ${obligation._id}`);
  const levels = obligation.levels.filter((level) => level.recordTime).map((level) => level.id);
  const events = log.filter((event) => event.type === REACHED && event.data.obligationId === obligation._id);
  findings.sameSet(
    levels,
    events.map((event) => String(event.data.level)),
    `event of ${obligation._id}, level`,
  );
  if (runs.length === 0) {
    findings.dropped(`workflow history of ${obligation._id}`);
    return;
  }
  if (!stands && runs.some((run) => run.status === 'RUNNING'))
    findings.dropped(`end of workflow ${workflowOf(obligation)}`);
  const steps = runs
    .flatMap((run) => run.steps)
    .filter((step) => /RECORDED$/.test(step.outcome))
    .map((step) => step.level);
  findings.sameSet(levels, [...new Set(steps)], `history step of ${obligation._id}, level`);
}

/** In-app messages: one per recipient of a level, one per assignment and claim, none without cause. */
function checkMessages(snapshot: Snapshot, findings: Findings): void {
  const levels = snapshot.logs['follow-up']
    .filter((event) => event.type === REACHED)
    .flatMap((event) =>
      (event.data.recipients as { repId: string }[]).map(
        ({ repId }) => `${event.data.obligationId}:${event.data.level}:${repId}`,
      ),
    );
  const takings = snapshot.logs.assignment.flatMap((event) => {
    if (event.type === 'crm.assignment.lead.assigned.v1') return [`assigned:${event.subject}:${event.data.cycle}`];
    if (event.type === 'crm.assignment.lead.claimed.v1') return [`claimed:${event.subject}:${event.data.cycle}`];
    return [];
  });
  findings.sameSet(
    [...levels, ...takings],
    snapshot.notifications.map((notification) => notification._id),
    'message',
  );
  findings.sameSet(
    snapshot.notifications.map((notification) => notification._id),
    snapshot.logs.notification
      .filter((event) => event.type === 'crm.notification.created.v1')
      .map((event) => String(event.data.notificationId)),
    'event notification.created',
  );
}
