import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { assignment } from '@fairlead/proto';
import { BARE_DATABASE, BARE_OWNERSHIPS } from '../bare/names';
import { BareProcess } from '../bare/process';
import { OWNERS } from '../company/customers';
import type { Measured, Measurement, Run } from '../measurement';
import { alternately } from '../support/alternately';
import { BareClient } from '../support/bare-client';
import { rateOf } from '../support/callers';
import { createLeads } from '../support/new-leads';
import { LoadPlatform } from '../support/platform';

const CALLERS = 16;
const LEADS = 200;
const WARM_UP = 50;
const RUNS = 3;

const service = assignment.PoolServiceDefinition;
const { claimLead } = service.methods;

/** Claims a second by reps side by side, beside a bare gRPC method with one findOneAndUpdate of the same document. */
export const claim: Measurement = { name: 'claim', measure };

async function measure({ log }: Run): Promise<Measured> {
  const at = await LoadPlatform.start({ only: ['document-store', 'customer', 'assignment'] });
  let bare: BareProcess | undefined;
  const clients: BareClient[] = [];
  try {
    await at.addOwners();
    const integrator = new BareClient(at.address('customer'), await at.adminToken());
    clients.push(integrator);
    const count = WARM_UP + RUNS * LEADS;
    const { ids } = await createLeads(integrator, CALLERS, count);
    await pooled(at, count);
    log(`${count} leads lie in the pool`);
    const ownerships = await at.collection('assignment', 'lead_ownerships').find({}).toArray();
    await at.store
      .useDb(BARE_DATABASE)
      .collection(BARE_OWNERSHIPS)
      .insertMany(ownerships as never);
    bare = await BareProcess.start(at.platform.mongoUri);
    const reps = OWNERS.slice(0, CALLERS);
    const ours: BareClient[] = [];
    for (const rep of reps) ours.push(new BareClient(at.address('assignment'), await at.repToken(rep)));
    const floor = reps.map(() => new BareClient((bare as BareProcess).address, 'none'));
    clients.push(...ours, ...floor);
    const claims = (by: BareClient[]) => (leads: string[]) =>
      rateOf(CALLERS, leads.length, (index, caller) => {
        const [leadId, repId] = [leads[index] as string, reps[caller] as string];
        return (by[caller] as BareClient).call(service, claimLead, { leadId, repId, requestId: randomUUID() });
      });
    for (const warm of [claims(floor), claims(ours)]) await warm(ids.slice(0, WARM_UP));
    const part = (run: number) => ids.slice(WARM_UP + run * LEADS, WARM_UP + (run + 1) * LEADS);
    const pair = { floor: (run: number) => claims(floor)(part(run)), ours: (run: number) => claims(ours)(part(run)) };
    const { runs, ...medians } = await alternately(RUNS, pair, log);
    const figure = {
      ...medians,
      name: `claim, ${CALLERS} reps`,
      floorIs: 'a bare grpc-js method in a process of its own, with one findOneAndUpdate of the same document',
      unit: 'claims/s',
      better: 'higher' as const,
      aim: 0.6,
    };
    const notes = [`median of ${RUNS} runs of ${LEADS} claims each, in turn; each rep claims one lead after the other`];
    return { figures: [figure], notes, details: runs };
  } finally {
    for (const client of clients) client.close();
    await bare?.stop();
    await at.stop();
  }
}

/** Waits until all leads were decided about: without rules the team's pool takes them. */
async function pooled(at: LoadPlatform, count: number): Promise<void> {
  const ownerships = at.collection('assignment', 'lead_ownerships');
  while ((await ownerships.countDocuments({ cycle: 1, 'pending.0': { $exists: false } })) < count) await sleep(500);
}
