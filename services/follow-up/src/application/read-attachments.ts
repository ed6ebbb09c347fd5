import { followup as proto } from '@fairlead/proto';
import { type CallerContext, failedPrecondition, notFound, unavailable } from '@fairlead/service-kit';
import { AttachmentState } from '../domain/attachment';
import { mayManage, seesCase } from '../domain/case-sight';
import type { AttachmentDoc } from '../repository/attachment-models';
import { ContentMissing } from '../storage/attachment-storage';
import { accessToCustomer, visibleAttachment } from './attachment-access';
import type { AttachmentDeps } from './attachment-deps';
import { scopeOfCaller } from './case-caller';

const { RECORD_KIND_CASE } = proto.RecordKind;

/** Attachments that the caller may see, each with whether the caller stands above its record. */
export type Seen = { doc: AttachmentDoc; manages: boolean }[];

/** Of attachments of a customer that the caller may see: those at follow-ups, and those at cases in the caller's scope. */
export async function withoutHiddenCases(
  deps: AttachmentDeps,
  docs: AttachmentDoc[],
  { manages }: { manages: boolean },
  caller: CallerContext,
): Promise<Seen> {
  const caseIds = docs.filter(({ recordKind }) => recordKind === RECORD_KIND_CASE).map(({ recordId }) => recordId);
  if (caseIds.length === 0) return docs.map((doc) => ({ doc, manages }));
  const scope = await scopeOfCaller(deps, caller);
  const cases = new Map((await deps.cases.store.findMany([...new Set(caseIds)])).map((found) => [found._id, found]));
  return docs.flatMap((doc) => {
    if (doc.recordKind !== RECORD_KIND_CASE) return [{ doc, manages }];
    const found = cases.get(doc.recordId);
    return found && seesCase(scope, found) ? [{ doc, manages: mayManage(caller.principal, found) }] : [];
  });
}

/** Attachments of a customer by their ids, in their order, and those that are there at follow-ups. */
export async function batchAttachments(
  deps: AttachmentDeps,
  { customerId, attachmentIds, followUpIds }: proto.BatchGetAttachmentsRequest,
  caller: CallerContext,
): Promise<Seen> {
  const access = await accessToCustomer(deps, customerId, caller);
  const named = await deps.attachments.store.findMany([...new Set(attachmentIds)]);
  const ofFollowUps = await deps.attachments.storedAt([...new Set(followUpIds)]);
  const found = new Map([...named, ...ofFollowUps].map((doc) => [doc._id, doc]));
  const there = [...found.values()].filter(
    (doc) => doc.customerId === customerId && doc.state !== AttachmentState.ATTACHMENT_STATE_UPLOADING,
  );
  return withoutHiddenCases(deps, there, access, caller);
}

/** The file with its bytes; whoever asked destroys the stream. */
export async function openAttachment(deps: AttachmentDeps, id: string, caller: CallerContext) {
  const { doc, access } = await visibleAttachment(deps, id, caller);
  if (doc.state === AttachmentState.ATTACHMENT_STATE_DELETED) {
    throw failedPrecondition('ATTACHMENT_DELETED', 'The file was removed.');
  }
  if (doc.state === AttachmentState.ATTACHMENT_STATE_PURGED) throw notFound('attachment', id);
  const { storage, logger } = deps;
  try {
    return { doc, access, content: await storage.get({ attachmentId: id, contentId: doc.contentId }) };
  } catch (error) {
    logger.error({ err: error, attachment: id }, 'the bytes of an attachment cannot be read');
    if (error instanceof ContentMissing)
      throw failedPrecondition('CONTENT_MISSING', 'The content of the file is lost.');
    throw unavailable('STORAGE_UNAVAILABLE', 'The storage of files is unavailable.');
  }
}
