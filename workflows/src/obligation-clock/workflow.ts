import { ApplicationFailure, continueAsNew } from '@temporalio/workflow';
import { keepTime } from '../lead-sla/keep-time';
import type { ObligationView } from '../lead-sla/state';
import type { ObligationClockInput } from './state';

/**
 * Keeps the time of one obligation whose levels tell people and do nothing else. The truth lies in follow-up, as for the
 * first contact. Answers the final state.
 */
export const obligationClock = (input: ObligationClockInput): Promise<string> =>
  keepTime(input, {
    kind: ({ obligationId }: ObligationView) => obligationId.split(':')[0] as string,
    recycle: async () => {
      throw ApplicationFailure.nonRetryable('Nothing is recycled by this clock.', 'NOT_RECYCLED');
    },
    goOn: (view) => continueAsNew<typeof obligationClock>({ ...input, view }),
  });
