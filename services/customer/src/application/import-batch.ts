import { type assignment, customer as proto } from '@fairlead/proto';
import { derivedId, fromClientError, scopeOf } from '@fairlead/service-kit';
import { type Customer, type OwnershipCopy, UNOWNED } from '../domain/customer';
import type { MatchPolicy } from '../domain/match-policy';
import type { Outcome } from '../import/import-job';
import { type Candidate, keepsOut, type Match, resolveDuplicates } from '../import/resolve-duplicates';
import { rowId } from '../import/row-id';
import type { RowInput } from '../import/row-to-input';
import type { ImportDoc, RejectedRow } from '../repository/import-repository';
import { matchKeys } from '../repository/match-keys';
import { leadCreated } from './new-lead';
import { readCustomer } from './read-customer';
import { findRegistered, type RegisteredDeps } from './refuse-registered';
import { bury, type KeyDeps } from './reserve-keys';

export interface BatchDeps extends KeyDeps, RegisteredDeps {
  assignments: Pick<assignment.AssignmentServiceClient, 'takeOverCustomers'>;
}

interface RowCandidate extends Candidate {
  row: RowInput;
  customer: Customer;
}

interface Rejected {
  row: RowInput;
  faults: RejectedRow['faults'];
  match?: Match;
}

/** Keys that a check has met, since it reserves none. */
export type SeenKeys = Map<string, string>;

/**
 * Brings a batch of rows in, or only finds out what would happen (`seen` given). Ids are made of the import and the row,
 * so that a batch that is repeated after a crash finds what it wrote.
 */
export async function importBatch(
  job: ImportDoc,
  rows: RowInput[],
  deps: BatchDeps,
  now: Date,
  seen?: SeenKeys,
): Promise<{ outcome: Outcome; rejects: RejectedRow[] }> {
  const rejected: Rejected[] = [];
  const candidates = rows.flatMap((row) => {
    const { customer, faults } = readCustomer(job, row);
    if (faults.length > 0) {
      rejected.push({ row, faults });
      return [];
    }
    const id = rowId(job._id, row.number);
    return [{ id, row, customer, keys: matchKeys(customer) }];
  });
  const { existing: before } = await deps.customers.fates(candidates.map(({ id }) => id));
  const unborn = candidates.filter(({ id }) => !before.has(id));
  const policy = await deps.policies.current();
  const free = await unregistered(job, unborn, policy, deps, now, rejected);
  const fresh = await withOwners(job, free, deps, rejected);
  const { living, abandoned } = await holdersOf(fresh, deps);
  const holderOf = (key: string) => living.get(key) ?? seen?.get(key);
  const { accepted, matched } = resolveDuplicates(fresh, holderOf, policy, job.allowSameName);
  for (const { candidate, match } of matched) rejected.push(duplicate(candidate.row, match));
  if (seen) for (const { id, keys } of accepted) for (const { key } of keys) if (!seen.has(key)) seen.set(key, id);
  const created = seen ? accepted : await write(job, accepted, abandoned, deps, now, rejected);
  rejected.sort((a, b) => a.row.number - b.row.number);
  const duplicates = rejected.filter(({ match }) => match).length;
  return {
    outcome: {
      rows: rows.length,
      lastRow: rows.at(-1)?.number ?? 0,
      created: created.length + before.size,
      duplicates,
      faulty: rejected.length - duplicates,
    },
    rejects: rejected.map(({ row, faults, match }) => ({
      number: row.number,
      cells: row.cells,
      faults,
      duplicateOf: match?.customerId ?? '',
    })),
  };
}

/** Rows that nobody else has registered as prospects; customers dealt with before come in whatever is registered. */
async function unregistered(
  job: ImportDoc,
  candidates: RowCandidate[],
  policy: MatchPolicy,
  deps: BatchDeps,
  now: Date,
  rejected: Rejected[],
): Promise<RowCandidate[]> {
  if (job.kind !== proto.ImportKind.IMPORT_KIND_LEADS) return candidates;
  const found = await findRegistered(
    candidates.map(({ customer }) => customer),
    (field) => keepsOut(field, policy, job.allowSameName),
    { rep: job.importer.rep, scope: scopeOf({ name: '', ...job.importer }) },
    now,
    deps,
  );
  for (const [place, { fields }] of found) {
    const { row } = candidates[place] as RowCandidate;
    const description = 'somebody has registered this prospect';
    rejected.push({ row, faults: fields.map((field) => ({ column: columnOf(row, field), description })) });
  }
  return candidates.filter((_, place) => !found.has(place));
}

/** Rows whose owner or team can take them; the others are rejected before they keep anybody out. */
async function withOwners(
  job: ImportDoc,
  candidates: RowCandidate[],
  deps: BatchDeps,
  rejected: Rejected[],
): Promise<RowCandidate[]> {
  if (job.kind === proto.ImportKind.IMPORT_KIND_LEADS || candidates.length === 0) return candidates;
  const { customers } = await askAssignment(job, candidates, deps, true);
  return candidates.filter(({ row }, index) => {
    const fault = customers[index]?.fault ?? '';
    if (fault !== '') rejected.push(ownerFault(row, fault));
    return fault === '';
  });
}

/** Who holds keys of these rows: customers that exist, and ids that never came to be. */
async function holdersOf(candidates: RowCandidate[], deps: BatchDeps) {
  const own = new Set(candidates.map(({ id }) => id));
  const holders = await deps.keys.holders([...new Set(candidates.flatMap(({ keys }) => keys.map(({ key }) => key)))]);
  const others = [...new Set(holders.values())].filter((id) => !own.has(id));
  const docs = await deps.customers.store.findMany(others);
  const alive = new Set(docs.filter((doc) => !doc.tombstone).map(({ _id }) => _id));
  const living = new Map([...holders].filter(([, id]) => alive.has(id)));
  const abandoned = new Map([...holders].filter(([, id]) => !alive.has(id)));
  return { living, abandoned };
}

/** Reserves the keys, takes the customers over and writes them; those that somebody was faster with are rejected. */
async function write(
  job: ImportDoc,
  accepted: RowCandidate[],
  abandoned: Map<string, string>,
  deps: BatchDeps,
  now: Date,
  rejected: Rejected[],
): Promise<RowCandidate[]> {
  const reserved = await reserve(accepted, abandoned, job, deps, now, rejected);
  const owned = await takeOver(job, reserved, deps, rejected);
  const gone = accepted.filter((candidate) => !owned.has(candidate.id));
  for (const { id, keys } of gone) {
    await deps.keys.release(
      keys.map(({ key }) => key),
      id,
    );
  }
  const created = reserved.filter(({ id }) => owned.has(id));
  const isLead = job.kind === proto.ImportKind.IMPORT_KIND_LEADS;
  const written = await deps.customers.store.createMany(
    created.map(({ id, customer }) => ({
      id,
      state: isLead ? named(id, customer) : dealtWith(named(id, customer), owned.get(id), now),
      events: [
        isLead
          ? leadCreated(id, customer)
          : { type: 'crm.customer.customer.imported.v1' as const, subject: id, data: { importId: job._id } },
      ],
    })),
    { now, actor: job.importer.sub },
  );
  if (written) return created;
  // An id may have been barred by somebody who found only its key: that one was faster.
  const { barred } = await deps.customers.fates(created.map(({ id }) => id));
  for (const { id, row } of created) {
    const description = 'somebody else created this customer at the same moment';
    if (barred.has(id)) rejected.push({ row, faults: [{ column: '', description }] });
  }
  return created.filter(({ id }) => !barred.has(id));
}

async function reserve(
  accepted: RowCandidate[],
  abandoned: Map<string, string>,
  job: ImportDoc,
  deps: BatchDeps,
  now: Date,
  rejected: Rejected[],
): Promise<RowCandidate[]> {
  const own = new Set([...accepted.map(({ id }) => id), ...rejected.map(({ row }) => rowId(job._id, row.number))]);
  const policy = await deps.policies.current();
  const wanted = new Map<string, string>();
  const exclusive = new Set<string>();
  for (const { id, keys } of accepted) {
    for (const { field, key } of keys) {
      if (!wanted.has(key)) wanted.set(key, id);
      if (keepsOut(field, policy, job.allowSameName)) exclusive.add(key);
    }
  }
  for (const [key, holder] of abandoned) {
    const heir = wanted.get(key);
    if (heir === undefined || holder === heir || !exclusive.has(key)) continue;
    // A row of this batch that did not come in gives its key up; any other id is barred for ever first.
    if (!own.has(holder) && (await bury(holder, now, deps.customers))) continue;
    await deps.keys.takeOver(key, holder, heir, now);
  }
  const holders = await deps.keys.reserveMany(wanted, now);
  // Somebody else may have come between looking and reserving: then the rules decide again, with what is true now.
  const foreign = (key: string) => {
    const holder = holders.get(key);
    return holder !== undefined && !own.has(holder) ? holder : undefined;
  };
  const again = resolveDuplicates(accepted, foreign, policy, job.allowSameName);
  for (const { candidate, match } of again.matched) rejected.push(duplicate(candidate.row, match));
  return again.accepted;
}

/** Ids that may be written, with their ownership when they are customers. */
async function takeOver(
  job: ImportDoc,
  candidates: RowCandidate[],
  deps: BatchDeps,
  rejected: Rejected[],
): Promise<Map<string, OwnershipCopy>> {
  if (job.kind === proto.ImportKind.IMPORT_KIND_LEADS || candidates.length === 0)
    return new Map(candidates.map(({ id }) => [id, UNOWNED]));
  const answer = await askAssignment(job, candidates, deps, false);
  const owned = new Map<string, OwnershipCopy>();
  answer.customers.forEach(({ ownership, fault }, index) => {
    const { id, row } = candidates[index] as RowCandidate;
    if (ownership) {
      owned.set(id, { ...ownership, revision: Number(ownership.revision), since: ownership.since ?? null });
    } else rejected.push(ownerFault(row, fault));
  });
  return owned;
}

async function askAssignment(job: ImportDoc, candidates: RowCandidate[], deps: BatchDeps, validateOnly: boolean) {
  const everywhere = job.importer.roles.includes('admin') || job.importer.roles.includes('service');
  try {
    return await deps.assignments.takeOverCustomers({
      customers: candidates.map(({ id, row }) => ({ customerId: id, ownerId: row.ownerId, teamId: row.teamId })),
      withinTeamId: everywhere ? '' : (job.importer.team ?? ''),
      importer: job.importer.sub,
      validateOnly,
    });
  } catch (error) {
    throw fromClientError(error);
  }
}

const ownerFault = (row: RowInput, description: string): Rejected => ({
  row,
  faults: [{ column: row.columnOf(row.ownerId === '' ? 'team_id' : 'owner_id'), description }],
});

/** A customer that was dealt with before: not a lead any more, with its ownership from the start. */
const dealtWith = (customer: Customer, ownership: OwnershipCopy | undefined, now: Date): Customer => ({
  ...customer,
  state: proto.CustomerState.CUSTOMER_STATE_CUSTOMER,
  stage: proto.Stage.STAGE_CONTACT,
  convertTime: now,
  ownership: ownership ?? UNOWNED,
});

const named = (id: string, customer: Customer): Customer => ({
  ...customer,
  contacts: customer.contacts.map((contact, index) => ({ ...contact, id: derivedId('contact', id, String(index)) })),
});

const columnOf = (row: RowInput, field: string): string =>
  row.columnOf(field === 'company_name' ? 'display_name' : field);

const duplicate = (row: RowInput, match: Match): Rejected => ({
  row,
  match,
  faults: match.fields.map((field) => ({
    column: columnOf(row, field),
    description: 'a customer with this is there already',
  })),
});
