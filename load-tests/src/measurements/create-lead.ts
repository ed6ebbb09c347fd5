import { BARE_DATABASE, BARE_LEADS } from '../bare/names';
import { BareProcess } from '../bare/process';
import type { Measured, Measurement, Run } from '../measurement';
import { alternately } from '../support/alternately';
import { BareClient } from '../support/bare-client';
import { createLeads } from '../support/new-leads';
import { LoadPlatform } from '../support/platform';

const CALLERS = 16;
const LEADS = 800;
const WARM_UP = 200;
const RUNS = 3;

/** Leads a second by callers side by side, beside a bare gRPC method with one insert of the same document. */
export const createLead: Measurement = { name: 'create-lead', measure };

async function measure({ log }: Run): Promise<Measured> {
  const at = await LoadPlatform.start({ only: ['document-store', 'customer'] });
  let bare: BareProcess | undefined;
  const clients: BareClient[] = [];
  const open = (address: string, token: string) => {
    const client = new BareClient(address, token);
    clients.push(client);
    return client;
  };
  try {
    const ours = open(at.address('customer'), await at.adminToken());
    await createLeads(ours, CALLERS, WARM_UP);
    const template = await at.collection('customer', 'customers').findOne({});
    await at.store
      .useDb(BARE_DATABASE)
      .collection(BARE_LEADS)
      .insertOne(template as never);
    bare = await BareProcess.start(at.platform.mongoUri);
    const floor = open(bare.address, 'none');
    await createLeads(floor, CALLERS, WARM_UP);
    const rateBy = (client: BareClient) => async () => (await createLeads(client, CALLERS, LEADS)).rate;
    const { runs, ...medians } = await alternately(RUNS, { floor: rateBy(floor), ours: rateBy(ours) }, log);
    const figure = {
      ...medians,
      name: `create lead, ${CALLERS} callers`,
      floorIs: 'a bare grpc-js method in a process of its own, with one mongoose insert of the same document',
      unit: 'leads/s',
      better: 'higher' as const,
      aim: 0.7,
    };
    const notes = [`median of ${RUNS} runs of ${LEADS} leads each, in turn; document store and customer service only`];
    return { figures: [figure], notes, details: runs };
  } finally {
    for (const client of clients) client.close();
    await bare?.stop();
    await at.stop();
  }
}
