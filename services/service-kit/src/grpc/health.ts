import { type Channel, createClient } from 'nice-grpc';
import { HealthDefinition } from 'nice-grpc-server-health';

const DEADLINE_MS = 2000;
/** grpc.health.v1 ServingStatus SERVING; the package exports the service but not this name. */
const SERVING = 1;

/** Whether the server behind a channel answers grpc.health.v1 with SERVING; a server that does not answer is not. */
export async function isServing(channel: Channel): Promise<boolean> {
  const client = createClient(HealthDefinition, channel);
  const signal = AbortSignal.timeout(DEADLINE_MS);
  return client.check({ service: '' }, { signal }).then(
    ({ status }) => status === SERVING,
    () => false,
  );
}
