import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { secretFiles } from '@fairlead/local';
import { MailReceiver, repeatsOf } from '@fairlead/notification/dist/testing/mail-receiver';
import { event } from '@fairlead/proto';
import { ServiceTokens } from '@fairlead/service-kit';
import { callOptions, openTestClient } from '@fairlead/service-kit/dist/testing';
import mongoose from 'mongoose';
import { eventually } from './support/eventually';
import { Histories } from './support/histories';
import { rep, TestPlatform } from './support/platform';
import type { Rest } from './support/rest';

const COMPLAINTS = Number(process.env.FAIRLEAD_COMPLAINTS ?? '40');
const KILLS = Number(process.env.FAIRLEAD_COMPLAINT_KILLS ?? '10');
/** So many complaints are lived through at once; what nobody answers goes on beside them. */
const LANES = Number(process.env.FAIRLEAD_COMPLAINT_LANES ?? '40');
const VICTIMS = ['worker', 'follow-up', 'notification', 'document-store', 'temporal'];

const LIMIT_MS = 480_000 + COMPLAINTS * 2000;

/** Working seconds from the start: the reminder and the end of each clock, and the ladder of the resolution. */
const RESPONSE_S = 20;
const RESOLUTION_S = 40;
const LADDER_S = { supervisor: 40, director: 60, executive: 80 };

const instant = (time: string | number | undefined) => time && new Date(time).getTime();

const EVE = { ...rep('eve', 'house'), roles: ['rep', 'manager'] };
const URGENCIES = ['URGENCY_NORMAL', 'URGENCY_HIGH', 'URGENCY_CRITICAL'];

interface Case {
  id: string;
  state: string;
  clocks: { obligationId: string; reached: string[] }[];
}
interface Level {
  id: string;
  dueTime: string;
  recordTime?: string;
  recipients: string[];
}
interface ShownStep {
  startTime: string;
  endTime?: string;
}
interface Told {
  obligationId: string;
  level: string;
  recipients: { repId: string; role: string }[];
}

/** Promise: complaints climb the ladder step by step, each step once, and stop when they are done, whatever dies. */
describe('complaints under kills', () => {
  let at: TestPlatform;
  let sue: Rest;
  let sid: Rest;
  let olaf: Rest;
  const customers: string[] = [];
  const post = new MailReceiver({ answerAfterMs: 1000 });
  let histories: Histories;
  let kills = 0;
  let killing = true;

  beforeAll(async () => {
    await post.start();
    const mail = { SMTP_URL: post.url, MAIL_FROM: 'fairlead@mail.test', MAIL_RETRY_MIN_MS: '300', MAIL_PARALLEL: '2' };
    at = await TestPlatform.start(30, { env: { ...mail, MAIL_SEND_TIMEOUT_MS: '3000' } });
    histories = await Histories.open(at.platform.temporalAddress);
    for (const [id, parentId] of [
      ['house', ''],
      ['care', 'house'],
      ['desk', 'care'],
    ])
      expect((await at.admin.post('/teams', { id, displayName: id, ...(parentId && { parentId }) })).status).toBe(201);
    for (const [id, teamId, skills] of [
      ['olaf', 'desk', []],
      ['sue', 'desk', ['service']],
      ['sid', 'desk', ['service']],
      ['lea', 'desk', []],
      ['dan', 'care', []],
      ['eve', 'house', []],
    ])
      expect((await at.admin.post('/reps', { id, displayName: id, teamId, skills })).status).toBe(201);
    for (const [id, managerId] of [
      ['desk', 'lea'],
      ['care', 'dan'],
      ['house', 'eve'],
    ]) {
      const { body } = await at.admin.get(`/teams/${id}`);
      expect((await at.admin.patch(`/teams/${id}`, { managerId }, body.etag)).status).toBe(200);
    }
    [sue, sid, olaf] = await Promise.all([
      at.rest(rep('sue', 'desk')),
      at.rest(rep('sid', 'desk')),
      at.rest(rep('olaf', 'desk')),
    ]);
    const executive = await at.rest(EVE);
    const { body: preferences } = await executive.get('/preferences');
    const wanted = { address: 'eve@mail.test', mailUrgencies: URGENCIES };
    expect((await executive.patch('/preferences', wanted, preferences.etag)).status).toBe(200);
    await shortenPolicies();
    customers.push(...(await inLanes(8, (index) => ownedCustomer(index))));
  }, 900_000);
  afterAll(async () => {
    killing = false;
    await histories?.close();
    await at?.stop();
    await post.stop();
  }, 60_000);

  /** Hours become seconds. */
  async function shortenPolicies(): Promise<void> {
    const store = await mongoose.createConnection(at.platform.mongoUri).asPromise();
    const policies = store.useDb('fairlead_follow_up').collection('clock_policies');
    const set = async (id: string, values: object) => {
      const change = { $set: values, $inc: { version: 1, revision: 1 } };
      expect((await policies.updateOne({ _id: id as never }, change)).modifiedCount).toBe(1);
    };
    await set('complaint-response', { durationMs: RESPONSE_S * 1000, reminderFractions: [0.5] });
    await set('complaint-resolution', {
      durationMs: RESOLUTION_S * 1000,
      reminderFractions: [0.5],
      escalations: Object.entries(LADDER_S).map(([role, seconds]) => ({ role, afterMs: seconds * 1000 })),
    });
    await store.close();
  }

  /** Something for each complaint, so many at once. */
  async function inLanes<T>(lanes: number, work: (index: number) => Promise<T>): Promise<T[]> {
    const results: T[] = [];
    let next = 0;
    const lane = async () => {
      while (next < COMPLAINTS) {
        const index = next++;
        results[index] = await work(index);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return results;
  }

  async function ownedCustomer(index: number): Promise<string> {
    const { body } = await at.admin.post('/leads', { displayName: `Customer ${index}` });
    await eventually(async () => (await at.admin.get(`/customers/${body.id}`)).body.ownership?.teamId);
    expect((await at.admin.post(`/leads/${body.id}:assign`, { repId: 'olaf' })).status).toBe(200);
    return body.id;
  }

  /** The same command until it is answered: a killed process may have carried it out already. */
  async function surely(send: (requestId: string) => Promise<{ status: number; body: { code?: string } }>) {
    const requestId = randomUUID();
    return eventually(
      async () => {
        const answer = await send(requestId).catch(() => ({ status: 503, body: { code: 'AWAY' } }));
        if (answer.status >= 500 || answer.status === 409 || answer.status === 404) return undefined;
        expect([answer.status, answer.body.code]).toEqual([expect.any(Number), undefined]);
        return answer;
      },
      { ms: 120_000, what: 'A command' },
    );
  }
  /** Waits for what takes a while; many look at once, and each look costs the machine. */
  const inTime = <T>(look: () => Promise<T | undefined | false>, what: string) =>
    eventually(look, { ms: 240_000, everyMs: 1000, what });
  /** A read that is made again while something is down. */
  const read = async (path: string) =>
    eventually(
      async () => {
        const answer = await at.admin.get(path).catch(() => undefined);
        return answer?.status === 200 && answer.body;
      },
      { ms: 120_000, what: path },
    );

  async function killLoop(): Promise<void> {
    const { supervisor } = at.platform;
    for (let round = 0; killing && kills < KILLS; round += 1) {
      await sleep(4000);
      const victim = VICTIMS[round % VICTIMS.length] as string;
      if (!killing || !supervisor.isReady(victim)) continue;
      supervisor.signal(victim, 'SIGKILL');
      kills += 1;
    }
  }

  /** Half of them are heard in a follow-up, the others are opened. */
  async function complain(index: number): Promise<string> {
    const customerId = customers[index] as string;
    if (index % 2 === 0) {
      const call = { method: 'CONTACT_METHOD_CALL', outcome: 'FOLLOW_UP_OUTCOME_UNDECIDED', content: '客户投诉漏水' };
      await surely((requestId) => olaf.post(`/customers/${customerId}/follow-ups`, call, requestId));
    } else {
      const found = { kind: 'CASE_KIND_COMPLAINT', channel: 'CASE_CHANNEL_PHONE', subjectLine: 'It leaks' };
      await surely((requestId) => olaf.post('/cases', { customerId, ...found }, requestId));
    }
    return inTime(async () => {
      const { cases } = await read(`/cases?customerId=${customerId}`);
      return cases[0]?.id as string;
    }, 'A case');
  }

  const agentOf = async (id: string): Promise<Rest> => {
    const assigneeId = await inTime(async () => (await read(`/cases/${id}`)).case.assigneeId as string, 'An agent');
    return assigneeId === 'sue' ? sue : sid;
  };
  const tell = async (id: string, verb: string, body: object = {}) => {
    const agent = await agentOf(id);
    await surely((requestId) => agent.post(`/cases/${id}:${verb}`, body, requestId));
  };
  const levelOf = async (id: string) => (await read(`/cases/${id}`)).case.level as string;

  /** Four ways: in time, with a pause, after the team lead came in, and never. */
  async function live(index: number): Promise<string> {
    const id = await complain(index);
    const way = index % 4;
    if (way === 3) return id;
    if (way === 2) {
      await inTime(async () => /TEAM_LEAD|DIRECTOR|EXECUTIVE/.test(await levelOf(id)), 'The team lead');
      await tell(id, 'resolve', { resolution: 'Late, but done.' });
      return id;
    }
    await tell(id, 'respond');
    if (way === 1) {
      await tell(id, 'wait', { until: new Date(Date.now() + 25_000).toISOString(), reason: 'A photo' });
      await inTime(
        async () => (await read(`/cases/${id}`)).case.state === 'CASE_STATE_IN_PROGRESS',
        'The end of waiting',
      );
    }
    await tell(id, 'resolve', { resolution: 'Done.' });
    return id;
  }

  it(
    'records each level once, ends at the right level, and the histories say the same',
    async () => {
      const killer = killLoop();
      const ids = await inLanes(LANES, live);
      const silent = ids.filter((_, index) => index % 4 === 3);
      for (const id of silent)
        await inTime(async () => (await levelOf(id)) === 'CASE_LEVEL_EXECUTIVE', 'The executive');
      await killer;
      expect(kills).toBe(KILLS);

      const { told, afterEnd } = await levelsTold();
      expect(afterEnd).toEqual([]);
      const keys = told.map(({ obligationId, level }) => `${obligationId} ${level}`);
      expect(new Set(keys).size).toBe(keys.length);
      const roles = new Map(
        told.map(({ obligationId, level, recipients }) => [`${obligationId} ${level}`, recipients]),
      );
      for (const [index, id] of ids.entries()) {
        const found = (await read(`/cases/${id}`)).case as Case;
        expect([index, found.state]).toEqual([index, index % 4 === 3 ? 'CASE_STATE_ASSIGNED' : 'CASE_STATE_RESOLVED']);
        for (const { obligationId, reached } of found.clocks) {
          const { levels } = (await read(`/obligations/${obligationId}`)) as { levels: Level[] };
          // What is recorded was told, in order.
          expect(reached).toEqual(levels.slice(0, reached.length).map((level) => level.id));
          for (const level of levels.slice(0, reached.length)) {
            expect(keys).toContain(`${obligationId} ${level.id}`);
            expect(Date.parse(level.recordTime as string)).toBeGreaterThanOrEqual(Date.parse(level.dueTime));
          }
        }
        if (index % 4 === 3) {
          const ladder = ['escalation-1', 'escalation-2', 'escalation-3'].map((level) =>
            roles.get(`resolution:${id}:1 ${level}`)?.map(({ repId, role }) => `${role} ${repId}`),
          );
          expect(ladder).toEqual([['supervisor lea'], ['director dan'], ['executive eve']]);
        }
      }

      // The workflow's history, the timeline and the records say the same: what was asked for is what is recorded, in time.
      for (const id of ids) {
        const { clocks } = (await read(`/cases/${id}`)).case as Case;
        const recorded = new Map<string, number>();
        for (const { obligationId } of clocks) {
          const { levels } = (await read(`/obligations/${obligationId}`)) as { levels: Level[] };
          for (const level of levels)
            if (level.recordTime) recorded.set(`${obligationId} ${level.id}`, Date.parse(level.recordTime));
        }
        const asked = await histories.callsOf(`complaint:${id}`, 'reachLevel');
        const answered = asked.filter(({ result }) => result?.outcome === 'RECORD_LEVEL_OUTCOME_RECORDED');
        const keyOf = ({ input }: (typeof asked)[number]) => `${input.obligationId} ${input.levelId}`;
        expect([id, answered.map(keyOf).sort()]).toEqual([id, [...recorded.keys()].sort()]);
        for (const call of answered) {
          const time = recorded.get(keyOf(call)) as number;
          expect(time).toBeGreaterThanOrEqual(call.startTime - 50);
          expect(time).toBeLessThanOrEqual((call.endTime as number) + 50);
        }
        const { steps, stepsCut } = await read(`/processes/${encodeURIComponent(`resolution:${id}:1`)}`);
        const shown = steps.filter(({ name }: { name: string }) => name === 'reachLevel') as ShownStep[];
        expect([
          id,
          stepsCut,
          shown.reverse().map(({ startTime, endTime }) => [startTime, endTime].map(instant)),
        ]).toEqual([id, false, asked.map(({ startTime, endTime }) => [startTime, endTime].map(instant))]);
      }

      // Everybody on the ladder was told each thing once.
      expect((await toldSubjects(EVE)).filter((subject) => ids.includes(subject)).sort()).toEqual([...silent].sort());
      // A mail comes at least once; again only after a kill between send and record, and then it says so.
      await eventually(async () => new Set(post.mails.map(({ messageId }) => messageId)).size === silent.length, {
        ms: 60_000,
        what: 'A mail for each',
      });
      const repeats = repeatsOf(post.mails);
      expect(repeats.length).toBeLessThanOrEqual(kills);
      expect(repeats.filter(({ possibleRepeat }) => !possibleRepeat)).toEqual([]);
      console.log(
        `${ids.length} complaints, ${kills} kills: ${keys.length} levels, each once; ${post.mails.length} mails, ${repeats.length} repeated`,
      );
    },
    LIMIT_MS,
  );

  /** What somebody's inbox is about, page by page. */
  async function toldSubjects(person: typeof EVE): Promise<string[]> {
    const inbox = await at.rest(person);
    const subjects: string[] = [];
    let pageToken = '';
    do {
      const { body } = await inbox.get(`/notifications?pageSize=100&pageToken=${encodeURIComponent(pageToken)}`);
      subjects.push(...(body.notifications as { subject: string }[]).map(({ subject }) => subject));
      pageToken = body.nextPageToken;
    } while (pageToken);
    return subjects;
  }

  /** Every level that follow-up's log tells of cases, and those that came after the end of their clock. */
  async function levelsTold(): Promise<{ told: Told[]; afterEnd: Told[] }> {
    const log = openTestClient(event.EventLogServiceDefinition, at.port('follow-up'));
    const token = await ServiceTokens.fromFile('workflows', secretFiles(at.dataDir).serviceKey).token();
    const told: Told[] = [];
    const afterEnd: Told[] = [];
    const ended = new Set<string>();
    const types = ['level_reached', 'closed'].map((what) => `crm.followup.obligation.${what}.v1`);
    for await (const { item } of log.subscribe({ types, untilHead: true }, callOptions(token))) {
      if (item?.$case !== 'event') continue;
      const data = item.value.data as unknown as Told & { kind: string };
      if (!/^(first_response|resolution)$/.test(data.kind)) continue;
      if (item.value.type.endsWith('closed.v1')) ended.add(data.obligationId);
      else (ended.has(data.obligationId) ? afterEnd : told).push(data);
    }
    log.close();
    return { told, afterEnd };
  }
});
