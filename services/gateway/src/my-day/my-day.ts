import { decodePageToken, encodePageToken, pageSize } from '@fairlead/service-kit';
import type { CallOptions } from 'nice-grpc';
import type { Caller } from '../auth/authenticate';
import type { Clients } from '../clients';
import type { Directory } from '../directory';
import { readClaimable } from './claimable';
import {
  byDueTime,
  type ClaimableLead,
  customerIdOf,
  type Due,
  fromObligation,
  fromTask,
  isOfCase,
  type Named,
  type Source,
  toWorkItem,
  UNNAMED,
  type WorkItem,
} from './items';
import { allPages, mergeSorted, takePage } from './merge-sorted';

export const SECTIONS = ['overdue', 'due', 'claimable'] as const;
export type Section = (typeof SECTIONS)[number];

export interface DayRequest {
  clients: Clients;
  directory: Directory;
  caller: Caller;
  options: CallOptions;
  /** `mine`: what the calling rep owns; `team`: all that the caller may see. */
  scope: 'mine' | 'team';
}

export interface Page {
  pageSize: number;
  pageToken: string;
}

export interface SectionPage<T> {
  items: T[];
  nextPageToken: string;
  people: Record<string, string>;
}

const FIRST_PAGE = { pageSize: 0, pageToken: '' };
const DEFAULT_SIZE = 50;
const MAX_SIZE = 200;
const MAX_CASES = 200;

/** The first page of each list. */
export async function readMyDay(request: DayRequest, now: Date) {
  const [overdue, due, claimable] = await Promise.all([
    readWork(request, 'overdue', FIRST_PAGE, now),
    readWork(request, 'due', FIRST_PAGE, now),
    readClaimablePage(request, FIRST_PAGE, now),
  ]);
  return {
    time: now,
    overdue: overdue.items,
    due: due.items,
    claimable: claimable.items,
    nextPageTokens: {
      overdue: overdue.nextPageToken,
      due: due.nextPageToken,
      claimable: claimable.nextPageToken,
    },
    people: { ...overdue.people, ...due.people },
  };
}

/** A page of one list. */
export const readSection = (request: DayRequest, section: Section, page: Page, now: Date) =>
  section === 'claimable' ? readClaimablePage(request, page, now) : readWork(request, section, page, now);

async function readClaimablePage(request: DayRequest, page: Page, now: Date): Promise<SectionPage<ClaimableLead>> {
  const found = await readClaimable(
    request,
    { ...page, pageSize: pageSize(page.pageSize, DEFAULT_SIZE, MAX_SIZE) },
    now,
  );
  return { ...found, people: {} };
}

/**
 * Obligations and tasks in one order. The token holds the last row shown, so that rows done in between neither hide nor
 * repeat others; and the moment of the first page, so that a row does not change lists while somebody pages.
 */
async function readWork(
  { clients, directory, caller, options, scope }: DayRequest,
  section: 'overdue' | 'due',
  page: Page,
  now: Date,
): Promise<SectionPage<WorkItem>> {
  const size = pageSize(page.pageSize, DEFAULT_SIZE, MAX_SIZE);
  const binding = ['my-day', section, scope, caller.principal.sub];
  const [asOfMs, lastMs, lastId] = decodePageToken(binding, page.pageToken, ['time', 'time', 'text']) ?? [
    now.getTime(),
  ];
  const asOf = new Date(asOfMs);
  const last = lastMs === undefined ? undefined : { dueTime: new Date(lastMs), id: lastId ?? '' };
  const ownerId = scope === 'mine' ? (caller.principal.rep ?? '') : '';
  if (scope === 'mine' && ownerId === '') return { items: [], nextPageToken: '', people: {} };
  const window = windowOf(section, asOf, last);
  const query = { ownerId, openOnly: true, pageSize: size + 1, ...window };
  const sources = [
    allPages(async (pageToken) => {
      const found = await clients.obligations.listObligations({ ...query, pageToken }, options);
      return { items: found.obligations.map(fromObligation), nextPageToken: found.nextPageToken };
    }),
    allPages(async (pageToken) => {
      const found = await clients.tasks.listTasks({ ...query, pageToken }, options);
      return { items: found.tasks.map(fromTask), nextPageToken: found.nextPageToken };
    }),
  ];
  const { items, more } = await takePage(after(mergeSorted<Source>(sources, byDueTime), last), size);
  const ofCases = items.filter(isOfCase).map(customerIdOf);
  const [{ customers }, named] = await Promise.all([
    clients.customers.batchGetCustomers(
      { customerIds: [...new Set(items.filter((source) => !isOfCase(source)).map(customerIdOf))] },
      options,
    ),
    caseNames(clients, ofCases, options),
  ]);
  const byId = new Map([...named, ...customers.map((customer) => [customer.id, customer] as const)]);
  const end = items.at(-1);
  return {
    items: items.map((source) => toWorkItem(source, byId.get(customerIdOf(source)))),
    nextPageToken: more && end ? encodePageToken(binding, [asOf.getTime(), end.dueTime.getTime(), end.id]) : '',
    people: await directory.names(
      items.map((source) => ('task' in source ? source.task : source.obligation).ownerId),
      caller.principal,
    ),
  };
}

/** What a complaint or service request is about, by its id; partners have none. */
async function caseNames(
  { cases }: Pick<Clients, 'cases'>,
  caseIds: string[],
  options: CallOptions,
): Promise<[string, Named][]> {
  if (caseIds.length === 0) return [];
  const page = await cases.listCases({ caseIds: [...new Set(caseIds)], pageSize: MAX_CASES }, options);
  return page.cases.map(({ id, subjectLine }) => [id, { ...UNNAMED, displayName: subjectLine }]);
}

/** Overdue is what was due before the moment; due is the rest. Rows before the last one shown are not read again. */
function windowOf(section: 'overdue' | 'due', asOf: Date, last: Due | undefined) {
  if (section === 'overdue') return { dueBefore: asOf, ...(last ? { dueAfter: last.dueTime } : {}) };
  return { dueAfter: last?.dueTime ?? asOf };
}

async function* after<T extends Due>(items: AsyncIterable<T>, last: Due | undefined): AsyncGenerator<T> {
  for await (const item of items) if (!last || byDueTime(item, last) > 0) yield item;
}
