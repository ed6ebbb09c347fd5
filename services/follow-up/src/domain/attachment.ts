import type { followup as proto } from '@fairlead/proto';
import { followup } from '@fairlead/proto';
import { type Change, failedPrecondition, type NewEvent } from '@fairlead/service-kit';

const { AttachmentState } = followup;

/** Most files at one record. */
export const MAX_ATTACHMENTS = 20;
/** An upload that was begun and not ended is swept away after so long; so is what an attempt that failed left behind. */
export const LEFT_OVER_MS = 86_400_000;
/** An upload that takes longer is not taken any more: what the sweep removes can never be on its way in. */
export const UPLOAD_MS = 3_600_000;
/** So long a removed file can be brought back. */
export const UNDELETE_MS = 30 * 86_400_000;

/** A file at a follow-up or case. Its bytes lie in the storage, under its id and that of the attempt that brought them. */
export interface Attachment {
  recordKind: proto.RecordKind;
  recordId: string;
  customerId: string;
  state: proto.AttachmentState;
  /** As it was given; empty once it is purged. */
  fileName: string;
  contentType: string;
  declaredType: string;
  sizeBytes: number;
  sha256: string;
  note: string;
  /** `sub` of who added it. */
  uploader: string;
  /** Attempt whose bytes count; empty while none does. */
  contentId: string;
  /** When it was there; unset before. */
  uploadTime?: Date;
  /** `{record}:{1 … MAX_ATTACHMENTS}`, unique: no record has more. Set exactly while it is stored. */
  slot?: string;
  deleteTime?: Date;
  /** When the sweep looks at it next; unset when it need not. */
  sweepTime?: Date;
}

/** What is known of a file once all of it came. */
export type ReceivedFile = Pick<
  Attachment,
  | 'recordKind'
  | 'recordId'
  | 'customerId'
  | 'fileName'
  | 'contentType'
  | 'declaredType'
  | 'sizeBytes'
  | 'sha256'
  | 'note'
  | 'contentId'
>;

type AttachmentEventType = Extract<NewEvent['type'], `crm.followup.attachment.${string}`>;
type Place = Pick<Attachment, 'recordKind' | 'recordId' | 'customerId'>;

const event = (
  type: AttachmentEventType,
  attachmentId: string,
  { recordKind, recordId, customerId }: Place,
): NewEvent => ({
  type,
  subject: customerId,
  data: { attachmentId, recordKind, recordId },
});

const later = (time: Date, ms: number) => new Date(time.getTime() + ms);

/** An upload that begins; nobody sees it. */
export const beginUpload = (place: Place & Pick<Attachment, 'fileName' | 'uploader'>, now: Date): Attachment => ({
  ...place,
  state: AttachmentState.ATTACHMENT_STATE_UPLOADING,
  contentType: '',
  declaredType: '',
  sizeBytes: 0,
  sha256: '',
  note: '',
  contentId: '',
  sweepTime: later(now, LEFT_OVER_MS),
});

/** The lowest place that is free at a record; FAILED_PRECONDITION when there is none. */
export function freeSlot(recordId: string, taken: readonly string[]): string {
  for (let number = 1; number <= MAX_ATTACHMENTS; number += 1) {
    const slot = `${recordId}:${number}`;
    if (!taken.includes(slot)) return slot;
  }
  const message = `There are ${MAX_ATTACHMENTS} files already; remove one first.`;
  throw failedPrecondition('TOO_MANY_ATTACHMENTS', message, { max: String(MAX_ATTACHMENTS) });
}

/** All of the file is in the storage: from now on it is there. Null when another attempt was first. */
export function completeUpload(
  id: string,
  found: Attachment,
  received: ReceivedFile,
  slot: string,
  now: Date,
): Change<Attachment> | null {
  if (found.state !== AttachmentState.ATTACHMENT_STATE_UPLOADING) return null;
  return {
    set: { ...received, state: AttachmentState.ATTACHMENT_STATE_STORED, slot, uploadTime: now },
    events: [event('crm.followup.attachment.added.v1', id, received)],
  };
}

/** A removed file keeps its bytes until it can no longer be brought back. Null when it is removed already. */
export function removeAttachment(id: string, found: Attachment, now: Date): Change<Attachment> | null {
  if (found.state !== AttachmentState.ATTACHMENT_STATE_STORED) return null;
  return {
    set: {
      state: AttachmentState.ATTACHMENT_STATE_DELETED,
      slot: undefined,
      deleteTime: now,
      sweepTime: later(now, UNDELETE_MS),
    },
    events: [event('crm.followup.attachment.removed.v1', id, found)],
  };
}

/** A removed file is there again. Null when it was never away; FAILED_PRECONDITION when it is gone for good. */
export function restoreAttachment(id: string, found: Attachment, slot: string, now: Date): Change<Attachment> | null {
  if (found.state === AttachmentState.ATTACHMENT_STATE_STORED) return null;
  if (found.state !== AttachmentState.ATTACHMENT_STATE_DELETED || now >= undeleteUntil(found)) {
    throw failedPrecondition('ATTACHMENT_GONE', 'The file was removed too long ago.');
  }
  return {
    set: {
      state: AttachmentState.ATTACHMENT_STATE_STORED,
      slot,
      deleteTime: undefined,
      sweepTime: later(now, LEFT_OVER_MS),
    },
    events: [event('crm.followup.attachment.restored.v1', id, found)],
  };
}

/** Until when a removed file can be brought back. */
export const undeleteUntil = ({ deleteTime }: Pick<Attachment, 'deleteTime'>): Date =>
  later(deleteTime ?? new Date(0), UNDELETE_MS);

export const isSweepDue = ({ sweepTime }: Pick<Attachment, 'sweepTime'>, now: Date): boolean =>
  sweepTime !== undefined && sweepTime <= now;

/** A removed file whose time is up is gone for good, before its bytes go; null for any other. */
export function purgeAttachment(found: Attachment, now: Date): Change<Attachment> | null {
  if (found.state !== AttachmentState.ATTACHMENT_STATE_DELETED || !isSweepDue(found, now)) return null;
  return { set: { state: AttachmentState.ATTACHMENT_STATE_PURGED, fileName: '', note: '' }, events: [] };
}

/** Which bytes stay when it is swept: those of a file that is there or can be brought back. */
export const contentToKeep = ({ state, contentId }: Attachment): string =>
  state === AttachmentState.ATTACHMENT_STATE_STORED || state === AttachmentState.ATTACHMENT_STATE_DELETED
    ? contentId
    : '';

export { AttachmentState };
