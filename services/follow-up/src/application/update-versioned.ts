import { type AggregateDoc, type CommandCall, type NewEvent, staleEtag } from '@fairlead/service-kit';
import type { VersionedRepository } from '../repository/versioned-repository';

/**
 * Makes the next version of a calendar or policy. `decide` gives the changed fields, or throws for values that do not
 * fit what is there. With `moves` the head says that running clocks are to move too. The former version is kept before it is replaced, the new one before the answer.
 */
export async function updateVersioned<
  S extends { version: number; commandKey: string; moveTo?: number },
  V extends object,
  R,
>(
  repository: VersionedRepository<S, V>,
  id: string,
  etag: string,
  decide: (doc: AggregateDoc<S>) => Partial<S>,
  { command, context, reply }: CommandCall<S, R>,
  { eventsOf = () => [], moves = false }: { eventsOf?: (version: number) => NewEvent[]; moves?: boolean } = {},
): Promise<R> {
  await repository.current(id);
  const outcome = await repository.store.change(
    id,
    (doc) => {
      if (String(doc.revision) !== etag) throw staleEtag();
      const version = doc.version + 1;
      return { set: { ...decide(doc), version, ...(moves ? { moveTo: version } : {}) }, events: eventsOf(version) };
    },
    context,
    command,
    reply,
  );
  await repository.current(id);
  return outcome.reply;
}
