import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';

const RECONCILE = 'reconcile-obligations';

/** Makes the schedules, or brings their interval up to date. */
export async function ensureSchedules(client: Client, taskQueue: string, reconcileSeconds: number): Promise<void> {
  const spec = { intervals: [{ every: reconcileSeconds * 1000 }] };
  const action = {
    type: 'startWorkflow' as const,
    workflowType: 'reconcileObligations',
    workflowId: RECONCILE,
    taskQueue,
    args: [],
  };
  const policies = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: 60_000 };
  try {
    await client.schedule.create({ scheduleId: RECONCILE, spec, action, policies });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(RECONCILE).update((current) => ({ ...current, spec, action, policies }));
  }
}
