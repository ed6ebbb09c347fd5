import { followup } from '@fairlead/proto';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { leadSlaActivities } from '../lead-sla/activities';
import { CaseBook } from '../testing/case-book';
import { keepHistory } from '../testing/histories';
import { HOUR } from '../testing/obligation-book';
import { openSkippingEnvironment } from '../testing/skipping-environment';
import { complaintEscalationActivities } from './activities';
import { caseChanged, caseStatus } from './messages';
import { type CaseView, caseWorkflowId, LOOK_MS, nextStep } from './state';
import type { complaintEscalation } from './workflow';

const MINUTE = 60_000;
const QUEUE = 'complaint-test';

/** Weeks of a complaint in seconds: the test server skips the time in which nothing happens. */
describe('the workflow of a complaint', () => {
  let env: TestWorkflowEnvironment;
  let bundle: WorkflowBundleWithSourceMap;
  let book: CaseBook;
  beforeAll(async () => {
    ({ env, bundle } = await openSkippingEnvironment());
  }, 120_000);
  afterAll(() => env?.teardown());
  beforeEach(() => {
    book = new CaseBook(() => env.currentTimeMs());
  });

  /** Runs `during` beside the workflow of a fresh case; answers what the workflow answered. */
  async function run(
    during: (handle: WorkflowHandle<typeof complaintEscalation>, id: string) => Promise<unknown>,
    kind = followup.CaseKind.CASE_KIND_COMPLAINT,
  ) {
    const { id } = await book.open(kind);
    const start = await env.currentTimeMs();
    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue: QUEUE,
      workflowBundle: bundle,
      activities: {
        ...leadSlaActivities(book.clocks.obligations, book.clocks.assignments),
        ...complaintEscalationActivities(book.client),
      },
    });
    const workflowId = caseWorkflowId(id, kind);
    const state = await worker.runUntil(async () => {
      const handle = await env.client.workflow.start<typeof complaintEscalation>('complaintEscalation', {
        workflowId,
        taskQueue: QUEUE,
        args: [{ caseId: id }],
      });
      await during(handle, id);
      return handle.result();
    });
    const done = book.done.map(({ what, at }) => [what, Math.floor((at - start + MINUTE) / HOUR)]);
    return { id, state, done, handle: env.client.workflow.getHandle(workflowId) };
  }

  it('is answered and resolved in time: nothing escalates, it closes without objection', async () => {
    const { id, state, done, handle } = await run(async (running, caseId) => {
      await env.sleep(0.25 * HOUR);
      await book.respond(caseId);
      await running.signal(caseChanged);
      await env.sleep(2 * HOUR);
      await book.resolve(caseId);
      await running.signal(caseChanged);
    });
    expect(state).toBe('CASE_STATE_CLOSED');
    expect([book.recorded(id, 'first_response'), book.recorded(id, 'resolution')]).toEqual([[], []]);
    expect(done.map(([what]) => what)).toEqual(['dispatched', 'reminded', 'closed', 'over']);
    expect(done.map(([, hour]) => hour)).toEqual([0, 74, 122, 458]);
    await keepHistory('complaint-in-time', handle);
  });

  it('climbs the ladder, each level once, also when hints were lost', async () => {
    const { id, state, handle } = await run(async (_, caseId) => {
      await env.sleep(30 * HOUR);
      await book.resolve(caseId);
    });
    expect(state).toBe('CASE_STATE_CLOSED');
    expect(book.recorded(id, 'first_response')).toEqual(['reminder-1', 'breach']);
    expect(book.recorded(id, 'resolution')).toEqual([
      'reminder-1',
      'breach',
      'escalation-1',
      'escalation-2',
      'escalation-3',
    ]);
    await keepHistory('complaint-escalated', handle);
  });

  it('waits for the customer, goes on by itself, and is reopened with a clock of its own', async () => {
    const { id, done, handle } = await run(async (running, caseId) => {
      await env.sleep(0.25 * HOUR);
      await book.respond(caseId);
      await book.wait(caseId, 20);
      await running.signal(caseChanged);
      await env.sleep(22 * HOUR);
      await book.resolve(caseId);
      await running.signal(caseChanged);
      await env.sleep(10 * HOUR);
      await book.reopen(caseId);
      await running.signal(caseChanged);
      await env.sleep(9 * HOUR);
      await book.resolve(caseId);
      await running.signal(caseChanged);
    });
    expect(done.map(([what]) => what)).toEqual(['dispatched', 'continued', 'reminded', 'closed', 'over']);
    expect(book.recorded(id, 'resolution')).toEqual([]);
    expect(book.recorded(id, 'resolution', 2)).toEqual(['reminder-1', 'breach', 'escalation-1']);
    await keepHistory('complaint-paused-and-reopened', handle);
  });

  it('is dispatched again and again until somebody can take it, while its clocks run', async () => {
    book.agentsFrom = (await env.currentTimeMs()) + 0.7 * HOUR;
    const { id, done, handle } = await run(async (running, caseId) => {
      await env.sleep(HOUR * 0.9);
      await book.resolve(caseId);
      await running.signal(caseChanged);
    }, followup.CaseKind.CASE_KIND_SERVICE_REQUEST);
    const what = done.map(([each]) => each);
    expect(what.filter((each) => each === 'tried')).toHaveLength(9);
    expect(what.filter((each) => each === 'dispatched')).toHaveLength(1);
    expect(book.recorded(id, 'first_response')).toEqual(['reminder-1']);
    await keepHistory('service-request-undispatched', handle);
  });

  it('ends as soon as it was merged', async () => {
    const { state, handle } = await run(async (running, caseId) => {
      await env.sleep(0.1 * HOUR);
      await book.merge(caseId);
      await running.signal(caseChanged);
    });
    expect(state).toBe('CASE_STATE_MERGED');
    await keepHistory('complaint-merged', handle);
  });

  it('waits for a service that is away, and still does everything once', async () => {
    const { id, done } = await run(async (_, caseId) => {
      await env.sleep(0.4 * HOUR);
      book.failures = 12;
      book.clocks.failures = 7;
      await env.sleep(9 * HOUR);
      book.failures = 5;
      await book.resolve(caseId);
    });
    expect(book.recorded(id, 'resolution')).toEqual(['reminder-1', 'breach', 'escalation-1']);
    expect(done.map(([what]) => what)).toEqual(['dispatched', 'reminded', 'closed', 'over']);
  });

  it('tells what it last saw, and a flood of hints does no harm', async () => {
    await run(async (running, caseId) => {
      await Promise.all(Array.from({ length: 100 }, () => running.signal(caseChanged)));
      while ((await running.query(caseStatus)) === null) await new Promise((next) => setTimeout(next, 50));
      expect(await running.query(caseStatus)).toMatchObject({ caseId, live: true });
      await book.merge(caseId);
      await running.signal(caseChanged);
    });
    expect(book.calls).toBeLessThan(110);
  });

  it('fails for good when its case does not exist', async () => {
    const ended = run(async (running, caseId) => {
      book.forget(caseId);
      await running.signal(caseChanged);
    });
    await expect(ended).rejects.toMatchObject({ cause: { cause: { type: 'NOT_FOUND' } } });
  });

  it('decides the next step by what is due alone', () => {
    const iso = (ms: number) => new Date(ms).toISOString();
    const view: CaseView = {
      caseId: 'c',
      kind: 'CASE_KIND_COMPLAINT',
      state: 'x',
      assigneeId: '',
      teamId: 't',
      live: true,
      advanceTime: '',
      dueTime: '',
      clocks: [],
    };
    const clock = (levelId: string, at: number) => ({ obligationId: 'o', levelId, dueTime: iso(at) });
    expect(nextStep({ ...view, live: false, advanceTime: iso(1) }, 5)).toEqual({ kind: 'end' });
    expect(nextStep(view, 0)).toEqual({ kind: 'wait', ms: LOOK_MS });
    expect(nextStep({ ...view, clocks: [clock('breach', 700), clock('reminder-1', 500)] }, 200)).toEqual({
      kind: 'wait',
      ms: 300,
    });
    expect(nextStep({ ...view, advanceTime: iso(500), clocks: [clock('breach', 500)] }, 500)).toEqual({
      kind: 'reach',
      obligationId: 'o',
      levelId: 'breach',
    });
    expect(nextStep({ ...view, advanceTime: iso(499), clocks: [clock('breach', 500)] }, 500)).toEqual({
      kind: 'advance',
    });
    expect(nextStep({ ...view, advanceTime: iso(LOOK_MS * 9) }, 0)).toEqual({ kind: 'wait', ms: LOOK_MS });
  });
});
