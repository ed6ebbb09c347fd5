import { randomUUID } from 'node:crypto';
import { workflow as proto } from '@fairlead/proto';
import { createLogger, type GrpcServer, startGrpcServer, TokenVerifier, trustedIssuers } from '@fairlead/service-kit';
import { callOptions, eventually, failureOf, makeTestAuth, openTestClient } from '@fairlead/service-kit/dist/testing';
import { Client, Connection } from '@temporalio/client';
import { leadSlaActivities } from '../lead-sla/activities';
import { leadSlaId } from '../lead-sla/state';
import { startClock } from '../start-clock';
import { ObligationBook } from '../testing/obligation-book';
import { TemporalInstallation } from '../testing/temporal-installation';
import { Histories } from './histories';
import { PROCESS_ACCESS, ProcessGrpc } from './process-service';

const QUEUE = 'fairlead-process-test';
const HIDDEN = randomUUID();

/** Processes over gRPC, from the histories of a real Temporal server. */
describe('ProcessService', () => {
  let temporal: TemporalInstallation;
  let client: Client;
  let book: ObligationBook;
  let server: GrpcServer;
  let as: ReturnType<typeof callOptions>;
  let token: string;
  let auth: Awaited<ReturnType<typeof makeTestAuth>>;
  const servers: GrpcServer[] = [];

  beforeAll(async () => {
    temporal = await TemporalInstallation.start();
    client = temporal.client;
    book = new ObligationBook(async () => Date.now());
    auth = await makeTestAuth();
    token = await auth.userToken({ sub: 'olga', roles: ['operator'] });
    as = callOptions(token);
    server = await serve(client);
  }, 90_000);
  afterAll(async () => {
    for (const each of servers) await each.stop(100);
    await temporal?.stop();
  });

  /** Follow-up as people ask it; the book's failures are for the workflows alone. */
  const obligations = {
    getObligation: async ({ obligationId }: { obligationId: string }) => book.get(obligationId),
    listObligations: async () => ({ ...(await listed()), nextPageToken: '' }),
  };
  const listed = async () => {
    book.failures = 0;
    return book.obligations.listObligations({});
  };

  async function serve(temporalClient: Client): Promise<GrpcServer> {
    const started = await startGrpcServer({
      host: '127.0.0.1',
      port: 0,
      services: [
        {
          definition: proto.ProcessServiceDefinition,
          implementation: new ProcessGrpc(new Histories(temporalClient), obligations as never),
          access: PROCESS_ACCESS,
        },
      ],
      verifier: new TokenVerifier(trustedIssuers(auth.env as never)),
      logger: createLogger('test', 'error'),
    });
    servers.push(started);
    return started;
  }

  const at = (each = server) => openTestClient(proto.ProcessServiceDefinition, each.port);
  const worker = () => temporal.createWorker(QUEUE, leadSlaActivities(book.obligations, book.assignments));
  const begin = async (afterMs: number) => {
    const levels: [string, number][] = [
      ['reminder-1', afterMs],
      ['breach', afterMs + 3_600_000],
      ['recycle', afterMs + 7_200_000],
    ];
    const obligation = await book.open(randomUUID(), 1, levels);
    await startClock(client, QUEUE, obligation, 'once');
    return obligation;
  };
  const read = (processId: string) => at().getProcess({ processId }, as);

  it('tells steps, attempts, failures and what comes next, while it happens and afterwards', async () => {
    const obligation = await begin(3000);
    const waiting = await read(obligation.id);
    expect(waiting).toMatchObject({
      workflowId: leadSlaId(obligation.subject, 1),
      state: 'PROCESS_STATE_RUNNING',
      steps: [{ kind: 'STEP_KIND_START', name: 'started' }],
      retriedSteps: 0,
    });
    const running = await worker();
    await running.runUntil(async () => {
      const timer = await eventually(async () => {
        const { next } = await read(obligation.id);
        return next?.step?.kind === 'STEP_KIND_TIMER' && next;
      });
      expect(timer.levelId).toBe('reminder-1');
      const due = obligation.levels[0]?.dueTime?.getTime() ?? 0;
      expect(Math.abs((timer.step?.dueTime?.getTime() ?? 0) - due)).toBeLessThan(2000);
      // The service is away when the level is due: the call is tried again and says why.
      book.failures = 5;
      const retried = await eventually(async () => {
        const { next } = await read(obligation.id);
        return (next?.step?.attempts ?? 0) > 2 && next;
      });
      expect(retried.step).toMatchObject({ kind: 'STEP_KIND_ACTIVITY', name: 'reachLevel', state: 'STEP_STATE_OPEN' });
      expect(retried.step?.lastFailure).toBe('DOWN: The service is away.');
      await eventually(() => book.recorded(obligation.id).includes('reminder-1'));
      const after = await eventually(async () => {
        const found = await read(obligation.id);
        return found.retriedSteps === 1 && found.next?.step?.kind === 'STEP_KIND_TIMER' && found;
      });
      const reached = after.steps.find(({ name }) => name === 'reachLevel');
      expect(reached).toMatchObject({ state: 'STEP_STATE_DONE', lastFailure: 'DOWN: The service is away.' });
      expect(reached?.attempts).toBeGreaterThan(2);
      expect(after.next?.levelId).toBe('breach');
    });
  }, 60_000);

  it('lists obligations with what their workflows are busy with', async () => {
    const obligation = await begin(3_600_000);
    const fresh = await book.open(randomUUID());
    await client.workflow.getHandle(leadSlaId(obligation.subject, 1)).terminate('by hand');
    const { processes, historiesAvailable } = await at().listProcesses({}, as);
    expect(historiesAvailable).toBe(true);
    const stateOf = (id: string) => processes.find((each) => each.obligation?.id === id)?.summary?.state;
    expect(stateOf(obligation.id)).toBe('PROCESS_STATE_CANCELLED');
    expect(stateOf(fresh.id)).toBe('PROCESS_STATE_NO_HISTORY');
    const story = await read(obligation.id);
    expect(story.steps[0]).toMatchObject({ kind: 'STEP_KIND_END', name: 'terminated', lastFailure: 'by hand' });
    expect(story.next).toBeUndefined();
    // Started again: both runs are told, the newest first.
    await startClock(client, QUEUE, obligation, 'again');
    const again = await eventually(async () => {
      const found = await read(obligation.id);
      return found.runs.length === 2 && found;
    });
    expect(again.runs.map(({ state }) => state)).toEqual(['PROCESS_STATE_RUNNING', 'PROCESS_STATE_CANCELLED']);
    expect(again.steps.filter(({ kind }) => kind === 'STEP_KIND_START').length).toBe(2);
  }, 60_000);

  it('shows nothing of what the caller may not see, and names what is wrong', async () => {
    expect(await failureOf(read(`first_contact:${HIDDEN}:1`))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await failureOf(read(''))).toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await failureOf(at().listProcesses({ filter: { pageSize: -1 } }, as))).toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    expect(await failureOf(at().getProcess({ processId: 'x' }))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('shows the records while the histories cannot be read, and says so', async () => {
    const away = new Client({ connection: Connection.lazy({ address: '127.0.0.1:1', connectTimeout: 300 }) });
    const lonely = await serve(away);
    const obligation = await book.open(randomUUID());
    const list = await at(lonely).listProcesses({}, as);
    expect(list.historiesAvailable).toBe(false);
    expect(list.processes.some((each) => each.obligation?.id === obligation.id)).toBe(true);
    expect(await failureOf(at(lonely).getProcess({ processId: obligation.id }, as))).toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'TEMPORAL_UNAVAILABLE',
    });
  }, 60_000);
});
