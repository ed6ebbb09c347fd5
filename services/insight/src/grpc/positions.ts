import type { ConsumerStore } from '@fairlead/service-kit';

/** How far each log was read by its consumer. */
export async function positionsOf(
  consumers: ConsumerStore,
  services: string[],
  consumerOf: (service: string) => string,
): Promise<{ [service: string]: bigint }> {
  const positions = await Promise.all(services.map((service) => consumers.position(consumerOf(service))));
  return Object.fromEntries(services.map((service, index) => [service, BigInt(positions[index] ?? 0)]));
}
