import type { CommandCall } from '@fairlead/service-kit';
import { testContent } from '../domain/channel-deliveries';
import type { Delivery } from '../domain/delivery';
import type { DeliveryRepository } from '../repository/delivery-repository';
import { stateEvent } from './delivery-events';

export interface TestDeps {
  deliveries: DeliveryRepository;
  /** Told of a delivery that is due. */
  wake(): void;
}

/** Writes a message that shows whether a target works: one for each request. */
export async function testTarget<R>(
  { deliveries, wake }: TestDeps,
  make: (id: string, content: ReturnType<typeof testContent>, now: Date) => Delivery,
  idOf: (key: string) => string,
  { context, command, reply }: CommandCall<Delivery, R>,
): Promise<R> {
  const id = idOf(`test:${command.requestId}`);
  const delivery = make(id, testContent(context.actor), context.now);
  const outcome = await deliveries.store.create(id, delivery, [stateEvent(id, delivery)], context, command, reply);
  wake();
  return outcome.reply;
}
