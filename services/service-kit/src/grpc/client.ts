import {
  type CallOptions,
  type Channel,
  ChannelCredentials,
  type Client,
  ClientError,
  type ClientMiddlewareCall,
  type CompatServiceDefinition,
  createChannel,
  createClientFactory,
  Metadata,
  Status,
} from 'nice-grpc';
import { type DeadlineOptions, deadlineMiddleware } from 'nice-grpc-client-middleware-deadline';
import { type RetryOptions, retryMiddleware } from 'nice-grpc-client-middleware-retry';
import { errorDetailsClientMiddleware } from 'nice-grpc-error-details';
import type { ServiceTokens } from '../auth/tokens';

/** A service's client; calls carry this service's token unless `onBehalfOf` gives another one. */
export type KitClient<D extends CompatServiceDefinition> = Client<D, DeadlineOptions & RetryOptions>;

const UNARY_DEADLINE_MS = 12_000;
/** An upload takes as long as its sender needs, within reason. */
const UPLOAD_DEADLINE_MS = 600_000;

/**
 * One channel for an address, for several (`host:port,host:port`), or for a name with several addresses
 * (`dns:///host:port`): calls are spread over them in turn. A name is looked up again whenever a connection ends, at most
 * once a second: the library's own half a minute is longer than a replica needs to go away.
 */
export function openChannel(address: string): Channel {
  const target = address.includes(',') ? `ipv4:${address}` : address;
  return createChannel(target, ChannelCredentials.createInsecure(), {
    'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
    'grpc.keepalive_time_ms': 20_000,
    'grpc.keepalive_timeout_ms': 5000,
    'grpc.dns_min_time_between_resolutions_ms': 1000,
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.min_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 2000,
    'grpc.use_local_subchannel_pool': 1,
  });
}

/**
 * Client factory of a service: deadline on every unary call, retries of UNAVAILABLE and of calls that were cut off (every
 * command is idempotent).
 */
export function createClient<D extends CompatServiceDefinition>(
  definition: D,
  channel: Channel,
  tokens: ServiceTokens,
): KitClient<D> {
  return createClientFactory()
    .use(cutOffIsUnavailable)
    .use(serviceToken(tokens))
    .use(errorDetailsClientMiddleware)
    .use(retryMiddleware)
    .use(streamAwareDeadline)
    .create(definition, channel, {
      '*': {
        retry: true,
        retryMaxAttempts: 6,
        retryBaseDelayMs: 50,
        retryMaxDelayMs: 1500,
        retryableStatuses: [Status.UNAVAILABLE],
      } as never,
    }) as unknown as KitClient<D>;
}

/** Call options that use the caller's own token, so that the callee applies the caller's scope. */
export const onBehalfOf = (caller: { token: string }): CallOptions => ({
  metadata: Metadata({ authorization: `Bearer ${caller.token}` }),
});

/** A call that a stopping server cut off got no answer; the library gives other codes to some of the ways to do that. */
async function* cutOffIsUnavailable<Request, Response>(
  call: ClientMiddlewareCall<Request, Response>,
  options: CallOptions,
) {
  try {
    return yield* call.next(call.request, options);
  } catch (error) {
    if (!(error instanceof ClientError) || !isCutOff(error)) throw error;
    throw new ClientError(error.path, Status.UNAVAILABLE, error.details);
  }
}

/** By the texts of grpc-js: a stream reset without a status, and a server's forced end. Own cancellations are no ClientError. */
const isCutOff = ({ code, details }: ClientError): boolean =>
  (code === Status.INTERNAL && details.startsWith('Received RST_STREAM with code')) ||
  (code === Status.CANCELLED && details === 'Call cancelled');

function serviceToken(tokens: ServiceTokens) {
  return async function* authorize<Request, Response>(
    call: ClientMiddlewareCall<Request, Response>,
    options: CallOptions,
  ) {
    const metadata = Metadata(options.metadata);
    if (!metadata.has('authorization')) metadata.set('authorization', `Bearer ${await tokens.token()}`);
    return yield* call.next(call.request, { ...options, metadata });
  };
}

/** A stream lives as long as it is wanted; everything else ends in time. */
async function* streamAwareDeadline<Request, Response>(
  call: ClientMiddlewareCall<Request, Response, DeadlineOptions>,
  options: CallOptions & DeadlineOptions,
) {
  const usual = call.requestStream ? UPLOAD_DEADLINE_MS : UNARY_DEADLINE_MS;
  const deadline = options.deadline ?? (call.responseStream ? undefined : usual);
  return yield* deadlineMiddleware(call as never, { ...options, deadline }) as AsyncGenerator<
    Awaited<Response>,
    Awaited<Response> | undefined,
    undefined
  >;
}
