import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import { SERVICE_RETRY } from '../retry';
import type { LeadSlaActivities } from './activities';
import { keepTime } from './keep-time';
import type { LeadSlaInput } from './state';

const activities = proxyActivities<LeadSlaActivities>({
  startToCloseTimeout: '20 seconds',
  retry: SERVICE_RETRY,
});

/** Keeps the time of one first-contact obligation; after the last level the lead goes to its pool. */
export const leadSla = (input: LeadSlaInput): Promise<string> =>
  keepTime(input, {
    kind: () => 'first_contact',
    recycle: async () => {
      await activities.recycleLead({ leadId: input.leadId, cycle: input.cycle });
      return activities.endRecycling({ obligationId: input.obligationId });
    },
    goOn: (view) => continueAsNew<typeof leadSla>({ ...input, view }),
  });
