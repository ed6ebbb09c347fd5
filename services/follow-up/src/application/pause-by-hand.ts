import { type CallerContext, type Change, type CommandCall, failedPrecondition, scopeOf } from '@fairlead/service-kit';
import { isOfCustomer } from '../domain/clock-kinds';
import { isRunning } from '../domain/handed-obligation';
import type { Obligation } from '../domain/obligation';
import type { ObligationDoc } from '../repository/models';
import type { Deps } from './deps';
import { refuseUnlessHolder } from './holder';
import { onPresent } from './on-present';
import { pausing, resuming } from './subject-clocks';

type Leaves = { from: Date; to: Date }[];

/** The owner, or a manager above, lets a clock stand still for a while. */
export const pauseByHand = <R>(
  deps: Deps,
  obligationId: string,
  { until, reason }: { until: Date; reason: string },
  call: CommandCall<Obligation, R>,
): Promise<R> =>
  byHand(deps, obligationId, call, (seen, leaves) => {
    const { now } = call.context;
    return pausing(deps, seen, { from: now, to: until, reason }, leaves, now);
  });

/** The owner, or a manager above, lets it go on. */
export const resumeByHand = <R>(deps: Deps, obligationId: string, call: CommandCall<Obligation, R>): Promise<R> =>
  byHand(deps, obligationId, call, (seen, leaves) => resuming(deps, seen, call.context.now, leaves));

async function byHand<R>(
  deps: Deps,
  obligationId: string,
  { caller, command, context, reply }: CommandCall<Obligation, R>,
  compute: (seen: ObligationDoc, leaves: Leaves) => Promise<Change<Obligation> | null>,
): Promise<R> {
  const known = await deps.obligations.get(obligationId, scopeOf(caller.principal));
  refuseUnlessAllowed(caller, known);
  const decide = async (seen: ObligationDoc) => {
    refuseUnlessAllowed(caller, seen);
    // A repetition is answered as the first time, also when the clock has ended since.
    if (!isRunning(seen) && seen.requests.some(({ id }) => id === command.requestId)) return null;
    if (!isRunning(seen))
      throw failedPrecondition('OBLIGATION_OVER', 'The clock has ended, or its last step is under way.');
    return compute(seen, (await deps.facts.rep(seen.ownerId))?.leaves ?? []);
  };
  return (await onPresent(deps, known, context, decide, command, reply)).reply;
}

function refuseUnlessAllowed(caller: CallerContext, doc: ObligationDoc): void {
  refuseUnlessHolder(caller, doc, 'clock');
  if (!isOfCustomer(doc.kind)) {
    throw failedPrecondition('PAUSED_BY_ITS_CASE', 'This clock stands still while its case waits for the customer.');
  }
}
