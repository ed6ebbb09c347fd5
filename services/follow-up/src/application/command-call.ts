import {
  type CallerContext,
  type Codec,
  type Command,
  commandOf,
  type Reply,
  type WriteContext,
} from '@fairlead/service-kit';

/** A command with its caller and the way its answer is kept. */
export interface CommandCall<S, R> {
  caller: CallerContext;
  command: Command;
  context: WriteContext;
  reply: Reply<S, R>;
}

/** The command that a request is, as use cases take it. */
export const commandCall = <Q extends { requestId: string }, S, R>(
  caller: CallerContext,
  method: string,
  codec: Codec<Q>,
  request: Q,
  reply: Reply<S, R>,
  now: Date,
): CommandCall<S, R> => ({
  caller: { principal: caller.principal, token: caller.token },
  command: commandOf(caller.principal, method, codec, request),
  context: { now, actor: caller.principal.sub },
  reply,
});
