import { randomUUID } from 'node:crypto';
import { event as eventProto, order as proto } from '@fairlead/proto';
import { openTestClient } from '@fairlead/service-kit/dist/testing';
import { TestInstallation } from '@fairlead/service-kit/dist/testing/installation';
import { Neighbours } from '@fairlead/service-kit/dist/testing/neighbours';
import { startOrderService } from '../service';

const openClients = (port: number) => ({
  orders: openTestClient(proto.OrderServiceDefinition, port),
  work: openTestClient(proto.OrderWorkServiceDefinition, port),
  catalogue: openTestClient(proto.CatalogueServiceDefinition, port),
  events: openTestClient(eventProto.EventLogServiceDefinition, port),
});

/** This service beside its neighbours: ann and bob sell in team south of sales, mia leads it, nora sells in north. */
export async function startInstallation(instances = 1) {
  const neighbours = await new Neighbours().start();
  const config = {
    CUSTOMER_ADDRESS: neighbours.customer.address,
    ASSIGNMENT_ADDRESS: neighbours.assignment.address,
  };
  const at = await TestInstallation.start({ start: startOrderService, open: openClients, config, instances });
  const [ann, bob, mia, nora, admin] = await Promise.all([
    at.rep('ann', 'south'),
    at.rep('bob', 'south'),
    at.manager('mia', 'south'),
    at.rep('nora', 'north'),
    at.admin(),
  ]);
  const stop = async () => {
    await at.stop();
    await neighbours.stop();
  };
  const addProduct = (id: string, minorUnits: bigint, currencyCode = 'EUR') =>
    at.client.catalogue.createProduct(
      {
        product: { id, displayName: `Product ${id}`, unit: 'piece', listPrice: { currencyCode, minorUnits } },
        requestId: randomUUID(),
      },
      admin,
    );
  /** A customer of a rep in a team of sales. */
  const customerOf = (repId: string, team = 'south') => {
    const id = randomUUID();
    neighbours.give(id, repId, ['sales', team]);
    return id;
  };
  return { at, neighbours, as: { ann, bob, mia, nora, admin }, addProduct, customerOf, stop };
}
export type Installation = Awaited<ReturnType<typeof startInstallation>>;

/** A draft of two lines: 3 × 12.50 less 10 %, and 0.25 × 10.00. */
export const draft = (customerId: string) => ({
  customerId,
  currencyCode: 'EUR',
  orderDate: '2026-11-27',
  lines: [
    { productId: 'chai', quantity: '3', unitPrice: { currencyCode: 'EUR', minorUnits: 1250n }, discount: '0.1' },
    { productId: 'chang', quantity: '0.25' },
  ],
});
