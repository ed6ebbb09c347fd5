import { randomUUID } from 'node:crypto';
import { AppError, type ErrorCode, fromClientError, type Logger } from '@fairlead/service-kit';
import type { ErrorRequestHandler, Response } from 'express';
import { ClientError } from 'nice-grpc';
import { ZodError } from 'zod';

const STATUS: Record<ErrorCode, number> = {
  INVALID_ARGUMENT: 400,
  OUT_OF_RANGE: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  ABORTED: 409,
  FAILED_PRECONDITION: 409,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

/** Refusals for which HTTP has a status of its own. */
const STATUS_OF_REASON: Record<string, number> = { ATTACHMENT_TOO_LARGE: 413 };

/** A refusal that the gateway itself makes, with an HTTP status of its own. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly faults: { field: string; description: string }[] = [],
  ) {
    super(message);
  }
}

/** Answers with application/problem+json (RFC 9457). */
export function sendProblem(
  response: Response,
  status: number,
  code: string,
  detail: string,
  extra: Record<string, unknown> = {},
): void {
  const title = code.toLowerCase().replaceAll('_', ' ');
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title, status, code, detail, ...extra }));
}

const camel = (field: string) => field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
/** Services name fields by their request message; REST bodies start one level below. */
const restField = (field: string) =>
  camel(field).replace(
    /^(lead|customer|prospect|followUp|task|order|product|shipment|team|rep|leave|calendar|policy|ruleSet|preferences|pool|handover|note|case|settings|stagePlaybook|endpoint|robot|template|header)\./,
    '',
  );

/** The one place that turns a failure into an answer. */
export const problemHandler =
  (logger: Logger): ErrorRequestHandler =>
  (error, request, response, _next) => {
    if (response.headersSent) return void response.destroy();
    if (error instanceof HttpError) {
      const extra = error.faults.length > 0 ? { faults: error.faults } : {};
      return sendProblem(response, error.status, error.code, error.message, extra);
    }
    if (error instanceof ZodError) {
      const faults = error.issues.flatMap((issue) => zodFaults(issue));
      const detail = faults.map((fault) => `${fault.field}: ${fault.description}`).join('; ');
      return sendProblem(response, 400, 'INVALID_ARGUMENT', detail, { faults });
    }
    if (error instanceof AppError || error instanceof ClientError) {
      const failure = fromClientError(error);
      const { code, reason, message, faults, metadata } = failure;
      const status = STATUS_OF_REASON[reason] ?? STATUS[code] ?? 500;
      if (!toldByService(failure)) {
        const errorId = randomUUID();
        logger.warn({ err: error, errorId, path: request.path }, 'a call to a service failed');
        return sendProblem(response, status, code, `A part of Fairlead did not answer (${errorId}).`, {
          errorId,
        });
      }
      const named = faults.map(({ field, description }) => ({ field: restField(field), description }));
      const errorId = metadata.error_id;
      return sendProblem(response, status, reason, message, {
        ...(named.length > 0 ? { faults: named } : {}),
        ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
        ...(errorId ? { errorId } : {}),
      });
    }
    const { status, type } = error as { status?: number; type?: string };
    if (status && status >= 400 && status < 500) {
      const code = (type ?? 'bad request').toUpperCase().replace(/[^A-Z]+/g, '_');
      return sendProblem(response, status, code, (error as Error).message);
    }
    const errorId = randomUUID();
    logger.error({ err: error, errorId, path: request.path }, 'unexpected failure');
    sendProblem(response, 500, 'INTERNAL', `Unexpected failure ${errorId}.`, { errorId });
  };

/** Without a reason of its own a failure comes from the connection, whose words (addresses, wire) are not for callers. */
const toldByService = ({ code, reason, metadata }: AppError) =>
  reason !== code ||
  metadata.error_id !== undefined ||
  !['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'INTERNAL'].includes(code);

function zodFaults(issue: ZodError['issues'][number]) {
  const path = issue.path.join('.').replace(/\.(\d+)/g, '[$1]');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: path ? `${path}.${key}` : key, description: 'is not a known field' }));
  }
  return [{ field: path || 'body', description: issue.message }];
}
