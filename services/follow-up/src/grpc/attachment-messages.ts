import { followup as proto } from '@fairlead/proto';
import type { CallerContext, Reply } from '@fairlead/service-kit';
import { mayRemove, type RecordAccess } from '../application/attachment-access';
import { type Attachment, AttachmentState, undeleteUntil } from '../domain/attachment';
import { isPicture } from '../domain/content-type';
import type { AttachmentDoc } from '../repository/attachment-models';

export const toAttachment = (doc: AttachmentDoc, removable: boolean): proto.Attachment => ({
  name: `attachments/${doc._id}`,
  id: doc._id,
  etag: String(doc.revision),
  customerId: doc.customerId,
  recordKind: doc.recordKind,
  recordId: doc.recordId,
  fileName: doc.fileName,
  contentType: doc.contentType,
  declaredType: doc.declaredType,
  sizeBytes: BigInt(doc.sizeBytes),
  sha256: doc.sha256,
  uploader: doc.uploader,
  uploadTime: doc.uploadTime,
  state: doc.state,
  note: doc.note,
  deleteTime: doc.deleteTime,
  undeleteUntil: doc.state === AttachmentState.ATTACHMENT_STATE_DELETED ? undeleteUntil(doc) : undefined,
  previewable: isPicture(doc.contentType),
  removable,
});

/** The answer to a caller with that access. */
export const attachmentReply = (
  caller: Pick<CallerContext, 'principal'>,
  access: Pick<RecordAccess, 'manages'>,
): Reply<Attachment, proto.Attachment> => ({
  codec: proto.Attachment,
  of: (doc) => toAttachment(doc, mayRemove(caller, doc, access)),
});
