import type { followup as proto } from '@fairlead/proto';
import {
  type Change,
  type CommandCall,
  derivedId,
  invalidArgument,
  type Principal,
  permissionDenied,
  replayOf,
} from '@fairlead/service-kit';
import type { Case } from '../domain/case';
import {
  assignCase,
  changePriority,
  closeCase,
  continueCase,
  reopenCase,
  resolveCase,
  respondToCase,
  waitForCustomer,
} from '../domain/case-commands';
import { hasSkills } from '../domain/case-dispatch';
import { mayWorkOn } from '../domain/case-sight';
import { surveyPath } from '../domain/case-survey';
import type { CaseDoc } from '../repository/case-models';
import { refuseUnlessManager, refuseUnlessWorker, scopeOfCaller } from './case-caller';
import type { CaseDeps } from './case-deps';
import { applyCase } from './case-effects';
import { writeNote } from './note-case';

type Call<R> = CommandCall<Case, R>;
type Rule = (principal: Principal, found: Case) => void;

/**
 * Carries a command out on a case in the caller's scope. What was said with it is kept as a note before it is carried out,
 * but not before it was found allowed: a repetition makes up for a crash in between, and nothing said is lost.
 */
async function command<R>(
  deps: CaseDeps,
  id: string,
  call: Call<R>,
  rule: Rule,
  decide: (found: CaseDoc) => Change<Case> | null,
  note = '',
): Promise<R> {
  const { principal } = call.caller;
  const seen = await deps.cases.get(id, await scopeOfCaller(deps, call.caller));
  if (note !== '' && replayOf(seen, call) === undefined) {
    rule(principal, seen);
    decide(seen);
    const noteId = derivedId('case-command-note', id, call.command.requestId);
    await writeNote(
      deps,
      noteId,
      { caseId: id, customerId: seen.customerId, author: principal.sub, text: note },
      call.context,
    );
  }
  const { doc, reply } = await deps.cases.store.change(
    id,
    (found) => {
      rule(principal, found);
      return decide(found);
    },
    call.context,
    call.command,
    call.reply,
  );
  await applyCase(deps, doc._id, call.context);
  return reply;
}

const worker: Rule = refuseUnlessWorker;
/** Whoever works on it, and the owner of the customer, who hears what the customer says. */
const workerOrOwner: Rule = (principal, found) => {
  const owns = principal.rep !== undefined && principal.rep === found.ownerId;
  if (!owns && !mayWorkOn(principal, found)) refuseUnlessWorker(principal, found);
};

/** A service agent takes a case that nobody has yet. */
export async function takeCase<R>(deps: CaseDeps, id: string, call: Call<R>): Promise<R> {
  const repId = call.caller.principal.rep ?? '';
  const seen = await deps.cases.get(id, await scopeOfCaller(deps, call.caller));
  const agent = await agentPlace(deps, repId, seen.skill);
  if (!agent) throw permissionDenied('Only a service agent whose skills suffice may take this case.');
  const anybody: Rule = () => undefined;
  return command(deps, id, call, anybody, (found) => assignCase(id, found, agent, 'taken'));
}

/** A manager gives a case to a service agent. */
export async function assignCaseTo<R>(deps: CaseDeps, id: string, assigneeId: string, call: Call<R>): Promise<R> {
  const seen = await deps.cases.get(id, await scopeOfCaller(deps, call.caller));
  refuseUnlessManager(call.caller.principal, seen);
  const agent = await agentPlace(deps, assigneeId, seen.skill);
  if (!agent) {
    const description = 'must be an active rep with the skill "service" and that of the case';
    throw invalidArgument([{ field: 'assignee_id', description }]);
  }
  return command(deps, id, call, refuseUnlessManager, (found) => assignCase(id, found, agent, 'assigned'));
}

export const respond = <R>(deps: CaseDeps, id: string, text: string, call: Call<R>): Promise<R> =>
  command(deps, id, call, worker, (found) => respondToCase(id, found, call.context.now), text);

export const wait = <R>(deps: CaseDeps, id: string, until: Date, reason: string, call: Call<R>): Promise<R> =>
  command(deps, id, call, worker, (found) => waitForCustomer(id, found, until, reason, call.context.now));

export const goOn = <R>(deps: CaseDeps, id: string, call: Call<R>): Promise<R> =>
  command(deps, id, call, worker, (found) => continueCase(id, found, 'agent', call.context.now));

export const reprioritize = <R>(
  deps: CaseDeps,
  id: string,
  priority: proto.CasePriority,
  reason: string,
  call: Call<R>,
): Promise<R> => command(deps, id, call, worker, (found) => changePriority(id, found, priority), reason);

export async function resolve<R>(deps: CaseDeps, id: string, resolution: string, call: Call<R>): Promise<R> {
  const settings = await deps.caseSettings.current();
  const { now } = call.context;
  return command(deps, id, call, worker, (found) =>
    resolveCase(id, found, resolution, settings, surveyPath(id, found.cycle, now, deps.surveyKey), now),
  );
}

export async function confirm<R>(deps: CaseDeps, id: string, call: Call<R>): Promise<R> {
  const { reopeningMs } = await deps.caseSettings.current();
  return command(deps, id, call, workerOrOwner, (found) =>
    closeCase(id, found, 'confirmed', reopeningMs, call.context.now),
  );
}

export const reopen = <R>(deps: CaseDeps, id: string, reason: string, call: Call<R>): Promise<R> =>
  command(deps, id, call, workerOrOwner, (found) => reopenCase(id, found, call.context.now), reason);

/** An active rep who can work on cases with that skill, with the team; undefined otherwise. */
async function agentPlace({ facts }: CaseDeps, repId: string, skill: string) {
  const rep = repId ? await facts.rep(repId) : undefined;
  if (!rep || rep.active === false || !hasSkills(rep.skills ?? [], skill)) return undefined;
  return { repId, teamId: rep.teamId, teamPath: (await facts.team(rep.teamId))?.path ?? [rep.teamId] };
}
