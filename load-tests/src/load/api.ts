import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** Too many at once, or something starts or restarts: the same command may be sent again. */
const AGAIN = [429, 503, 504];
const AGAIN_MS = 1000;
const PATIENCE_MS = 120_000;

/** The REST API as a machine client, for what is made before the users come. */
export class Api {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async signIn(url: string, client: { id: string; secret: string }): Promise<Api> {
    const pair = [client.id, client.secret].map(encodeURIComponent).join(':');
    const response = await fetch(`${url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    if (!response.ok) throw new Error(`The client ${client.id} gets no token: ${response.status}.`);
    return new Api(url, ((await response.json()) as { access_token: string }).access_token);
  }

  get = <T>(path: string): Promise<T> => this.send('GET', path) as Promise<T>;
  post = <T>(path: string, body: unknown): Promise<T> => this.send('POST', path, body) as Promise<T>;
  /** Whether there is something at this path. */
  exists = async (path: string): Promise<boolean> => (await this.send('GET', path, undefined, [404])) !== undefined;

  /** Sends until there is an answer; undefined for those that are `nothing`. */
  private async send(method: string, path: string, body?: unknown, nothing: number[] = []): Promise<unknown> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(AGAIN_MS)) {
      const response = await fetch(`${this.url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
      if (response.ok) return response.json();
      if (nothing.includes(response.status)) return undefined;
      if (AGAIN.includes(response.status) && Date.now() < end) continue;
      throw new Error(`${method} ${path} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
    }
  }
}
