import { randomUUID } from 'node:crypto';
import { assignment } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { admittedTo, ONE_COMMAND, repeatCommands, waitsForCustomer } from '../testing/contract';
import { Installation } from '../testing/installation';
import type { WorkNeighbours } from '../testing/work-neighbours';

const EVERYBODY = ['admin', 'manager', 'operator', 'rep', 'service'];
const DAY_MS = 86_400_000;

describe('PoolService: leads on their way', () => {
  let at: Installation;
  let work: WorkNeighbours;
  const as = {} as Record<'ann' | 'bob' | 'cal' | 'southern' | 'northern' | 'head', CallOptions>;

  beforeAll(async () => {
    at = await Installation.start();
    work = at.work;
    await at.makeTeam('asia');
    await at.makeTeam('south', { parentId: 'asia' });
    await at.makeTeam('north', { parentId: 'asia' });
    for (const id of ['ann', 'bob', 'ms']) await at.makeRep(id, 'south');
    await at.makeRep('cal', 'north');
    as.ann = await at.rep('ann', 'south');
    as.bob = await at.rep('bob', 'south');
    as.cal = await at.rep('cal', 'north');
    as.southern = await at.manager('ms', 'south');
    as.northern = await at.manager('mn', 'north');
    as.head = await at.manager('head', 'asia');
    await at.publish([], 'south');
  });
  afterAll(async () => {
    await at.stop();
  });

  const calls = () => at.client.pools;
  const read = (leadId: string) => at.client.assignment.getOwnership({ leadId }, at.as.service);
  const assign = (leadId: string, repId: string) =>
    at.client.assignment.assignLead({ leadId, repId, requestId: randomUUID() }, at.as.admin);
  const claim = (leadId: string, caller: CallOptions) => calls().claimLead({ leadId, requestId: randomUUID() }, caller);
  const give = (
    leadId: string,
    cycle: number,
    caller = as.ann,
    reason = 'No budget.',
    requestId: string = randomUUID(),
  ) => calls().returnLead({ leadId, cycle, reason, requestId }, caller);
  const move = (
    leadId: string,
    poolId: string,
    caller = as.southern,
    reason = 'Out of our reach.',
    requestId: string = randomUUID(),
  ) => calls().moveToPool({ leadId, poolId, reason, requestId }, caller);
  const history = async (leadId: string, caller = as.southern) =>
    (await calls().listOwnershipHistory({ leadId }, caller)).stays;
  const openLeads = async (repId: string) => (await at.client.organization.getRep({ repId }, at.as.admin)).openLeads;
  const makePool = (id: string, terms: Partial<assignment.PoolTerms>, pool: Partial<assignment.Pool> = {}) =>
    calls().createPool(
      {
        pool: assignment.Pool.fromPartial({ id, teamId: 'south', displayName: id, terms, ...pool }),
        requestId: randomUUID(),
      },
      at.as.admin,
    );

  async function pooledLead(attributes: Parameters<typeof at.customer.addLead>[0] = {}): Promise<string> {
    const leadId = at.customer.addLead(attributes);
    await at.decided(leadId);
    return leadId;
  }

  it.each([
    ['returnLead', ['admin', 'manager', 'rep']],
    ['moveToPool', ['admin', 'manager']],
    ['listOwnershipHistory', EVERYBODY],
  ] as const)('%s is for the roles %j only, and for nobody without a good token', async (method, roles) => {
    expect(await admittedTo(at, calls()[method])).toEqual({ roles, nobody: Array(4).fill('UNAUTHENTICATED') });
  });

  it('carries commands out once, also over a restart', async () => {
    await at.makeRep('root', 'south');
    const own = await at.person({ sub: 'admin-1', roles: ['admin'], rep: 'root', team: 'south' });
    const other = await at.person({ sub: 'admin-2', roles: ['admin'], rep: 'root', team: 'south' });
    const [returned, moved] = [await pooledLead(), await pooledLead()];
    await assign(returned, 'root');
    const outcomes = await repeatCommands(at, {
      returnLead: (requestId, body, caller) =>
        give(returned, 2, caller === at.as.admin ? own : other, `Reason ${body}`, requestId),
      moveToPool: (requestId, body, caller) => move(moved, 'pool-north', caller, `Reason ${body}`, requestId),
    });
    expect(outcomes).toEqual({ returnLead: ONE_COMMAND, moveToPool: ONE_COMMAND });
  });

  describe('ReturnLead', () => {
    it('puts it into its pool with the reason, frees the place and bars the former owner', async () => {
      const leadId = await pooledLead();
      await claim(leadId, as.ann);
      const held = await openLeads('ann');
      const returned = await give(leadId, 2);
      expect(returned).toMatchObject({
        poolReason: 'returned',
        barredRepId: 'ann',
        ownership: { poolId: 'pool-south', cycle: 2 },
      });
      expect(await openLeads('ann')).toBe(held - 1);
      expect((await failureOf(claim(leadId, as.ann))).reason).toBe('COOL_DOWN');
      expect((await history(leadId))[0]).toMatchObject({ came: 'returned', note: 'No budget.', actor: 'user-ann' });
    });

    it('hands customer the copy before it answers', async () => {
      const leadId = await pooledLead();
      await claim(leadId, as.ann);
      expect(await waitsForCustomer(at, () => give(leadId, 2))).toBe(true);
    });

    it('goes to the pool of the team that is named for most of its attributes', async () => {
      await makePool('wine', {}, { regions: ['Hesse'] });
      await makePool('wine-pumps', { coolDownSeconds: 3600n }, { regions: ['Hesse'], productLines: ['pumps'] });
      const leadId = await pooledLead({ region: 'Hesse' });
      await claim(leadId, as.ann);
      const { ownership, barredUntil } = await give(leadId, 2);
      expect(ownership?.poolId).toBe('wine-pumps');
      expect((barredUntil?.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(3600_000);
    });

    it('is for the owner; names every fault and writes nothing', async () => {
      const leadId = await pooledLead();
      await claim(leadId, as.ann);
      const before = await read(leadId);
      const faulty = calls().returnLead({ leadId: 'no', cycle: 0, reason: ' ', requestId: 'no' }, as.ann);
      expect((await failureOf(faulty)).fields).toEqual(['request_id', 'lead_id', 'cycle', 'reason']);
      expect((await failureOf(give(leadId, 9))).fields).toEqual(['cycle']);
      expect((await failureOf(give(leadId, 2, as.southern))).reason).toBe('NOT_OWNER');
      expect((await failureOf(give(leadId, 2, as.bob))).code).toBe('NOT_FOUND');
      expect((await failureOf(give(randomUUID(), 1))).code).toBe('NOT_FOUND');
      expect(await read(leadId)).toEqual(before);
      at.customer.emit('crm.customer.lead.converted.v1', leadId, {});
      await eventually(async () => (await read(leadId)).etag !== before.etag);
      expect((await failureOf(give(leadId, 2))).reason).toBe('LEAD_CLOSED');
      // A cycle that is over is answered with what is now.
      expect((await give(leadId, 1)).ownership?.ownerId).toBe('ann');
    });
  });

  describe('MoveToPool', () => {
    it('moves it from its owner, and between pools and teams of the tree', async () => {
      const leadId = await pooledLead();
      await assign(leadId, 'ann');
      const held = await openLeads('ann');
      await makePool('aside', {});
      expect(await move(leadId, 'aside')).toMatchObject({
        poolReason: 'moved',
        barredRepId: 'ann',
        ownership: { ownerId: '', poolId: 'aside' },
      });
      expect(await openLeads('ann')).toBe(held - 1);
      const moved = await move(leadId, 'pool-north', as.head);
      // Who was barred stays barred.
      expect(moved).toMatchObject({ barredRepId: 'ann', ownership: { teamId: 'north', teamPath: ['asia', 'north'] } });
      expect(at.customer.copies.get(leadId)).toMatchObject({ teamId: 'north', poolId: 'pool-north' });
      expect((await claim(leadId, as.cal)).ownership).toMatchObject({ ownerId: 'cal', cycle: 3 });
    });

    it('names every fault and writes nothing', async () => {
      const leadId = await pooledLead();
      const before = await read(leadId);
      const faulty = calls().moveToPool({ leadId: 'no', poolId: '_', requestId: 'no' }, as.southern);
      expect((await failureOf(faulty)).fields).toEqual(['request_id', 'lead_id', 'pool_id', 'reason']);
      expect((await failureOf(move(leadId, 'gone'))).reason).toBe('POOL_NOT_FOUND');
      expect((await failureOf(move(leadId, 'pool-north'))).reason).toBe('POOL_NOT_FOUND');
      expect((await failureOf(move(leadId, 'pool-north', as.northern))).reason).toBe('LEAD_NOT_FOUND');
      expect((await failureOf(move(leadId, 'pool-south'))).reason).toBe('SAME_POOL');
      const stale = calls().moveToPool(
        { leadId, poolId: 'aside', reason: 'x', etag: '99', requestId: randomUUID() },
        as.southern,
      );
      expect((await failureOf(stale)).code).toBe('ABORTED');
      expect(await read(leadId)).toEqual(before);
    });
  });

  describe('ListOwnershipHistory', () => {
    it('tells who had it from when to when, and how it came and went', async () => {
      const leadId = await pooledLead();
      await claim(leadId, as.ann);
      await give(leadId, 2, as.ann, 'They want fans.');
      await assign(leadId, 'bob');
      const stays = await history(leadId);
      expect(stays.map(({ number, ownerId, poolId, came, went }) => [number, ownerId || poolId, came, went])).toEqual([
        [4, 'bob', 'by_hand', ''],
        [3, 'pool-south', 'returned', 'by_hand'],
        [2, 'ann', 'claimed', 'returned'],
        [1, 'pool-south', 'no_eligible_rep', 'claimed'],
      ]);
      for (const [index, stay] of stays.entries()) expect(stay.to).toEqual(stays[index - 1]?.from);
      const first = await calls().listOwnershipHistory({ leadId, pageSize: 3 }, as.southern);
      const second = await calls().listOwnershipHistory(
        { leadId, pageSize: 3, pageToken: first.nextPageToken },
        as.southern,
      );
      expect([...first.stays, ...second.stays]).toEqual(stays);
      expect(second.nextPageToken).toBe('');
      expect((await failureOf(history(leadId, as.ann))).code).toBe('NOT_FOUND');
      expect((await failureOf(history(leadId, as.cal))).code).toBe('NOT_FOUND');
      expect((await failureOf(history('no'))).fields).toEqual(['lead_id']);
      const foreign = calls().listOwnershipHistory({ leadId, pageToken: first.nextPageToken }, at.as.admin);
      expect((await failureOf(foreign)).reason).toBe('PAGE_TOKEN_MISMATCH');
    });
  });

  describe('ListPoolLeads', () => {
    it('filters by region, industry, value level and reason, and refuses a token made by hand', async () => {
      await makePool('filtered', {});
      const leads = [
        await pooledLead({ region: 'Hesse', industry: 'wine', valueLevel: 'VALUE_LEVEL_HIGH' }),
        await pooledLead({ region: 'Hesse', industry: 'glass' }),
      ];
      for (const leadId of leads) await move(leadId, 'filtered');
      const found = async (filter: Parameters<ReturnType<typeof calls>['listPoolLeads']>[0]) =>
        (await calls().listPoolLeads({ poolId: 'filtered', ...filter }, as.ann)).leads.map(({ leadId }) =>
          leads.indexOf(leadId),
        );
      expect(await found({ region: 'Hesse' })).toEqual([0, 1]);
      expect(await found({ region: 'Hesse', industry: 'wine' })).toEqual([0]);
      expect(await found({ valueLevel: 'VALUE_LEVEL_HIGH' as never })).toEqual([0]);
      expect(await found({ reason: 'moved' })).toEqual([0, 1]);
      expect(await found({ reason: 'returned' })).toEqual([]);
      expect((await failureOf(found({ reason: 'whim' }))).fields).toEqual(['reason']);
      const { nextPageToken } = await calls().listPoolLeads({ poolId: 'filtered', pageSize: 1 }, as.ann);
      const [print] = JSON.parse(Buffer.from(nextPageToken, 'base64url').toString()) as [string];
      for (const key of [['x'], [1], ['x', 'y'], [9e15, 'y'], [1, 2]]) {
        const pageToken = Buffer.from(JSON.stringify([print, key])).toString('base64url');
        const refused = calls().listPoolLeads({ poolId: 'filtered', pageSize: 1, pageToken }, as.ann);
        expect(await failureOf(refused)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
      }
      const other = calls().listPoolLeads({ poolId: 'filtered', region: 'Hesse', pageToken: nextPageToken }, as.ann);
      expect((await failureOf(other)).reason).toBe('PAGE_TOKEN_MISMATCH');
    });
  });

  describe('ClaimLead under a quota of the day', () => {
    const quotaLeads = async (pool: string, count: number) => {
      const leads = [];
      for (let index = 0; index < count; index += 1) {
        const leadId = await pooledLead();
        await move(leadId, pool);
        leads.push(leadId);
      }
      return leads as [string, string, string, ...string[]];
    };

    it('refuses more: DAILY_QUOTA; what was given back counts, what was not won does not', async () => {
      await makePool('two-a-day', { claimsPerDay: 2 });
      await at.makeRep('eve', 'south');
      const eve = await at.rep('eve', 'south');
      const [first, second, third, contested] = await quotaLeads('two-a-day', 4);
      await claim(contested ?? '', as.bob);
      expect((await failureOf(claim(contested ?? '', eve))).reason).toBe('ALREADY_CLAIMED');
      await claim(first, eve);
      await give(first, 3, eve).catch(() => give(first, 2, eve));
      await claim(second, eve);
      expect(await failureOf(claim(third, eve))).toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'DAILY_QUOTA',
        metadata: { limit: '2' },
      });
      expect((await calls().getPool({ poolId: 'two-a-day' }, eve)).allowance).toMatchObject({
        claimsToday: 2,
        claimsPerDay: 2,
      });
      // The quota is one of each rep and each pool.
      expect((await claim(third, as.ann)).ownership?.ownerId).toBe('ann');
      expect((await claim(await pooledLead(), eve)).ownership?.ownerId).toBe('eve');
    });

    it('counts in the days of the calendar of the team, and refuses when they cannot be told', async () => {
      work.setCalendar({ id: 'kiritimati', timeZone: 'Pacific/Kiritimati' });
      await at.makeTeam('isle', { parentId: 'asia', calendarId: 'kiritimati' });
      await at.makeRep('fay', 'isle');
      const fay = await at.rep('fay', 'isle');
      await makePool('one-a-day', { claimsPerDay: 1 }, { teamId: 'isle' });
      const [first, second] = [await pooledLead(), await pooledLead()];
      for (const leadId of [first, second]) await move(leadId, 'one-a-day', as.head);
      work.down = true;
      expect(await failureOf(claim(first, fay))).toMatchObject({ code: 'UNAVAILABLE', reason: 'CALENDAR_UNAVAILABLE' });
      expect(await openLeads('fay')).toBe(0);
      work.down = false;
      // Nobody waits again at once for an answer that did not come.
      await eventually(() =>
        claim(first, fay).then(
          () => true,
          () => false,
        ),
      );
      expect((await failureOf(claim(second, fay))).reason).toBe('DAILY_QUOTA');
      const holding = await at.service.connection
        .collection<{ _id: string; claims: object[] }>('holdings')
        .findOne({ _id: 'fay' });
      const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Kiritimati' }).format(new Date());
      expect(holding?.claims).toMatchObject([{ leadId: first, poolId: 'one-a-day', day }]);
    });
  });

  it('goes by what a lead is now: its value level and region', async () => {
    await makePool(
      'swabia',
      { maskedFields: ['phone'] },
      {
        regions: ['Swabia'],
        levelTerms: [
          assignment.LevelTerms.fromPartial({
            valueLevel: 'VALUE_LEVEL_HIGH' as never,
            terms: { maskedFields: ['display_name'], recycleDays: 9 },
          }),
        ],
      },
    );
    const leadId = await pooledLead();
    await move(leadId, 'swabia');
    expect(at.customer.copies.get(leadId)?.maskedFields).toEqual(['phone']);
    at.customer.changeLead(leadId, { valueLevel: 'VALUE_LEVEL_HIGH' });
    await eventually(() => at.customer.copies.get(leadId)?.maskedFields.join() === 'display_name');
    at.customer.changeLead(leadId, { region: 'Swabia' });
    await eventually(async () => (await read(leadId)).traits?.region === 'Swabia');
    await claim(leadId, as.ann);
    // The terms of its level, in the pool of its region.
    await eventually(async () => (await read(leadId)).recycleTime !== undefined);
    expect((await give(leadId, 2)).ownership?.poolId).toBe('swabia');
  });

  describe('a lost lead', () => {
    it('may be claimed again where a pool takes lost leads, and is told to customer as reopened', async () => {
      await makePool('second-chance', {}, { takesLost: true, regions: ['Saxony'] });
      const leadId = await pooledLead({ region: 'Saxony' });
      await claim(leadId, as.ann);
      const lost = (aggregateRevision: bigint) =>
        at.customer.emit('crm.customer.lead.lost.v1', leadId, {}, { aggregateRevision });
      lost(7n);
      await eventually(async () => (await read(leadId)).poolReason === 'lost');
      expect((await read(leadId)).ownership?.poolId).toBe('second-chance');
      expect((await failureOf(claim(leadId, as.ann))).reason).toBe('COOL_DOWN');
      await claim(leadId, as.bob);
      expect(at.customer.copies.get(leadId)).toMatchObject({ ownerId: 'bob', cycle: 3, reopenedCycle: 3 });
      // Told again, the old loss takes nothing from the new owner; a new one does.
      lost(7n);
      const mark = at.customer.addLead();
      await at.decided(mark);
      expect((await read(leadId)).ownership?.ownerId).toBe('bob');
      lost(9n);
      await eventually(async () => (await read(leadId)).poolReason === 'lost');
      expect((await history(leadId)).map(({ came }) => came)).toEqual([
        'lost',
        'claimed',
        'lost',
        'claimed',
        'no_eligible_rep',
      ]);
    });

    it('stays with its owner where no pool takes it', async () => {
      const leadId = await pooledLead({ region: 'Bremen' });
      await claim(leadId, as.ann);
      const { etag } = await read(leadId);
      at.customer.emit('crm.customer.lead.lost.v1', leadId, {});
      await eventually(async () => (await read(leadId)).etag !== etag);
      expect((await failureOf(give(leadId, 2))).reason).toBe('LEAD_CLOSED');
      expect((await read(leadId)).ownership?.ownerId).toBe('ann');
    });
  });

  describe('recycling', () => {
    const plans = () => at.service.connection.collection<{ _id: string; ownerId: string }>('recycle_plans');
    const warnings = async (leadId: string) => {
      const log = at.service.connection.collection('events');
      return log.countDocuments({ type: 'crm.assignment.lead.recycle_warned.v1', subject: leadId });
    };
    /** Lets so many days pass for a plan. */
    async function pass(leadId: string, days: number): Promise<void> {
      const earlier = (date: Date | undefined) => date && new Date(date.getTime() - days * DAY_MS);
      const plan = (await plans().findOne({ _id: leadId })) as unknown as Record<string, Date>;
      const moved = ['contactAt', 'protectedUntil', 'recycleAt', 'warnAt', 'dueAt'].flatMap((field) =>
        plan[field] ? [[field, earlier(plan[field])]] : [],
      );
      const ownerships = at.service.connection.collection<{ _id: string; since: Date }>('lead_ownerships');
      const since = earlier((await ownerships.findOne({ _id: leadId }))?.since);
      await ownerships.updateOne({ _id: leadId }, { $set: { since } });
      await plans().updateOne({ _id: leadId }, { $set: Object.fromEntries(moved) });
    }
    async function silentLead(region: string): Promise<string> {
      const leadId = await pooledLead({ region });
      await claim(leadId, as.ann);
      await eventually(async () => (await read(leadId)).recycleTime !== undefined);
      return leadId;
    }
    const inPool = async (leadId: string) => (await read(leadId)).ownership?.poolId !== '';

    beforeAll(async () => {
      await makePool('silent', { recycleDays: 10, warnDays: 3, exemptDraftOrders: true }, { regions: ['Baden'] });
      await makePool('guarded', { recycleDays: 2, protectionDays: 8 }, { regions: ['Thuringia'] });
    });

    it('warns the owner once, then takes the lead back once', async () => {
      const leadId = await silentLead('Baden');
      const { recycleTime } = await read(leadId);
      expect(Math.round(((recycleTime?.getTime() ?? 0) - Date.now()) / DAY_MS)).toBe(10);
      await pass(leadId, 8);
      await eventually(async () => (await warnings(leadId)) === 1);
      expect(await inPool(leadId)).toBe(false);
      await pass(leadId, 2);
      await eventually(() => inPool(leadId));
      expect(await read(leadId)).toMatchObject({
        poolReason: 'not_contacted',
        barredRepId: 'ann',
        ownership: { poolId: 'silent' },
      });
      expect(await warnings(leadId)).toBe(1);
      expect((await history(leadId))[0]).toMatchObject({ came: 'not_contacted', actor: 'service:assignment' });
    });

    it('begins anew with a contact, also with one that no event has told yet', async () => {
      const told = await silentLead('Baden');
      const before = (await read(told)).recycleTime?.getTime() ?? 0;
      work.contact(told, new Date(Date.now() + 60_000));
      await eventually(async () => ((await read(told)).recycleTime?.getTime() ?? 0) > before);
      const untold = await silentLead('Baden');
      await pass(untold, 11);
      work.contact(untold, new Date(), false);
      await eventually(async () => {
        const { recycleTime, ownership } = await read(untold);
        return ownership?.ownerId === 'ann' && (recycleTime?.getTime() ?? 0) > Date.now() + 9 * DAY_MS;
      });
      expect(await warnings(untold)).toBe(0);
    });

    it('spares a lead with an order in draft, and does nothing while nobody can tell', async () => {
      const drafted = await silentLead('Baden');
      work.drafts.add(drafted);
      await pass(drafted, 8);
      await eventually(async () => (await warnings(drafted)) === 1);
      await pass(drafted, 2);
      await eventually(async () => ((await read(drafted)).recycleTime?.getTime() ?? 0) > Date.now());
      expect(await inPool(drafted)).toBe(false);
      work.down = true;
      const unsure = await silentLead('Baden');
      await pass(unsure, 8);
      await new Promise((resolve) => setTimeout(resolve, 2500));
      expect(await warnings(unsure)).toBe(0);
      work.down = false;
      await eventually(async () => (await warnings(unsure)) === 1);
    });

    it('gives up no lead under the protection of its claim', async () => {
      const leadId = await silentLead('Thuringia');
      const { recycleTime, protectedUntil } = await read(leadId);
      // The lead was claimed out of the default pool, whose terms protect nothing.
      expect(protectedUntil).toBeUndefined();
      expect(Math.round(((recycleTime?.getTime() ?? 0) - Date.now()) / DAY_MS)).toBe(2);
      const guarded = await pooledLead({ region: 'Thuringia' });
      await move(guarded, 'guarded');
      const claimed = await claim(guarded, as.bob);
      await eventually(async () => (await read(guarded)).recycleTime !== undefined);
      expect((await read(guarded)).recycleTime).toEqual(claimed.protectedUntil);
      await plans().updateOne({ _id: guarded }, { $set: { dueAt: new Date(0), recycleAt: new Date(0) } });
      await eventually(() => inPool(guarded));
      expect((await read(guarded)).poolReason).toBe('protection_ended');
    });

    it('has nothing to do with customers who were dealt with, nor with a cycle that is over', async () => {
      const [dealt, passed] = [await silentLead('Baden'), await silentLead('Baden')];
      at.customer.emit('crm.customer.lead.converted.v1', dealt, {});
      await eventually(async () => (await read(dealt)).recycleTime === undefined);
      for (let days = 0; days < 20; days += 10) await pass(dealt, 10);
      await eventually(async () => !(await plans().findOne({ _id: dealt, dueAt: { $exists: true } })));
      expect((await read(dealt)).ownership?.ownerId).toBe('ann');
      await assign(passed, 'bob');
      await eventually(async () => (await plans().findOne({ _id: passed }))?.ownerId === 'bob');
      expect(await warnings(passed)).toBe(0);
    });

    it('plans anew when the terms change, for leads that were owned before', async () => {
      const leadId = await pooledLead({ region: 'Lusatia' });
      await claim(leadId, as.ann);
      expect((await read(leadId)).recycleTime).toBeUndefined();
      await makePool('lusatia', { recycleDays: 20 }, { regions: ['Lusatia'] });
      await eventually(async () => (await read(leadId)).recycleTime !== undefined);
      await calls().updatePool(
        { pool: { id: 'lusatia', etag: '1', terms: {} }, updateMask: ['terms'], requestId: randomUUID() },
        at.as.admin,
      );
      await eventually(async () => (await read(leadId)).recycleTime === undefined);
    });
  });
});
