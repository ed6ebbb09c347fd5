import { chineseLeads } from './chinese-leads';
import type { LeadInput } from './lead-input';
import { COUNTRY_CODES, type Row, readTable } from './northwind';

/**
 * Countries whose numbering plan changed since the sample was made: its numbers are none today. They are kept with the
 * address, so that nothing is lost.
 */
const RENUMBERED = new Set(['AR', 'BE', 'FR', 'MX', 'PT', 'VE']);

/** The demo's input: Northwind's customers and thirty Chinese ones. */
export const demoLeads = (): LeadInput[] => [...readTable('customers').map(fromNorthwind), ...chineseLeads()];

function fromNorthwind(row: Row): LeadInput {
  const country = COUNTRY_CODES[row.country ?? ''];
  if (!country) throw new Error(`The sample names a country without code: ${row.country}`);
  const old = RENUMBERED.has(country);
  const address = [row.address, row.postalCode, old ? `Tel. (1996) ${row.phone}` : ''].filter(Boolean).join(', ');
  return {
    externalRef: `NW-${row.customerID}`,
    displayName: row.companyName ?? '',
    country,
    region: row.region ?? '',
    city: row.city ?? '',
    address,
    source: 'northwind',
    ...(old ? {} : { phone: row.phone }),
    contacts: [{ name: row.contactName ?? '', title: row.contactTitle ?? '' }],
  };
}
