import type { assignment } from '@fairlead/proto';
import { heartbeat } from '@temporalio/activity';
import { namedFailure } from '../named-failure';
import type { HandoverInput, HandoverView } from './state';

/** What the handover workflow does to the world; it may be repeated. */
export interface HandoverActivities {
  /** Carries out the next part of what is due, at most one page of customers. */
  advanceHandover(input: HandoverInput): Promise<HandoverView>;
}

const BEAT_MS = 1000;

export type HandoverClient = Pick<assignment.HandoverServiceClient, 'advanceHandover' | 'listHandovers'>;

/** The activities over gRPC. */
export const handoverActivities = (handovers: HandoverClient): HandoverActivities => ({
  advanceHandover: (input) =>
    namedFailure(() =>
      beating(async () => {
        const { state, more, nextTime, remaining } = await handovers.advanceHandover(input);
        return { state, more, nextTime: nextTime?.toISOString() ?? '', remaining };
      }),
    ),
});

/** Tells Temporal each second that this worker is alive: when it dies, another one goes on within seconds. */
async function beating<T>(work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => heartbeat(), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
