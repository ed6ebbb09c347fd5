// Run by `helm test`: a lead that comes in through the gateway is assigned and can be looked up.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const { GATEWAY_URL: url, CLIENT_ID: id, CLIENT_SECRET: secret } = process.env;

async function call(path, options = {}) {
  const response = await fetch(`${url}${path}`, { ...options, signal: AbortSignal.timeout(20_000) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answers ${response.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

async function until(what, seconds, attempt) {
  let last;
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(500)) {
    try {
      if (await attempt()) return console.log(`ok: ${what}`);
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`not within ${seconds} s: ${what}${last ? ` (${last.message})` : ''}`);
}

const { access_token: token } = await call('/oauth/token', {
  method: 'POST',
  headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
  body: new URLSearchParams({ grant_type: 'client_credentials' }),
});
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
const displayName = `Helm test ${randomUUID().slice(0, 8)}`;
const lead = await call('/api/v1/leads', {
  method: 'POST',
  headers: { ...headers, 'idempotency-key': randomUUID() },
  body: JSON.stringify({ displayName }),
});
console.log(`ok: the lead ${lead.id} was taken`);
// Who gets it is decided by published rules; an installation without teams and rules cannot pass.
await until('it has an owner or lies in a pool', 60, async () => {
  const { ownership } = await call(`/api/v1/customers/${lead.id}/ownership`, { headers });
  return Boolean(ownership?.ownerId || ownership?.poolId);
});
await until('it can be looked up', 60, async () => {
  const { hits } = await call(`/api/v1/lookup?q=${encodeURIComponent(displayName)}`, { headers });
  return JSON.stringify(hits ?? []).includes(lead.id);
});
