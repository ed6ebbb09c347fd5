import { isWorking } from '@fairlead/service-kit';
import { stopsForLeave } from '../domain/clock-kinds';
import { isOpen } from '../domain/obligation';
import { pauseAt } from '../domain/paused-clock';
import type { ObligationDoc } from '../repository/models';
import type { Deps } from './deps';

/**
 * Ids of the running clocks that stand still at `now`: outside the working hours, while the owner is on leave, during a
 * pause, or while a handover holds them.
 */
export async function pausedNow(
  { terms, reps }: Pick<Deps, 'terms' | 'reps'>,
  docs: readonly ObligationDoc[],
  now: Date,
): Promise<Set<string>> {
  const running = docs.filter(isOpen);
  const owners = await reps.findMany(running.map(({ ownerId }) => ownerId));
  const paused = new Set<string>();
  for (const doc of running) {
    const calendar = await terms.calendar(doc);
    const leaves = stopsForLeave(doc.kind) ? (owners.get(doc.ownerId)?.leaves ?? []) : [];
    if (doc.held || pauseAt(doc, now) || !isWorking(now, calendar, leaves)) paused.add(doc._id);
  }
  return paused;
}
