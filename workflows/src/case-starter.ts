import type { EventType } from '@fairlead/proto';
import type { Effect, Handlers, TypedEvent } from '@fairlead/service-kit';
import type { Client } from '@temporalio/client';
import { isKeptByItsCase } from './clock-workflow';
import { caseChanged } from './complaint-escalation/messages';
import { caseWorkflowId, caseWorkflowIds } from './complaint-escalation/state';
import { reachable, signalIfRunning } from './reach-temporal';
import { startCase } from './start-case';

type CaseEventType = Exclude<
  Extract<EventType, `crm.followup.case.${string}`>,
  'crm.followup.case.noted.v1' | 'crm.followup.case.opened.v1'
>;
type ClockEventType =
  | 'crm.followup.obligation.opened.v1'
  | 'crm.followup.obligation.rescheduled.v1'
  | 'crm.followup.obligation.closed.v1';

/** Starts a workflow for each complaint and service request, and passes on that it or one of its clocks moved. */
export function onCase(client: Client, taskQueue: string): Handlers {
  const hint = ({ data }: TypedEvent<CaseEventType>): Promise<Effect> =>
    signalIfRunning(client, caseWorkflowId(data.caseId, data.kind), caseChanged);
  /** A clock does not say of which kind its case is. */
  const clockHint = async ({ subject, data }: TypedEvent<ClockEventType>): Promise<Effect> => {
    if (!isKeptByItsCase({ kind: data.kind })) return 'ignored';
    let effect: Effect = 'ignored';
    for (const workflowId of caseWorkflowIds(subject))
      if ((await signalIfRunning(client, workflowId, caseChanged)) === 'applied') effect = 'applied';
    return effect;
  };
  const hints: Record<CaseEventType, typeof hint> = {
    'crm.followup.case.assigned.v1': hint,
    'crm.followup.case.undispatched.v1': hint,
    'crm.followup.case.responded.v1': hint,
    'crm.followup.case.waiting.v1': hint,
    'crm.followup.case.continued.v1': hint,
    'crm.followup.case.reprioritized.v1': hint,
    'crm.followup.case.resolved.v1': hint,
    'crm.followup.case.survey_reminded.v1': hint,
    'crm.followup.case.closed.v1': hint,
    'crm.followup.case.reopened.v1': hint,
    'crm.followup.case.absorbed.v1': hint,
    'crm.followup.case.merged.v1': hint,
    'crm.followup.case.rated.v1': hint,
  };
  return {
    ...(hints as unknown as Handlers),
    'crm.followup.case.opened.v1': ({ data }) =>
      reachable(async () =>
        (await startCase(client, taskQueue, data.caseId, data.kind, 'once')) ? 'applied' : 'repeated',
      ),
    'crm.followup.obligation.opened.v1': clockHint,
    'crm.followup.obligation.rescheduled.v1': clockHint,
    'crm.followup.obligation.closed.v1': clockHint,
  };
}
