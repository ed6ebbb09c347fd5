import {
  type AggregateDoc,
  type AggregateStore,
  AppError,
  type CommandCall,
  createdId,
  findReplay,
  invalidArgument,
  type NewEvent,
} from '@fairlead/service-kit';

const MAX_ATTEMPTS = 20;

/** What a created record must remember to be found by its command. */
interface Created {
  commandKey: string;
}

interface NewRecord<S> {
  id: string;
  state: Omit<S, 'commandKey'>;
  events: NewEvent[];
}

/**
 * Creates a record whose id is not derived from the command (a name chosen by a person, the next free number), once per
 * command: a unique command key finds what the same request id made before. `make` is asked again when its id was taken
 * by somebody else; it throws when that is a fault of the caller.
 */
export async function createOnce<S extends Created, R>(
  store: AggregateStore<S>,
  findByCommand: (commandKey: string) => Promise<AggregateDoc<S> | null>,
  call: CommandCall<S, R>,
  make: () => Promise<NewRecord<S>>,
): Promise<R> {
  const commandKey = createdId(call.command);
  for (let attempt = 1; ; attempt += 1) {
    const earlier = await findByCommand(commandKey);
    if (earlier) return replay(store, earlier, call);
    const { id, state, events } = await make();
    try {
      const created = { ...state, commandKey } as S;
      return (await store.create(id, created, events, call.context, call.command, call.reply)).reply;
    } catch (error) {
      const taken = error instanceof AppError && ['UNIQUE_VALUE_TAKEN', 'ALREADY_EXISTS'].includes(error.reason);
      if (!taken || attempt >= MAX_ATTEMPTS) throw error;
      if (error.reason === 'ALREADY_EXISTS' && (await make()).id === id) throw error;
    }
  }
}

async function replay<S extends Created, R>(
  store: AggregateStore<S>,
  earlier: AggregateDoc<S>,
  { context, command, reply }: CommandCall<S, R>,
): Promise<R> {
  // Names the fault when the request id belongs to another caller or request.
  if (!earlier.creation || !findReplay([earlier.creation], command)) {
    throw invalidArgument([{ field: 'request_id', description: 'was used for another request' }], 'REQUEST_ID_REUSED');
  }
  return (await store.create(earlier._id, earlier, [], context, command, reply)).reply;
}
