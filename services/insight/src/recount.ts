import { setTimeout as sleep } from 'node:timers/promises';
import { assignment, customer, event, followup, order, insight as proto } from '@fairlead/proto';
import { createClient, loadConfig, openChannel, port, ServiceTokens } from '@fairlead/service-kit';
import { z } from 'zod';
import { type Narrowed, type RecountClients, recount } from './application/recount';

const recountConfig = z.object({
  SERVICE_KEY_FILE: z.string().min(1),
  CUSTOMER_ADDRESS: z.string().min(1),
  ASSIGNMENT_ADDRESS: z.string().min(1),
  FOLLOW_UP_ADDRESS: z.string().min(1),
  ORDER_ADDRESS: z.string().min(1),
  INSIGHT_ADDRESS: z.string().min(1),
  GRPC_PORT: port(0),
});

/** Figures follow the records a moment later: a difference counts when it is still there after so many looks. */
const LOOKS = 10;
const PAUSE_MS = 1000;

/** Compares every figure with the records, for the company, each team and each rep. Status 1 on a difference. */
async function main(): Promise<void> {
  const config = loadConfig(recountConfig);
  const tokens = ServiceTokens.fromFile('insight', config.SERVICE_KEY_FILE);
  const channels = {
    customer: openChannel(config.CUSTOMER_ADDRESS),
    assignment: openChannel(config.ASSIGNMENT_ADDRESS),
    followUp: openChannel(config.FOLLOW_UP_ADDRESS),
    order: openChannel(config.ORDER_ADDRESS),
    insight: openChannel(config.INSIGHT_ADDRESS),
  };
  const clients: RecountClients = {
    customers: createClient(customer.CustomerServiceDefinition, channels.customer, tokens),
    obligations: createClient(followup.ObligationServiceDefinition, channels.followUp, tokens),
    orders: createClient(order.OrderServiceDefinition, channels.order, tokens),
    assignmentLog: createClient(event.EventLogServiceDefinition, channels.assignment, tokens),
    dashboards: createClient(proto.DashboardServiceDefinition, channels.insight, tokens),
  };
  const organization = createClient(assignment.OrganizationServiceDefinition, channels.assignment, tokens);
  let different = 0;
  for (const narrowed of await everybody(organization)) {
    const found = await settled(clients, narrowed);
    const name = narrowed.ownerId || narrowed.teamId || 'the company';
    console.log(found.length === 0 ? `${name}: every figure equals its records` : `${name}: ${found.join('; ')}`);
    different += found.length;
  }
  for (const channel of Object.values(channels)) channel.close();
  process.exitCode = different === 0 ? 0 : 1;
}

async function settled(clients: RecountClients, narrowed: Narrowed): Promise<string[]> {
  for (let look = 1; ; look += 1) {
    const found = await recount(clients, narrowed);
    if (found.length === 0 || look === LOOKS) return found;
    await sleep(PAUSE_MS);
  }
}

type Organization = ReturnType<typeof createClient<typeof assignment.OrganizationServiceDefinition>>;

async function everybody(organization: Organization): Promise<Narrowed[]> {
  const all: Narrowed[] = [{ ownerId: '', teamId: '' }];
  for (let pageToken = ''; ; ) {
    const page = await organization.listTeams({ pageToken });
    all.push(...page.teams.map(({ id }) => ({ ownerId: '', teamId: id })));
    pageToken = page.nextPageToken;
    if (pageToken === '') break;
  }
  for (let pageToken = ''; ; ) {
    const page = await organization.listReps({ pageToken });
    all.push(...page.reps.map(({ id }) => ({ ownerId: id, teamId: '' })));
    pageToken = page.nextPageToken;
    if (pageToken === '') return all;
  }
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  });
}
