import { randomUUID } from 'node:crypto';
import { assignment } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { admittedTo, ONE_COMMAND, repeatCommands } from '../testing/contract';
import { Installation } from '../testing/installation';

const { Claimers, PoolState } = assignment;
const EVERYBODY = ['admin', 'manager', 'operator', 'rep', 'service'];

describe('PoolService: settings', () => {
  let at: Installation;
  const as = {} as Record<'ann' | 'cal' | 'eve' | 'southern' | 'northern' | 'head', CallOptions>;

  beforeAll(async () => {
    // The sweep comes at the start only: what it does is tested where it is wanted.
    at = await Installation.start(1, { POOL_SWEEP_SECONDS: 3600 });
    await at.makeTeam('asia');
    await at.makeTeam('south', { parentId: 'asia' });
    await at.makeTeam('north', { parentId: 'asia' });
    await at.makeRep('ann', 'south', { skills: ['pumps'] });
    await at.makeRep('cal', 'north');
    await at.makeRep('eve', 'north');
    as.ann = await at.rep('ann', 'south');
    as.cal = await at.rep('cal', 'north');
    as.eve = await at.rep('eve', 'north');
    as.southern = await at.manager('ms', 'south');
    as.northern = await at.manager('mn', 'north');
    as.head = await at.manager('head', 'asia');
    await at.publish([], 'south');
  });
  afterAll(() => at.stop());

  const calls = () => at.client.pools;
  const create = (pool: Partial<assignment.Pool>, caller = as.southern, requestId: string = randomUUID()) =>
    calls().createPool(
      { pool: assignment.Pool.fromPartial({ teamId: 'south', displayName: 'A pool', ...pool }), requestId },
      caller,
    );
  const get = (poolId: string, caller = as.southern) => calls().getPool({ poolId }, caller);
  const update = (
    pool: Partial<assignment.Pool>,
    updateMask: string[],
    caller = as.southern,
    requestId: string = randomUUID(),
  ) => calls().updatePool({ pool: assignment.Pool.fromPartial(pool), updateMask, requestId }, caller);
  const close = (
    poolId: string,
    etag: string,
    moveToPoolId = '',
    caller = as.southern,
    requestId: string = randomUUID(),
  ) => calls().closePool({ poolId, etag, moveToPoolId, requestId }, caller);
  const move = (leadId: string, poolId: string) =>
    calls().moveToPool({ leadId, poolId, reason: 'It fits there.', requestId: randomUUID() }, at.as.admin);
  const read = (leadId: string) => at.client.assignment.getOwnership({ leadId }, at.as.service);
  const terms = (some: Partial<assignment.PoolTerms>) => assignment.PoolTerms.fromPartial(some);
  async function pooledLead(): Promise<string> {
    const leadId = at.customer.addLead();
    await at.decided(leadId);
    return leadId;
  }

  it.each([
    ['createPool', ['admin', 'manager']],
    ['getPool', EVERYBODY],
    ['updatePool', ['admin', 'manager']],
    ['closePool', ['admin', 'manager']],
  ] as const)('%s is for the roles %j only, and for nobody without a good token', async (method, roles) => {
    expect(await admittedTo(at, calls()[method])).toEqual({ roles, nobody: Array(4).fill('UNAUTHENTICATED') });
  });

  it('carries commands out once, also over a restart', async () => {
    await create({ id: 'twice-u' });
    await create({ id: 'twice-c' });
    const outcomes = await repeatCommands(at, {
      createPool: (requestId, body, caller) => create({ id: 'twice', displayName: `Twice ${body}` }, caller, requestId),
      updatePool: (requestId, body, caller) =>
        update({ id: 'twice-u', etag: '1', displayName: `Changed ${body}` }, ['display_name'], caller, requestId),
      updateDefault: (requestId, body, caller) =>
        update({ id: 'pool-north', etag: '1', displayName: `North ${body}` }, ['display_name'], caller, requestId),
      closePool: (requestId, body, caller) => close('twice-c', '1', body === 1 ? '' : 'pool-south', caller, requestId),
    });
    expect(outcomes).toEqual({
      createPool: ONE_COMMAND,
      updatePool: ONE_COMMAND,
      updateDefault: ONE_COMMAND,
      closePool: ONE_COMMAND,
    });
  });

  describe('CreatePool', () => {
    it('makes a pool with its terms, which everybody in sight reads', async () => {
      const made = await create({
        id: 'bavaria',
        displayName: 'Bavaria 巴伐利亚',
        regions: ['Bavaria'],
        productLines: ['pumps'],
        takesLost: true,
        terms: terms({ recycleDays: 30, warnDays: 3, claimsPerDay: 5, maskedFields: ['phone', 'display_name'] }),
      });
      expect(made).toMatchObject({
        name: 'pools/bavaria',
        teamId: 'south',
        state: PoolState.POOL_STATE_OPEN,
        etag: '1',
        terms: { recycleDays: 30, warnDays: 3, claimsPerDay: 5, claimers: Claimers.CLAIMERS_TEAM },
      });
      for (const caller of [as.ann, as.head, at.as.admin, at.as.service]) {
        expect(await get('bavaria', caller)).toMatchObject({ displayName: 'Bavaria 巴伐利亚', takesLost: true });
      }
      for (const caller of [as.cal, as.northern]) {
        expect(await failureOf(get('bavaria', caller))).toMatchObject({ code: 'NOT_FOUND', reason: 'POOL_NOT_FOUND' });
      }
      expect((await failureOf(create({ id: 'bavaria' }))).code).toBe('ALREADY_EXISTS');
    });

    it('names every fault and writes nothing', async () => {
      const faulty = calls().createPool(
        {
          pool: assignment.Pool.fromPartial({
            id: 'pool-mine',
            etag: '1',
            state: PoolState.POOL_STATE_OPEN,
            regions: [''],
            terms: {
              recycleDays: 400,
              warnDays: -1,
              claimers: Claimers.CLAIMERS_NAMED,
              holdingLimit: 2000,
              coolDownSeconds: -1n,
              maskedFields: ['phone', 'nothing', 'shoe size'],
            },
            levelTerms: [{ terms: { claimerRepIds: ['ann'] } }, { terms: { warnDays: 3, recycleDays: 3 } }],
          }),
          requestId: 'no',
        },
        as.southern,
      );
      expect((await failureOf(faulty)).fields).toEqual([
        'request_id',
        'pool.etag',
        'pool.state',
        'pool.team_id',
        'pool.display_name',
        'pool.id',
        'pool.regions[0]',
        'pool.terms.recycle_days',
        'pool.terms.holding_limit',
        'pool.terms.warn_days',
        'pool.terms.cool_down_seconds',
        'pool.terms.claimer_rep_ids',
        'pool.terms.masked_fields[2]',
        'pool.terms.masked_fields',
        'pool.level_terms[0].terms.claimer_rep_ids',
        'pool.level_terms[1].value_level',
        'pool.level_terms[1].terms.warn_days',
      ]);
      const named = terms({ claimers: Claimers.CLAIMERS_NAMED, claimerRepIds: ['ann', 'nobody'] });
      expect((await failureOf(create({ id: 'named', terms: named }))).fields).toEqual([
        'pool.terms.claimer_rep_ids[1]',
      ]);
      expect((await failureOf(create({ id: 'named', teamId: 'gone' }))).fields).toEqual(['pool.team_id']);
      expect((await failureOf(create({ id: 'named' }, as.northern))).code).toBe('PERMISSION_DENIED');
      expect((await failureOf(get('named', at.as.admin))).code).toBe('NOT_FOUND');
    });
  });

  describe('GetPool and ListPools', () => {
    it('tell what a rep may still claim', async () => {
      await create({ id: 'skilled', terms: terms({ requiredSkills: ['chinese'], claimsPerDay: 7, holdingLimit: 9 }) });
      const { allowance } = await get('skilled', as.ann);
      expect(allowance).toEqual({ refusal: 'NOT_ALLOWED', claimsToday: 0, claimsPerDay: 7, held: 0, holdingLimit: 9 });
      expect((await get('pool-south', as.ann)).allowance).toMatchObject({
        refusal: '',
        claimsPerDay: 0,
        holdingLimit: 200,
      });
      expect((await get('skilled', at.as.admin)).allowance).toBeUndefined();
    });

    it('show a pool also to those of other teams who may claim out of it', async () => {
      await create({
        id: 'invited',
        terms: terms({ claimers: Claimers.CLAIMERS_NAMED, claimerRepIds: ['cal'] }),
      });
      await create({ id: 'for-the-tree', teamId: 'asia', terms: terms({ claimers: Claimers.CLAIMERS_TREE }) }, as.head);
      const seenBy = async (caller: CallOptions) => (await calls().listPools({}, caller)).pools.map(({ id }) => id);
      expect(await seenBy(as.cal)).toEqual(['for-the-tree', 'invited', 'pool-north']);
      expect(await seenBy(as.eve)).toEqual(['for-the-tree', 'pool-north']);
      const leadId = await pooledLead();
      await move(leadId, 'invited');
      const { leads } = await calls().listPoolLeads({ poolId: 'invited' }, as.cal);
      expect(leads.map((lead) => lead.leadId)).toEqual([leadId]);
      expect((await failureOf(calls().listPoolLeads({ poolId: 'invited' }, as.eve))).code).toBe('NOT_FOUND');
      const claimed = await calls().claimLead({ leadId, requestId: randomUUID() }, as.cal);
      // Whoever takes it takes it into the own team, whose manager is to see it.
      expect(claimed.ownership).toMatchObject({ ownerId: 'cal', teamId: 'north', teamPath: ['asia', 'north'] });
    });
  });

  describe('UpdatePool', () => {
    it('changes what the mask names, also of a default pool that had no record', async () => {
      const before = await get('pool-asia', as.head);
      const changed = await update(
        { id: 'pool-asia', etag: before.etag, takesLost: true, displayName: 'ignored' },
        ['takes_lost'],
        as.head,
      );
      expect(changed).toMatchObject({ takesLost: true, displayName: '', etag: '2' });
      expect(await get('pool-asia', as.head)).toMatchObject({ takesLost: true, etag: '2' });
      expect(await failureOf(update({ id: 'pool-asia', etag: '1' }, ['takes_lost'], as.head))).toMatchObject({
        code: 'ABORTED',
      });
    });

    it('names every fault and writes nothing', async () => {
      await create({ id: 'kept' });
      const before = await get('kept');
      expect((await failureOf(update({ id: '' }, [], at.as.admin))).fields).toEqual([
        'update_mask',
        'pool.id',
        'pool.etag',
      ]);
      expect((await failureOf(update({ id: 'kept', etag: '1' }, ['team_id']))).fields).toEqual(['update_mask']);
      expect((await failureOf(update({ id: 'kept', etag: '9', displayName: 'x' }, ['display_name']))).code).toBe(
        'ABORTED',
      );
      expect((await failureOf(update({ id: 'gone', etag: '1', displayName: 'x' }, ['display_name']))).code).toBe(
        'NOT_FOUND',
      );
      const narrow = update({ id: 'pool-south', etag: (await get('pool-south')).etag, regions: ['Bavaria'] }, [
        'regions',
      ]);
      expect((await failureOf(narrow)).fields).toEqual(['pool.regions']);
      const byOther = update({ id: 'kept', etag: '1', displayName: 'x' }, ['display_name'], as.northern);
      expect((await failureOf(byOther)).code).toBe('NOT_FOUND');
      expect(await get('kept')).toEqual(before);
    });

    it('hands customer the new masks of the leads that lie in the pool', async () => {
      const { etag } = await create({ id: 'masking' });
      const leadId = await pooledLead();
      await move(leadId, 'masking');
      expect(at.customer.copies.get(leadId)).toMatchObject({ poolId: 'masking', maskedFields: [] });
      await update({ id: 'masking', etag, terms: terms({ maskedFields: ['contacts'] }) }, ['terms']);
      await eventually(() => at.customer.copies.get(leadId)?.maskedFields.join() === 'contacts');
    });
  });

  describe('ClosePool', () => {
    it('is refused with leads inside, or moves them by name', async () => {
      const { etag } = await create({ id: 'closing' });
      await create({ id: 'next' });
      const leadId = await pooledLead();
      await move(leadId, 'closing');
      expect(await failureOf(close('closing', etag))).toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'POOL_NOT_EMPTY',
        metadata: { leads: '1' },
      });
      expect((await get('closing')).state).toBe(PoolState.POOL_STATE_OPEN);
      expect(await close('closing', etag, 'next')).toMatchObject({
        state: PoolState.POOL_STATE_CLOSED,
        movedToPoolId: 'next',
      });
      expect(await read(leadId)).toMatchObject({ ownership: { poolId: 'next' }, poolReason: 'moved' });
      expect((await calls().listPools({}, as.southern)).pools.map(({ id }) => id)).not.toContain('closing');
      expect((await get('closing')).leadCount).toBe(0);
    });

    it('names every fault and writes nothing', async () => {
      const { etag } = await create({ id: 'staying' });
      const faulty = calls().closePool({ poolId: '_', moveToPoolId: '_', requestId: 'no' }, as.southern);
      expect((await failureOf(faulty)).fields).toEqual(['request_id', 'pool_id', 'etag', 'move_to_pool_id']);
      for (const target of ['gone', 'staying', 'pool-north']) {
        expect((await failureOf(close('staying', etag, target))).fields).toEqual(['move_to_pool_id']);
      }
      expect((await failureOf(close('staying', '9'))).code).toBe('ABORTED');
      expect((await failureOf(close('staying', etag, '', as.northern))).code).toBe('NOT_FOUND');
      const home = await get('pool-south');
      expect((await failureOf(close('pool-south', home.etag))).reason).toBe('DEFAULT_POOL');
      expect((await get('staying')).etag).toBe(etag);
    });

    it('leaves nothing to be done in it: no claim, no change, no lead; what was left in it is moved', async () => {
      const { etag } = await create({ id: 'closed' });
      await close('closed', etag);
      const leadId = await pooledLead();
      const refused = await failureOf(move(leadId, 'closed'));
      expect(refused).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'POOL_CLOSED' });
      expect((await failureOf(close('closed', '2'))).reason).toBe('POOL_CLOSED');
      expect((await failureOf(update({ id: 'closed', etag: '2', displayName: 'x' }, ['display_name']))).reason).toBe(
        'POOL_CLOSED',
      );
      // As if it had come in at the very moment of closing.
      const ownerships = at.service.connection.collection<{ _id: string }>('lead_ownerships');
      await ownerships.updateOne({ _id: leadId }, { $set: { poolId: 'closed' } });
      const claim = await failureOf(calls().claimLead({ leadId, requestId: randomUUID() }, as.ann));
      expect(claim).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'POOL_CLOSED' });
      await at.removeInstance();
      await at.addInstance();
      await eventually(async () => (await read(leadId)).ownership?.poolId === 'pool-south');
    });
  });
});
