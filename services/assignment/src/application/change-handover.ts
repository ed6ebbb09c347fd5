import {
  AppError,
  alreadyExists,
  type CommandCall,
  createdId,
  Faults,
  failedPrecondition,
  hasRole,
  notFound,
  type Principal,
  permissionDenied,
  replayOf,
  scopeOf,
  staleEtag,
} from '@fairlead/service-kit';
import {
  acknowledge,
  approve,
  cancel,
  draftHandover,
  type Handover,
  type HandoverChange,
  type HandoverTerms,
  redraft,
  reject,
  submit,
  undo,
} from '../domain/handover';
import type { HandoverDoc } from '../repository/models';
import { checkTerms, termsOf } from './check-handover';
import type { HandoverDeps } from './handover-deps';
import { managerAbove } from './handover-facts';

type Call<R> = CommandCall<Handover, R>;
type Leaver = Pick<Handover, 'fromRepId' | 'teamId' | 'teamPath'>;

/** Writes a draft down, once per command; one at a time for a leaver. */
export async function createHandover<R>(
  deps: HandoverDeps,
  input: { fromRepId: string; terms: HandoverTerms },
  call: Call<R>,
): Promise<R> {
  const { caller, command, context, reply } = call;
  const { handovers } = deps;
  const id = createdId(command);
  const before = await handovers.find(id);
  if (before?.creation) return (await handovers.store.create(id, before, [], context, command, reply)).reply;
  const leaver = await leaverOf(deps, input.fromRepId, caller.principal);
  (await checkTerms(deps, input.fromRepId, input.terms, context.now)).throwIfAny();
  const { state, events } = draftHandover(id, input.terms, leaver, caller.principal.sub);
  try {
    return (await handovers.store.create(id, state, events, context, command, reply)).reply;
  } catch (error) {
    if (!(error instanceof AppError) || error.reason !== 'UNIQUE_VALUE_TAKEN') throw error;
    throw alreadyExists('HANDOVER_UNDER_WAY', `Rep ${input.fromRepId} has a handover that is not over.`);
  }
}

/** The leaver, for the leaver, a manager of the tree, or an admin. */
export async function leaverOf(
  { reps, teams }: Pick<HandoverDeps, 'reps' | 'teams'>,
  fromRepId: string,
  principal: Principal,
  field = 'handover.from_rep_id',
): Promise<Leaver> {
  const rep = await reps.find(fromRepId);
  const team = rep && (await teams.find(rep.teamId));
  new Faults().check(team !== null, field, 'there is no such rep').throwIfAny();
  const leaver = { fromRepId, teamId: team?._id ?? '', teamPath: team?.path ?? [] };
  requirePlanner(principal, leaver);
  return leaver;
}

export const updateHandover = <R>(
  deps: HandoverDeps,
  input: { id: string; etag: string; terms: Partial<HandoverTerms>; removes: (keyof HandoverTerms)[] },
  call: Call<R>,
): Promise<R> =>
  changeHandover(deps, input.id, call, async (seen) => {
    requirePlanner(call.caller.principal, seen);
    const cleared = Object.fromEntries(input.removes.map((key) => [key, undefined]));
    const set = { ...input.terms, ...cleared } as Partial<HandoverTerms>;
    (await checkTerms(deps, seen.fromRepId, { ...termsOf(seen), ...set }, call.context.now)).throwIfAny();
    return (handover) => {
      if (String(handover.revision) !== input.etag) throw staleEtag();
      return redraft(handover, set);
    };
  });

export const submitHandover = <R>(deps: HandoverDeps, id: string, call: Call<R>): Promise<R> =>
  changeHandover(deps, id, call, async (seen) => {
    requirePlanner(call.caller.principal, seen);
    await refuseFaults(deps, seen, call);
    const approverId = await managerAbove(deps, seen.fromRepId, seen.teamPath);
    return (handover) => submit(handover, approverId);
  });

export const approveHandover = <R>(deps: HandoverDeps, id: string, call: Call<R>): Promise<R> =>
  changeHandover(deps, id, call, async (seen) => {
    requireApprover(call.caller.principal, seen);
    if (seen.state === 'PENDING_APPROVAL') await refuseFaults(deps, seen, call);
    return (handover) => approve(handover, call.caller.principal.sub);
  });

export const rejectHandover = <R>(deps: HandoverDeps, id: string, reason: string, call: Call<R>): Promise<R> =>
  changeHandover(deps, id, call, async (seen) => {
    requireApprover(call.caller.principal, seen);
    return (handover) => reject(handover, reason);
  });

export const cancelHandover = <R>(deps: HandoverDeps, id: string, call: Call<R>): Promise<R> =>
  changeHandover(deps, id, call, async (seen) => {
    requirePlanner(call.caller.principal, seen);
    return (handover) => cancel(handover);
  });

export const acknowledgeHandover = <R>(deps: HandoverDeps, id: string, call: Call<R>): Promise<R> =>
  changeHandover(
    deps,
    id,
    call,
    async () => (handover) => acknowledge(handover, call.caller.principal.rep ?? '', call.context.now),
  );

export const undoHandover = <R>(deps: HandoverDeps, id: string, call: Call<R>): Promise<R> =>
  changeHandover(deps, id, call, async (seen) => {
    requireApprover(call.caller.principal, seen);
    if (!(await deps.reps.find(seen.fromRepId))?.active) {
      throw failedPrecondition('REP_INACTIVE', `Rep ${seen.fromRepId} is not active; make the rep active first.`);
    }
    return (handover) => undo(handover, call.context.now);
  });

/** A command on a handover that concerns the caller. `prepare` checks on what was read; its answer decides on the present. */
async function changeHandover<R>(
  { handovers }: HandoverDeps,
  id: string,
  call: Call<R>,
  prepare: (seen: HandoverDoc) => Promise<(handover: HandoverDoc) => HandoverChange | null>,
): Promise<R> {
  const { caller, command, context, reply } = call;
  const seen = await handovers.find(id);
  const replayed = seen && replayOf(seen, call);
  if (replayed !== undefined && replayed !== null) return replayed;
  const visible = await handovers.findInScope(id, scopeOf(caller.principal));
  if (!visible) throw notFound('handover', id);
  const decide = await prepare(visible);
  return (await handovers.store.change(id, decide, context, command, reply)).reply;
}

/** Who is named may have left since it was planned. */
async function refuseFaults<R>(deps: HandoverDeps, seen: HandoverDoc, { context }: Call<R>): Promise<void> {
  (await checkTerms(deps, seen.fromRepId, termsOf(seen), context.now)).throwIfAny();
}

export function requirePlanner(principal: Principal, { fromRepId, teamPath }: Leaver): void {
  if (hasRole(principal, 'admin') || principal.rep === fromRepId) return;
  if (hasRole(principal, 'manager') && principal.team && teamPath.includes(principal.team)) return;
  throw permissionDenied('Only the leaver, a manager of the team or one above it, or an admin may do this.');
}

function requireApprover(principal: Principal, { fromRepId, teamPath }: Leaver): void {
  if (hasRole(principal, 'admin')) return;
  const manages = hasRole(principal, 'manager') && principal.team && teamPath.includes(principal.team);
  if (manages && principal.rep !== fromRepId) return;
  throw permissionDenied('Only a manager of the team or one above it who is not the leaver, or an admin, may do this.');
}
