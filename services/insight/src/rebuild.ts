import { baseConfig, ConsumerStore, connectStore, createLogger, loadConfig } from '@fairlead/service-kit';
import { consumerName, SHOWN } from './application/project-timeline';
import { TimelineRepository, timelineModel } from './repository/timeline-repository';

/** Empties the timelines and reads all logs again from their start; the service may run meanwhile. */
async function main(): Promise<void> {
  const config = loadConfig(baseConfig.pick({ MONGODB_URI: true, MONGODB_DATABASE: true, MONGODB_LOCAL_STORE: true }));
  const database = config.MONGODB_DATABASE ?? 'fairlead_insight';
  const store = { uri: config.MONGODB_URI, database, localStore: config.MONGODB_LOCAL_STORE };
  const connection = await connectStore(store, createLogger('insight-rebuild'));
  const consumers = new ConsumerStore(connection);
  await new TimelineRepository(timelineModel(connection)).clear();
  for (const service of Object.keys(SHOWN)) await consumers.rewind(consumerName(service), 0);
  console.log('The timelines are being built again.');
  await connection.close();
}

void main();
