import { randomUUID } from 'node:crypto';
import type { EventType, followup } from '@fairlead/proto';
import { AppError, createLogger, isTransient, type TypedEvent } from '@fairlead/service-kit';
import { Client, Connection, type WorkflowExecutionStatusName } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { onCase } from './case-starter';
import { workflowOf } from './clock-workflow';
import { caseChanged } from './complaint-escalation/messages';
import { caseWorkflowId } from './complaint-escalation/state';
import { handoverActivities } from './handover/activities';
import { handoverWorkflowId } from './handover/state';
import { leadSlaActivities } from './lead-sla/activities';
import { changed, status } from './lead-sla/messages';
import { leadSlaId } from './lead-sla/state';
import { reconcilerActivities } from './reconciler/activities';
import type { Reconciled } from './reconciler/running';
import { registrationActivities } from './registration/activities';
import { registrationChanged, registrationStatus } from './registration/messages';
import { registrationWorkflowId } from './registration/state';
import { onCustomer } from './registration-starter';
import { ensureSchedules } from './schedules';
import { onAssignment, onFollowUp } from './starter';
import { CaseBook } from './testing/case-book';
import { HandoverBook } from './testing/handover-book';
import { keepHistory } from './testing/histories';
import { DEFAULT_LEVELS, ObligationBook } from './testing/obligation-book';
import { RegistrationBook } from './testing/registration-book';
import { TemporalInstallation } from './testing/temporal-installation';

const QUEUE = 'fairlead-test';

/** Starting, repeating, repairing and finding clocks on a real Temporal server. */
describe('clocks on a real server', () => {
  let temporal: TemporalInstallation;
  let client: Client;
  let book: ObligationBook;
  let registrations: RegistrationBook;
  let handovers: HandoverBook;
  let cases: CaseBook;

  beforeAll(async () => {
    temporal = await TemporalInstallation.start();
    client = temporal.client;
  }, 60_000);
  afterAll(() => temporal?.stop());
  beforeEach(() => {
    book = new ObligationBook(async () => Date.now());
    registrations = new RegistrationBook(async () => Date.now());
    handovers = new HandoverBook(async () => Date.now());
    cases = new CaseBook(async () => Date.now());
  });

  const data = ({ id, kind, cycle }: followup.Obligation) => ({ obligationId: id, kind, cycle });
  const tell = (type: EventType, obligation: followup.Obligation, at: Client = client) => {
    const handler = onFollowUp(at, QUEUE)[type] as (event: TypedEvent<EventType>) => Promise<string>;
    return handler({ type, subject: obligation.subject, data: data(obligation) } as never);
  };
  const statusOf = async (obligation: followup.Obligation): Promise<WorkflowExecutionStatusName> =>
    (await client.workflow.getHandle(workflowOf(obligation)).describe()).status.name;
  const reconcile = () =>
    new MockActivityEnvironment().run(
      reconcilerActivities(
        client,
        QUEUE,
        {
          obligations: book.obligations,
          registrations: registrations.client,
          handovers: handovers.client,
          cases: cases.client,
        },
        createLogger('test', 'error'),
      ).reconcile,
    ) as Promise<Reconciled>;

  const createWorker = () =>
    temporal.createWorker(QUEUE, {
      ...leadSlaActivities(book.obligations, book.assignments),
      ...handoverActivities(handovers.client),
    });

  it('starts one clock for an obligation however often it is told', async () => {
    const obligation = await book.open(randomUUID());
    expect(await tell('crm.followup.obligation.opened.v1', obligation)).toBe('applied');
    expect(await tell('crm.followup.obligation.opened.v1', obligation)).toBe('repeated');
    expect(await statusOf(obligation)).toBe('RUNNING');
    expect(await tell('crm.followup.obligation.rescheduled.v1', obligation)).toBe('applied');
    expect(await tell('crm.followup.obligation.closed.v1', await book.open(randomUUID()))).toBe('ignored');
  });

  it('does not start a clock again that has ended', async () => {
    const obligation = await book.open(randomUUID());
    await tell('crm.followup.obligation.opened.v1', obligation);
    await client.workflow.getHandle(leadSlaId(obligation.subject, 1)).terminate();
    expect(await tell('crm.followup.obligation.opened.v1', obligation)).toBe('repeated');
  });

  it('keeps the time of every other kind by a workflow of its obligation, but not of what its case keeps', async () => {
    const [stage, missing, done] = [
      await book.open(randomUUID(), 3, DEFAULT_LEVELS.slice(0, 3), 'stage'),
      await book.open(randomUUID(), 1, DEFAULT_LEVELS.slice(0, 3), 'silence'),
      await book.open(randomUUID(), 1, [['breach', 0]], 'silence'),
    ];
    expect(await tell('crm.followup.obligation.opened.v1', stage)).toBe('applied');
    expect(workflowOf(stage)).toBe(`clock:${stage.id}`);
    expect(await statusOf(stage)).toBe('RUNNING');
    const answer = await book.open(randomUUID(), 1, DEFAULT_LEVELS.slice(0, 3), 'first_response');
    expect(await tell('crm.followup.obligation.opened.v1', answer)).toBe('repeated');
    await book.obligations.recordLevel({ obligationId: done.id, levelId: 'breach' });
    await reconcile();
    expect(await statusOf(missing)).toBe('RUNNING');
    for (const none of [answer, done]) await expect(statusOf(none)).rejects.toThrow(/not found/i);
    await book.end(stage.id);
    book.get(stage.id).closeTime = new Date(Date.now() - 120_000);
    for (let tries = 0; tries < 50 && (await statusOf(stage)) === 'RUNNING'; tries += 1) {
      await reconcile();
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(await statusOf(stage)).toBe('TERMINATED');
    await client.workflow.getHandle(workflowOf(missing)).terminate();
  }, 60_000);

  it('takes a Temporal that is away for no fault of the event', async () => {
    const away = new Client({ connection: Connection.lazy({ address: '127.0.0.1:1', connectTimeout: 300 }) });
    const obligation = await book.open(randomUUID());
    const failure = await tell('crm.followup.obligation.opened.v1', obligation, away).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect(isTransient(failure)).toBe(true);
  }, 60_000);

  it('repairs by reconciling: starts what is missing or was terminated, ends what nobody needs', async () => {
    const missing = await book.open(randomUUID());
    const killed = await book.open(randomUUID());
    await tell('crm.followup.obligation.opened.v1', killed);
    await client.workflow.getHandle(leadSlaId(killed.subject, 1)).terminate();
    const justOver = await book.open(randomUUID());
    const longOver = await book.open(randomUUID());
    for (const each of [justOver, longOver]) {
      await tell('crm.followup.obligation.opened.v1', each);
      await book.end(each.id);
    }
    book.get(longOver.id).closeTime = new Date(Date.now() - 120_000);
    const visible = async () => (await reconcile()).terminated;
    // Visibility follows a moment later than the starts.
    for (let tries = 0; tries < 50 && (await visible()) === 0; tries += 1)
      await new Promise((done) => setTimeout(done, 200));
    expect(await statusOf(missing)).toBe('RUNNING');
    expect(await statusOf(killed)).toBe('RUNNING');
    expect(await statusOf(longOver)).toBe('TERMINATED');
    expect(await statusOf(justOver)).toBe('RUNNING');
    const again = await reconcile();
    expect(again.started).toBe(0);
  }, 60_000);

  it('keeps one clock for each registration: starts, hints, repairs, ends', async () => {
    const tellOf = (type: EventType, id: string) =>
      (onCustomer(client, QUEUE)[type] as (event: TypedEvent<EventType>) => Promise<string>)({
        type,
        subject: id,
        data: {},
      } as never);
    const state = async (id: string) =>
      (await client.workflow.getHandle(registrationWorkflowId(id)).describe()).status.name;
    const told = await registrations.open();
    expect(await tellOf('crm.customer.registration.registered.v1', told.id)).toBe('applied');
    expect(await tellOf('crm.customer.registration.registered.v1', told.id)).toBe('repeated');
    expect(await tellOf('crm.customer.registration.extended.v1', told.id)).toBe('applied');
    expect(await tellOf('crm.customer.registration.withdrawn.v1', randomUUID())).toBe('ignored');
    const missing = await registrations.open();
    const [justOver, longOver] = [await registrations.open(), await registrations.open()];
    for (const { id } of [justOver, longOver]) {
      await tellOf('crm.customer.registration.registered.v1', id);
      await registrations.end(id);
    }
    registrations.get(longOver.id).endTime = new Date(Date.now() - 120_000);
    for (let tries = 0; tries < 50 && (await state(longOver.id)) !== 'TERMINATED'; tries += 1) {
      await reconcile();
      await new Promise((done) => setTimeout(done, 200));
    }
    expect(await Promise.all([told, missing, justOver, longOver].map(({ id }) => state(id)))).toEqual([
      'RUNNING',
      'RUNNING',
      'RUNNING',
      'TERMINATED',
    ]);
    // A worker that comes now reads what is true: the hint ends the one that is over.
    const worker = await temporal.createWorker(QUEUE, registrationActivities(registrations.client));
    await worker.runUntil(async () => {
      const handle = client.workflow.getHandle(registrationWorkflowId(justOver.id));
      expect(await handle.result()).toBe('REGISTRATION_STATE_WITHDRAWN');
      const running = client.workflow.getHandle(registrationWorkflowId(told.id));
      // Nothing is known before the worker has read it for the first time.
      const status = async () => (await running.query(registrationStatus)) ?? undefined;
      for (let tries = 0; tries < 100 && !(await status()); tries += 1)
        await new Promise((done) => setTimeout(done, 100));
      expect(await status()).toMatchObject({ registrationId: told.id });
      await registrations.end(told.id);
      await running.signal(registrationChanged);
      expect(await running.result()).toBe('REGISTRATION_STATE_WITHDRAWN');
      await client.workflow.getHandle(registrationWorkflowId(missing.id)).terminate();
    });
  }, 60_000);

  it('starts the workflow of a handover when it is approved, and again when it is missing', async () => {
    const [told, missing] = [randomUUID(), randomUUID()];
    for (const id of [told, missing]) await handovers.approve(id, { startInMs: 3_600_000 });
    const tellOf = (id: string, state: string) => {
      const handler = onAssignment(client, QUEUE)['crm.assignment.handover.changed.v1'];
      return handler?.({ subject: id, data: { handoverId: id, state } } as never);
    };
    expect(await tellOf(missing, 'DRAFT')).toBe('ignored');
    for (let times = 0; times < 2; times += 1) expect(await tellOf(told, 'APPROVED')).toBe('applied');
    const statusOfHandover = async (id: string) =>
      (await client.workflow.getHandle(handoverWorkflowId(id)).describe()).status.name;
    expect(await statusOfHandover(told)).toBe('RUNNING');
    expect((await reconcile()).started).toBe(1);
    expect((await reconcile()).started).toBe(0);
    expect(await statusOfHandover(missing)).toBe('RUNNING');
    const away = new Client({ connection: Connection.lazy({ address: '127.0.0.1:1', connectTimeout: 300 }) });
    const handler = onAssignment(away, QUEUE)['crm.assignment.handover.changed.v1'];
    const event = { subject: told, data: { handoverId: told, state: 'APPROVED' } } as never;
    expect(isTransient(await handler?.(event).catch((error: unknown) => error))).toBe(true);
  }, 60_000);

  it('keeps one workflow for each case: starts, hints, repairs, ends', async () => {
    const tellOf = (type: EventType, id: string, data: object) =>
      (onCase(client, QUEUE)[type] as (event: TypedEvent<EventType>) => Promise<string>)({
        type,
        subject: id,
        data: { caseId: id, ...data },
      } as never);
    const idOf = (id: string) => caseWorkflowId(id, 'CASE_KIND_COMPLAINT');
    const kind = 'CASE_KIND_COMPLAINT';
    const state = async (id: string) => (await client.workflow.getHandle(idOf(id)).describe()).status.name;
    const [told, missing, over] = [await cases.open(), await cases.open(), await cases.open()];
    expect(await tellOf('crm.followup.case.opened.v1', told.id, { kind })).toBe('applied');
    expect(await tellOf('crm.followup.case.opened.v1', told.id, { kind })).toBe('repeated');
    expect(await tellOf('crm.followup.case.responded.v1', told.id, { kind })).toBe('applied');
    expect(await tellOf('crm.followup.case.responded.v1', randomUUID(), { kind })).toBe('ignored');
    expect(await tellOf('crm.followup.obligation.opened.v1', told.id, { kind: 'resolution' })).toBe('applied');
    expect(await tellOf('crm.followup.obligation.opened.v1', told.id, { kind: 'first_contact' })).toBe('ignored');
    await tellOf('crm.followup.case.opened.v1', over.id, { kind });
    await cases.merge(over.id);
    for (let tries = 0; tries < 50 && (await state(over.id)) !== 'TERMINATED'; tries += 1) {
      await reconcile();
      await new Promise((done) => setTimeout(done, 200));
    }
    expect(await Promise.all([told, missing, over].map(({ id }) => state(id)))).toEqual([
      'RUNNING',
      'RUNNING',
      'TERMINATED',
    ]);
    expect((await reconcile()).started).toBe(0);
    await client.workflow.getHandle(idOf(told.id)).signal(caseChanged);
    for (const { id } of [told, missing]) await client.workflow.getHandle(idOf(id)).terminate();
  }, 60_000);

  it('makes its schedule once and brings it up to date', async () => {
    await ensureSchedules(client, QUEUE, 600);
    await ensureSchedules(client, QUEUE, 300);
    const { spec } = await client.schedule.getHandle('reconcile-obligations').describe();
    expect(spec.intervals?.map(({ every }) => every)).toEqual([300_000]);
    await client.schedule.getHandle('reconcile-obligations').delete();
  });

  it('can be found by owner, state and due time, and continues as new with everything it knows', async () => {
    const obligation = await book.open(randomUUID());
    const worker = await createWorker();
    await worker.runUntil(async () => {
      await tell('crm.followup.obligation.opened.v1', obligation);
      const handle = client.workflow.getHandle(leadSlaId(obligation.subject, 1));
      const query = `FairleadSubject = "${obligation.subject}" AND FairleadOwner = "ann" AND FairleadState = "OBLIGATION_STATE_OPEN" AND FairleadDue > "2020-01-01T00:00:00Z"`;
      const found = async () => {
        for await (const execution of client.workflow.list({ query })) return execution.workflowId;
        return undefined;
      };
      for (let tries = 0; tries < 100 && !(await found()); tries += 1)
        await new Promise((done) => setTimeout(done, 100));
      expect(await found()).toBe(leadSlaId(obligation.subject, 1));
      const { runId: firstRun } = await handle.describe();
      // The server suggests a new run after some hundred events.
      for (let sent = 0; sent < 60 && (await handle.describe()).runId === firstRun; sent += 1) {
        await Promise.all(Array.from({ length: 20 }, () => handle.signal(changed)));
      }
      for (let tries = 0; tries < 200 && (await handle.describe()).runId === firstRun; tries += 1)
        await new Promise((done) => setTimeout(done, 100));
      expect((await handle.describe()).runId).not.toBe(firstRun);
      expect(await handle.query(status)).toMatchObject({ obligationId: obligation.id, state: 'OBLIGATION_STATE_OPEN' });
      await book.end(obligation.id);
      await handle.signal(changed);
      expect(await handle.result()).toBe('OBLIGATION_STATE_FULFILLED');
    });
  }, 120_000);

  it('goes on after the worker was replaced', async () => {
    const levels: [string, number][] = [
      ['reminder-1', 500],
      ['reminder-2', 4000],
      ['breach', 4500],
      ['recycle', 5000],
    ];
    const obligation = await book.open(randomUUID(), 1, levels);
    const handle = client.workflow.getHandle(leadSlaId(obligation.subject, 1));
    const first = await createWorker();
    await first.runUntil(async () => {
      await tell('crm.followup.obligation.opened.v1', obligation);
      while (book.recorded(obligation.id).length === 0) await new Promise((done) => setTimeout(done, 50));
    });
    const second = await createWorker();
    expect(await second.runUntil(handle.result())).toBe('OBLIGATION_STATE_RECYCLED');
    expect(book.recorded(obligation.id)).toEqual(['reminder-1', 'reminder-2', 'breach', 'recycle']);
    expect(book.recycled).toHaveLength(1);
    await keepHistory('over-two-workers', handle);
  }, 60_000);
});
