import type { followup, customer as proto } from '@fairlead/proto';
import type { Principal } from '@fairlead/service-kit';
import type { CallOptions } from 'nice-grpc';
import type { Clients } from '../clients';
import type { Directory } from '../directory';
import { readTimeline, type ShownEntry } from './timeline';

/** Something that will happen unless somebody acts. */
export interface NextStep {
  kind: 'level' | 'task';
  id: string;
  title: string;
  time: Date;
  ownerId: string;
  obligationId?: string;
}

export interface Overview {
  customer: proto.Customer;
  obligations: followup.Obligation[];
  tasks: followup.Task[];
  next: NextStep[];
  timeline: { entries: ShownEntry[]; nextPageToken: string };
  people: Record<string, string>;
}

const PAGE = 50;

/** What one page shows of a customer, in one call. NOT_FOUND when the customer is out of scope. */
export async function readOverview(
  clients: Clients,
  directory: Directory,
  customerId: string,
  reader: Principal,
  options: CallOptions,
): Promise<Overview> {
  const [customer, { obligations }, { tasks }, timeline] = await Promise.all([
    clients.customers.getCustomer({ customerId }, options),
    clients.obligations.listObligations({ subject: customerId, pageSize: PAGE }, options),
    clients.tasks.listTasks({ customerId, openOnly: true, pageSize: PAGE }, options),
    readTimeline(clients, directory, { customerId, pageSize: PAGE }, reader, options),
  ]);
  const owners = [customer.ownership?.ownerId, ...obligations.map(ownerOf), ...tasks.map(ownerOf)];
  const people = await directory.names(
    owners.filter((id): id is string => Boolean(id)),
    reader,
  );
  return {
    customer,
    obligations,
    tasks,
    next: nextSteps(obligations, tasks),
    timeline: { entries: timeline.entries, nextPageToken: timeline.nextPageToken },
    people: { ...timeline.people, ...people },
  };
}

const ownerOf = ({ ownerId }: { ownerId: string }) => ownerId;

/** The levels that running clocks have not reached and the open tasks, by time. */
export function nextSteps(obligations: followup.Obligation[], tasks: followup.Task[]): NextStep[] {
  const levels = obligations
    .filter(({ state }) => state === 'OBLIGATION_STATE_OPEN')
    .flatMap(({ id, ownerId, levels: all }) =>
      all
        .filter(({ recordTime }) => !recordTime)
        .map(({ id: title, dueTime }): NextStep => {
          const time = dueTime as Date;
          return { kind: 'level', id: `${id}:${title}`, title, time, ownerId, obligationId: id };
        }),
    );
  const open = tasks.map(({ id, title, dueTime, ownerId }): NextStep => {
    return { kind: 'task', id, title, time: dueTime as Date, ownerId };
  });
  return [...levels, ...open].sort((a, b) => a.time.getTime() - b.time.getTime());
}
