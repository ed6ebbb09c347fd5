import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { eventually } from './support/eventually';
import { manager, rep, TestPlatform } from './support/platform';
import type { Rest } from './support/rest';

const ROWS = 4000;
/** Every thirtieth row repeats the mail of the one before it. */
const REPEATED = Array.from({ length: ROWS }, (_, index) => index).filter((index) => index % 30 === 29).length;

/** Promise: what is imported is there once, whatever dies meanwhile, and each row that is not there is named. */
describe('an import', () => {
  let at: TestPlatform;
  let mona: Rest;
  let ann: Rest;

  beforeAll(async () => {
    at = await TestPlatform.start(8);
    await at.admin.post('/teams', { id: 'south', displayName: 'South' });
    for (const [id, displayName] of [
      ['ann', '张伟'],
      ['bob', 'Bob'],
      ['mona', 'Mona'],
    ])
      await at.admin.post('/reps', { id, displayName, teamId: 'south' });
    mona = await at.rest(manager('mona', 'south'));
    ann = await at.rest(rep('ann', 'south'));
  }, 120_000);
  afterAll(() => at?.stop(), 60_000);

  const start = async (id: string, over: object = {}) => {
    const { body } = await mona.get(`/imports/${id}/preview`);
    return mona.post(`/imports/${id}:start`, { kind: 'IMPORT_KIND_CUSTOMERS', mapping: body.mapping, ...over });
  };
  const read = async (id: string) => (await mona.get(`/imports/${id}`)).body;
  const ended = (id: string) =>
    eventually(
      async () => {
        const job = await read(id);
        return /DONE|FAILED|CHECKED|CANCELLED/.test(job.state ?? '') && job;
      },
      { ms: 120_000 },
    );
  const inStore = async (database: string, collection: string, filter: object): Promise<number> => {
    const store = await mongoose.createConnection(at.platform.mongoUri).asPromise();
    try {
      return await store.useDb(`fairlead_${database}`).collection(collection).countDocuments(filter);
    } finally {
      await store.close();
    }
  };

  it('brings every customer in once, while its service and the store are killed again and again', async () => {
    const key = randomUUID().slice(0, 8);
    const lines = Array.from({ length: ROWS }, (_, index) => {
      const mail = index % 30 === 29 ? index - 1 : index;
      return `测试${key}客户${index}有限公司,${key}-${mail}@example.com,${index % 2 === 0 ? '张伟' : 'bob'}`;
    });
    const uploaded = await mona.upload(
      '/imports?fileName=customers.csv',
      `公司名称,邮箱,负责人\n${lines.join('\r\n')}\r\n`,
    );
    expect([uploaded.status, uploaded.body.rowCount]).toEqual([201, ROWS]);
    const { id } = uploaded.body;
    expect((await start(id)).status).toBe(200);
    let kills = 0;
    for (const victim of ['customer', 'document-store', 'customer', 'assignment', 'customer']) {
      const before = (await eventually(() => read(id).then((job) => job.state && job))).rowsDone;
      await eventually(
        async () => {
          const job = await read(id);
          return job.rowsDone > before || job.state === 'IMPORT_STATE_DONE';
        },
        { ms: 60_000 },
      );
      if (at.platform.supervisor.signal(victim, 'SIGKILL')) kills += 1;
    }
    expect(kills).toBe(5);
    expect(await ended(id)).toMatchObject({
      state: 'IMPORT_STATE_DONE',
      rowsDone: ROWS,
      created: ROWS - REPEATED,
      duplicates: REPEATED,
      faulty: 0,
    });
    const mine = { displayName: { $regex: `^测试${key}` } };
    expect(await inStore('customer', 'customers', mine)).toBe(ROWS - REPEATED);
    const addresses = { email: { $regex: `^${key}-` } };
    expect(await inStore('customer', 'customers', addresses)).toBe(ROWS - REPEATED);
    expect(await inStore('assignment', 'lead_ownerships', { 'decision.kind': 'IMPORT' })).toBe(ROWS - REPEATED);
    // No clock runs for customers that were dealt with before.
    expect(await inStore('follow_up', 'obligations', {})).toBe(0);
    const found = await eventually(async () => {
      const { body } = await ann.get(`/lookup?q=${encodeURIComponent(`测试${key}`)}&pageSize=5`);
      return body.hits?.length === 5 && body;
    });
    for (const { customer } of found.hits) expect(customer.ownership.ownerId).toBe('ann');
    const rejected = await mona.get(`/imports/${id}/rejected-rows?pageSize=200`);
    expect(rejected.body.rows).toHaveLength(REPEATED);
    expect(rejected.body.rows[0]).toMatchObject({ number: 30, faults: [{ column: '邮箱' }] });
  }, 240_000);

  it('names every bad row of a messy file, brings the good ones in, and changes nothing else', async () => {
    const key = randomUUID().slice(0, 8);
    const before = await inStore('customer', 'customers', {});
    const lines = [
      'Company,Phone,Country,Note',
      `Good One ${key},030 901820,Germany,fine`,
      `Long ${key},,,${'x'.repeat(1_000_000)}`,
      `Too many ${key},,,,,1`,
      `Bad phone ${key},call me,,`,
      `"Open ${key},,,`,
      `Missing cells ${key}`,
      `=HYPERLINK("x") ${key},,,`,
    ];
    const { body } = await mona.upload('/imports?fileName=messy.csv', lines.join('\r'));
    await start(body.id, { kind: 'IMPORT_KIND_LEADS' });
    expect(await ended(body.id)).toMatchObject({ rowsDone: 7, created: 3, duplicates: 0, faulty: 4 });
    expect(await inStore('customer', 'customers', {})).toBe(before + 3);
    const { type, bytes } = await mona.download(`/imports/${body.id}/rejected-rows.csv`);
    expect(type).toContain('text/csv');
    const text = Buffer.from(bytes).toString();
    expect(text.charCodeAt(0)).toBe(0xfeff);
    for (const reason of ['Note has 1000000 characters', 'has 6 cells', 'Phone: is not a phone number', 'never closed'])
      expect(text).toContain(reason);
    expect(text.length).toBeLessThan(5000);
    // New leads get what every lead gets: a decision, and a clock.
    await eventually(async () => (await inStore('assignment', 'decisions', { kind: 'RULES' })) >= 3);
  }, 90_000);

  it('refuses what is no file, and people who may not see it', async () => {
    expect((await mona.upload('/imports?fileName=x.csv', '')).body).toMatchObject({ status: 400, code: 'EMPTY_FILE' });
    expect((await mona.post('/imports?fileName=x.csv', { a: 1 })).status).toBe(415);
    const picture = await mona.upload('/imports?fileName=x.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]));
    expect(picture.body.code).toBe('NOT_A_TABLE');
    const { body } = await mona.upload('/imports?fileName=x.csv', 'Company\nX\n');
    expect((await ann.get(`/imports/${body.id}`)).status).toBe(404);
    expect((await ann.get(`/imports/${body.id}/rejected-rows.csv`)).status).toBe(404);
    expect((await mona.post(`/imports/${body.id}:start`, { kind: 'X', mapping: {} })).status).toBe(400);
  });
});
