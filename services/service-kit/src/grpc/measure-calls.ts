import { type CallContext, ServerError, type ServerMiddlewareCall, Status } from 'nice-grpc';
import { durationHistogram, secondsSince } from '../telemetry/metrics';

/** Probes would drown the calls that somebody waits for. */
const UNCOUNTED = /^\/grpc\.(health|reflection)\./;

/** Measures every served call by method and code. It is the outermost middleware, so it sees the code that goes out. */
export function measureCalls() {
  const histogram = durationHistogram('fairlead.grpc.server.duration', 'Served gRPC calls by method and code.');
  return async function* measure<Request, Response>(
    call: ServerMiddlewareCall<Request, Response>,
    context: CallContext,
  ) {
    const method = call.method.path;
    if (UNCOUNTED.test(method)) return yield* call.next(call.request, context);
    const start = performance.now();
    let code = Status.CANCELLED;
    try {
      const response = yield* call.next(call.request, context);
      code = Status.OK;
      return response;
    } catch (error) {
      code = error instanceof ServerError ? error.code : Status.UNKNOWN;
      throw error;
    } finally {
      histogram.record(secondsSince(start), { method: method.slice(1), code: Status[code] });
    }
  };
}
