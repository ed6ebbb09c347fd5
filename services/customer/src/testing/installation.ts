import { randomUUID } from 'node:crypto';
import { event as eventProto, customer as proto } from '@fairlead/proto';
import { NeighbourLog, openTestClient } from '@fairlead/service-kit/dist/testing';
import { TestInstallation } from '@fairlead/service-kit/dist/testing/installation';
import { startCustomerService } from '../service';

const openClients = (port: number) => ({
  customers: openTestClient(proto.CustomerServiceDefinition, port),
  lookup: openTestClient(proto.LookupServiceDefinition, port),
  matches: openTestClient(proto.MatchServiceDefinition, port),
  events: openTestClient(eventProto.EventLogServiceDefinition, port),
});

/** This service beside a follow-up service that is only its event log; with Meilisearch when its address is given. */
export async function startInstallation(instances = 1) {
  const followUp = await new NeighbourLog('follow-up').start();
  const { MEILI_URL, MEILI_API_KEY } = process.env;
  const config = { FOLLOW_UP_ADDRESS: followUp.address, MEILI_URL, MEILI_API_KEY, MEILI_INDEX: `test_${randomUUID()}` };
  const at = await TestInstallation.start({ start: startCustomerService, open: openClients, config, instances });
  const stop = async () => {
    await at.stop();
    await followUp.stop();
  };
  return { at, followUp, stop };
}
