import { chance } from '@fairlead/demo';
import { company, person } from './names';

/** How a row repeats an earlier one. */
export type Equal = 'external_ref' | 'phone' | 'company_name';

/** A row of a customer table. */
export interface GeneratedRow {
  /** Counts from 1, as the import does. */
  number: number;
  externalRef: string;
  displayName: string;
  type: 'organization' | 'person';
  country: string;
  city: string;
  address: string;
  industry: string;
  phone: string;
  email: string;
  contactName: string;
  contactTitle: string;
  tags: string[];
  ownerId: string;
  /** Set when it repeats an earlier row, which is not a duplicate itself. */
  duplicateOf?: { number: number; equal: Equal };
}

/** What one file may have; there are names for some more. */
export const MAX_ROWS = 500_000;
/** Reps whose customers they are. */
export const OWNERS = Array.from({ length: 20 }, (_, index) => `rep-${index + 1}`);

const DUPLICATE_SHARE = 0.03;
const PERSON_SHARE = 0.08;
const EQUALS: Equal[] = ['external_ref', 'phone', 'company_name'];

const isDuplicate = (seed: number, number: number) => number > 1 && chance(seed, 'duplicate', number) < DUPLICATE_SHARE;

/** Rows of a table in their order, the same ones for the same seed. About three of a hundred repeat an earlier row. */
export function* customerRows(rows: number, seed: number): Generator<GeneratedRow> {
  if (rows > MAX_ROWS) throw new Error(`At most ${MAX_ROWS} rows.`);
  for (let number = 1; number <= rows; number += 1) {
    yield isDuplicate(seed, number) ? repeating(number, seed) : original(number, seed);
  }
}

function original(number: number, seed: number): GeneratedRow {
  const script = number % 2 === 0 ? 'latin' : 'han';
  const isPerson = chance(seed, 'type', number) < PERSON_SHARE;
  const { name, city, trade } = company(script, Math.floor(number / 2), seed);
  const digits = String((number * 7919 + seed) % 100_000_000).padStart(8, '0');
  const people = Math.floor(chance(seed, 'person', number) * 100_000);
  return {
    number,
    externalRef: `C-${String(number).padStart(7, '0')}`,
    displayName: isPerson ? person(script, people) : name,
    type: isPerson ? 'person' : 'organization',
    country: script === 'han' ? 'CN' : 'DE',
    city,
    address: script === 'han' ? `${city}市人民路${number}号` : `Hauptstraße ${number}, ${city}`,
    industry: trade,
    phone: script === 'han' ? `+86138${digits}` : `+49151${digits}`,
    email: `info-${number}@example.com`,
    contactName: person(script, people + 1),
    contactTitle: script === 'han' ? '采购经理' : 'Einkauf',
    tags: number % 5 === 0 ? ['A'] : [],
    ownerId: OWNERS[Math.floor(number / 2) % OWNERS.length] as string,
  };
}

function repeating(number: number, seed: number): GeneratedRow {
  const own = { ...original(number, seed), type: 'organization' as const };
  const wanted = EQUALS[Math.floor(chance(seed, 'equal', number) * EQUALS.length)] as Equal;
  let earlier = 1 + Math.floor(chance(seed, 'earlier', number) * (number - 1));
  while (isDuplicate(seed, earlier)) earlier -= 1;
  const first = original(earlier, seed);
  // People of one name are no duplicates.
  const equal = wanted === 'company_name' && first.type === 'person' ? 'phone' : wanted;
  const field = { external_ref: 'externalRef', phone: 'phone', company_name: 'displayName' } as const;
  const displayName = `${own.displayName.replace(/(有限公司| GmbH)$/, '')} ${number}`;
  return {
    ...own,
    displayName,
    [field[equal]]: first[field[equal]],
    duplicateOf: { number: earlier, equal },
  };
}

const COLUMNS: [heading: string, value: (row: GeneratedRow) => string][] = [
  ['客户编号', ({ externalRef }) => externalRef],
  ['公司名称', ({ displayName }) => displayName],
  ['客户类型', ({ type }) => type],
  ['国家', ({ country }) => country],
  ['城市', ({ city }) => city],
  ['地址', ({ address }) => address],
  ['行业', ({ industry }) => industry],
  ['电话', ({ phone }) => phone],
  ['邮箱', ({ email }) => email],
  ['联系人', ({ contactName }) => contactName],
  ['职务', ({ contactTitle }) => contactTitle],
  ['标签', ({ tags }) => tags.join(';')],
  ['负责人', ({ ownerId }) => ownerId],
];

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The rows as a CSV file, with Chinese headings. */
export function toCsv(rows: Iterable<GeneratedRow>): Buffer {
  const lines = [COLUMNS.map(([heading]) => heading).join(',')];
  for (const row of rows) lines.push(COLUMNS.map(([, value]) => quoted(value(row))).join(','));
  return Buffer.from(`${lines.join('\r\n')}\r\n`);
}
