import { type CommandCall, permissionDenied, replayOf } from '@fairlead/service-kit';
import { type Attachment, removeAttachment, restoreAttachment } from '../domain/attachment';
import type { AttachmentDoc } from '../repository/attachment-models';
import { mayRemove, visibleAttachment } from './attachment-access';
import type { AttachmentDeps } from './attachment-deps';
import { takingASlot } from './upload-attachment';

/** Removes a file, once per request id. */
export async function deleteAttachment<R>(
  deps: AttachmentDeps,
  id: string,
  { context, command, reply, caller }: CommandCall<Attachment, R>,
): Promise<R> {
  await removable(deps, id, caller);
  const decide = (found: AttachmentDoc) => removeAttachment(id, found, context.now);
  return (await deps.attachments.store.change(id, decide, context, command, reply)).reply;
}

/** Brings a removed file back, once per request id. */
export async function undeleteAttachment<R>(
  deps: AttachmentDeps,
  id: string,
  call: CommandCall<Attachment, R>,
): Promise<R> {
  const { context, command, reply, caller } = call;
  const found = await removable(deps, id, caller);
  const before = replayOf(found, call);
  if (before !== undefined) return before;
  // One that is there needs no place.
  if (restoreAttachment(id, found, '', context.now) === null) return reply.of(found);
  return takingASlot(deps.attachments, found.recordId, async (slot) => {
    const decide = (present: AttachmentDoc) => restoreAttachment(id, present, slot, context.now);
    return (await deps.attachments.store.change(id, decide, context, command, reply)).reply;
  });
}

async function removable(
  deps: AttachmentDeps,
  id: string,
  caller: CommandCall<Attachment, unknown>['caller'],
): Promise<AttachmentDoc> {
  const { doc, access } = await visibleAttachment(deps, id, caller);
  if (!mayRemove(caller, doc, access)) {
    throw permissionDenied('Only who added the file, a manager of the record, or an admin may do this.');
  }
  return doc;
}
