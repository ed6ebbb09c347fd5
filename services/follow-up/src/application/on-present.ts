import { AppError, type Change, type Command, type Reply, type WriteContext } from '@fairlead/service-kit';
import type { Obligation } from '../domain/obligation';
import type { ObligationDoc } from '../repository/models';
import type { Deps } from './deps';

const MAX_ATTEMPTS = 20;

/** Writes what was computed from an obligation on that very document, or computes it again; for a command once. */
export async function onPresent<R = undefined>(
  { obligations }: Pick<Deps, 'obligations'>,
  known: ObligationDoc,
  context: WriteContext,
  compute: (seen: ObligationDoc) => Promise<Change<Obligation> | null>,
  command?: Command,
  reply?: Reply<Obligation, R>,
): Promise<{ doc: ObligationDoc; change: Change<Obligation> | null; reply: R }> {
  let seen = known;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const { revision } = seen;
    const change = await compute(seen);
    let moved = false;
    const outcome = await obligations.store.change(
      seen._id,
      (current) => {
        moved = current.revision !== revision;
        return moved ? null : change;
      },
      context,
      command,
      reply,
    );
    if (!moved) return { doc: outcome.doc, change, reply: outcome.reply };
    seen = outcome.doc;
  }
  throw new AppError('ABORTED', 'CONTENTION', 'The obligation changes too fast; try again.');
}
