import { type CallerContext, type Codec, commandOf, type Reply } from '@fairlead/service-kit';
import type { CommandCall } from '../application/command-call';

/** The command that a request is, as use cases take it. */
export function commandCall<Q extends { requestId: string }, S, R>(
  { principal }: CallerContext,
  method: string,
  codec: Codec<Q>,
  request: Q,
  reply: Reply<S, R>,
): CommandCall<S, R> {
  const context = { now: new Date(), actor: principal.sub };
  return { principal, context, command: commandOf(principal, method, codec, request), reply };
}
