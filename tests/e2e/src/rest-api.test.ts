import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { secretFiles } from '@fairlead/local';
import { generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { eventually } from './support/eventually';
import { type Person, rep, TestPlatform } from './support/platform';
import { Rest } from './support/rest';

interface LiveEvent {
  id: string;
  type: string;
  subject: string;
}

/** Promise: bad input gets a clear error that names every fault, and nothing is written. */
describe('the REST API', () => {
  let at: TestPlatform;
  let asAnn: Rest;
  let asBob: Rest;
  const ann = rep('ann', 'south');
  const bob = rep('bob', 'south');

  beforeAll(async () => {
    at = await TestPlatform.start(6);
    await at.admin.post('/teams', { id: 'south', displayName: 'South' });
    for (const id of ['ann', 'bob']) await at.admin.post('/reps', { id, displayName: id, teamId: 'south' });
    [asAnn, asBob] = [await at.rest(ann), await at.rest(bob)];
  }, 120_000);
  afterAll(() => at?.stop(), 60_000);

  const fieldsOf = (body: { faults?: { field: string }[] }) => (body.faults ?? []).map(({ field }) => field).sort();
  const countLeads = async () => (await at.admin.get('/customers?pageSize=200')).body.customers.length;

  async function ownedLead(displayName: string, owner: Person): Promise<string> {
    const { body } = await at.admin.post('/leads', { displayName });
    await eventually(async () => (await at.admin.get(`/customers/${body.id}`)).body.ownership?.poolId);
    await at.admin.post(`/leads/${body.id}:assign`, { repId: owner.rep });
    return body.id;
  }

  it('names every fault of a lead at once and writes nothing', async () => {
    const before = await countLeads();
    const { status, body } = await at.admin.post('/leads', {
      displayName: 'x'.repeat(201),
      country: 'XX',
      phone: '12',
      email: 'not a mail',
      address: 'y'.repeat(501),
      contacts: [{ name: '', phone: 'abc' }],
      tags: ['a', 'a'],
    });
    expect([status, body.code]).toEqual([400, 'INVALID_ARGUMENT']);
    expect(fieldsOf(body)).toEqual([
      'address',
      'contacts[0].name',
      'contacts[0].phone',
      'country',
      'displayName',
      'email',
      'phone',
      'tags[1]',
    ]);
    expect(await countLeads()).toBe(before);
  });

  it('refuses unknown fields, enum names and query values by name', async () => {
    const unknown = await at.admin.post('/leads', {
      displayName: 'A',
      colour: 'red',
      contacts: [{ name: 'B', age: 3 }],
    });
    expect([unknown.status, fieldsOf(unknown.body)]).toEqual([400, ['colour', 'contacts[0].age']]);
    const wrongEnum = await at.admin.post('/leads', { displayName: 'A', valueLevel: 'HUGE' });
    expect([wrongEnum.status, fieldsOf(wrongEnum.body)]).toEqual([400, ['valueLevel']]);
    const query = await at.admin.get('/customers?pagesize=5');
    expect([query.status, fieldsOf(query.body)]).toEqual([400, ['pagesize']]);
    const stage = await at.admin.get('/customers?stage=NOPE');
    expect([stage.status, fieldsOf(stage.body)]).toEqual([400, ['stage']]);
    const tooLarge = await at.admin.post('/leads/x:recycle', { cycle: 2 ** 40, reason: 'returned' });
    expect([tooLarge.status, fieldsOf(tooLarge.body)]).toEqual([400, ['cycle']]);
  });

  it('refuses negative durations, and a policy stays as it was', async () => {
    const { body: policy } = await at.admin.get('/clock-policies/first-contact');
    const { status, body } = await at.admin.patch(
      '/clock-policies/first-contact',
      { duration: '-5s', grace: '-1s', reminderFractions: [0.8, 0.5] },
      policy.etag,
    );
    expect([status, fieldsOf(body)]).toEqual([400, ['duration', 'grace', 'reminderFractions[1]']]);
    expect((await at.admin.get('/clock-policies/first-contact')).body).toEqual(policy);
  });

  it('refuses a stale etag and a missing one', async () => {
    const { body: lead } = await at.admin.post('/leads', { displayName: 'Etag' });
    const changed = await at.admin.patch(`/customers/${lead.id}`, { city: 'Berlin' }, lead.etag);
    expect([changed.status, changed.body.city]).toEqual([200, 'Berlin']);
    const stale = await at.admin.patch(`/customers/${lead.id}`, { city: 'Bonn' }, lead.etag);
    expect([stale.status, stale.body.code]).toEqual([409, 'STALE_ETAG']);
    const none = await at.admin.call(
      'PATCH',
      `/customers/${lead.id}`,
      { city: 'Bonn' },
      { 'idempotency-key': randomUUID() },
    );
    expect([none.status, none.body.code]).toEqual([428, 'IF_MATCH_MISSING']);
    expect((await at.admin.get(`/customers/${lead.id}`)).body.city).toBe('Berlin');
  });

  it('answers a repeated command the same, and refuses its key for another body or caller', async () => {
    const key = randomUUID();
    const first = await at.admin.post('/leads', { displayName: 'Once' }, key);
    const again = await at.admin.post('/leads', { displayName: 'Once' }, key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    const other = await at.admin.post('/leads', { displayName: 'Twice' }, key);
    expect([other.status, other.body.code]).toEqual([400, 'REQUEST_ID_REUSED']);
    const foreign = await asAnn.post('/leads', { displayName: 'Once' }, key);
    expect([foreign.status, foreign.body.code]).toEqual([400, 'REQUEST_ID_FOREIGN']);
    const none = await at.admin.call('POST', '/leads', { displayName: 'Once' });
    expect([none.status, none.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_MISSING']);
  });

  it('refuses page tokens of another list, filter or caller', async () => {
    for (let index = 0; index < 3; index += 1) await ownedLead(`Page ${index}`, ann);
    const { body } = await asAnn.get('/customers?pageSize=1');
    const token = encodeURIComponent(body.nextPageToken);
    expect((await asAnn.get(`/customers?pageSize=1&pageToken=${token}`)).status).toBe(200);
    for (const [caller, path] of [
      [asBob, `/customers?pageToken=${token}`],
      [asAnn, `/customers?pageToken=${token}&stage=STAGE_NEED`],
      [asAnn, `/obligations?pageToken=${token}`],
      [asAnn, '/my-day/due?pageToken=rubbish'],
    ] as const) {
      const refused = await caller.get(path);
      expect([path, refused.status, refused.body.code]).toEqual([path, 400, 'PAGE_TOKEN_MISMATCH']);
    }
  });

  it('refuses tokens that are expired, forged, unsigned or for somebody else', async () => {
    const jwk = JSON.parse(readFileSync(secretFiles(at.dataDir).issuerKey, 'utf8')) as JWK;
    const own = (await importJWK(jwk, 'EdDSA')) as CryptoKey;
    const { privateKey: strange } = await generateKeyPair('EdDSA');
    const sign = (key: CryptoKey, expires: string, audience = 'fairlead') =>
      new SignJWT({ roles: ['admin'] })
        .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid })
        .setIssuer(at.platform.url)
        .setAudience(audience)
        .setSubject('mallory')
        .setIssuedAt()
        .setExpirationTime(expires)
        .sign(key);
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: at.platform.url, aud: 'fairlead', sub: 'mallory', roles: ['admin'], exp: 4_000_000_000 };
    const tokens: [token: string, code: string][] = [
      [await sign(own, '-1m'), 'TOKEN_EXPIRED'],
      [await sign(strange, '1h'), 'TOKEN_SIGNATURE'],
      [await sign(own, '1h', 'another'), 'TOKEN_CLAIMS'],
      [`${encode({ alg: 'none' })}.${encode(claims)}.`, 'TOKEN_ALGORITHM'],
      ['rubbish', 'TOKEN_MALFORMED'],
    ];
    for (const [token, code] of tokens) {
      const { status, body } = await new Rest(at.platform.url, token).get('/customers');
      expect([status, body.code]).toEqual([401, code]);
    }
    expect((await new Rest(at.platform.url).get('/customers')).body.code).toBe('TOKEN_MISSING');
  });

  it('refuses a cookie without the console’s header, and what is too large or no JSON', async () => {
    const password = readFileSync(secretFiles(at.dataDir).adminPassword, 'utf8').trim();
    const signIn = await fetch(`${at.platform.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-requested-with': 'fairlead' },
      body: JSON.stringify({ username: 'admin', password }),
    });
    const cookie = (signIn.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    expect(signIn.headers.getSetCookie()[0]).toMatch(/HttpOnly.*SameSite=Strict/);
    const send = (headers: Record<string, string>, body: string) =>
      fetch(`${at.platform.url}/api/v1/leads`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
        body,
      });
    const forged = await send({}, JSON.stringify({ displayName: 'Forged' }));
    expect([forged.status, ((await forged.json()) as { code: string }).code]).toEqual([403, 'CSRF']);
    const elsewhere = await send({ 'x-requested-with': 'fairlead', origin: 'https://evil.example' }, '{}');
    expect(elsewhere.status).toBe(403);
    const ours = { 'x-requested-with': 'fairlead' };
    expect((await send(ours, `{"displayName":"${'x'.repeat(1_100_000)}"}`)).status).toBe(413);
    const broken = await send(ours, '{"displayName":');
    expect([broken.status, broken.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it('answers every unknown address and malformed id as a problem, never with internals', async () => {
    expect((await at.admin.get('/nothing')).body).toMatchObject({ status: 404, code: 'ROUTE_NOT_FOUND' });
    expect((await at.admin.get('/customers/not-a-uuid')).status).toBe(400);
    expect((await at.admin.get(`/customers/${randomUUID()}`)).body.code).toBe('CUSTOMER_NOT_FOUND');
    expect((await at.admin.get('/rule-sets/x')).status).toBe(400);
    expect((await at.admin.post('/customers/%20:convert')).status).toBe(400);
  });

  it('limits attempts to sign in', async () => {
    const attempt = () => new Rest(at.platform.url).call('POST', '/session', { username: 'nobody', password: 'x' });
    const statuses: number[] = [];
    for (let count = 0; count < 12; count += 1) statuses.push((await attempt()).status);
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
    expect(statuses.at(-1)).toBe(429);
  });

  it('pages my day over obligations and tasks without loss or double, also while rows are done', async () => {
    const cat = rep('cat', 'south');
    await at.admin.post('/reps', { id: 'cat', displayName: 'Cat', teamId: 'south' });
    const asCat = await at.rest(cat);
    const leadId = await ownedLead('Many tasks', cat);
    await eventually(async () => (await asCat.get('/my-day/due')).body.items.length === 1);
    const due = (index: number) => new Date(Date.now() + 3_600_000 + Math.floor(index / 3) * 60_000).toISOString();
    const made = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        asCat.post('/tasks', { customerId: leadId, title: `Task ${index}`, dueTime: due(index) }),
      ),
    );
    const first = await asCat.get('/my-day/due?pageSize=25');
    expect(first.body.items).toHaveLength(25);
    // Rows of the first page that are done meanwhile must not hide rows of the second.
    for (const item of first.body.items.slice(0, 10)) await asCat.post(`/tasks/${item.id}:complete`);
    const seen: string[] = first.body.items.map(({ id }: { id: string }) => id);
    for (let token = first.body.nextPageToken; token; ) {
      const { body } = await asCat.get(`/my-day/due?pageSize=25&pageToken=${encodeURIComponent(token)}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      token = body.nextPageToken;
    }
    const expected = [...made.map(({ body }) => body.id as string), `first_contact:${leadId}:2`];
    expect([...seen].sort()).toEqual(expected.sort());
  }, 60_000);

  it('streams live events within the caller’s scope, and resumes without loss or double', async () => {
    const anns = await ownedLead('Live Ann', ann);
    const bobs = await ownedLead('Live Bob', bob);
    const first = await LiveReader.open(at, ann);
    await log(asAnn, anns, 'one');
    await log(asBob, bobs, 'two');
    await first.until(
      (events) => events.filter(({ type }) => type === 'crm.followup.follow_up.logged.v1').length === 1,
    );
    first.close();
    await log(asAnn, anns, 'three');
    await log(asAnn, anns, 'four');
    const second = await LiveReader.open(at, ann, first.events.at(-1)?.id);
    await second.until(
      (events) => events.filter(({ type }) => type === 'crm.followup.follow_up.logged.v1').length === 2,
    );
    second.close();
    const all = [...first.events, ...second.events];
    expect(new Set(all.map(({ subject }) => subject)).has(bobs)).toBe(false);
    expect(all.filter(({ type }) => type === 'crm.followup.follow_up.logged.v1')).toHaveLength(3);
  }, 60_000);

  const log = (as: Rest, customerId: string, content: string) =>
    as.post(`/customers/${customerId}/follow-ups`, {
      method: 'CONTACT_METHOD_CALL',
      outcome: 'FOLLOW_UP_OUTCOME_NOT_REACHED',
      content,
    });

  it('keeps what a person wants of mails, by etag, and says what is wrong with it', async () => {
    const { body: unsaved } = await asAnn.get('/preferences');
    expect(unsaved).toMatchObject({ repId: 'ann', etag: '0', mailUrgencies: ['URGENCY_HIGH', 'URGENCY_CRITICAL'] });
    const quietHours = { from: '22:00', to: '07:00' };
    const saved = await asAnn.patch('/preferences', { address: 'ann@reps.test', locale: 'zh', quietHours }, '0');
    expect([saved.status, saved.body]).toEqual([
      200,
      expect.objectContaining({ etag: '1', address: 'ann@reps.test', locale: 'zh', quietHours, digest: true }),
    ]);
    const stale = await asAnn.patch('/preferences', { digest: false }, '0');
    expect([stale.status, stale.body.code]).toEqual([409, 'STALE_ETAG']);
    const wrong = { address: 'ann', timeZone: 'Mars/Base', quietHours: { from: '25:00', to: '07:00' } };
    const faulty = await asAnn.patch('/preferences', wrong, '1');
    expect([faulty.status, fieldsOf(faulty.body)]).toEqual([400, ['address', 'quietHours.from', 'timeZone']]);
    const off = await asAnn.patch('/preferences', { quietHours: null }, '1');
    expect([off.status, off.body.quietHours, off.body.address]).toEqual([200, undefined, 'ann@reps.test']);
    expect((await asBob.get('/preferences')).body.etag).toBe('0');
    expect((await asAnn.get('/deliveries?state=DELIVERY_STATE_DEAD')).body.deliveries).toEqual([]);
    expect((await asAnn.post('/deliveries/mail:none:retry', {})).status).toBe(403);
    expect((await at.admin.post('/deliveries/mail:a:b:retry', {})).body.code).toBe('DELIVERY_NOT_FOUND');
  });
});

/** Reads server-sent events as a browser does. */
class LiveReader {
  readonly events: LiveEvent[] = [];
  private readonly abort = new AbortController();

  static async open(at: TestPlatform, person: Person, lastEventId?: string): Promise<LiveReader> {
    const reader = new LiveReader();
    const response = await fetch(`${at.platform.url}/api/v1/events`, {
      headers: {
        authorization: `Bearer ${await at.token(person)}`,
        ...(lastEventId ? { 'last-event-id': lastEventId } : {}),
      },
      signal: reader.abort.signal,
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    void reader.read(response).catch(() => undefined);
    // The streams behind it start at the present end of each log.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return reader;
  }

  private async read(response: Response): Promise<void> {
    let text = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const [, id] = /^id: (.*)$/m.exec(block) ?? [];
        const [, data] = /^data: (.*)$/m.exec(block) ?? [];
        if (id && data) this.events.push({ ...(JSON.parse(data) as LiveEvent), id });
      }
    }
  }

  until = (done: (events: LiveEvent[]) => boolean) =>
    eventually(async () => done(this.events), { what: 'A live event' });
  close = () => this.abort.abort();
}
