import { randomUUID } from 'node:crypto';
import { event as eventProto, order, customer as proto } from '@fairlead/proto';
import { NeighbourLog, openTestClient } from '@fairlead/service-kit/dist/testing';
import { TestInstallation } from '@fairlead/service-kit/dist/testing/installation';
import { startCustomerService } from '../service';
import { AssignmentNeighbour } from './assignment-neighbour';

const openClients = (port: number) => ({
  customers: openTestClient(proto.CustomerServiceDefinition, port),
  lookup: openTestClient(proto.LookupServiceDefinition, port),
  matches: openTestClient(proto.MatchServiceDefinition, port),
  imports: openTestClient(proto.ImportServiceDefinition, port),
  playbooks: openTestClient(proto.PlaybookServiceDefinition, port),
  registrations: openTestClient(proto.RegistrationServiceDefinition, port),
  registrationWork: openTestClient(proto.RegistrationWorkServiceDefinition, port),
  events: openTestClient(eventProto.EventLogServiceDefinition, port),
});

/**
 * This service beside a follow-up service that is only its event log and an assignment service in memory; with Meilisearch when its address is given.
 */
export async function startInstallation(instances = 1) {
  const followUp = await new NeighbourLog('follow-up').start();
  const orders = new NeighbourLog('order');
  /** What the order service would answer, by customer. */
  const orderTotals = new Map<string, order.OrderTotal[]>();
  const { summarizeOrders } = order.OrderServiceDefinition.methods;
  orders.server.add(
    { ...order.OrderServiceDefinition, methods: { summarizeOrders } } as never,
    {
      summarizeOrders: async ({ customerId }: order.SummarizeOrdersRequest) => ({
        totals: orderTotals.get(customerId) ?? [],
        nextPageToken: '',
      }),
    } as never,
  );
  await orders.start();
  const assignment = await new AssignmentNeighbour().start();
  const { MEILI_URL, MEILI_API_KEY } = process.env;
  const config = {
    FOLLOW_UP_ADDRESS: followUp.address,
    ORDER_ADDRESS: orders.address,
    ASSIGNMENT_ADDRESS: assignment.address,
    IMPORT_KEEP_DAYS: 30,
    IMPORTS_PER_PERSON: 5,
    MEILI_URL,
    MEILI_API_KEY,
    MEILI_INDEX: `test_${randomUUID()}`,
  };
  const at = await TestInstallation.start({ start: startCustomerService, open: openClients, config, instances });
  const stop = async () => {
    await at.stop();
    await followUp.stop();
    await orders.stop();
    await assignment.stop();
  };
  /** Counts in the store itself: lists page. */
  const countCustomers = async (beginning: string) => {
    const database = at.service.connection.useDb(at.config.MONGODB_DATABASE as string);
    return database.collection('customers').countDocuments({ displayName: { $regex: `^${beginning}` } });
  };
  return { at, assignment, followUp, orders, orderTotals, stop, countCustomers };
}
