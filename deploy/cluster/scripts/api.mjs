// Shared by the scripts that the client pod runs: calls of the gateway as a machine client.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const { GATEWAY_URL: url, CLIENT_ID: id, CLIENT_SECRET: secret } = process.env;
let token = '';

export async function signIn() {
  const response = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
    signal: AbortSignal.timeout(15_000),
  });
  if (!response.ok) throw new Error(`the token endpoint answers ${response.status}`);
  token = (await response.json()).access_token;
}

/** One request, without repetition. */
export async function call(method, path, body, key = randomUUID()) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': key }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  const text = await response.text();
  if (!response.ok)
    throw Object.assign(new Error(`${response.status} ${text.slice(0, 200)}`), { status: response.status });
  return JSON.parse(text);
}

/** The same request until it is answered; a refusal is not repeated. */
export async function insist(method, path, body, seconds = 120) {
  const key = randomUUID();
  for (const end = Date.now() + seconds * 1000; ; await sleep(250)) {
    try {
      return await call(method, path, body, key);
    } catch (error) {
      const refused = error.status !== undefined && error.status < 500 && error.status !== 429 && error.status !== 401;
      if (refused || Date.now() > end) throw error;
    }
  }
}

export const report = (value) => console.log(JSON.stringify(value));
