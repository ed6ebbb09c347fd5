import type { WriteContext } from '@fairlead/service-kit';
import { type Attachment, AttachmentState, contentToKeep, isSweepDue, purgeAttachment } from '../domain/attachment';
import { MAX_LISTED } from '../storage/attachment-storage';
import type { AttachmentDeps } from './attachment-deps';
import { SELF } from './deps';

type SweepDeps = Pick<AttachmentDeps, 'attachments' | 'storage' | 'logger'>;

/** Most attachments of one pass; the next pass goes on. */
const BATCH = 100;
/** One that failed lets the others go first for so long. */
const AGAIN_MS = 3_600_000;

/**
 * Removes bytes that nobody needs any more, of at most a hundred attachments; answers of how many. One that fails does not
 * keep the others from it.
 */
export async function sweepAttachments(deps: SweepDeps, now: Date, signal?: AbortSignal): Promise<number> {
  const due = await deps.attachments.toSweep(now, BATCH);
  let swept = 0;
  for (const { _id } of due) {
    if (signal?.aborted) break;
    try {
      await sweepAttachment(deps, _id, now);
      swept += 1;
    } catch (error) {
      deps.logger.warn({ err: error, attachment: _id }, 'an attachment was not swept');
      await putOff(deps, _id, now);
    }
  }
  return swept;
}

async function putOff({ attachments }: SweepDeps, id: string, now: Date): Promise<void> {
  const sweepTime = new Date(now.getTime() + AGAIN_MS);
  const later = (found: Attachment) => (isSweepDue(found, now) ? { set: { sweepTime }, events: [] } : null);
  await attachments.store.change(id, later, { now, actor: SELF });
}

/**
 * Sweeps one: what failed attempts left (and an upload that never became a file), and the bytes of one that can no longer
 * be brought back. Listed before the document is read: an upload puts the sweep off before its bytes come, so what was
 * listed while the sweep is due after that is of attempts that ended long ago. A crash anywhere leaves it due; to delete
 * twice does no harm.
 */
async function sweepAttachment({ attachments, storage }: SweepDeps, id: string, now: Date): Promise<void> {
  const listed = await storage.list(id);
  const context: WriteContext = { now, actor: SELF };
  const { doc } = await attachments.store.change(id, (found) => purgeAttachment(found, now), context);
  if (!isSweepDue(doc, now)) return;
  const keep = contentToKeep(doc);
  for (const contentId of listed) if (contentId !== keep) await storage.delete({ attachmentId: id, contentId });
  if (listed.length >= MAX_LISTED) return;
  if (doc.state === AttachmentState.ATTACHMENT_STATE_UPLOADING) return attachments.forget(doc);
  await attachments.store.change(
    id,
    (found) => (isSweepDue(found, now) ? { set: { sweepTime: undefined }, events: [] } : null),
    context,
  );
}
