import { randomUUID } from 'node:crypto';
import { customer as proto } from '@fairlead/proto';
import type { BareClient } from './bare-client';
import { rateOf } from './callers';

const { createLead } = proto.CustomerServiceDefinition.methods;

/** A lead with everything that the service checks, and no value that another one has. */
export function newLead(): proto.CreateLeadRequest {
  const id = randomUUID();
  const digits = String(Math.floor(Math.random() * 1e8)).padStart(8, '0');
  return proto.CreateLeadRequest.fromPartial({
    lead: {
      displayName: `Measured ${id}`,
      country: 'DE',
      city: 'Berlin',
      industry: 'measuring',
      source: 'bench',
      phone: `+49 151 ${digits}`,
      email: `${id}@example.com`,
      contacts: [{ name: 'Ada Berg', title: 'Einkauf' }],
    },
    requestId: id,
  });
}

/** Creates leads by so many callers at a time; answers their ids and how many came into being in a second. */
export async function createLeads(
  client: BareClient,
  callers: number,
  count: number,
): Promise<{ ids: string[]; rate: number }> {
  const ids: string[] = [];
  const rate = await rateOf(callers, count, async () => {
    ids.push((await client.call(proto.CustomerServiceDefinition, createLead, newLead())).id);
  });
  return { ids, rate };
}
