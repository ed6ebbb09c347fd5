import { randomUUID } from 'node:crypto';

/** An answer of the REST API, whatever its status. */
export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at the fields that it names.
  body: any;
}

/** The REST API for tests: nothing is repeated, nothing is hidden. */
export class Rest {
  private cookie = '';

  constructor(
    private readonly url: string,
    private readonly token = '',
  ) {}

  async signIn(username: string, password: string): Promise<void> {
    const response = await this.send('POST', '/session', { username, password });
    if (!response.ok) throw new Error(`sign in: ${response.status} ${await response.text()}`);
    this.cookie = (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  }

  get = (path: string) => this.call('GET', path);
  post = (path: string, body: unknown = {}, requestId: string = randomUUID()) =>
    this.call('POST', path, body, { 'idempotency-key': requestId });
  patch = (path: string, body: unknown, etag: string) =>
    this.call('PATCH', path, body, { 'idempotency-key': randomUUID(), 'if-match': etag });

  /** Sends a file as it is. */
  async upload(path: string, content: string | Uint8Array, requestId: string = randomUUID()): Promise<Answer> {
    const headers = { 'idempotency-key': requestId, 'content-type': 'application/octet-stream' };
    const response = await this.send('POST', path, Buffer.from(content), headers);
    return { status: response.status, body: await response.json() };
  }

  /** A file. */
  async download(path: string): Promise<{ type: string | null; bytes: ArrayBuffer }> {
    const response = await this.send('GET', path);
    return { type: response.headers.get('content-type'), bytes: await response.arrayBuffer() };
  }

  /** Any request, with its answer as text. */
  async raw(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await this.send(method, path, body, headers);
    return { status: response.status, text: await response.text() };
  }

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await this.send(method, path, body, headers);
    return { status: response.status, body: response.status === 204 ? undefined : await response.json() };
  }

  private send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    return fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        'x-requested-with': 'fairlead',
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined || Buffer.isBuffer(body) ? (body as BodyInit) : JSON.stringify(body),
    });
  }
}
