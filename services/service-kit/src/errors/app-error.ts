/** The canonical gRPC codes that the domain uses. */
export type ErrorCode =
  | 'INVALID_ARGUMENT'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  | 'PERMISSION_DENIED'
  | 'UNAUTHENTICATED'
  | 'FAILED_PRECONDITION'
  | 'ABORTED'
  | 'OUT_OF_RANGE'
  | 'RESOURCE_EXHAUSTED'
  | 'UNAVAILABLE'
  | 'DEADLINE_EXCEEDED'
  | 'INTERNAL';

/** One wrong field of a request. */
export interface Fault {
  /** Path in the request, e.g. `lead.contacts[1].email`. */
  field: string;
  /** What is wrong, in English. */
  description: string;
}

/** An expected failure with a stable reason that callers may act on. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    /** UPPER_SNAKE, stable over versions. */
    readonly reason: string,
    message: string,
    readonly faults: Fault[] = [],
    /** Further values for the caller; no personal data. */
    readonly metadata: Record<string, string> = {},
  ) {
    super(message);
    this.name = 'AppError';
  }
}

export const invalidArgument = (faults: Fault[], reason = 'INVALID_ARGUMENT') =>
  new AppError(
    'INVALID_ARGUMENT',
    reason,
    faults.map((fault) => `${fault.field}: ${fault.description}`).join('; '),
    faults,
  );
/** A missing record and one out of scope look the same. */
export const notFound = (kind: string, id: string) =>
  new AppError('NOT_FOUND', `${kind.toUpperCase().replaceAll(' ', '_')}_NOT_FOUND`, `No ${kind} ${id}.`);
export const alreadyExists = (reason: string, message: string, metadata: Record<string, string> = {}) =>
  new AppError('ALREADY_EXISTS', reason, message, [], metadata);
export const failedPrecondition = (reason: string, message: string, metadata: Record<string, string> = {}) =>
  new AppError('FAILED_PRECONDITION', reason, message, [], metadata);
export const permissionDenied = (message: string) => new AppError('PERMISSION_DENIED', 'PERMISSION_DENIED', message);
export const unauthenticated = (reason: string, message: string) => new AppError('UNAUTHENTICATED', reason, message);
export const staleEtag = () =>
  new AppError('ABORTED', 'STALE_ETAG', 'The record was changed since it was read; read it again.');
export const unavailable = (reason: string, message: string) => new AppError('UNAVAILABLE', reason, message);
