/** One wrong field, as problem+json names it. */
export interface Fault {
  field: string;
  description: string;
}

/** A refusal or failure of the API. `status` 0: the server was not reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly faults: Fault[] = [],
    readonly metadata: Record<string, string> = {},
  ) {
    super(detail);
  }
}

/** Whoever only asks whether there is an answer does not wait longer. */
const PATIENCE_MS = 10_000;

export const SESSION_LOST = 'fairlead:session-lost';

interface RequestOptions {
  body?: unknown;
  /** Makes a command the same one however often it is sent. */
  requestId?: string;
  etag?: string;
  signal?: AbortSignal;
}

/** The one place that talks to the API. */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await reach(method, path, options);
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as Partial<ApiError> & { detail?: string };
  if (response.status === 401 && path !== '/session') window.dispatchEvent(new Event(SESSION_LOST));
  throw new ApiError(
    response.status,
    problem.code ?? 'UNKNOWN',
    problem.detail ?? response.statusText,
    problem.faults,
    problem.metadata,
  );
}

/** Whether the server answers, whatever it says. */
export async function isReached(): Promise<boolean> {
  try {
    await request('GET', '/session', { signal: AbortSignal.timeout(PATIENCE_MS) });
    return true;
  } catch (error) {
    return error instanceof ApiError && error.status > 0 && error.status < 500;
  }
}

async function reach(method: string, path: string, { body, requestId, etag, signal }: RequestOptions) {
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      headers: {
        'x-requested-with': 'fairlead',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(requestId ? { 'idempotency-key': requestId } : {}),
        ...(etag ? { 'if-match': `"${etag}"` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, 'OFFLINE', (error as Error).message);
  }
}

/** Query string of the values that are given; a list gives its name once for each. */
export function query(values: Record<string, string | number | readonly string[] | undefined>): string {
  const given = Object.entries(values).flatMap(([key, value]) =>
    [value].flat().flatMap((each) => (each === undefined || each === '' ? [] : [[key, String(each)]])),
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
