import { followup as proto } from '@fairlead/proto';
import { Faults, invalidArgument } from '@fairlead/service-kit';
import type { NewAttachment } from '../application/upload-attachment';
import { plainType } from '../domain/content-type';
import { checkFileName } from '../domain/file-name';

const MAX_NOTE = 500;
const MAX_BATCH = 200;
const { RECORD_KIND_FOLLOW_UP, RECORD_KIND_CASE } = proto.RecordKind;

/** Checks the header of an upload; every fault is named. */
export function parseHeader(header: proto.UploadAttachmentHeader): NewAttachment {
  const { recordKind, recordId, requestId } = header;
  const [fileName, note] = [header.fileName.normalize('NFC').trim(), header.note.trim()];
  const declared = plainType(header.contentType);
  const known = recordKind === RECORD_KIND_FOLLOW_UP || recordKind === RECORD_KIND_CASE;
  const faults = new Faults()
    .uuid('header.request_id', requestId)
    .check(known, 'header.record_kind', 'is required: a follow-up or a case')
    .uuid('header.record_id', recordId);
  checkFileName(faults, 'header.file_name', fileName)
    .check(declared !== null, 'header.content_type', 'must be a media type, e.g. image/png')
    .text('header.note', note, { max: MAX_NOTE })
    .throwIfAny();
  return { recordKind, recordId: recordId.toLowerCase(), fileName, note, declared: declared ?? '' };
}

type Messages = AsyncIterable<proto.UploadAttachmentRequest>;

/** Takes the header off an upload; what is left is the content, which ends with the message that says so. */
export async function openUpload(
  messages: Messages,
): Promise<{ header: proto.UploadAttachmentHeader; content: AsyncIterable<Uint8Array> }> {
  const iterator = messages[Symbol.asyncIterator]();
  const first = await iterator.next();
  const part = first.done ? undefined : first.value.part;
  if (part?.$case !== 'header') throw invalidArgument([{ field: 'header', description: 'must come first' }]);
  return { header: part.value, content: contentOf(iterator) };
}

/** A stream that breaks off can look like one that ended: only with its last message a content is whole. */
async function* contentOf(messages: AsyncIterator<proto.UploadAttachmentRequest>): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0n;
  for (let next = await messages.next(); !next.done; next = await messages.next()) {
    const { part } = next.value;
    if (part?.$case === 'end') {
      if (part.value.sizeBytes === sizeBytes) return;
      const description = `says ${part.value.sizeBytes} bytes, but ${sizeBytes} came`;
      throw invalidArgument([{ field: 'end.size_bytes', description }], 'UPLOAD_INCOMPLETE');
    }
    if (part?.$case !== 'content') throw invalidArgument([{ field: 'content', description: 'is expected' }]);
    sizeBytes += BigInt(part.value.length);
    yield part.value;
  }
  throw invalidArgument([{ field: 'end', description: 'is missing: the upload broke off' }], 'UPLOAD_INCOMPLETE');
}

export function checkBatch({ customerId, attachmentIds, followUpIds }: proto.BatchGetAttachmentsRequest): void {
  const faults = new Faults().uuid('customer_id', customerId);
  for (const [field, ids] of Object.entries({ attachment_ids: attachmentIds, follow_up_ids: followUpIds })) {
    faults.check(ids.length <= MAX_BATCH, field, `must be at most ${MAX_BATCH}`);
    for (const [index, id] of ids.slice(0, MAX_BATCH).entries()) faults.uuid(`${field}[${index}]`, id);
  }
  faults.throwIfAny();
}

/** What is listed: the files of one record, or of a customer. */
export type Listed = { recordKind: proto.RecordKind; recordId: string } | { customerId: string };

export function parseList(request: proto.ListAttachmentsRequest): Listed {
  const { followUpId, caseId, customerId, pageSize } = request;
  const given = Object.entries({ follow_up_id: followUpId, case_id: caseId, customer_id: customerId }).filter(
    ([, id]) => id !== '',
  );
  const faults = new Faults().check(pageSize >= 0, 'page_size', 'must not be negative');
  if (given.length === 0) faults.add('follow_up_id', 'is required, or case_id or customer_id');
  for (const [field, id] of given) faults.uuid(field, id);
  for (const [field] of given.slice(1)) faults.add(field, 'must be empty: another record is named');
  faults.throwIfAny();
  if (followUpId) return { recordKind: RECORD_KIND_FOLLOW_UP, recordId: followUpId };
  return caseId ? { recordKind: RECORD_KIND_CASE, recordId: caseId } : { customerId };
}
