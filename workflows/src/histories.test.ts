import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { keptHistories } from './testing/histories';

/** A release that could not continue what runs in production must not pass: every kept history is replayed. */
describe('kept histories', () => {
  const histories = keptHistories();

  it('cover the ways of the clocks, of a handover and of a complaint', () => {
    expect(histories.map(({ workflowId }) => workflowId).sort()).toEqual([
      'cancelled',
      'complaint-escalated',
      'complaint-in-time',
      'complaint-merged',
      'complaint-paused-and-reopened',
      'fulfilled-after-breach-without-hint',
      'fulfilled-after-reminder',
      'handover-stand-in',
      'handover-transferred',
      'handover-undone',
      'held-for-handovers',
      'not-due-without-hint',
      'over-two-workers',
      'recycled',
      'registration-contested',
      'registration-expired',
      'registration-extended-without-hint',
      'registration-withdrawn',
      'rescheduled-by-leave',
      'service-request-undispatched',
      'stage-escalated',
      'stage-paused',
    ]);
  });

  it('replay on the present code', async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    const workflowBundle = await bundleWorkflowCode({
      workflowsPath: require.resolve('./workflows'),
      logger: new DefaultLogger('ERROR'),
    });
    const results: string[] = [];
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories)) {
      results.push(`${workflowId}: ${error ? error.message : 'ok'}`);
    }
    expect(results).toEqual(histories.map(({ workflowId }) => `${workflowId}: ok`));
  }, 120_000);
});
