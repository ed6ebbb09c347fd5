import { AppError, type Change, type WriteContext } from '@fairlead/service-kit';
import type { Obligation } from '../domain/obligation';
import type { ObligationDoc } from '../repository/models';
import type { Deps } from './deps';

const MAX_ATTEMPTS = 20;

/** Writes what was computed from an obligation on that very document, or computes it again. */
export async function onPresent(
  { obligations }: Pick<Deps, 'obligations'>,
  known: ObligationDoc,
  context: WriteContext,
  compute: (seen: ObligationDoc) => Promise<Change<Obligation> | null>,
): Promise<{ doc: ObligationDoc; change: Change<Obligation> | null }> {
  let seen = known;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const { revision } = seen;
    const change = await compute(seen);
    let moved = false;
    const { doc } = await obligations.store.change(
      seen._id,
      (current) => {
        moved = current.revision !== revision;
        return moved ? null : change;
      },
      context,
    );
    if (!moved) return { doc, change };
    seen = doc;
  }
  throw new AppError('ABORTED', 'CONTENTION', 'The obligation changes too fast; try again.');
}
