import { randomUUID } from 'node:crypto';
import {
  AppError,
  alreadyExists,
  type CallerContext,
  type Command,
  createdId,
  invalidArgument,
  type Reply,
  replayOf,
  unavailable,
  type WriteContext,
} from '@fairlead/service-kit';
import { fileTypeFromBuffer } from 'file-type/core';
import {
  type Attachment,
  AttachmentState,
  beginUpload,
  completeUpload,
  freeSlot,
  LEFT_OVER_MS,
  MAX_ATTACHMENTS,
  type ReceivedFile,
  UPLOAD_MS,
} from '../domain/attachment';
import { judgeType } from '../domain/content-type';
import type { AttachmentDoc } from '../repository/attachment-models';
import type { ContentKey } from '../storage/attachment-storage';
import { accessToRecord, type RecordAccess } from './attachment-access';
import type { AttachmentDeps } from './attachment-deps';
import { ReceivedContent } from './received-content';

export type NewAttachment = Pick<Attachment, 'recordKind' | 'recordId' | 'fileName' | 'note'> & {
  /** Media type as it was declared, without parameters. */
  declared: string;
};

export interface UploadCall<R> {
  caller: CallerContext;
  requestId: string;
  /** Identity of the whole request: of its header and of the content's hash. */
  commandOf(sha256: string): Command;
  replyOf(access: Pick<RecordAccess, 'manages'>): Reply<Attachment, R>;
  clock(): Date;
}

/**
 * Stores a file once per request id. First a document that says that something may come, then the bytes, then one
 * conditional write that makes it a file with its event: whatever a crash leaves behind is found by the document's sweep time.
 * Each attempt has bytes of its own, so that two at once do not mix; the one whose write comes first counts.
 */
export async function uploadAttachment<R>(
  deps: AttachmentDeps,
  input: NewAttachment,
  content: AsyncIterable<Uint8Array>,
  call: UploadCall<R>,
): Promise<R> {
  const id = createdId({ method: 'UploadAttachment', requestId: call.requestId });
  const received = new ReceivedContent(content, deps.maxBytes);
  const before = await deps.attachments.store.find(id);
  refuseForeign(before, call.caller);
  if (before && before.state !== AttachmentState.ATTACHMENT_STATE_UPLOADING) {
    // A repetition is answered even if the record has left the caller's scope since; its bytes are there already.
    await received.drain();
    const command = call.commandOf(received.sha256);
    const { caller } = call;
    const context = contextOf(call.clock(), caller);
    const answer = replayOf(before, { caller, context, command, reply: call.replyOf({ manages: false }) });
    if (answer === undefined) throw alreadyExists('ALREADY_EXISTS', `There is an attachment ${id} already.`, { id });
    return answer;
  }
  const access = await accessToRecord(deps, input, call.caller);
  access.refuseUnlessWriter();
  freeSlot(input.recordId, await deps.attachments.slotsOf(input.recordId));
  const start = call.clock();
  await begin(deps, id, input, access, call.caller, start);
  const key = { attachmentId: id, contentId: randomUUID() };
  const file = await takeContent(deps, key, input, access.customerId, received);
  const now = call.clock();
  if (now.getTime() - start.getTime() > UPLOAD_MS) throw unavailable('UPLOAD_TOO_SLOW', 'The file came too slowly.');
  return complete(deps, id, file, call.commandOf(file.sha256), call.replyOf(access), contextOf(now, call.caller));
}

const contextOf = (now: Date, { principal }: CallerContext): WriteContext => ({ now, actor: principal.sub });

function refuseForeign(before: AttachmentDoc | null, { principal }: CallerContext): void {
  if (!before || before.uploader === principal.sub) return;
  throw invalidArgument([{ field: 'request_id', description: 'was used by another caller' }], 'REQUEST_ID_FOREIGN');
}

/** Notes that bytes may come, for the sweep; a repetition of a broken-off upload puts the sweep off. */
async function begin(
  { attachments }: AttachmentDeps,
  id: string,
  { recordKind, recordId, fileName }: NewAttachment,
  { customerId }: RecordAccess,
  caller: CallerContext,
  now: Date,
): Promise<void> {
  const context = contextOf(now, caller);
  const fresh = beginUpload({ recordKind, recordId, customerId, fileName, uploader: caller.principal.sub }, now);
  const { replayed, doc } = await attachments.store.create(id, fresh, [], context);
  if (!replayed) return;
  refuseForeign(doc, caller);
  const sweepTime = new Date(now.getTime() + LEFT_OVER_MS);
  await attachments.store.change(
    id,
    ({ state }) => (state === AttachmentState.ATTACHMENT_STATE_UPLOADING ? { set: { sweepTime }, events: [] } : null),
    context,
  );
}

/** Brings the bytes to the storage and tells what they are; a content that is refused leaves nothing. */
async function takeContent(
  deps: AttachmentDeps,
  key: ContentKey,
  { declared, ...input }: NewAttachment,
  customerId: string,
  received: ReceivedContent,
): Promise<ReceivedFile> {
  let storing = true;
  try {
    await deps.storage.put(key, received);
    storing = false;
    if (received.sizeBytes === 0)
      throw invalidArgument([{ field: 'content', description: 'must not be empty' }], 'FILE_EMPTY');
  } catch (error) {
    await deps.storage.delete(key).catch(() => undefined);
    if (!storing || error instanceof AppError || isAbort(error)) throw error;
    deps.logger.warn({ err: error, attachment: key.attachmentId }, 'the storage of attachments did not take a file');
    throw unavailable('STORAGE_UNAVAILABLE', 'The storage of files is unavailable.');
  }
  const { head, sizeBytes, sha256 } = received;
  const sniffed = (await fileTypeFromBuffer(head).catch(() => undefined))?.mime;
  return { ...input, customerId, ...judgeType(declared, sniffed, head), sizeBytes, sha256, contentId: key.contentId };
}

const isAbort = (error: unknown) => (error as Error).name === 'AbortError';

/** The write that makes it a file. Somebody else may take the place that was free a moment ago: then the next one. */
async function complete<R>(
  { attachments }: AttachmentDeps,
  id: string,
  file: ReceivedFile,
  command: Command,
  reply: Reply<Attachment, R>,
  context: WriteContext,
): Promise<R> {
  return takingASlot(attachments, file.recordId, async (slot) => {
    const decide = (found: AttachmentDoc) => completeUpload(id, found, file, slot, context.now);
    return (await attachments.store.change(id, decide, context, command, reply)).reply;
  });
}

/** Carries out a write that takes a place at a record, with the next free one as often as another was faster. */
export async function takingASlot<T>(
  attachments: AttachmentDeps['attachments'],
  recordId: string,
  write: (slot: string) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const slot = freeSlot(recordId, await attachments.slotsOf(recordId));
    try {
      return await write(slot);
    } catch (error) {
      const taken = error instanceof AppError && error.reason === 'UNIQUE_VALUE_TAKEN';
      if (!taken || attempt > MAX_ATTACHMENTS) throw error;
    }
  }
}
