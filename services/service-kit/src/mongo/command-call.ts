import type { CallerContext } from '../grpc/server';
import type { AggregateDoc } from './aggregate';
import type { Reply, WriteContext } from './aggregate-store';
import { bytes, type Codec, type Command, commandOf, findReplay } from './command';

/** A verified command as use cases take it: by whom and when, its identity, and how its answer is made and kept. */
export interface CommandCall<S, R> {
  caller: CallerContext;
  context: WriteContext;
  command: Command;
  reply: Reply<S, R>;
}

/** The command that a request is. INVALID_ARGUMENT when its request_id is no UUID. */
export function commandCall<Q extends { requestId: string }, S, R>(
  { principal, token }: CallerContext,
  method: string,
  codec: Codec<Q>,
  request: Q,
  reply: Reply<S, R>,
  now = new Date(),
): CommandCall<S, R> {
  const command = commandOf(principal, method, codec, request);
  return { caller: { principal, token }, context: { now, actor: principal.sub }, command, reply };
}

/** The answer given to this very command before; undefined when it was not carried out on this record yet. */
export function replayOf<S, R>(doc: AggregateDoc<S>, { command, reply }: CommandCall<S, R>): R | undefined {
  const record = findReplay([...(doc.creation ? [doc.creation] : []), ...doc.requests], command);
  return record && reply.codec.decode(bytes(record.response));
}
