import type { followup, insight } from '@fairlead/proto';
import type { Principal } from '@fairlead/service-kit';
import type { CallOptions } from 'nice-grpc';
import type { Clients } from '../clients';
import type { Directory } from '../directory';

type TimelineClients = Pick<Clients, 'timelines' | 'followUps'>;
export type ShownEntry = insight.TimelineEntry & { followUp?: followup.FollowUp };

/** A page of a timeline with the follow-ups that its entries tell of, and the names of the people in it. */
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
  const byId = new Map(followUps.map((followUp) => [followUp.id, followUp]));
  const entries: ShownEntry[] = page.entries.map((entry) => {
    const followUp = byId.get(String(entry.data?.followUpId ?? ''));
    return followUp ? { ...entry, followUp } : entry;
  });
  return { ...page, entries, people: await directory.names(page.entries.flatMap(peopleIn), reader) };
}

const PERSON_FIELDS = ['ownerId', 'previousOwnerId', 'recipientId', 'assigneeId'];

/** Everybody that an entry names. */
function peopleIn({ actor, data }: insight.TimelineEntry): string[] {
  const named = PERSON_FIELDS.map((field) => data?.[field]);
  const told = (data?.recipients as { repId?: string }[] | undefined) ?? [];
  return [actor, ...named, ...told.map(({ repId }) => repId)].filter((id): id is string => typeof id === 'string');
}
