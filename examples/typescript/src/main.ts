// A small integrator: hands a lead to Fairlead, watches until somebody is responsible for it, and finds it again.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CallOptions, ChannelCredentials, type Client, createChannel, createClient, Metadata } from 'nice-grpc';
import { CreateLeadRequest, type Customer, CustomerServiceDefinition } from '../gen/crm/customer/v1/customer';
import { LookupCustomersRequest, LookupServiceDefinition } from '../gen/crm/customer/v1/lookup';
import { EventLogServiceDefinition, SubscribeRequest } from '../gen/crm/event/v1/event';
import { readConfig } from './config';
import { signIn } from './token';

/** Time for everything together; a platform that is busy needs a moment to decide about a lead. */
const PATIENCE_MS = 60_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const token = await signIn(config);
  console.log(`signed in as ${config.clientId}`);
  // Every call carries the token, which is good for an hour, and ends when our patience does.
  const as: CallOptions = {
    metadata: Metadata({ authorization: `Bearer ${token}` }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  };
  // Inside an installation gRPC is plain text; across a network use ChannelCredentials.createSsl().
  const channel = createChannel(config.customerAddress, ChannelCredentials.createInsecure());
  try {
    const log = createClient(EventLogServiceDefinition, channel);
    // Where the log ends now: what happens to our lead comes after it.
    const { sequence } = await log.getHead({}, as);
    const lead = await createLead(createClient(CustomerServiceDefinition, channel), config.leadName, as);
    await followUntilAssigned(log, sequence, lead.id, as);
    await lookUp(createClient(LookupServiceDefinition, channel), lead, as);
  } finally {
    channel.close();
  }
}

/** Sends the same command twice under one request id, as a client does that got no answer: it is one lead. */
async function createLead(
  customers: Client<CustomerServiceDefinition>,
  displayName: string,
  as: CallOptions,
): Promise<Customer> {
  const request = CreateLeadRequest.fromPartial({
    lead: { displayName, country: 'DE', city: 'Berlin', source: 'example' },
    requestId: randomUUID(),
  });
  const lead = await customers.createLead(request, as);
  const again = await customers.createLead(request, as);
  if (again.id !== lead.id) throw new Error(`the repetition made a second lead ${again.id}`);
  console.log(`created lead ${lead.id}, once for two sends`);
  return lead;
}

/**
 * Reads the events of the lead after a position until it has an owner or lies in a pool. A real integrator keeps the
 * last sequence it dealt with and starts after it next time: then nothing is missed.
 */
async function followUntilAssigned(
  log: Client<EventLogServiceDefinition>,
  afterSequence: bigint,
  subject: string,
  as: CallOptions,
): Promise<void> {
  for await (const { item } of log.subscribe(SubscribeRequest.fromPartial({ afterSequence, subject }), as)) {
    // Anything else is a heartbeat: it tells the position reached.
    if (item?.$case !== 'event') continue;
    const { sequence, type, data } = item.value;
    console.log(`event ${sequence} ${type}`);
    if (type !== 'crm.customer.ownership.applied.v1') continue;
    console.log(data?.ownerId ? `assigned to ${data.ownerId}` : `waits in ${data?.poolId}`);
    // Leaving the loop ends the stream, which would wait for further events for ever.
    return;
  }
}

/** Finds the lead by its name; the index follows the records a moment later, so it asks until the lead is there. */
async function lookUp(lookup: Client<LookupServiceDefinition>, lead: Customer, as: CallOptions): Promise<void> {
  for (;;) {
    const { hits } = await lookup.lookupCustomers(LookupCustomersRequest.fromPartial({ query: lead.displayName }), as);
    const found = hits.find(({ customer }) => customer?.id === lead.id)?.customer;
    if (found) {
      console.log(`found ${found.displayName} (${found.id})`);
      return;
    }
    await sleep(200);
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
