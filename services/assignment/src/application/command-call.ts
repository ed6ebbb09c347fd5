import {
  type AggregateDoc,
  type Codec,
  type Command,
  findReplay,
  type Principal,
  type Reply,
  type WriteContext,
} from '@fairlead/service-kit';

/** A verified command: when and by whom it was given, its identity, and how it is answered. */
export interface CommandCall<S, R> {
  principal: Principal;
  context: WriteContext;
  command: Command;
  reply: Reply<S, R>;
}

/** The answer given to this very command before; undefined when it was not carried out on this record yet. */
export function replayOf<S, R>(doc: AggregateDoc<S>, call: CommandCall<S, R>): R | undefined {
  const record = findReplay([...(doc.creation ? [doc.creation] : []), ...doc.requests], call.command);
  return record && decode(call.reply.codec, record.response);
}

/** Lean reads give BSON binaries where a Buffer was written. */
const decode = <R>(codec: Codec<R>, value: Buffer | { buffer: Uint8Array }): R =>
  codec.decode(value instanceof Uint8Array ? value : value.buffer);
