import { setTimeout as sleep } from 'node:timers/promises';
import type { LeadInput } from '../company/lead-input';
import { check } from './check';
import { readSnapshot, type Snapshot, type StoreAddresses } from './snapshot';

const PATIENCE_MS = 45_000;

/**
 * A snapshot after everything that is under way has arrived: events on their way to a log, messages, the timeline and
 * ends of workflows take a moment. What is still missing when the patience ends is missing.
 */
export async function settledSnapshot(
  input: LeadInput[],
  addresses: StoreAddresses,
  patienceMs = PATIENCE_MS,
): Promise<Snapshot> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const snapshot = await readSnapshot(addresses);
    if (Date.now() >= end || check(input, snapshot).length === 0) return snapshot;
    await sleep(1000);
  }
}
