import type { WriteContext } from '@fairlead/service-kit';
import { stopsForLeave } from '../domain/clock-kinds';
import { rescheduleObligation } from '../domain/obligation';
import type { RepFact } from '../domain/organization';
import type { ObligationDoc } from '../repository/models';
import type { Deps } from './deps';
import { onPresent } from './on-present';

const PAGE = 100;

type RescheduleDeps = Pick<Deps, 'obligations' | 'terms' | 'reps'>;

/**
 * The leave of a rep changed: the levels of every running clock that are not recorded yet are computed anew, so that a
 * clock stands still exactly while the owner is away. Answers how many documents changed.
 */
export async function rescheduleOf(deps: RescheduleDeps, repId: string, context: WriteContext): Promise<number> {
  const rep = await deps.reps.find(repId);
  if (!rep) return 0;
  let moved = 0;
  for (let after = ''; ; ) {
    const page = await deps.obligations.runningOf(repId, after, PAGE);
    for (const doc of page) if (await reschedule(deps, doc, rep, context)) moved += 1;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return moved;
    after = last._id;
  }
}

/** A clock opened while the leave changed was computed with the old one. */
export async function rescheduleIfLeaveChanged(
  deps: RescheduleDeps,
  doc: ObligationDoc,
  context: WriteContext,
): Promise<void> {
  const rep = await deps.reps.find(doc.ownerId);
  if (rep && rep.revision > doc.leavesRevision) await reschedule(deps, doc, rep, context);
}

async function reschedule(
  deps: RescheduleDeps,
  doc: ObligationDoc,
  rep: RepFact,
  context: WriteContext,
): Promise<boolean> {
  if (!stopsForLeave(doc.kind)) return false;
  const { change } = await onPresent(deps, doc, context, async (seen) =>
    seen.ownerId === doc.ownerId
      ? rescheduleObligation(seen, await deps.terms.levelsOf(seen, rep.leaves), rep.revision)
      : null,
  );
  return change !== null && change.events.length > 0;
}
