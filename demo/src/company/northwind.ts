import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';

const FOLDER = join(dirname(require.resolve('@fairlead/demo/package.json')), 'data', 'northwind');

export type Row = Record<string, string>;

/** A table of the sample; `NULL` is the missing value. */
export function readTable(name: string): Row[] {
  const rows = parse(readFileSync(join(FOLDER, `${name}.csv`)), { columns: true, bom: true }) as Row[];
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value === 'NULL' ? '' : value])),
  );
}

/** ISO code of each country that occurs in the sample. */
export const COUNTRY_CODES: Record<string, string> = {
  Argentina: 'AR',
  Austria: 'AT',
  Belgium: 'BE',
  Brazil: 'BR',
  Canada: 'CA',
  Denmark: 'DK',
  Finland: 'FI',
  France: 'FR',
  Germany: 'DE',
  Ireland: 'IE',
  Italy: 'IT',
  Mexico: 'MX',
  Norway: 'NO',
  Poland: 'PL',
  Portugal: 'PT',
  Spain: 'ES',
  Sweden: 'SE',
  Switzerland: 'CH',
  UK: 'GB',
  USA: 'US',
  Venezuela: 'VE',
};
