import { setTimeout as sleep } from 'node:timers/promises';
import { secretFiles } from '@fairlead/local';
import { event } from '@fairlead/proto';
import { ServiceTokens } from '@fairlead/service-kit';
import { callOptions, openTestClient } from '@fairlead/service-kit/dist/testing';
import mongoose from 'mongoose';
import { eventually } from './support/eventually';
import { TestPlatform } from './support/platform';

const CLOCKS = Number(process.env.FAIRLEAD_MOVED_CLOCKS ?? '300');
const VICTIMS = ['follow-up', 'document-store', 'worker', 'temporal'];
const ZONE = 'Asia/Shanghai';
const WORKDAY = [{ from: '00:00', to: '24:00' }];
const LIMIT_MS = 240_000 + CLOCKS * 150;

interface Level {
  id: string;
  dueTime: string;
  recordTime?: string;
  movedTime?: string;
}
interface Clock {
  id: string;
  levels: Level[];
}
const dues = (levels: Level[]) => levels.map(({ id, dueTime }) => [id, dueTime]);

/** Promise: a new holiday moves every running clock as its preview said, and no level comes twice, whatever dies. */
describe('a holiday published while clocks run', () => {
  let at: TestPlatform;
  let kills = 0;
  let moved = false;

  beforeAll(async () => {
    at = await TestPlatform.start(10);
    const calendar = {
      id: 'shifts',
      displayName: 'Shifts',
      timeZone: ZONE,
      weekdays: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, slots: WORKDAY })),
      holidayRegion: 'none',
    };
    expect(await at.admin.post('/calendars', calendar)).toMatchObject({ status: 201 });
    const team = { id: 'south', displayName: 'South', calendarId: 'shifts' };
    expect(await at.admin.post('/teams', team)).toMatchObject({ status: 201 });
    for (const id of ['ann', 'bob'])
      expect(await at.admin.post('/reps', { id, displayName: id, teamId: 'south' })).toMatchObject({ status: 201 });
    const all = { id: 'all', condition: 'true', teamIds: ['south'] };
    const { body: set } = await at.admin.post('/rule-sets', { rules: [all], fallbackTeamId: 'south' });
    expect((await at.admin.post(`/rule-sets/${set.version}:publish`)).status).toBe(200);
    // The first reminder comes while the clocks are being started and moved: after 26 s.
    const { body } = await at.admin.get('/clock-policies/first-contact');
    const reminders = { reminderFractions: [0.0003, 0.5] };
    expect((await at.admin.patch('/clock-policies/first-contact', reminders, body.etag)).status).toBe(200);
  }, 120_000);
  afterAll(() => at?.stop(), 60_000);

  async function importLeads(): Promise<void> {
    const lines = Array.from({ length: CLOCKS }, (_, index) => `Moved ${index},moved-${index}@example.com`);
    const { body } = await at.admin.upload('/imports?fileName=leads.csv', `Company,Email\n${lines.join('\n')}\n`);
    const { mapping } = (await at.admin.get(`/imports/${body.id}/preview`)).body;
    expect((await at.admin.post(`/imports/${body.id}:start`, { kind: 'IMPORT_KIND_LEADS', mapping })).status).toBe(200);
  }
  const countClocks = async () => {
    const store = await mongoose.createConnection(at.platform.mongoUri).asPromise();
    const running = { kind: 'first_contact', calendarId: 'shifts' };
    const count = await store.useDb('fairlead_follow_up').collection('obligations').countDocuments(running);
    await store.close();
    return count;
  };

  /** Everything of a list, page by page, each page until it is answered. */
  async function everything<T>(name: string, page: (token: string) => Promise<{ status: number; body: object }>) {
    const items: T[] = [];
    let token = '';
    do {
      const body = await eventually(async () => {
        const answer = await page(encodeURIComponent(token)).catch(() => undefined);
        return answer?.status === 200 && (answer.body as Record<string, unknown>);
      });
      items.push(...((body[name] ?? []) as T[]));
      token = body.nextPageToken as string;
    } while (token);
    return items;
  }

  async function killLoop(): Promise<void> {
    const { supervisor } = at.platform;
    for (let round = 0; !moved; round += 1) {
      const victim = VICTIMS[round % VICTIMS.length] as string;
      if (supervisor.isReady(victim) && supervisor.signal(victim, 'SIGKILL')) kills += 1;
      await sleep(2500);
    }
  }

  it(
    `moves ${CLOCKS} of them as the preview said, under kills`,
    async () => {
      await importLeads();
      await eventually(async () => (await countClocks()) === CLOCKS, {
        everyMs: 1000,
        ms: LIMIT_MS,
        what: 'A clock for each lead',
      });
      const before = (await at.admin.get('/calendars/shifts')).body;
      const today = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(new Date());
      const holiday = { exceptions: [{ date: today, slots: [], label: 'Holiday' }] };
      const told = await everything<{ obligation: Clock; levels: Level[] }>('clocks', (token) =>
        at.admin.call('POST', `/calendars/shifts:preview?pageSize=200&pageToken=${token}`, holiday, {
          'if-match': before.etag,
        }),
      );
      expect(told).toHaveLength(CLOCKS);

      const publish = { ...holiday, apply: 'RUNNING_CLOCKS_MOVE' };
      expect((await at.admin.patch('/calendars/shifts', publish, before.etag)).status).toBe(200);
      const killer = killLoop();
      const move = await eventually(
        async () => {
          await sleep(500);
          const answer = await at.admin.get('/clock-moves/calendar:shifts:2').catch(() => undefined);
          return answer?.status === 200 && answer.body.state === 'CLOCK_MOVE_STATE_DONE' && answer.body;
        },
        { ms: LIMIT_MS, everyMs: 500, what: 'The move' },
      );
      moved = true;
      await killer;
      expect(move).toMatchObject({ remainingCount: 0, totalCount: CLOCKS });

      const now = new Map(
        (
          await everything<Clock>('obligations', (token) =>
            at.admin.get(`/obligations?kind=first_contact&openOnly=true&pageSize=100&pageToken=${token}`),
          )
        ).map((clock) => [clock.id, clock]),
      );
      let firedMeanwhile = 0;
      for (const { obligation, levels } of told) {
        const found = now.get(obligation.id) as Clock;
        const fired = new Set(
          found.levels
            .filter((level, index) => level.recordTime && !obligation.levels[index]?.recordTime)
            .map((level) => level.id),
        );
        firedMeanwhile += fired.size;
        const moves = new Map(levels.map((level) => [level.id, level.movedTime]));
        // What came between preview and move was recorded at its old time; everything else is where the preview said.
        const expected = obligation.levels.map((level) => [
          level.id,
          (!fired.has(level.id) && moves.get(level.id)) || level.dueTime,
        ]);
        expect([obligation.id, dues(found.levels)]).toEqual([obligation.id, expected]);
      }

      const levels = await reached();
      const recorded = [...now.values()].flatMap(({ id, levels }) =>
        levels.filter(({ recordTime }) => recordTime).map((level) => `${id} ${level.id}`),
      );
      expect(new Set(levels).size).toBe(levels.length);
      expect([...levels].sort()).toEqual(recorded.sort());

      // Their workflows wait for the new instants.
      for (const { obligation } of told.filter((_, index) => index % Math.ceil(CLOCKS / 50) === 0)) {
        const next = now.get(obligation.id)?.levels.find(({ recordTime }) => !recordTime) as Level;
        await eventually(
          async () => {
            const { body } = await at.admin.get(`/processes/${encodeURIComponent(obligation.id)}`);
            const due = Date.parse(body.next?.step.dueTime);
            return body.next?.levelId === next.id && Math.abs(due - Date.parse(next.dueTime)) < 2000;
          },
          { ms: LIMIT_MS, everyMs: 500, what: `The timer of ${obligation.id}` },
        );
      }
      console.log(
        `${told.length} clocks moved, ${kills} kills, ${levels.length} levels, each once, ${firedMeanwhile} in between`,
      );
    },
    LIMIT_MS * 2,
  );

  /** Every level that follow-up's log tells. */
  async function reached(): Promise<string[]> {
    const log = openTestClient(event.EventLogServiceDefinition, at.port('follow-up'));
    const token = await ServiceTokens.fromFile('workflows', secretFiles(at.dataDir).serviceKey).token();
    const levels: string[] = [];
    const types = ['crm.followup.obligation.level_reached.v1'];
    for await (const { item } of log.subscribe({ types, untilHead: true }, callOptions(token))) {
      if (item?.$case !== 'event') continue;
      const { obligationId, level } = item.value.data as unknown as { obligationId: string; level: string };
      levels.push(`${obligationId} ${level}`);
    }
    log.close();
    return levels;
  }
});
