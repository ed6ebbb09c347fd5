import type { assignment } from '@fairlead/proto';
import { named } from '../lead-sla/activities';
import type { HandoverInput, HandoverView } from './state';

/** What the handover workflow does to the world; it may be repeated. */
export interface HandoverActivities {
  /** Carries out the next part of what is due, at most one page of customers. */
  advanceHandover(input: HandoverInput): Promise<HandoverView>;
}

export type HandoverClient = Pick<assignment.HandoverServiceClient, 'advanceHandover' | 'listHandovers'>;

/** The activities over gRPC. */
export const handoverActivities = (handovers: HandoverClient): HandoverActivities => ({
  advanceHandover: (input) =>
    named(async () => {
      const { state, more, nextTime, remaining } = await handovers.advanceHandover(input);
      return { state, more, nextTime: nextTime?.toISOString() ?? '', remaining };
    }),
});
