import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { common, followup as proto } from '@fairlead/proto';
import { createdId, createLogger } from '@fairlead/service-kit';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { sweepAttachments } from '../application/sweep-attachments';
import { attachmentModels } from '../repository/attachment-models';
import { AttachmentRepository } from '../repository/attachment-repository';
import { FolderStorage } from '../storage/folder-storage';
import { type Installation, startInstallation } from '../testing/installation';

const { RECORD_KIND_FOLLOW_UP, RECORD_KIND_CASE } = proto.RecordKind;
const { ATTACHMENT_STATE_STORED, ATTACHMENT_STATE_DELETED, ATTACHMENT_STATE_PURGED } = proto.AttachmentState;
const DAY = 86_400_000;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

type Header = Partial<proto.UploadAttachmentHeader>;
async function* messages(header: Header, bytes: Uint8Array, { end = true, pieceBytes = 60_000 } = {}) {
  yield { part: { $case: 'header' as const, value: proto.UploadAttachmentHeader.fromPartial(header) } };
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    yield { part: { $case: 'content' as const, value: Buffer.from(bytes.subarray(at, at + pieceBytes)) } };
  }
  if (end) yield { part: { $case: 'end' as const, value: { sizeBytes: BigInt(bytes.length) } } };
}

describe('AttachmentService', () => {
  let installed: Installation;
  let [ann, bob, mia, admin]: CallOptions[] = [];
  let partner: CallOptions;
  let customerId: string;
  let followUpId: string;
  const clients = () => installed.at.client;
  beforeAll(async () => {
    installed = await startInstallation();
    ({ ann, bob, mia, admin } = installed.as);
    partner = await installed.at.person({ sub: 'user-pat', roles: ['partner'], rep: 'pat' });
  }, 60_000);
  afterAll(() => installed.stop());
  beforeEach(async () => {
    customerId = lead();
    followUpId = (await log(customerId)).id;
  });

  const lead = (ownerId = 'ann') => {
    const id = randomUUID();
    installed.neighbours.give(id, ownerId, ['sales', 'south']);
    return id;
  };
  const log = (id: string, as = ann) => {
    const followUp = proto.FollowUp.fromPartial({
      customerId: id,
      method: common.ContactMethod.CONTACT_METHOD_VISIT,
      outcome: proto.FollowUpOutcome.FOLLOW_UP_OUTCOME_INTERESTED,
      content: 'Visited.',
    });
    return clients().followUps.logFollowUp({ followUp, requestId: randomUUID() }, as as CallOptions);
  };
  const openCase = (id: string, as = ann) => {
    const found = proto.Case.fromPartial({
      kind: proto.CaseKind.CASE_KIND_COMPLAINT,
      customerId: id,
      subjectLine: 'Leaks',
      channel: proto.CaseChannel.CASE_CHANNEL_PHONE,
    });
    return clients().cases.openCase({ case: found, requestId: randomUUID() }, as as CallOptions);
  };
  const upload = (bytes: Uint8Array, header: Header = {}, as = ann, options = {}) =>
    clients().attachments.uploadAttachment(
      messages(
        {
          recordKind: RECORD_KIND_FOLLOW_UP,
          recordId: followUpId,
          fileName: 'photo.png',
          contentType: 'image/png',
          requestId: randomUUID(),
          ...header,
        },
        bytes,
        options,
      ),
      as as CallOptions,
    );
  async function download(attachmentId: string, as = ann) {
    let header: proto.Attachment | undefined;
    const parts: Buffer[] = [];
    for await (const { part } of clients().attachments.downloadAttachment({ attachmentId }, as as CallOptions)) {
      if (part?.$case === 'header') header = part.value;
      if (part?.$case === 'content') parts.push(part.value);
    }
    return { header, bytes: Buffer.concat(parts), parts };
  }
  const list = async (request: Partial<proto.ListAttachmentsRequest>, as = ann) =>
    (await clients().attachments.listAttachments(proto.ListAttachmentsRequest.fromPartial(request), as as CallOptions))
      .attachments;
  const remove = (attachmentId: string, as = ann, requestId: string = randomUUID()) =>
    clients().attachments.deleteAttachment({ attachmentId, requestId }, as as CallOptions);
  const restore = (attachmentId: string, as = ann, requestId: string = randomUUID()) =>
    clients().attachments.undeleteAttachment({ attachmentId, requestId }, as as CallOptions);
  const contentsOf = (id: string) => new FolderStorage(installed.folder).list(id);
  const store = () => {
    const connection = installed.at.service.connection.useDb(installed.at.config.MONGODB_DATABASE as string);
    return new AttachmentRepository(attachmentModels(connection).attachments, () => undefined);
  };
  const begun = async (requestId: string) =>
    (await store().store.find(createdId({ method: 'UploadAttachment', requestId }))) !== null;
  const sweep = (after: number) => {
    const deps = {
      attachments: store(),
      storage: new FolderStorage(installed.folder),
      logger: createLogger('test', 'error'),
    };
    return sweepAttachments(deps, new Date(Date.now() + after));
  };
  const eventsOf = async (subject: string, as: CallOptions = installed.as.service) => {
    const found: string[] = [];
    for await (const { item } of clients().events.subscribe({ subject, untilHead: true }, as))
      if (item?.$case === 'event') found.push(item.value.type);
    return found;
  };

  it('stores a file and gives it back as it was, in parts', async () => {
    const bytes = Buffer.concat([PNG, randomBytes(300_000)]);
    const stored = await upload(bytes, { fileName: '照片 1.png', note: 'The door' });
    expect(stored).toMatchObject({
      customerId,
      recordKind: RECORD_KIND_FOLLOW_UP,
      recordId: followUpId,
      fileName: '照片 1.png',
      contentType: 'image/png',
      declaredType: '',
      sizeBytes: BigInt(bytes.length),
      sha256: sha256(bytes),
      uploader: 'user-ann',
      state: ATTACHMENT_STATE_STORED,
      note: 'The door',
      previewable: true,
      removable: true,
    });
    const read = await download(stored.id, mia);
    expect(read.header).toEqual(stored);
    expect(sha256(read.bytes)).toBe(stored.sha256);
    expect(Math.max(...read.parts.map(({ length }) => length))).toBeLessThanOrEqual(65_536);
    expect(await clients().attachments.getAttachment({ attachmentId: stored.id }, ann as CallOptions)).toEqual(stored);
    expect(await list({ followUpId })).toEqual([stored]);
    expect(await list({ customerId })).toEqual([stored]);
  });

  it('says what a file is when it is not what it was declared to be', async () => {
    const html = Buffer.from('<html><script>alert(1)</script></html>');
    expect(await upload(html, { fileName: 'a.png' })).toMatchObject({
      contentType: 'text/plain',
      declaredType: 'image/png',
      previewable: false,
    });
    expect(await upload(PNG, { fileName: 'a.pdf', contentType: 'application/pdf' })).toMatchObject({
      contentType: 'image/png',
      declaredType: 'application/pdf',
    });
  });

  it('names every fault and writes nothing', async () => {
    const wrong = {
      recordKind: proto.RecordKind.RECORD_KIND_UNSPECIFIED,
      recordId: 'x',
      fileName: '../a\n',
      contentType: 'nonsense',
      note: 'n'.repeat(501),
      requestId: 'y',
    };
    const failure = await failureOf(upload(PNG, wrong));
    expect(failure.code).toBe('INVALID_ARGUMENT');
    expect([...new Set(failure.fields)].sort()).toEqual(
      ['content_type', 'file_name', 'note', 'record_id', 'record_kind', 'request_id'].map((name) => `header.${name}`),
    );
    expect(await failureOf(upload(Buffer.alloc(0)))).toMatchObject({ reason: 'FILE_EMPTY', fields: ['content'] });
    expect(await failureOf(upload(randomBytes(6_000_001)))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      reason: 'ATTACHMENT_TOO_LARGE',
      metadata: { max_bytes: '6000000', max_mib: '5.7' },
    });
    expect((await upload(randomBytes(6_000_000))).sizeBytes).toBe(6_000_000n);
    expect(await failureOf(upload(PNG, {}, ann, { end: false }))).toMatchObject({ reason: 'UPLOAD_INCOMPLETE' });
    async function* headless() {
      yield { part: { $case: 'content' as const, value: PNG } };
    }
    expect(await failureOf(clients().attachments.uploadAttachment(headless(), ann as CallOptions))).toMatchObject({
      fields: ['header'],
    });
    expect(await list({ followUpId })).toHaveLength(1);
    expect(await failureOf(list({}))).toMatchObject({ fields: ['follow_up_id'] });
    expect(await failureOf(list({ followUpId: 'x', caseId: 'y', pageSize: -1 }))).toMatchObject({
      fields: ['page_size', 'follow_up_id', 'case_id', 'case_id'],
    });
  });

  it('answers a repetition the same, refuses other bytes under the same request id', async () => {
    const requestId = randomUUID();
    const first = await upload(PNG, { requestId });
    expect(await upload(PNG, { requestId })).toEqual(first);
    expect(await failureOf(upload(Buffer.from('other'), { requestId }))).toMatchObject({ reason: 'REQUEST_ID_REUSED' });
    expect(await failureOf(upload(PNG, { requestId, note: 'x' }))).toMatchObject({ reason: 'REQUEST_ID_REUSED' });
    expect(await failureOf(upload(PNG, { requestId }, mia))).toMatchObject({ reason: 'REQUEST_ID_FOREIGN' });
    expect(await list({ followUpId })).toEqual([first]);
    expect(await contentsOf(first.id)).toHaveLength(1);
    expect((await eventsOf(customerId)).filter((type) => type.includes('.attachment.'))).toEqual([
      'crm.followup.attachment.added.v1',
    ]);
  });

  it('of the same upload many times at once makes one file; of different ones under one request id one wins', async () => {
    const requestId = randomUUID();
    const same = await Promise.all(Array.from({ length: 8 }, () => upload(PNG, { requestId })));
    expect(new Set(same.map(({ id, etag }) => `${id} ${etag}`)).size).toBe(1);
    const other = randomUUID();
    const races = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => upload(Buffer.from(`text ${index}`), { requestId: other })),
    );
    const won = races.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(won).toHaveLength(1);
    const [winner] = won as [proto.Attachment];
    expect(sha256((await download(winner.id)).bytes)).toBe(winner.sha256);
    // What the losers left goes after a day, the winner's bytes stay.
    await sweep(DAY + 60_000);
    expect(await contentsOf(winner.id)).toHaveLength(1);
    expect(sha256((await download(winner.id)).bytes)).toBe(winner.sha256);
  });

  it('takes at most 20 files at one record, also of many at once; a removed one makes room', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 26 }, (_, index) => upload(Buffer.from(`file ${index}`))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    const files = await list({ followUpId });
    expect(files).toHaveLength(20);
    expect(await failureOf(upload(PNG))).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'TOO_MANY_ATTACHMENTS',
      metadata: { max: '20' },
    });
    const [first] = files as [proto.Attachment];
    await remove(first.id);
    await upload(PNG);
    expect(await failureOf(restore(first.id))).toMatchObject({ reason: 'TOO_MANY_ATTACHMENTS' });
    const page = await clients().attachments.listAttachments(
      proto.ListAttachmentsRequest.fromPartial({ customerId, pageSize: 15 }),
      ann as CallOptions,
    );
    const rest = await clients().attachments.listAttachments(
      proto.ListAttachmentsRequest.fromPartial({ customerId, pageSize: 15, pageToken: page.nextPageToken }),
      ann as CallOptions,
    );
    expect([page.attachments.length, rest.attachments.length, rest.nextPageToken]).toEqual([15, 5, '']);
  }, 60_000);

  it('is only for whoever sees the record', async () => {
    const stored = await upload(PNG);
    for (const stranger of [bob, partner]) {
      expect(await failureOf(download(stored.id, stranger))).toMatchObject({ reason: 'ATTACHMENT_NOT_FOUND' });
      expect(
        await failureOf(clients().attachments.getAttachment({ attachmentId: stored.id }, stranger as CallOptions)),
      ).toMatchObject({ reason: 'ATTACHMENT_NOT_FOUND' });
      expect(await failureOf(list({ followUpId }, stranger))).toMatchObject({ reason: 'FOLLOW-UP_NOT_FOUND' });
      expect(await failureOf(list({ customerId }, stranger))).toMatchObject({ code: 'NOT_FOUND' });
      expect(await failureOf(upload(PNG, {}, stranger))).toMatchObject({ code: 'NOT_FOUND' });
      expect(await failureOf(remove(stored.id, stranger))).toMatchObject({ reason: 'ATTACHMENT_NOT_FOUND' });
      expect(await failureOf(restore(stored.id, stranger))).toMatchObject({ reason: 'ATTACHMENT_NOT_FOUND' });
    }
    // Whoever gets the customer gets its files.
    installed.neighbours.give(customerId, 'bob', ['sales', 'south']);
    expect((await list({ followUpId }, bob)).map(({ id, removable }) => [id, removable])).toEqual([[stored.id, false]]);
    expect(await failureOf(remove(stored.id, bob))).toMatchObject({ code: 'PERMISSION_DENIED' });
    expect(await failureOf(download(stored.id, ann))).toMatchObject({ code: 'NOT_FOUND' });
    expect((await upload(PNG, {}, bob)).uploader).toBe('user-bob');
  });

  it('at a case is for whoever sees the case, and no partner', async () => {
    const opened = await openCase(customerId);
    const header = { recordKind: RECORD_KIND_CASE, recordId: opened.id };
    const stored = await upload(PNG, header);
    expect(await list({ caseId: opened.id }, mia)).toMatchObject([{ id: stored.id, removable: true }]);
    expect(await failureOf(list({ caseId: opened.id }, bob))).toMatchObject({ reason: 'CASE_NOT_FOUND' });
    const own = lead('pat');
    const caseOfPartner = await openCase(own, admin);
    await upload(PNG, { ...header, recordId: caseOfPartner.id }, admin);
    const ofPartner = await log(own, partner);
    const seen = await upload(PNG, { recordId: ofPartner.id }, partner);
    expect(await list({ customerId: own }, partner)).toEqual([seen]);
    expect(await list({ customerId: own }, admin)).toHaveLength(2);
    // What is told of the case's file is not told to the partner, either.
    const told = async (as = admin) =>
      (await eventsOf(own, as as CallOptions)).filter((type) => type === 'crm.followup.attachment.added.v1').length;
    await eventually(async () => (await told()) === 2 && (await told(partner)) === 1);
    expect(await failureOf(upload(PNG, { ...header, recordId: caseOfPartner.id }, partner))).toMatchObject({
      code: 'NOT_FOUND',
    });
    const batch = await clients().attachments.batchGetAttachments(
      { customerId, attachmentIds: [stored.id, seen.id, randomUUID()], followUpIds: [followUpId] },
      ann as CallOptions,
    );
    expect(batch.attachments).toEqual([stored]);
    const wrong = { customerId: 'x', attachmentIds: ['y'], followUpIds: ['z'] };
    expect((await failureOf(clients().attachments.batchGetAttachments(wrong, ann as CallOptions))).fields).toEqual([
      'customer_id',
      'attachment_ids[0]',
      'follow_up_ids[0]',
    ]);
  });

  it('removes and brings back once per request; each is told', async () => {
    const stored = await upload(PNG);
    const requestId = randomUUID();
    const removed = await remove(stored.id, mia, requestId);
    expect(removed).toMatchObject({ state: ATTACHMENT_STATE_DELETED, removable: true });
    expect(removed.undeleteUntil?.getTime()).toBe((removed.deleteTime?.getTime() ?? 0) + 30 * DAY);
    expect(await remove(stored.id, mia, requestId)).toEqual(removed);
    expect(await remove(stored.id)).toMatchObject({ etag: removed.etag });
    expect(await failureOf(download(stored.id))).toMatchObject({ reason: 'ATTACHMENT_DELETED' });
    expect([await list({ followUpId }), (await list({ followUpId, showDeleted: true })).length]).toEqual([[], 1]);
    const again = randomUUID();
    const back = await restore(stored.id, ann, again);
    expect(back).toMatchObject({ state: ATTACHMENT_STATE_STORED, deleteTime: undefined });
    expect(await restore(stored.id, ann, again)).toEqual(back);
    expect(await restore(stored.id)).toEqual(back);
    expect((await download(stored.id)).bytes).toEqual(PNG);
    await eventually(async () => {
      const types = (await eventsOf(customerId)).filter((type) => type.includes('.attachment.'));
      return (
        types.join() === ['added', 'removed', 'restored'].map((what) => `crm.followup.attachment.${what}.v1`).join()
      );
    });
  });

  it('sweeps what broke off and what was removed long ago, and nothing else', async () => {
    const requestId = randomUUID();
    expect(await failureOf(upload(PNG, { requestId }, ann, { end: false }))).toMatchObject({
      reason: 'UPLOAD_INCOMPLETE',
    });
    const [kept, removed, late] = [await upload(PNG), await upload(PNG), await upload(PNG)];
    await remove(removed.id);
    expect(await begun(requestId)).toBe(true);
    // As if a process had died in the middle.
    const left = { attachmentId: kept.id, contentId: randomUUID() };
    await new FolderStorage(installed.folder).put(left, messagesOf(PNG));
    await sweep(DAY - 60_000);
    expect(await contentsOf(kept.id)).toHaveLength(2);
    await sweep(DAY + 60_000);
    expect([await contentsOf(kept.id), await contentsOf(removed.id), await contentsOf(late.id)]).toEqual([
      [expect.any(String)],
      [expect.any(String)],
      [expect.any(String)],
    ]);
    expect((await download(kept.id)).bytes).toEqual(PNG);
    await sweep(30 * DAY + 60_000);
    expect(await contentsOf(removed.id)).toEqual([]);
    expect(await failureOf(restore(removed.id))).toMatchObject({ reason: 'ATTACHMENT_GONE' });
    expect(await clients().attachments.getAttachment({ attachmentId: removed.id }, ann as CallOptions)).toMatchObject({
      state: ATTACHMENT_STATE_PURGED,
      fileName: '',
    });
    expect(await sweep(30 * DAY + 60_000)).toBe(0);
    expect((await download(late.id)).bytes).toEqual(PNG);
    expect(await begun(requestId)).toBe(false);
    // An upload that was swept away may still come.
    expect((await upload(PNG, { requestId })).sha256).toBe(sha256(PNG));
    expect(await readdir(join(installed.folder))).not.toContain('tmp');
  });

  it('takes no more from the sender than the storage takes, and reads no more than the reader takes', async () => {
    const bytes = randomBytes(5_900_000);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const put = jest.spyOn(FolderStorage.prototype, 'put').mockImplementationOnce(async function (
      this: FolderStorage,
      key,
      content,
    ) {
      async function* slowly() {
        for await (const part of content) {
          yield part;
          await held;
        }
      }
      return FolderStorage.prototype.put.call(this, key, slowly());
    });
    let taken = 0;
    async function* counted() {
      for await (const message of messages(header, bytes)) {
        if (message.part.$case === 'content') taken += message.part.value.length;
        yield message;
      }
    }
    const header = {
      recordKind: RECORD_KIND_FOLLOW_UP,
      recordId: followUpId,
      fileName: 'large.bin',
      requestId: randomUUID(),
    };
    const sending = clients().attachments.uploadAttachment(counted(), ann as CallOptions);
    await eventually(() => put.mock.calls.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 500));
    // What the client keeps for a retry (1 MiB), and what lies in the windows and queues on the way.
    expect(taken).toBeLessThan(3_500_000);
    release();
    const stored = await sending;
    expect([stored.sha256, taken]).toEqual([sha256(bytes), bytes.length]);

    let read = 0;
    const get = jest.spyOn(FolderStorage.prototype, 'get').mockImplementationOnce(async function (
      this: FolderStorage,
      key,
    ) {
      const content = await FolderStorage.prototype.get.call(this, key);
      const iterator = content[Symbol.asyncIterator]();
      content[Symbol.asyncIterator] = async function* () {
        for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
          read += next.value.length;
          yield next.value;
        }
      };
      return content;
    });
    let received = 0;
    for await (const { part } of clients().attachments.downloadAttachment(
      { attachmentId: stored.id },
      ann as CallOptions,
    )) {
      if (part?.$case !== 'content') continue;
      if (received === 0) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        expect(read).toBeLessThan(3_500_000);
      }
      received += part.value.length;
    }
    expect([received, read]).toEqual([bytes.length, bytes.length]);
    put.mockRestore();
    get.mockRestore();
  });

  it('leaves nothing of a call that was cut off', async () => {
    const requestId = randomUUID();
    const abort = new AbortController();
    async function* slow() {
      yield* messages({ recordKind: RECORD_KIND_FOLLOW_UP, recordId: followUpId, fileName: 'a.png', requestId }, PNG, {
        end: false,
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      abort.abort();
      await new Promise(() => undefined);
    }
    const call = clients().attachments.uploadAttachment(slow(), { ...ann, signal: abort.signal });
    await expect(call).rejects.toThrow();
    expect(await list({ followUpId })).toEqual([]);
    const stored = await upload(PNG, { requestId, fileName: 'a.png' });
    await eventually(async () => (await contentsOf(stored.id)).length === 1);
  });

  it('lets the others go first when one cannot be swept, and tries that one again', async () => {
    const { id } = await upload(PNG);
    await remove(id);
    class Broken extends FolderStorage {
      override list = async (): Promise<string[]> => {
        throw new Error('The disk is away.');
      };
    }
    const broken = {
      attachments: store(),
      storage: new Broken(installed.folder),
      logger: createLogger('test', 'fatal'),
    };
    const then = Date.now() + 40 * DAY;
    expect(await sweepAttachments(broken, new Date(then))).toBe(0);
    expect(await store().toSweep(new Date(then), 100)).toEqual([]);
    expect((await store().toSweep(new Date(then + 3_600_000), 100)).map(({ _id }) => _id)).toContain(id);
  });
});

async function* messagesOf(bytes: Uint8Array) {
  yield bytes;
}
