import { randomUUID } from 'node:crypto';
import { followup } from '@fairlead/proto';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { keepHistory } from '../testing/histories';
import { HOUR, ObligationBook } from '../testing/obligation-book';
import { openSkippingEnvironment } from '../testing/skipping-environment';
import { leadSlaActivities } from './activities';
import { changed, status } from './messages';
import { leadSlaId } from './state';
import type { leadSla } from './workflow';

const MINUTE = 60_000;
const QUEUE = 'lead-sla-test';

async function eventually(look: () => Promise<boolean>): Promise<void> {
  while (!(await look())) await new Promise((done) => setTimeout(done, 50));
}

/** Days of clocks in seconds: the test server skips the time in which nothing happens. */
describe('the lead-sla workflow', () => {
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

  const createWorker = () =>
    Worker.create({
      connection: env.nativeConnection,
      taskQueue: QUEUE,
      workflowBundle: bundle,
      activities: leadSlaActivities(book.obligations, book.assignments),
    });

  /** Runs `during` beside the workflow of a fresh obligation; answers what the workflow answered. */
  async function run(
    during: (handle: WorkflowHandle<typeof leadSla>, id: string) => Promise<unknown> = async () => undefined,
  ) {
    const leadId = randomUUID();
    const obligation = await book.open(leadId);
    const worker = await createWorker();
    let handle: WorkflowHandle<typeof leadSla> | undefined;
    const state = await worker.runUntil(async () => {
      handle = await env.client.workflow.start<typeof leadSla>('leadSla', {
        workflowId: leadSlaId(leadId, 1),
        taskQueue: QUEUE,
        args: [{ obligationId: obligation.id, leadId, cycle: 1 }],
      });
      await during(handle, obligation.id);
      return handle.result();
    });
    return { state, leadId, obligation: book.get(obligation.id), handle: handle as WorkflowHandle<typeof leadSla> };
  }

  const instants = (obligation: followup.Obligation) =>
    obligation.levels.map(({ dueTime, recordTime }) => (recordTime?.getTime() ?? 0) - (dueTime as Date).getTime());

  it('reminds, breaches and recycles, each at its instant and once', async () => {
    const { state, leadId, obligation, handle } = await run();
    expect(state).toBe('OBLIGATION_STATE_RECYCLED');
    expect(book.recorded(obligation.id)).toEqual(['reminder-1', 'reminder-2', 'breach', 'recycle']);
    for (const late of instants(obligation)) {
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(5 * MINUTE);
    }
    expect(book.recycled).toMatchObject([{ leadId, cycle: 1, reason: 'first_contact_missed' }]);
    await keepHistory('recycled', handle);
  });

  it('ends as soon as the customer was reached', async () => {
    const { state, obligation, handle } = await run(async (running, id) => {
      await env.sleep(13 * HOUR);
      await book.end(id);
      await running.signal(changed);
    });
    expect(state).toBe('OBLIGATION_STATE_FULFILLED');
    expect(book.recorded(obligation.id)).toEqual(['reminder-1']);
    expect(book.recycled).toEqual([]);
    await keepHistory('fulfilled-after-reminder', handle);
  });

  it('notices a contact after the breach even when the hint was lost', async () => {
    const { state, obligation, handle } = await run(async (_, id) => {
      await env.sleep(25 * HOUR);
      await book.end(id);
    });
    expect(state).toBe('OBLIGATION_STATE_FULFILLED');
    expect(book.recorded(obligation.id)).toEqual(['reminder-1', 'reminder-2', 'breach']);
    await keepHistory('fulfilled-after-breach-without-hint', handle);
  });

  it('stands still while the owner is on leave', async () => {
    const { obligation, handle } = await run(async (running, id) => {
      await env.sleep(13 * HOUR);
      book.move(id, 48 * HOUR);
      await running.signal(changed);
    });
    expect(book.recorded(obligation.id)).toEqual(['reminder-1', 'reminder-2', 'breach', 'recycle']);
    const [first, second] = obligation.levels.map(({ recordTime }) => (recordTime as Date).getTime());
    expect((second as number) - (first as number)).toBeGreaterThan(7.2 * HOUR + 47.9 * HOUR);
    await keepHistory('rescheduled-by-leave', handle);
  });

  it('stands still while a handover holds it, and goes on with what was left, also without a hint', async () => {
    const { state, obligation, handle } = await run(async (running, id) => {
      await env.sleep(11.75 * HOUR);
      book.hold(id, 'h1');
      await env.sleep(0.5 * HOUR);
      expect(book.recorded(id)).toEqual([]);
      book.move(id, 0.5 * HOUR);
      book.hold(id, '');
      await running.signal(changed);
      await env.sleep(2 * HOUR);
      expect(book.recorded(id)).toEqual(['reminder-1']);
      book.hold(id, 'h2');
      await env.sleep(5.75 * HOUR);
      expect(book.recorded(id)).toEqual(['reminder-1']);
      book.move(id, 5.75 * HOUR);
      book.hold(id, '');
    });
    expect(state).toBe('OBLIGATION_STATE_RECYCLED');
    for (const late of instants(obligation)) {
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(5 * MINUTE);
    }
    // While it stands still it is looked at each minute at the most, not again and again.
    expect(book.calls).toBeLessThan(2 * 20 + 30);
    await keepHistory('held-for-handovers', handle);
  });

  it('asks again when it comes too early because the hint of a leave was lost', async () => {
    const { obligation, handle } = await run(async (_, id) => {
      await env.sleep(13 * HOUR);
      book.move(id, 24 * HOUR);
    });
    for (const late of instants(obligation)) expect(late).toBeGreaterThanOrEqual(0);
    expect(book.recorded(obligation.id)).toHaveLength(4);
    await keepHistory('not-due-without-hint', handle);
  });

  it('waits for services that are away, and still does everything once', async () => {
    const { state, obligation } = await run(async () => {
      await env.sleep(11 * HOUR);
      book.failures = 12;
    });
    expect(state).toBe('OBLIGATION_STATE_RECYCLED');
    expect(book.recorded(obligation.id)).toHaveLength(4);
    expect(book.recycled).toHaveLength(1);
  });

  it('recycles under one request id however often it is tried', async () => {
    const { leadId } = await run(async () => undefined);
    await leadSlaActivities(book.obligations, book.assignments).recycleLead({ leadId, cycle: 1 });
    const ids = new Set(book.recycled.map(({ requestId }) => requestId));
    expect([book.recycled.length, ids.size]).toEqual([2, 1]);
  });

  it('tells what it last saw, and a flood of hints does no harm', async () => {
    const { state } = await run(async (running, id) => {
      await Promise.all(Array.from({ length: 100 }, () => running.signal(changed)));
      await eventually(async () => (await running.query(status)) !== null);
      expect(await running.query(status)).toMatchObject({ obligationId: id, state: 'OBLIGATION_STATE_OPEN' });
      await book.end(id, followup.ObligationState.OBLIGATION_STATE_CANCELLED);
      await running.signal(changed);
    });
    expect(state).toBe('OBLIGATION_STATE_CANCELLED');
    expect(book.calls).toBeLessThan(110);
  });

  it('fails for good when its obligation does not exist', async () => {
    const leadId = randomUUID();
    const { id } = await book.open(leadId);
    book.forget(id);
    const worker = await createWorker();
    const ended = worker.runUntil(
      env.client.workflow.execute<typeof leadSla>('leadSla', {
        workflowId: leadSlaId(leadId, 1),
        taskQueue: QUEUE,
        args: [{ obligationId: id, leadId, cycle: 1 }],
      }),
    );
    await expect(ended).rejects.toMatchObject({ cause: { cause: { type: 'NOT_FOUND' } } });
  });

  it('can be cancelled', async () => {
    const ended = run(async (running) => {
      await env.sleep(13 * HOUR);
      await keepHistory('cancelled', running);
      await running.cancel();
    });
    await expect(ended).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
  });
});
