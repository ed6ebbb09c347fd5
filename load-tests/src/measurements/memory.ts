import { setTimeout as sleep } from 'node:timers/promises';
import { customer as proto } from '@fairlead/proto';
import type { Measured, Measurement, Run } from '../measurement';
import { BareClient } from '../support/bare-client';
import { rateOf } from '../support/callers';
import { createLeads } from '../support/new-leads';
import { LoadPlatform } from '../support/platform';
import { rssMb } from '../support/rss';
import { settled } from '../support/settled';

const CALLERS = 16;
const LEADS = 500;
const READS = 1000;
/** Starting leaves work behind that ends soon. */
const REST_MS = 5000;

/** Resident memory of every process after the start, and after some load. */
export const memory: Measurement = { name: 'memory', measure };

async function measure({ log }: Run): Promise<Measured> {
  const at = await LoadPlatform.start();
  const token = await at.adminToken();
  const client = new BareClient(at.address('customer'), token);
  try {
    await at.addOwners();
    await sleep(REST_MS);
    const before = perProcess(at);
    await createLeads(client, CALLERS, LEADS);
    await settled(at);
    log(`${LEADS} leads were created`);
    const lookup = proto.LookupServiceDefinition.methods.lookupCustomers;
    const request = proto.LookupCustomersRequest.fromPartial({ query: 'measured' });
    await rateOf(CALLERS, READS, (index) =>
      index % 2 === 0 ? client.call(proto.LookupServiceDefinition, lookup, request) : readMyDay(at, token),
    );
    const after = perProcess(at);
    const shared = { unit: 'MiB', better: 'lower' as const, floorIs: 'the same processes after the start' };
    const sum = (each: Map<string, number>) => [...each.values()].reduce((total, value) => total + value, 0);
    const figures = [...before].map(([name, floor]) => ({
      ...shared,
      name: `memory, ${name}`,
      floor,
      ours: after.get(name) ?? Number.NaN,
    }));
    figures.push({ ...shared, name: 'memory, all', floor: sum(before), ours: sum(after) });
    const notes = [
      `load: ${LEADS} leads, then ${READS} lookups and readings of a day by ${CALLERS} callers; heaps are those of a big store`,
    ];
    return { figures, notes };
  } finally {
    client.close();
    await at.stop();
  }
}

const perProcess = (at: LoadPlatform) =>
  new Map(at.platform.supervisor.status().map(({ name, pid }) => [name, rssMb(pid) ?? Number.NaN]));

async function readMyDay(at: LoadPlatform, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${at.platform.url}/api/v1/my-day?scope=team`, { headers });
  if (!response.ok) throw new Error(`My day answered ${response.status}.`);
  await response.arrayBuffer();
}
