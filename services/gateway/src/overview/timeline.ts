import { followup, type insight } from '@fairlead/proto';
import type { Principal } from '@fairlead/service-kit';
import { type CallOptions, ClientError, Status } from 'nice-grpc';
import type { Clients } from '../clients';
import type { Directory } from '../directory';

type TimelineClients = Pick<Clients, 'timelines' | 'followUps' | 'attachments'>;
const STORED = followup.AttachmentState.ATTACHMENT_STATE_STORED;

export type ShownEntry = insight.TimelineEntry & {
  followUp?: followup.FollowUp;
  /** File that it tells of. */
  attachment?: followup.Attachment;
  /** Files at its follow-up. */
  attachments?: followup.Attachment[];
};

/** A page of a timeline with the follow-ups and files that its entries tell of, and the names of the people in it. */
export async function readTimeline(
  clients: TimelineClients,
  directory: Directory,
  request: Parameters<Clients['timelines']['listTimeline']>[0],
  reader: Principal,
  options: CallOptions,
) {
  const page = await clients.timelines.listTimeline(request, options);
  const followUpIds = page.entries.flatMap(({ data }) => (data?.followUpId ? [String(data.followUpId)] : []));
  const { followUps } =
    followUpIds.length > 0
      ? await clients.followUps.batchGetFollowUps({ customerId: request.customerId, followUpIds }, options)
      : { followUps: [] };
  const attachmentIds = [
    ...new Set(page.entries.flatMap(({ data }) => (data?.attachmentId ? [String(data.attachmentId)] : []))),
  ];
  const attachments = await filesOf(
    clients,
    { customerId: request.customerId ?? '', attachmentIds, followUpIds },
    options,
  );
  const files = new Map(attachments.map((attachment) => [attachment.id, attachment]));
  const byId = new Map(followUps.map((followUp) => [followUp.id, followUp]));
  const entries: ShownEntry[] = page.entries.map((entry) => {
    const followUp = byId.get(String(entry.data?.followUpId ?? ''));
    const attachment = files.get(String(entry.data?.attachmentId ?? ''));
    const ofFollowUp = attachments.filter(({ recordId, state }) => recordId === followUp?.id && state === STORED);
    return {
      ...entry,
      ...(attachment ? { attachment } : {}),
      ...(followUp ? { followUp, attachments: ofFollowUp } : {}),
    };
  });
  const uploaders = attachments.map(({ uploader }) => uploader);
  return { ...page, entries, people: await directory.names([...page.entries.flatMap(peopleIn), ...uploaders], reader) };
}

/** Files by their ids, and those of follow-ups; none while a replica answers that does not know them yet. */
async function filesOf(
  { attachments }: TimelineClients,
  request: followup.BatchGetAttachmentsRequest,
  options: CallOptions,
): Promise<followup.Attachment[]> {
  if (request.attachmentIds.length + request.followUpIds.length === 0) return [];
  try {
    return (await attachments.batchGetAttachments(request, options)).attachments;
  } catch (error) {
    if (error instanceof ClientError && error.code === Status.UNIMPLEMENTED) return [];
    throw error;
  }
}

const PERSON_FIELDS = ['ownerId', 'previousOwnerId', 'recipientId', 'assigneeId'];

/** Everybody that an entry names. */
function peopleIn({ actor, data }: insight.TimelineEntry): string[] {
  const named = PERSON_FIELDS.map((field) => data?.[field]);
  const told = (data?.recipients as { repId?: string }[] | undefined) ?? [];
  return [actor, ...named, ...told.map(({ repId }) => repId)].filter((id): id is string => typeof id === 'string');
}
