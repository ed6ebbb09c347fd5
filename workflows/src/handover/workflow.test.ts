import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { changed } from '../lead-sla/messages';
import { lookAfterHandover } from '../start-handover';
import { HandoverBook } from '../testing/handover-book';
import { keepHistory } from '../testing/histories';
import { openSkippingEnvironment } from '../testing/skipping-environment';
import { handoverActivities } from './activities';
import { handoverStatus } from './messages';
import { handoverWorkflowId, nextHandoverStep } from './state';
import type { handover } from './workflow';

const HOUR = 3_600_000;
const QUEUE = 'handover-test';

describe('the handover workflow', () => {
  let env: TestWorkflowEnvironment;
  let bundle: WorkflowBundleWithSourceMap;
  let book: HandoverBook;

  beforeAll(async () => {
    ({ env, bundle } = await openSkippingEnvironment());
  }, 120_000);
  afterAll(() => env?.teardown());
  beforeEach(() => {
    book = new HandoverBook(() => env.currentTimeMs());
  });

  type Handle = WorkflowHandle<typeof handover>;

  /** Runs `during` beside the workflow of an approved handover; answers its final state. */
  async function run(
    terms: Parameters<HandoverBook['approve']>[1],
    during: (handle: Handle, id: string) => Promise<unknown>,
  ) {
    const id = randomUUID();
    await book.approve(id, terms);
    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue: QUEUE,
      workflowBundle: bundle,
      activities: handoverActivities(book.client),
    });
    const handle: Handle = env.client.workflow.getHandle(handoverWorkflowId(id));
    const state = await worker.runUntil(async () => {
      await lookAfterHandover(env.client as never, QUEUE, id);
      await during(handle, id);
      return handle.result();
    });
    return { id, state, handle };
  }

  it('starts at its time, moves page by page and ends once everybody has acknowledged', async () => {
    const { state, handle, id } = await run({ startInMs: 5 * HOUR, pages: 12 }, async (running, handoverId) => {
      await env.sleep(4 * HOUR);
      expect(book.get(handoverId).state).toBe('HANDOVER_STATE_APPROVED');
      await env.sleep(2 * HOUR);
      expect(await running.query(handoverStatus)).toMatchObject({ state: 'HANDOVER_STATE_AWAITING_ACKNOWLEDGEMENT' });
      book.acknowledge(handoverId);
      await running.signal(changed);
    });
    expect(state).toBe('HANDOVER_STATE_DONE');
    expect(book.get(id).out).toBe(0);
    await keepHistory('handover-transferred', handle);
  });

  it('reminds at its time, and brings a stand-in back even when every hint was lost', async () => {
    const started = await env.currentTimeMs();
    const terms = { returnInMs: 90 * HOUR, remindInMs: 24 * HOUR };
    const { state, handle, id } = await run(terms, async (_, handoverId) => {
      await env.sleep(30 * HOUR);
      book.acknowledge(handoverId);
    });
    expect(state).toBe('HANDOVER_STATE_RETURNED');
    const [reminded, ...more] = book.get(id).reminders;
    expect(more).toEqual([]);
    expect(((reminded as number) - started) / HOUR).toBeCloseTo(24, 0);
    await keepHistory('handover-stand-in', handle);
  });

  it('takes a handover back whether its workflow still runs or has ended', async () => {
    const first = await run({}, async (running, handoverId) => {
      await env.sleep(HOUR);
      book.undo(handoverId);
      await running.signal(changed);
    });
    expect(first.state).toBe('HANDOVER_STATE_UNDONE');
    await keepHistory('handover-undone', first.handle);
    const { id } = await run({}, async (running, handoverId) => {
      await env.sleep(HOUR);
      book.acknowledge(handoverId);
      await running.signal(changed);
    });
    book.undo(id);
    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue: QUEUE,
      workflowBundle: bundle,
      activities: handoverActivities(book.client),
    });
    const state = await worker.runUntil(async () => {
      await lookAfterHandover(env.client as never, QUEUE, id);
      return env.client.workflow.getHandle<typeof handover>(handoverWorkflowId(id)).result();
    });
    expect(state).toBe('HANDOVER_STATE_UNDONE');
  });

  it('waits for a service that is away', async () => {
    const { state } = await run({ pages: 5 }, async (running, handoverId) => {
      book.failures = 8;
      await env.sleep(HOUR);
      book.acknowledge(handoverId);
      await running.signal(changed);
    });
    expect(state).toBe('HANDOVER_STATE_DONE');
    expect(book.failures).toBe(0);
  });
});

describe('the next step of a handover', () => {
  const view = { state: 'HANDOVER_STATE_DONE', more: false, nextTime: '', remaining: 0 };
  it('is told by the handover alone', () => {
    expect(nextHandoverStep(view, 0)).toEqual({ kind: 'end' });
    expect(nextHandoverStep({ ...view, more: true }, 0)).toEqual({ kind: 'advance' });
    const nextTime = new Date(5000).toISOString();
    expect(nextHandoverStep({ ...view, nextTime }, 4000)).toEqual({ kind: 'wait', ms: 1000 });
    expect(nextHandoverStep({ ...view, nextTime }, 9000)).toEqual({ kind: 'wait', ms: 1 });
    // A stand-in of months is looked at each day.
    expect(nextHandoverStep({ ...view, nextTime: new Date(1e12).toISOString() }, 0)).toEqual({
      kind: 'wait',
      ms: 24 * HOUR,
    });
    expect(nextHandoverStep({ ...view, state: 'HANDOVER_STATE_AWAITING_ACKNOWLEDGEMENT' }, 0).kind).toBe('wait');
  });
});
