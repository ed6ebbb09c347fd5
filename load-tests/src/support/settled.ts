import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadPlatform } from './platform';

const WRITTEN = [
  ['customer', 'customers'],
  ['assignment', 'lead_ownerships'],
] as const;

/** Waits until the events of an import have left its documents for the logs. */
export async function settled(at: LoadPlatform): Promise<void> {
  for (const [service, collection] of WRITTEN) {
    const waiting = () => at.collection(service, collection).countDocuments({ 'pending.0': { $exists: true } });
    while ((await waiting()) > 0) await sleep(1000);
  }
}
