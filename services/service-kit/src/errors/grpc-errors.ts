import { randomUUID } from 'node:crypto';
import { type CallContext, ClientError, ServerError, type ServerMiddlewareCall, Status } from 'nice-grpc';
import { BadRequest, ErrorInfo, PreconditionFailure, RichClientError, RichServerError } from 'nice-grpc-error-details';
import type { Logger } from '../log/logger';
import { classifyStoreError } from '../mongo/store-errors';
import { AppError, type ErrorCode } from './app-error';

const DOMAIN = 'fairlead';

/** Puts a domain error on the wire with its google.rpc details. */
export function toServerError(error: AppError): RichServerError {
  const details: RichServerError['extra'] = [
    ErrorInfo.fromPartial({ reason: error.reason, domain: DOMAIN, metadata: error.metadata }) as never,
  ];
  if (error.faults.length > 0) details.push(BadRequest.fromPartial({ fieldViolations: error.faults }) as never);
  if (error.code === 'FAILED_PRECONDITION') {
    details.push(
      PreconditionFailure.fromPartial({
        violations: [{ type: error.reason, subject: error.metadata.subject ?? '', description: error.message }],
      }) as never,
    );
  }
  return new RichServerError(Status[error.code], error.message, details);
}

/** Reads a domain error back from a failed call; anything without our details becomes UNAVAILABLE or INTERNAL. */
export function fromClientError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (!(error instanceof ClientError)) {
    return new AppError('INTERNAL', 'INTERNAL', error instanceof Error ? error.message : String(error));
  }
  const extra = error instanceof RichClientError ? error.extra : [];
  const info = extra.find((detail) => detail.$type === ErrorInfo.$type) as ErrorInfo | undefined;
  const bad = extra.find((detail) => detail.$type === BadRequest.$type) as BadRequest | undefined;
  const code = Status[error.code] as ErrorCode;
  const faults = (bad?.fieldViolations ?? []).map(({ field, description }) => ({ field, description }));
  return new AppError(code, info?.reason ?? code, error.details, faults, { ...(info?.metadata ?? {}) });
}

/** The one place that decides what a caller learns of a failure; the unknown gets an id, its detail only the log. */
export function errorMiddleware(logger: Logger) {
  return async function* handleErrors<Request, Response>(
    call: ServerMiddlewareCall<Request, Response>,
    context: CallContext,
  ) {
    try {
      return yield* call.next(call.request, context);
    } catch (error) {
      if (error instanceof AppError) throw toServerError(error);
      if (error instanceof ServerError) throw error;
      if (context.signal.aborted) throw new ServerError(Status.CANCELLED, 'The caller went away.');
      if (error instanceof ClientError) throw toServerError(fromClientError(error));
      if (classifyStoreError(error) !== 'other') {
        logger.warn({ err: error, method: call.method.path }, 'the document store is unavailable');
        throw toServerError(new AppError('UNAVAILABLE', 'STORE_UNAVAILABLE', 'The document store is unavailable.'));
      }
      const errorId = randomUUID();
      logger.error({ err: error, errorId, method: call.method.path }, 'unexpected failure');
      throw toServerError(
        new AppError('INTERNAL', 'INTERNAL', `Unexpected failure ${errorId}.`, [], { error_id: errorId }),
      );
    }
  };
}
