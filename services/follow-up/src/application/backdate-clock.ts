import type { WriteContext } from '@fairlead/service-kit';
import { moveLevels } from '../domain/obligation';
import type { Deps } from './deps';
import { onPresent } from './on-present';

/**
 * A clock began earlier than was known: a case that others are merged into keeps the earliest start. It is computed from
 * there, on its terms, with its pauses; what was recorded stays.
 */
export async function backdateClock(
  deps: Pick<Deps, 'obligations' | 'terms' | 'facts'>,
  obligationId: string,
  openTime: Date,
  context: WriteContext,
): Promise<void> {
  const known = await deps.obligations.store.find(obligationId);
  if (!known) return;
  await onPresent(deps, known, context, async (seen) => {
    if (seen.openTime <= openTime || seen.held) return null;
    const leaves = (await deps.facts.rep(seen.ownerId))?.leaves ?? [];
    const times = await deps.terms.levelsOf({ ...seen, openTime, resumed: undefined }, leaves);
    return moveLevels(seen, times, { openTime, resumed: undefined }, { cause: 'policy' });
  });
}
