import type { GeneratedRow } from '../company/customers';
import type { FoundEvent, Snapshot } from './snapshot';

const IMPORTED: Record<string, string> = {
  customer: 'crm.customer.customer.imported.v1',
  assignment: 'crm.assignment.customer.imported.v1',
};

/** Compares the rows that were generated with what lies in the stores; every difference in one line. */
export function check(rows: GeneratedRow[], found: Snapshot): string[] {
  const wanted = rows.filter(({ duplicateOf }) => !duplicateOf);
  const idOf = new Map(found.customers.map(({ _id, externalRef }) => [externalRef, _id]));
  return [
    ...checkCustomers(wanted, found),
    ...checkRejected(rows, found, idOf),
    ...checkOwnerships(wanted, found, idOf),
    ...Object.entries(found.events).flatMap(([service, events]) => checkLog(service, events, found)),
    ...(found.obligations > 0 ? [`${found.obligations} clocks were started for customers that need none`] : []),
  ];
}

function checkCustomers(wanted: GeneratedRow[], { customers }: Snapshot): string[] {
  const faults: string[] = [];
  if (customers.length !== wanted.length) faults.push(`${customers.length} customers instead of ${wanted.length}`);
  const count = countBy(customers, ({ externalRef }) => externalRef);
  for (const { externalRef, number } of wanted) {
    const times = count.get(externalRef) ?? 0;
    if (times !== 1) faults.push(`row ${number}: ${externalRef} is there ${times} times`);
    count.delete(externalRef);
  }
  for (const [externalRef, times] of count) faults.push(`${externalRef} is there ${times} times and in no row`);
  return faults;
}

function checkRejected(rows: GeneratedRow[], { rejected }: Snapshot, idOf: Map<string, string>): string[] {
  const faults: string[] = [];
  const named = new Map(rejected.map((row) => [row.number, row]));
  if (named.size !== rejected.length) faults.push(`${rejected.length - named.size} rejected rows are named twice`);
  for (const { number, duplicateOf } of rows) {
    const row = named.get(number);
    if (!duplicateOf) {
      if (row) faults.push(`row ${number} was rejected and is no duplicate`);
      continue;
    }
    const first = rows[duplicateOf.number - 1]?.externalRef ?? '';
    if (!row) faults.push(`row ${number} repeats row ${duplicateOf.number} and is not named`);
    else if (row.duplicateOf !== idOf.get(first)) faults.push(`row ${number} is said to repeat ${row.duplicateOf}`);
  }
  return faults;
}

function checkOwnerships(wanted: GeneratedRow[], found: Snapshot, idOf: Map<string, string>): string[] {
  const faults: string[] = [];
  const ownerOf = new Map(found.ownerships.map(({ _id, ownerId }) => [_id, ownerId]));
  const copyOf = new Map(found.customers.map(({ _id, ownership }) => [_id, ownership.ownerId]));
  if (ownerOf.size !== wanted.length) faults.push(`${ownerOf.size} ownerships instead of ${wanted.length}`);
  for (const { number, externalRef, ownerId } of wanted) {
    const id = idOf.get(externalRef) ?? '';
    if (ownerOf.get(id) !== ownerId) faults.push(`row ${number} belongs to ${ownerOf.get(id)} instead of ${ownerId}`);
    if (copyOf.get(id) !== ownerId) faults.push(`row ${number} names ${copyOf.get(id)} instead of ${ownerId}`);
  }
  return faults;
}

function checkLog(service: string, events: FoundEvent[], { customers }: Snapshot): string[] {
  const faults: string[] = [];
  const positions = events.map(({ _id }) => _id).sort((a, b) => a - b);
  positions.forEach((position, index) => {
    if (position !== index + 1 && position !== (positions[index - 1] ?? 0) + 1)
      faults.push(`the log of ${service} has a gap before ${position}`);
  });
  const imported = events.filter(({ type }) => type === IMPORTED[service]);
  const count = countBy(imported, ({ subject }) => subject);
  for (const { _id } of customers) {
    const times = count.get(_id) ?? 0;
    if (times !== 1) faults.push(`the log of ${service} says ${times} times that ${_id} came in`);
    count.delete(_id);
  }
  for (const [subject] of count) faults.push(`the log of ${service} tells of ${subject}, which is not there`);
  return faults;
}

function countBy<T>(list: T[], keyOf: (each: T) => string): Map<string, number> {
  const count = new Map<string, number>();
  for (const each of list) count.set(keyOf(each), (count.get(keyOf(each)) ?? 0) + 1);
  return count;
}
