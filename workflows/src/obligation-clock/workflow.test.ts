import { randomUUID } from 'node:crypto';
import type { followup } from '@fairlead/proto';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { leadSlaActivities } from '../lead-sla/activities';
import { changed } from '../lead-sla/messages';
import { keepHistory } from '../testing/histories';
import { HOUR, ObligationBook } from '../testing/obligation-book';
import { openSkippingEnvironment } from '../testing/skipping-environment';
import { obligationClockId } from './state';
import type { obligationClock } from './workflow';

const QUEUE = 'obligation-clock-test';
const LEVELS: [string, number][] = [
  ['reminder-1', 84 * HOUR],
  ['breach', 168 * HOUR],
  ['escalation-1', 200 * HOUR],
];

/** Weeks in seconds: the test server skips the time in which nothing happens. */
describe('the clock of an obligation', () => {
  let env: TestWorkflowEnvironment;
  let bundle: WorkflowBundleWithSourceMap;
  let book: ObligationBook;

  beforeAll(async () => {
    ({ env, bundle } = await openSkippingEnvironment());
  }, 120_000);
  afterAll(() => env?.teardown());
  beforeEach(() => {
    book = new ObligationBook(() => env.currentTimeMs());
  });

  /** Runs `during` beside the workflow of a fresh obligation. */
  async function run(during: (handle: WorkflowHandle<typeof obligationClock>, id: string) => Promise<unknown>) {
    const { id } = await book.open(randomUUID(), 1, LEVELS, 'stage');
    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue: QUEUE,
      workflowBundle: bundle,
      activities: leadSlaActivities(book.obligations, book.assignments),
    });
    let handle: WorkflowHandle<typeof obligationClock> | undefined;
    const state = await worker.runUntil(async () => {
      handle = await env.client.workflow.start<typeof obligationClock>('obligationClock', {
        workflowId: obligationClockId(id),
        taskQueue: QUEUE,
        args: [{ obligationId: id }],
      });
      await during(handle, id);
      return handle.result();
    });
    return { state, obligation: book.get(id), handle: handle as WorkflowHandle<typeof obligationClock> };
  }
  const late = ({ levels }: followup.Obligation) =>
    levels.map(({ dueTime, recordTime }) => (recordTime?.getTime() ?? 0) - (dueTime as Date).getTime());

  it('reaches each level at its instant and once, and then has nothing more to do', async () => {
    const { state, obligation, handle } = await run(async () => undefined);
    expect(state).toBe('OBLIGATION_STATE_OPEN');
    expect(book.recorded(obligation.id)).toEqual(['reminder-1', 'breach', 'escalation-1']);
    for (const ms of late(obligation)) {
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThan(5 * 60_000);
    }
    expect(book.recycled).toEqual([]);
    await keepHistory('stage-escalated', handle);
  });

  it('waits longer after a pause, and ends with its obligation', async () => {
    const { state, obligation, handle } = await run(async (running, id) => {
      await env.sleep(24 * HOUR);
      book.move(id, 48 * HOUR);
      await running.signal(changed);
      await env.sleep(100 * HOUR);
      expect(book.recorded(id)).toEqual([]);
      await env.sleep(10 * HOUR);
      expect(book.recorded(id)).toEqual(['reminder-1']);
      await book.end(id);
      await running.signal(changed);
    });
    expect(state).toBe('OBLIGATION_STATE_FULFILLED');
    expect(book.recorded(obligation.id)).toEqual(['reminder-1']);
    await keepHistory('stage-paused', handle);
  });
});
