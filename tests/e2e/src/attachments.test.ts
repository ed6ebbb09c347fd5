import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Company } from './support/company';
import { eventually } from './support/eventually';
import { manager, rep, TestPlatform } from './support/platform';
import type { Rest } from './support/rest';

const MIB = 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Promise: a file at a follow-up or case arrives whole and once, whatever dies, and only those see it who see the record. */
describe('attachments', () => {
  let at: TestPlatform;
  let ann: Rest;
  let bob: Rest;
  let mia: Rest;
  let cora: Rest;
  let customerId: string;
  let followUpId: string;

  beforeAll(async () => {
    at = await TestPlatform.start(33);
    for (const id of ['south', 'north']) await at.admin.post('/teams', { id, displayName: id });
    for (const [id, teamId] of [
      ['ann', 'south'],
      ['bob', 'south'],
      ['mia', 'south'],
      ['cora', 'north'],
    ])
      await at.admin.post('/reps', { id, displayName: `Rep ${id}`, teamId });
    [ann, bob, mia, cora] = await Promise.all([
      at.rest(rep('ann', 'south')),
      at.rest(rep('bob', 'south')),
      at.rest(manager('mia', 'south')),
      at.rest(manager('cora', 'north')),
    ]);
    customerId = (await at.admin.post('/leads', { displayName: 'Harbour Works' })).body.id;
    await eventually(async () => (await at.admin.get(`/customers/${customerId}`)).body.ownership?.teamId);
    expect((await at.admin.post(`/leads/${customerId}:assign`, { repId: 'ann' })).status).toBe(200);
    const call = { method: 'CONTACT_METHOD_VISIT', outcome: 'FOLLOW_UP_OUTCOME_INTERESTED', content: 'Visited.' };
    followUpId = (await ann.post(`/customers/${customerId}/follow-ups`, call)).body.id;
  }, 180_000);
  afterAll(() => at?.stop(), 60_000);

  const place = (fileName: string, values: Record<string, string> = {}) =>
    `/follow-ups/${followUpId}/attachments?${new URLSearchParams({ fileName, ...values })}`;
  const files = async (as: Rest, path = `/follow-ups/${followUpId}/attachments`) =>
    (await as.get(path)).body.attachments;

  /** The headers of an answer with its bytes. */
  async function content(person: Parameters<TestPlatform['token']>[0], id: string) {
    const authorization = `Bearer ${await at.token(person)}`;
    const response = await fetch(`${at.platform.url}/api/v1/attachments/${id}/content`, {
      headers: { authorization, 'x-requested-with': 'fairlead' },
    });
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
  }

  it('come through REST as they went, as something to save, and stand in the timeline with their name', async () => {
    const bytes = randomBytes(5 * MIB + 7);
    const { status, body } = await ann.upload(place('合同 final.bin', { note: 'Signed' }), bytes);
    expect([status, body.sha256, body.sizeBytes]).toEqual([201, sha256(bytes), String(bytes.length)]);
    const read = await content(manager('mia', 'south'), body.id);
    expect([read.status, sha256(read.bytes)]).toEqual([200, body.sha256]);
    expect(Object.fromEntries(read.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="?? final.bin"; filename*=UTF-8''${encodeURIComponent('合同 final.bin')}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=300',
    });
    const page = (await ann.upload(place('page.html', { contentType: 'text/html' }), '<script>alert(1)</script>')).body;
    expect(page.contentType).toBe('text/html');
    expect((await content(rep('ann', 'south'), page.id)).headers.get('content-type')).toBe('application/octet-stream');
    const shown = await eventually(async () => {
      const { body: timeline } = await ann.get(`/customers/${customerId}/timeline`);
      const of = (type: string) => timeline.entries.filter((entry: { type: string }) => entry.type === type);
      const added = of('crm.followup.attachment.added.v1');
      return added.length === 2 && { added, logged: of('crm.followup.follow_up.logged.v1'), people: timeline.people };
    });
    const names = (list: { fileName: string }[]) => list.map(({ fileName }) => fileName).sort();
    expect(names(shown.added.map((entry: { attachment: unknown }) => entry.attachment))).toEqual([
      'page.html',
      '合同 final.bin',
    ]);
    expect(names(shown.logged[0].attachments)).toEqual(['page.html', '合同 final.bin']);
    expect(JSON.stringify(shown.added[0].data)).not.toContain('final');
  }, 60_000);

  it('are not there for whoever does not see the customer; managers may remove them and bring them back', async () => {
    const { body } = await ann.upload(place('secret.txt'), 'secret');
    for (const stranger of [bob, cora]) {
      expect((await stranger.get(`/attachments/${body.id}`)).status).toBe(404);
      expect((await stranger.get(`/attachments/${body.id}/content`)).status).toBe(404);
      expect((await stranger.get(`/follow-ups/${followUpId}/attachments`)).status).toBe(404);
      expect((await stranger.upload(place('mine.txt'), 'mine')).status).toBe(404);
    }
    const key = { 'idempotency-key': randomUUID() };
    expect((await mia.call('DELETE', `/attachments/${body.id}`, undefined, key)).body.state).toBe(
      'ATTACHMENT_STATE_DELETED',
    );
    expect((await ann.get(`/attachments/${body.id}/content`)).status).toBe(409);
    expect((await ann.post(`/attachments/${body.id}:undelete`)).body.state).toBe('ATTACHMENT_STATE_STORED');
    expect(String((await content(rep('ann', 'south'), body.id)).bytes)).toBe('secret');
  });

  it('name what is wrong with them, and end with 413 while they are still coming', async () => {
    const before = (await files(ann)).length;
    const { status, body } = await ann.upload(place('../x'), 'x');
    expect([status, body.faults]).toEqual([400, [{ field: 'fileName', description: 'must be a name without a path' }]]);
    expect((await ann.upload(place('empty.txt'), '')).body.code).toBe('FILE_EMPTY');
    // Sent slowly and without a length: the refusal comes although the sender is not done.
    const answer = await sendSlowly(place('large.bin'), 40, { pauseMs: 5 });
    expect([answer.status, answer.body.code, answer.body.metadata.max_bytes]).toEqual([
      413,
      'ATTACHMENT_TOO_LARGE',
      String(20 * MIB),
    ]);
    expect(await files(ann)).toHaveLength(before);
  }, 60_000);

  it('come once and whole although the service dies in the middle, as does the sender', async () => {
    const before = (await files(ann)).length;
    const requestId = randomUUID();
    const bytes = randomBytes(12 * MIB);
    const { supervisor } = at.platform;
    let outcome: unknown;
    const sending = sendSlowly(place('big.bin'), 12, { pauseMs: 150, requestId, bytes }).then(
      ({ status }) => {
        outcome = status;
      },
      (error: unknown) => {
        outcome = error;
      },
    );
    await eventually(async () => partsUnderWay() > 0, { what: 'Bytes in the storage' });
    supervisor.signal('follow-up', 'SIGKILL');
    await sending;
    expect(outcome).not.toBe(201);
    // A sender who goes away in the middle leaves nothing that looks like a file.
    await eventually(async () => (await ann.get(`/follow-ups/${followUpId}/attachments`)).status === 200);
    await sendSlowly(place('gone.bin'), 4, { pauseMs: 20, breakAfter: 2 }).catch(() => undefined);
    await sleep(500);
    expect(await files(ann)).toHaveLength(before);
    const again = await Promise.all([1, 2].map(() => ann.upload(place('big.bin'), bytes, requestId)));
    expect(again.map(({ status, body }) => [status, body.sha256])).toEqual([
      [201, sha256(bytes)],
      [201, sha256(bytes)],
    ]);
    expect(again[0]?.body).toEqual(again[1]?.body);
    expect(await files(ann)).toHaveLength(before + 1);
    expect(sha256((await content(manager('mia', 'south'), again[0]?.body.id)).bytes)).toBe(sha256(bytes));
    const other = await ann.upload(place('big.bin'), 'other', requestId);
    expect([other.status, other.body.code]).toEqual([400, 'REQUEST_ID_REUSED']);
  }, 120_000);

  it('follow their record to whom it is given, and cases to whom they are', async () => {
    const subject = { kind: 'CASE_KIND_COMPLAINT', channel: 'CASE_CHANNEL_PHONE', subjectLine: 'It leaks' };
    const caseId = (await ann.post('/cases', { customerId, ...subject })).body.id;
    const path = `/cases/${caseId}/attachments`;
    const { body } = await ann.upload(`${path}?fileName=leak.txt`, 'leak');
    expect((await files(mia, path)).map(({ id }: { id: string }) => id)).toEqual([body.id]);
    expect((await bob.get(path)).status).toBe(404);
    expect((await at.admin.post(`/leads/${customerId}:assign`, { repId: 'bob' })).status).toBe(200);
    await eventually(async () => (await files(bob, `/customers/${customerId}/attachments`))?.length >= 5);
    await eventually(async () => (await bob.get(path)).status === 200);
    expect((await ann.get(`/follow-ups/${followUpId}/attachments`)).status).toBe(404);
    expect((await ann.get(`/attachments/${body.id}`)).status).toBe(404);
  }, 60_000);

  /** Contents that are being written. */
  const partsUnderWay = () =>
    readdirSync(join(at.dataDir, 'attachments'), { recursive: true }).filter((name) => String(name).endsWith('.part'))
      .length;

  /** Sends so many MiB piece by piece; may go away after some of them. */
  async function sendSlowly(
    path: string,
    pieces: number,
    options: { pauseMs: number; requestId?: string; bytes?: Buffer; breakAfter?: number },
  ): Promise<{ status: number; body: Awaited<ReturnType<Rest['get']>>['body'] }> {
    const { pauseMs, requestId = randomUUID(), bytes = Buffer.alloc(pieces * MIB, 'x'), breakAfter } = options;
    const authorization = `Bearer ${await at.token(rep('ann', 'south'))}`;
    return new Promise((resolve, reject) => {
      const sending = request(`${at.platform.url}/api/v1${path}`, {
        method: 'POST',
        headers: {
          authorization,
          'x-requested-with': 'fairlead',
          'content-type': 'application/octet-stream',
          'idempotency-key': requestId,
        },
      });
      sending.on('error', reject);
      sending.on('response', (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 0, body: JSON.parse(String(Buffer.concat(parts)) || '{}') });
          sending.destroy();
        });
      });
      void (async () => {
        for (let piece = 0; piece < pieces && !sending.destroyed; piece += 1) {
          if (piece === breakAfter) return void sending.destroy();
          sending.write(bytes.subarray(piece * MIB, (piece + 1) * MIB));
          await sleep(pauseMs);
        }
        if (!sending.destroyed) sending.end();
      })();
    });
  }
});

/** A small picture. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Promise: whoever visits a customer puts the photo to what was said, sees it there, and takes back a wrong one. */
describe('attachments in the console', () => {
  let company: Company;
  beforeAll(async () => {
    company = await Company.start(33);
  }, 180_000);
  afterAll(() => company?.close(), 60_000);

  it('go with a follow-up, survive a lost answer, are shown, saved, removed and brought back, in both languages', async () => {
    const id = await company.makeLead('Harbour Works', 'ann');
    const ann = await company.seatOf('ann');
    const { page } = ann;
    await ann.visit(`/customers/${id}`);
    const form = page.getByRole('form', { name: 'Record a follow-up' });
    await form.getByLabel('Outcome').selectOption('FOLLOW_UP_OUTCOME_INTERESTED');
    await form.getByLabel('What was said and done').fill('Saw the gate.');
    await form.locator('input[type=file]').setInputFiles([
      { name: '大门.png', mimeType: 'image/png', buffer: PNG },
      { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear Sir') },
      { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
    ]);
    await form.getByText('empty.txt is empty.').waitFor();
    await form.getByText('goes with the follow-up').first().waitFor();
    expect(await ann.axeFaults()).toEqual([]);
    // The second file arrives, but its answer is lost: sent again, it is there once.
    await ann.loseAnswers(/attachments.*letter/, 1);
    await form.getByRole('button', { name: 'Record', exact: true }).click();
    await form.getByRole('button', { name: 'Send letter.txt again' }).click();
    const happened = page.getByRole('region', { name: 'What happened' });
    const link = (name: string) => happened.getByRole('link', { name, exact: true });
    await Promise.all(['大门.png', 'letter.txt'].map((name) => link(name).waitFor()));
    expect(await link('letter.txt').count()).toBe(1);
    await form.getByText('letter.txt').waitFor({ state: 'detached' });
    const { body } = await company.at.admin.get(`/customers/${id}/follow-ups`);
    expect(body.followUps).toHaveLength(1);
    // A thumbnail that the browser could read.
    await page.waitForFunction(() => {
      const picture = document.querySelector<HTMLImageElement>('.files-picture');
      return picture?.complete && picture.naturalWidth > 0;
    });
    expect(await ann.axeFaults()).toEqual([]);
    const [saved] = await Promise.all([page.waitForEvent('download'), link('大门.png').click()]);
    expect(saved.suggestedFilename()).toBe('大门.png');
    expect(readFileSync(await saved.path())).toEqual(PNG);

    await happened.getByRole('button', { name: 'Remove letter.txt' }).click();
    await link('letter.txt').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await link('letter.txt').waitFor();
    await happened.getByRole('button', { name: 'Remove letter.txt' }).press('Enter');
    await happened.getByRole('button', { name: 'Bring letter.txt back' }).first().click();
    await link('letter.txt').waitFor();

    await ann.speak('zh');
    await page.getByRole('button', { name: '添加文件' }).first().waitFor();
    expect(await ann.axeFaults()).toEqual([]);
    for (const width of [390, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await ann.sidewaysScroll()]).toEqual([width, 0]);
    }
  }, 120_000);

  it('are pasted and dropped at a case, and stopped while they are on their way', async () => {
    const id = await company.makeLead('Pump Works', 'ann');
    const subject = { kind: 'CASE_KIND_COMPLAINT', channel: 'CASE_CHANNEL_PHONE', subjectLine: 'It leaks' };
    const caseId = (await company.at.admin.post('/cases', { customerId: id, ...subject })).body.id;
    const mia = await company.seatOf('mia');
    const { page } = mia;
    await mia.visit(`/cases/${caseId}`);
    const files = page.getByRole('region', { name: 'Files' });
    await files.getByText('No files yet.').waitFor();
    for (const [kind, name] of [
      ['paste', 'pasted.txt'],
      ['drop', 'dropped.txt'],
    ]) {
      await files.getByRole('group').evaluate(
        (target, [type, fileName]) => {
          const data = new DataTransfer();
          data.items.add(new File(['leak'], fileName as string, { type: 'text/plain' }));
          const event =
            type === 'paste'
              ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
              : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
          target.dispatchEvent(event);
        },
        [kind, name],
      );
      await files.getByRole('link', { name }).waitFor();
    }
    // One that does not get anywhere is stopped; nothing of it stays.
    await page.route(/attachments.*slow/, () => undefined);
    await files
      .locator('input[type=file]')
      .setInputFiles({ name: 'slow.txt', mimeType: 'text/plain', buffer: Buffer.from('slow') });
    await files.getByRole('button', { name: 'Stop sending slow.txt' }).click();
    await files.getByText('slow.txt').waitFor({ state: 'detached' });
    expect((await company.at.admin.get(`/cases/${caseId}/attachments`)).body.attachments).toHaveLength(2);
    expect(await mia.axeFaults()).toEqual([]);
  }, 120_000);
});
