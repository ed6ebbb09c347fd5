import { customerRows, type GeneratedRow } from '../company/customers';
import { check } from './check';
import type { Snapshot } from './snapshot';

/** Promise: whatever an import loses, doubles or names wrongly is found. */
describe('the check of an import', () => {
  const rows = [...customerRows(400, 3)];
  const duplicate = rows.find(({ duplicateOf }) => duplicateOf) as GeneratedRow;
  const idOf = ({ number }: Pick<GeneratedRow, 'number'>) => `id-${number}`;

  function sound(): Snapshot {
    const wanted = rows.filter(({ duplicateOf }) => !duplicateOf);
    const log = (type: string) => wanted.map((row, index) => ({ _id: index + 1, type, subject: idOf(row) }));
    return {
      customers: wanted.map((row) => ({
        _id: idOf(row),
        externalRef: row.externalRef,
        ownership: { ownerId: row.ownerId },
      })),
      ownerships: wanted.map((row) => ({ _id: idOf(row), ownerId: row.ownerId })),
      events: {
        customer: log('crm.customer.customer.imported.v1'),
        assignment: log('crm.assignment.customer.imported.v1'),
      },
      rejected: rows.flatMap(({ number, duplicateOf }) =>
        duplicateOf ? [{ number, duplicateOf: idOf(duplicateOf) }] : [],
      ),
      obligations: 0,
    };
  }

  it('finds nothing where everything is as it should be', () => {
    expect(check(rows, sound())).toEqual([]);
  });

  it.each<[string, (found: Snapshot) => void, RegExp]>([
    ['a customer is missing', ({ customers }) => customers.splice(5, 1), /is there 0 times/],
    ['one is there twice', ({ customers }) => customers.push({ ...customers[0]!, _id: 'x' }), /is there 2 times/],
    ['a duplicate came in', (found) => found.customers.push({ ...found.customers[0]!, externalRef: 'C-9' }), /no row/],
    ['a duplicate is not named', ({ rejected }) => rejected.splice(0, 1), /is not named/],
    ['another row is named', ({ rejected }) => rejected.push({ number: 1, duplicateOf: '' }), /is no duplicate/],
    [
      'it repeats another one',
      ({ rejected }) => rejected.splice(0, 1, { ...rejected[0]!, duplicateOf: 'y' }),
      /said to/,
    ],
    ['an ownership is missing', ({ ownerships }) => ownerships.splice(0, 1), /belongs to undefined/],
    ['a log has a gap', ({ events }) => events.customer!.splice(7, 1), /gap before 9/],
    ['a log says it twice', ({ events }) => events.customer!.push({ ...events.customer![0]!, _id: 10_000 }), /2 times/],
    ['a clock runs', (found) => Object.assign(found, { obligations: 1 }), /clocks/],
  ])('finds that %s', (_what, damage, fault) => {
    const found = sound();
    damage(found);
    expect(check(rows, found).join('\n')).toMatch(fault);
  });

  it('knows a duplicate when it sees one', () => {
    expect(duplicate.duplicateOf?.number).toBeLessThan(duplicate.number);
  });
});
