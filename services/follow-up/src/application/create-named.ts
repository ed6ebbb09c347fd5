import {
  type AggregateStore,
  AppError,
  type CommandCall,
  createdId,
  findReplay,
  invalidArgument,
  type NewEvent,
} from '@fairlead/service-kit';
import type { VersionedRepository } from '../repository/versioned-repository';

interface Head {
  version: number;
  commandKey: string;
}

/**
 * Creates a calendar or policy under the name that its author chose, once per command: the unique command key finds
 * what the same request id made before, under whatever name. ALREADY_EXISTS when the name is taken.
 */
export async function createNamed<S extends Head, V extends object, R>(
  repository: VersionedRepository<S, V>,
  id: string,
  state: Omit<S, keyof Head>,
  { command, context, reply }: CommandCall<S, R>,
  events: NewEvent[] = [],
): Promise<R> {
  const commandKey = createdId(command);
  for (let attempt = 1; ; attempt += 1) {
    const earlier = await repository.findByCommand(commandKey);
    if (earlier) {
      if (!earlier.creation || !findReplay([earlier.creation], command)) throw reused();
      return (await repository.store.create(earlier._id, earlier as S, [], context, command, reply)).reply;
    }
    try {
      const head = { ...state, version: 1, commandKey } as unknown as S;
      const answer = (await repository.store.create(id, head, events, context, command, reply)).reply;
      await repository.current(id);
      return answer;
    } catch (error) {
      // Another process made it for the same command in between: look again, once.
      if (!(error instanceof AppError && error.reason === 'UNIQUE_VALUE_TAKEN') || attempt > 1) throw error;
    }
  }
}

const reused = () =>
  invalidArgument([{ field: 'request_id', description: 'was used for another request' }], 'REQUEST_ID_REUSED');

/** Creates a built-in record unless it is there. */
export async function createBuiltIn<S extends Head, V extends object>(
  repository: VersionedRepository<S, V> & { store: AggregateStore<S> },
  id: string,
  state: Omit<S, keyof Head>,
  now: Date,
  actor: string,
): Promise<void> {
  const head = { ...state, version: 1, commandKey: `built-in:${id}` } as unknown as S;
  await repository.store.create(id, head, [], { now, actor });
  await repository.current(id);
}
