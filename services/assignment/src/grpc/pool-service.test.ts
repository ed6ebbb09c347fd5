import { randomUUID } from 'node:crypto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { admittedTo, ONE_COMMAND, repeatCommands, waitsForCustomer } from '../testing/contract';
import { Installation } from '../testing/installation';

const DAY_MS = 86_400_000;

describe('PoolService', () => {
  let at: Installation;
  /** Callers by what they are: ann and bob sell in south, cal in north; each team and the root have a manager. */
  const as = {} as Record<'ann' | 'bob' | 'cal' | 'southern' | 'northern' | 'head', CallOptions>;

  beforeAll(async () => {
    at = await Installation.start();
    await at.makeTeam('asia');
    await at.makeTeam('south', { parentId: 'asia' });
    await at.makeTeam('north', { parentId: 'asia' });
    for (const id of ['ann', 'bob', 'ms']) await at.makeRep(id, 'south');
    for (const id of ['cal', 'mn']) await at.makeRep(id, 'north');
    await at.makeRep('head', 'asia');
    as.ann = await at.rep('ann', 'south');
    as.bob = await at.rep('bob', 'south');
    as.cal = await at.rep('cal', 'north');
    as.southern = await at.manager('ms', 'south');
    as.northern = await at.manager('mn', 'north');
    as.head = await at.manager('head', 'asia');
    await at.publish([], 'south');
  });
  afterAll(() => at.stop());

  const calls = () => at.client.pools;
  const claim = (leadId: string, caller: CallOptions, repId = '', requestId: string = randomUUID()) =>
    calls().claimLead({ leadId, repId, requestId }, caller);
  const refusalOf = async (leadId: string, caller: CallOptions, repId = '') => {
    const { code, reason } = await failureOf(claim(leadId, caller, repId));
    return code === 'FAILED_PRECONDITION' ? reason : code;
  };
  const read = (leadId: string) => at.client.assignment.getOwnership({ leadId }, at.as.service);
  const openLeads = async (repId: string) => (await at.client.organization.getRep({ repId }, at.as.admin)).openLeads;
  const assign = (leadId: string, repId: string) =>
    at.client.assignment.assignLead({ leadId, repId, requestId: randomUUID() }, at.as.admin);
  const recycle = (leadId: string, cycle: number) =>
    at.client.assignment.recycleLead({ leadId, cycle, reason: 'returned', requestId: randomUUID() }, at.as.service);
  const addLeave = async (repId: string, fromMs: number, toMs: number) => {
    const leave = { from: new Date(Date.now() + fromMs), to: new Date(Date.now() + toMs) };
    const rep = await at.client.organization.addLeave({ repId, leave, requestId: randomUUID() }, at.as.admin);
    return rep.leaves.at(-1)?.id ?? '';
  };

  /** A lead in the pool of the south. */
  async function pooledLead(): Promise<string> {
    const leadId = at.customer.addLead();
    await at.decided(leadId);
    return leadId;
  }

  it.each([
    ['listPools', ['admin', 'manager', 'operator', 'rep', 'service']],
    ['listPoolLeads', ['admin', 'manager', 'operator', 'rep', 'service']],
    ['claimLead', ['admin', 'manager', 'rep']],
  ] as const)('%s is for the roles %j only, and for nobody without a good token', async (method, roles) => {
    expect(await admittedTo(at, calls()[method])).toEqual({ roles, nobody: Array(4).fill('UNAUTHENTICATED') });
  });

  it('carries a claim out once, also over a restart', async () => {
    const leadId = await pooledLead();
    const [anns, bobs] = [await openLeads('ann'), await openLeads('bob')];
    const outcomes = await repeatCommands(at, {
      claimLead: (requestId, body, caller) => claim(leadId, caller, body === 1 ? 'ann' : 'bob', requestId),
    });
    expect(outcomes.claimLead).toEqual(ONE_COMMAND);
    expect((await read(leadId)).ownership).toMatchObject({ ownerId: 'ann', cycle: 2 });
    expect([await openLeads('ann'), await openLeads('bob')]).toEqual([anns + 1, bobs]);
  });

  describe('ListPools', () => {
    const poolsOf = async (caller: CallOptions) => (await calls().listPools({}, caller)).pools.map(({ id }) => id);

    it('answers the pools that the caller may see', async () => {
      const all = ['pool-asia', 'pool-north', 'pool-south'];
      const operator = await at.person({ sub: 'operator', roles: ['operator'] });
      for (const caller of [as.head, at.as.admin, at.as.service, operator]) expect(await poolsOf(caller)).toEqual(all);
      for (const caller of [as.ann, as.southern]) expect(await poolsOf(caller)).toEqual(['pool-south']);
      for (const caller of [as.cal, as.northern]) expect(await poolsOf(caller)).toEqual(['pool-north']);
      for (const roles of [['rep'], ['manager'], []] as const) {
        expect(await poolsOf(await at.person({ sub: 'stranger', roles: [...roles] }))).toEqual([]);
      }
    });

    it('counts the open leads in them', async () => {
      const count = async () => {
        const { pools } = await calls().listPools({}, as.ann);
        expect(pools[0]).toMatchObject({ name: 'pools/pool-south', teamId: 'south' });
        return pools[0]?.leadCount ?? 0;
      };
      const before = await count();
      const [taken, lost] = [await pooledLead(), await pooledLead()];
      expect(await count()).toBe(before + 2);
      await claim(taken, as.ann);
      expect(await count()).toBe(before + 1);
      at.customer.emit('crm.customer.lead.lost.v1', lost, {});
      await eventually(async () => (await count()) === before);
    });
  });

  describe('ListPoolLeads', () => {
    const page = (request: { poolId?: string; pageSize?: number; pageToken?: string }, caller = as.ann) =>
      calls().listPoolLeads({ poolId: 'pool-south', ...request }, caller);
    const pages = async (pageSize: number, caller = as.ann) => {
      const ids: string[] = [];
      let pageToken = '';
      do {
        const { leads, nextPageToken } = await page({ pageSize, pageToken }, caller);
        ids.push(...leads.map(({ leadId }) => leadId));
        pageToken = nextPageToken;
      } while (pageToken !== '');
      return ids;
    };

    it('pages longest waiting first, without gaps', async () => {
      const late = await pooledLead();
      const added = [await pooledLead(), await pooledLead(), await pooledLead()];
      // Whoever comes back into the pool waits from then on.
      await assign(late, 'ann');
      await recycle(late, 2);
      const ids = await pages(2);
      expect(ids.filter((id) => [...added, late].includes(id))).toEqual([...added, late]);
      expect(new Set(ids).size).toBe(ids.length);
      const { leads } = await page({ pageSize: 200 });
      expect(leads.map(({ leadId }) => leadId)).toEqual(ids);
      const times = leads.map(({ poolTime }) => poolTime?.getTime() ?? 0);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(await pages(3, as.head)).toEqual(ids);
      await claim(added[0] ?? '', as.bob);
      expect(await pages(2)).toEqual(ids.filter((id) => id !== added[0]));
    });

    it('shows no pool of another team, nor that there is one', async () => {
      const nobody = await at.person({ sub: 'stranger', roles: [] });
      expect(await failureOf(page({}, nobody))).toMatchObject({ code: 'PERMISSION_DENIED' });
      for (const caller of [as.cal, as.northern]) {
        expect(await failureOf(page({}, caller))).toMatchObject({ code: 'NOT_FOUND', reason: 'POOL_NOT_FOUND' });
      }
      for (const poolId of ['pool-gone', 'south', '']) {
        expect(await failureOf(page({ poolId }, at.as.admin))).toMatchObject({ code: 'NOT_FOUND' });
      }
    });

    it('takes no foreign token', async () => {
      await pooledLead();
      await pooledLead();
      const { nextPageToken: pageToken } = await page({ pageSize: 1 });
      for (const wrong of [
        () => page({ pageToken }, as.bob),
        () => page({ pageToken, poolId: 'pool-north' }),
        () => page({ pageToken: 'damaged' }),
      ]) {
        expect(await failureOf(wrong())).toMatchObject({
          code: 'INVALID_ARGUMENT',
          reason: 'PAGE_TOKEN_MISMATCH',
          fields: ['page_token'],
        });
      }
      expect((await failureOf(page({ pageSize: -1 }))).fields).toEqual(['page_size']);
    });
  });

  describe('ClaimLead', () => {
    it('begins a cycle, takes a place and keeps both decisions', async () => {
      const leadId = await pooledLead();
      const held = await openLeads('ann');
      const claimed = await claim(leadId, as.ann);
      expect(claimed).toMatchObject({
        leadId,
        poolReason: '',
        ownership: { ownerId: 'ann', teamId: 'south', poolId: '', cycle: 2 },
      });
      expect(claimed.poolTime).toBeUndefined();
      expect(at.customer.copies.get(leadId)).toMatchObject({
        ownerId: 'ann',
        cycle: 2,
        revision: claimed.ownership?.revision,
      });
      expect(await openLeads('ann')).toBe(held + 1);
      const { decisions } = await at.client.assignment.listDecisions({ leadId }, as.ann);
      expect(decisions.map(({ kind }) => kind)).toEqual(['DECISION_KIND_CLAIM', 'DECISION_KIND_RULES']);
    });

    it('hands customer the copy before it answers', async () => {
      const leadId = await pooledLead();
      expect(await waitsForCustomer(at, () => claim(leadId, as.ann))).toBe(true);
    });

    it('names every fault and writes nothing', async () => {
      const leadId = await pooledLead();
      const before = await read(leadId);
      const faulty = calls().claimLead({ leadId: 'no', repId: '_', requestId: 'no' }, as.ann);
      expect((await failureOf(faulty)).fields).toEqual(['request_id', 'lead_id', 'rep_id']);
      expect((await failureOf(claim(leadId, at.as.admin))).fields).toEqual(['rep_id']);
      expect((await failureOf(claim(leadId, at.as.admin, 'gone'))).fields).toEqual(['rep_id']);
      expect(await failureOf(claim(randomUUID(), as.ann))).toMatchObject({
        code: 'NOT_FOUND',
        reason: 'LEAD_NOT_FOUND',
      });
      expect(await read(leadId)).toEqual(before);
    });

    it('is for the caller, or for a rep of the tree that a manager names', async () => {
      const leadId = await pooledLead();
      const before = await read(leadId);
      expect(await refusalOf(leadId, as.bob, 'ann')).toBe('PERMISSION_DENIED');
      expect(await refusalOf(leadId, as.northern, 'ann')).toBe('PERMISSION_DENIED');
      expect(await refusalOf(leadId, await at.rep('ghost', 'south'))).toBe('PERMISSION_DENIED');
      expect(await read(leadId)).toEqual(before);
      expect((await claim(leadId, as.southern, 'ann')).ownership?.ownerId).toBe('ann');
      expect((await claim(await pooledLead(), as.head, 'bob')).ownership?.ownerId).toBe('bob');
      expect((await claim(await pooledLead(), at.as.admin, 'bob')).ownership?.ownerId).toBe('bob');
      expect((await claim(await pooledLead(), as.southern)).ownership?.ownerId).toBe('ms');
    });

    it('refuses a lead that somebody has: ALREADY_CLAIMED, or NOT_FOUND out of sight', async () => {
      const leadId = await pooledLead();
      const claimed = await claim(leadId, as.ann);
      expect(await refusalOf(leadId, as.bob)).toBe('ALREADY_CLAIMED');
      expect(await refusalOf(leadId, as.ann)).toBe('ALREADY_CLAIMED');
      expect(await refusalOf(leadId, as.cal)).toBe('NOT_FOUND');
      expect(await read(leadId)).toEqual(claimed);
    });

    it('refuses what lies in no pool: NOT_IN_POOL', async () => {
      const given = await pooledLead();
      await assign(given, 'ann');
      expect(await refusalOf(given, as.ann)).toBe('NOT_IN_POOL');
      const over = await pooledLead();
      const { etag } = await read(over);
      at.customer.emit('crm.customer.lead.lost.v1', over, {});
      await eventually(async () => (await read(over)).etag !== etag);
      expect(await refusalOf(over, as.ann)).toBe('NOT_IN_POOL');
    });

    it('refuses members of other teams: NOT_MEMBER', async () => {
      const leadId = await pooledLead();
      const before = await read(leadId);
      expect(await refusalOf(leadId, as.cal)).toBe('NOT_MEMBER');
      expect(await refusalOf(leadId, as.head)).toBe('NOT_MEMBER');
      expect(await read(leadId)).toEqual(before);
    });

    it('refuses a rep who is not active: REP_INACTIVE', async () => {
      const leadId = await pooledLead();
      const { etag } = await at.makeRep('idle', 'south');
      await at.client.organization.updateRep(
        { rep: { id: 'idle', etag, active: false }, updateMask: ['active'], requestId: randomUUID() },
        at.as.admin,
      );
      expect(await refusalOf(leadId, await at.rep('idle', 'south'))).toBe('REP_INACTIVE');
      expect(await openLeads('idle')).toBe(0);
    });

    it('refuses a rep who is on leave: REP_ON_LEAVE, and no longer when the leave is taken back', async () => {
      const leadId = await pooledLead();
      await at.makeRep('away', 'south');
      const away = await at.rep('away', 'south');
      await addLeave('away', DAY_MS, 2 * DAY_MS);
      await claim(await pooledLead(), away);
      await at.makeRep('off', 'south');
      const off = await at.rep('off', 'south');
      const leaveId = await addLeave('off', -DAY_MS, DAY_MS);
      const requestId = randomUUID();
      expect(await failureOf(claim(leadId, off, '', requestId))).toMatchObject({ reason: 'REP_ON_LEAVE' });
      expect(await openLeads('off')).toBe(0);
      await at.client.organization.cancelLeave({ repId: 'off', leaveId, requestId: randomUUID() }, at.as.admin);
      // A refusal is not remembered: the very same command may succeed later.
      expect((await claim(leadId, off, '', requestId)).ownership?.ownerId).toBe('off');
    });

    it('refuses the former owner until the cool-down is over: COOL_DOWN', async () => {
      const leadId = await pooledLead();
      await claim(leadId, as.ann);
      const { barredUntil } = await recycle(leadId, 2);
      expect(await failureOf(claim(leadId, as.ann))).toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'COOL_DOWN',
        metadata: { until: barredUntil?.toISOString() },
      });
      expect((await claim(leadId, as.bob)).ownership).toMatchObject({ ownerId: 'bob', cycle: 3 });
      await at.makeTeam('short', { parentId: 'asia', poolPolicy: { coolDownSeconds: 1n, holdingLimit: 5 } });
      await at.makeRep('dan', 'short');
      const dan = await at.rep('dan', 'short');
      const own = await pooledLead();
      await assign(own, 'dan');
      await recycle(own, 2);
      await eventually(() => claim(own, dan).catch(() => undefined));
      expect((await read(own)).ownership).toMatchObject({ ownerId: 'dan', cycle: 3 });
    });

    it('refuses more than the holding limit: HOLDING_LIMIT, until a place is free', async () => {
      await at.makeTeam('tight', { parentId: 'asia', poolPolicy: { coolDownSeconds: 60n, holdingLimit: 1 } });
      for (const id of ['eve', 'fay']) await at.makeRep(id, 'tight');
      const eve = await at.rep('eve', 'tight');
      const leads = [await pooledLead(), await pooledLead()] as const;
      for (const leadId of leads) {
        await assign(leadId, 'fay');
        await recycle(leadId, 2);
      }
      await claim(leads[0], eve);
      expect(await failureOf(claim(leads[1], eve))).toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'HOLDING_LIMIT',
        metadata: { limit: '1' },
      });
      expect(await openLeads('eve')).toBe(1);
      at.customer.emit('crm.customer.lead.converted.v1', leads[0], {});
      await eventually(async () => (await openLeads('eve')) === 0);
      expect((await claim(leads[1], eve)).ownership?.ownerId).toBe('eve');
      expect(await openLeads('eve')).toBe(1);
    });
  });
});
