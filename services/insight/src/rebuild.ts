import { baseConfig, ConsumerStore, connectStore, createLogger, loadConfig } from '@fairlead/service-kit';
import type { Connection } from 'mongoose';
import { factConsumer, PROJECTORS } from './application/project-facts';
import { consumerName, SHOWN } from './application/project-timeline';
import { factModels } from './repository/fact-models';
import { TimelineRepository, timelineModel } from './repository/timeline-repository';

/**
 * Lets the running service read all logs again from their start. Entries are written over one by one, so the timelines
 * are whole at every moment, and a rebuild that dies half-way only has to be started again. What the logs no longer hold
 * stays as it is.
 */
export async function rebuildTimelines(connection: Connection): Promise<void> {
  const consumers = new ConsumerStore(connection);
  await new TimelineRepository(timelineModel(connection)).keepOnly(Object.values(SHOWN).flat());
  for (const service of Object.keys(SHOWN)) await consumers.rewind(consumerName(service), 0);
}

/**
 * Lets the running service make every fact anew from the logs. A fact counts as told by no event until its first one comes
 * again; figures are right when the logs are read to their end, and a rebuild that dies half-way only has to be started
 * again. Facts of events that the logs no longer hold stay as they are. A customer that changes in the very moment of the
 * reset keeps what was held of its other fields: the recount tells, and another rebuild mends it.
 */
export async function rebuildFacts(connection: Connection): Promise<void> {
  const consumers = new ConsumerStore(connection);
  for (const model of Object.values(factModels(connection))) {
    await (model as { updateMany(filter: object, update: object): Promise<unknown> }).updateMany({}, { revision: 0 });
  }
  for (const service of Object.keys(PROJECTORS)) await consumers.rewind(factConsumer(service), 0);
}

async function main(): Promise<void> {
  const config = loadConfig(baseConfig.pick({ MONGODB_URI: true, MONGODB_DATABASE: true, MONGODB_LOCAL_STORE: true }));
  const database = config.MONGODB_DATABASE ?? 'fairlead_insight';
  const store = { uri: config.MONGODB_URI, database, localStore: config.MONGODB_LOCAL_STORE };
  const connection = await connectStore(store, createLogger('insight-rebuild'));
  await rebuildTimelines(connection);
  await rebuildFacts(connection);
  console.log('Timelines and figures are being built again.');
  await connection.close();
}

if (require.main === module) void main();
