import { setTimeout as sleep } from 'node:timers/promises';

/** A refusal of the API, as problem+json says it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(`${status} ${code}: ${detail}`);
  }
}

const RETRY_MS = 120_000;

/** One signed-in person at the public REST API. Every call is repeated while the platform is not there to answer. */
export class Api {
  private cookie = '';

  constructor(
    private readonly url: string,
    private readonly username: string,
    private readonly password: string,
  ) {}

  get = <T>(path: string): Promise<T> => this.call<T>('GET', path);

  /** `key` makes the command the same one however often it is sent. */
  post = <T>(path: string, body: unknown, key: string): Promise<T> => this.call<T>('POST', path, body, key);

  /** Changes the fields of the body when the record still has this etag. */
  patch = <T>(path: string, body: unknown, etag: string, key: string): Promise<T> =>
    this.call<T>('PATCH', path, body, key, etag);

  private async call<T>(method: string, path: string, body?: unknown, key?: string, etag?: string): Promise<T> {
    const end = Date.now() + RETRY_MS;
    for (let attempt = 1; ; attempt += 1) {
      try {
        if (this.cookie === '') await this.signIn();
        return await this.send<T>(method, path, body, key, etag);
      } catch (error) {
        if (!mayRepeat(error) || Date.now() > end) throw error;
        if (error instanceof ApiError && error.status === 401) this.cookie = '';
        await sleep(Math.min(2000, 100 * 2 ** attempt));
      }
    }
  }

  private async signIn(): Promise<void> {
    const response = await fetch(`${this.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-requested-with': 'fairlead' },
      body: JSON.stringify({ username: this.username, password: this.password }),
      signal: AbortSignal.timeout(20_000),
    });
    if (!response.ok) throw await problem(response);
    this.cookie = (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  }

  private async send<T>(method: string, path: string, body?: unknown, key?: string, etag?: string): Promise<T> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        'x-requested-with': 'fairlead',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key ? { 'idempotency-key': key } : {}),
        ...(etag ? { 'if-match': etag } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    if (!response.ok) throw await problem(response);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
}

/** The platform was not there, or changed under the call: sending the same command again is safe. */
function mayRepeat(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true;
  return error.status >= 500 || error.status === 401 || error.status === 429 || error.code === 'CONTENTION';
}

async function problem(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as { code?: string; detail?: string; faults?: unknown };
  const detail = body.faults ? `${body.detail} ${JSON.stringify(body.faults)}` : (body.detail ?? response.statusText);
  return new ApiError(response.status, body.code ?? 'UNKNOWN', detail);
}
