import { AppError, type Command, type Reply, staleEtag, type WriteContext } from '@fairlead/service-kit';
import { type ImportJob, type Start, start } from '../import/import-job';
import type { ImportDoc, ImportRepository } from '../repository/import-repository';

/**
 * Starts a check or an import on one of the turns that its person has, so that nobody keeps all others waiting;
 * RESOURCE_EXHAUSTED when none is free. A turn is unique in the store: starts at one moment do not share one.
 */
export async function startImport<R>(
  { _id: id, importer }: ImportDoc,
  how: Start & { etag: string },
  { imports, turns }: { imports: ImportRepository; turns: number },
  context: WriteContext,
  command: Command,
  reply: Reply<ImportJob, R>,
): Promise<R> {
  const { etag, ...given } = how;
  const all = Array.from({ length: turns }, (_, number) => `${importer.sub}:${number}`);
  const taken = await imports.takenTurns(all);
  // Also without a free turn the import is looked at: a repeated call is answered as before, one that runs says so.
  for (const turn of [...all.filter((each) => !taken.has(each)), undefined]) {
    try {
      const outcome = await imports.store.change(
        id,
        (doc) => {
          if (etag !== '' && etag !== String(doc.revision)) throw staleEtag();
          const change = start(doc, given, context.now, turn ?? '');
          if (turn === undefined) throw tooMany(turns);
          return change;
        },
        context,
        command,
        reply,
      );
      return outcome.reply;
    } catch (error) {
      // Another start was faster with this turn.
      if (!(error instanceof AppError && error.reason === 'UNIQUE_VALUE_TAKEN')) throw error;
    }
  }
  throw tooMany(turns);
}

const tooMany = (turns: number) =>
  new AppError(
    'RESOURCE_EXHAUSTED',
    'TOO_MANY_IMPORTS',
    `${turns} imports of this person wait or run already, no more are allowed; start this one when one of them has ended.`,
  );
