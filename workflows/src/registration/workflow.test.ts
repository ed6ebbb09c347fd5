import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { keepHistory } from '../testing/histories';
import { HOUR } from '../testing/obligation-book';
import { RegistrationBook } from '../testing/registration-book';
import { openSkippingEnvironment } from '../testing/skipping-environment';
import { registrationActivities } from './activities';
import { registrationChanged, registrationStatus } from './messages';
import { nextStep, registrationWorkflowId } from './state';
import type { registration } from './workflow';

const MINUTE = 60_000;
const QUEUE = 'registration-test';

/** Months of protection in seconds: the test server skips the time in which nothing happens. */
describe('the registration workflow', () => {
  let env: TestWorkflowEnvironment;
  let bundle: WorkflowBundleWithSourceMap;
  let book: RegistrationBook;

  beforeAll(async () => {
    ({ env, bundle } = await openSkippingEnvironment());
  }, 120_000);
  afterAll(() => env?.teardown());
  beforeEach(() => {
    book = new RegistrationBook(() => env.currentTimeMs());
  });

  /** Runs `during` beside the workflow of a fresh registration; answers what the workflow answered. */
  async function run(
    during: (handle: WorkflowHandle<typeof registration>, id: string) => Promise<unknown> = async () => undefined,
  ) {
    const { id } = await book.open();
    const start = await env.currentTimeMs();
    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue: QUEUE,
      workflowBundle: bundle,
      activities: registrationActivities(book.client),
    });
    const state = await worker.runUntil(async () => {
      const handle = await env.client.workflow.start<typeof registration>('registration', {
        workflowId: registrationWorkflowId(id),
        taskQueue: QUEUE,
        args: [{ registrationId: id }],
      });
      await during(handle, id);
      return handle.result();
    });
    const done = book.done.map(({ what, at }) => [what, Math.floor((at - start + MINUTE) / HOUR)]);
    return { id, state, done, handle: env.client.workflow.getHandle(registrationWorkflowId(id)) };
  }

  it('reminds and expires, each at its instant and once', async () => {
    const { state, done, handle } = await run();
    expect(state).toBe('REGISTRATION_STATE_EXPIRED');
    expect(done).toEqual([
      ['reminded', 80],
      ['expired', 100],
    ]);
    await keepHistory('registration-expired', handle);
  });

  it('ends as soon as the registration was given up', async () => {
    const { state, done, handle } = await run(async (running, id) => {
      await env.sleep(90 * HOUR);
      await book.end(id);
      await running.signal(registrationChanged);
    });
    expect(state).toBe('REGISTRATION_STATE_WITHDRAWN');
    expect(done).toEqual([['reminded', 80]]);
    await keepHistory('registration-withdrawn', handle);
  });

  it('goes on for longer after an extension, also when its hint was lost', async () => {
    const { done, handle } = await run(async (_, id) => {
      await env.sleep(90 * HOUR);
      book.extend(id, 50);
    });
    expect(done).toEqual([
      ['reminded', 80],
      ['reminded', 130],
      ['expired', 150],
    ]);
    await keepHistory('registration-extended-without-hint', handle);
  });

  it('keeps the deadline of a contest: it escalates once, then the registration stands and its time counts', async () => {
    const { done, handle } = await run(async (running, id) => {
      await env.sleep(85 * HOUR);
      await book.contest(id, 10);
      await running.signal(registrationChanged);
    });
    expect(done).toEqual([
      ['reminded', 80],
      ['escalated', 95],
      ['lapsed', 105],
      ['expired', 105],
    ]);
    await keepHistory('registration-contested', handle);
  });

  it('waits for a service that is away, and still does everything once', async () => {
    const { state, done } = await run(async () => {
      await env.sleep(70 * HOUR);
      book.failures = 12;
    });
    expect(state).toBe('REGISTRATION_STATE_EXPIRED');
    expect(done.map(([what]) => what)).toEqual(['reminded', 'expired']);
  });

  it('tells what it last saw, and a flood of hints does no harm', async () => {
    const { state } = await run(async (running, id) => {
      await Promise.all(Array.from({ length: 100 }, () => running.signal(registrationChanged)));
      while ((await running.query(registrationStatus)) === null) await new Promise((next) => setTimeout(next, 50));
      expect(await running.query(registrationStatus)).toMatchObject({ registrationId: id, registrantId: 'ann' });
      await book.end(id);
      await running.signal(registrationChanged);
    });
    expect(state).toBe('REGISTRATION_STATE_WITHDRAWN');
    expect(book.calls).toBeLessThan(110);
  });

  it('fails for good when its registration does not exist', async () => {
    const ended = run(async (running, id) => {
      book.forget(id);
      await running.signal(registrationChanged);
    });
    await expect(ended).rejects.toMatchObject({ cause: { cause: { type: 'NOT_FOUND' } } });
  });

  it('decides the next step by the next due time alone', () => {
    const view = { registrationId: 'r', state: 'x', registrantId: 'a', teamId: 't' };
    expect(nextStep({ ...view, dueTime: '' }, 0)).toEqual({ kind: 'end' });
    expect(nextStep({ ...view, dueTime: new Date(500).toISOString() }, 200)).toEqual({ kind: 'wait', ms: 300 });
    expect(nextStep({ ...view, dueTime: new Date(500).toISOString() }, 500)).toEqual({ kind: 'advance' });
  });
});
