import { randomUUID } from 'node:crypto';
import { assignment as proto } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import { admittedTo } from '../testing/contract';
import { Installation } from '../testing/installation';

const { CandidacyOutcome, WhatIfState } = proto;
const HOUR = 3_600_000;

describe('decisions by rules', () => {
  let at: Installation;
  const as = {} as Record<'ann' | 'bob' | 'cal' | 'southern' | 'northern' | 'head', (typeof at.as)['admin']>;
  beforeAll(async () => {
    at = await Installation.start(1);
    await at.makeTeam('asia');
    await at.makeTeam('south', { parentId: 'asia' });
    await at.makeTeam('north', { parentId: 'asia' });
    await at.makeRep('ann', 'south', { skills: ['pumps'], level: 3, languages: ['de', 'zh-cn'] });
    await at.makeRep('bob', 'south', { capacityWeight: 2 });
    await at.makeRep('cal', 'north');
    for (const [name, team] of [
      ['ann', 'south'],
      ['bob', 'south'],
      ['cal', 'north'],
    ] as const)
      as[name] = await at.rep(name, team);
    as.southern = await at.manager('ms', 'south');
    as.northern = await at.manager('mn', 'north');
    as.head = await at.manager('head', 'asia');
  });
  afterAll(() => at.stop());

  const calls = () => at.client.assignment;
  const rule = (overrides: Partial<proto.Rule> = {}) => ({
    id: 'r',
    condition: 'true',
    teamIds: ['south'],
    ...overrides,
  });
  const explain = (leadId: string, caller: (typeof at.as)['admin'], request: { repId?: string; cycle?: number } = {}) =>
    calls().explainDecision({ leadId, ...request }, caller);
  const fresh = async (attributes = {}, known = '') => {
    const leadId = at.customer.addLead(attributes, 'creator', known);
    return at.decided(leadId);
  };

  it.each([
    ['explainDecision', ['admin', 'manager', 'operator', 'rep', 'service']],
    ['listCandidacies', ['admin', 'manager', 'operator', 'rep', 'service']],
  ] as const)('%s is for the roles %j only, and for nobody without a good token', async (method, roles) => {
    expect(await admittedTo(at, calls()[method])).toEqual({ roles, nobody: Array(4).fill('UNAUTHENTICATED') });
  });

  it.each(['createWhatIf', 'getWhatIf', 'listWhatIfs', 'listWhatIfChanges'] as const)(
    '%s is for admins and managers only, and for nobody without a good token',
    async (method) => {
      const roles = ['admin', 'manager'];
      expect(await admittedTo(at, at.client.whatIfs[method])).toEqual({
        roles,
        nobody: Array(4).fill('UNAUTHENTICATED'),
      });
    },
  );

  describe('ExplainDecision', () => {
    it('tells the one who got it and the one who did not, without names to whom the lead is hidden', async () => {
      await at.publish([rule({ repCondition: 'rep.level >= 3 || rep.capacity_weight > 1.0' })], 'asia');
      const { leadId, ownership } = await fresh();
      expect(ownership?.ownerId).toBe('ann');
      expect(await explain(leadId, as.ann)).toMatchObject({
        repId: 'ann',
        outcome: CandidacyOutcome.CANDIDACY_OUTCOME_CHOSEN,
        ruleId: 'r',
        rank: 1,
        eligibleCount: 2,
        visible: true,
        balance: 'BALANCE_FEWEST_OPEN',
        chosen: { repId: 'ann', openLeads: 0, capacityWeight: 1 },
      });
      const bobs = await explain(leadId, as.bob);
      expect(bobs).toMatchObject({
        outcome: CandidacyOutcome.CANDIDACY_OUTCOME_NOT_DUE,
        rank: 2,
        visible: false,
        reason: '',
        own: { repId: 'bob', openLeads: 0, capacityWeight: 2 },
        chosen: { repId: '', openLeads: 0 },
      });
      expect(JSON.stringify(bobs, (_, value) => (typeof value === 'bigint' ? `${value}` : value))).not.toContain('ann');
      const byManager = await explain(leadId, as.southern, { repId: 'bob' });
      expect(byManager).toMatchObject({ visible: true, chosen: { repId: 'ann' } });
      expect(byManager.reason).toContain('among 2 eligible');
    });

    it('names why a rep could not have it', async () => {
      await at.publish([rule({ repCondition: '"pumps" in rep.skills' })], 'asia');
      const { leadId } = await fresh();
      expect(await explain(leadId, as.bob)).toMatchObject({
        outcome: CandidacyOutcome.CANDIDACY_OUTCOME_REJECTED,
        rejectedBecause: 'CONDITION',
        rank: 0,
        repCondition: '"pumps" in rep.skills',
      });
      expect((await explain(leadId, as.ann)).repCondition).toBe('');
      expect((await calls().getDecision({ leadId }, as.ann)).rejections).toEqual([
        { ruleId: 'r', reason: 'CONDITION', count: 1 },
      ]);
    });

    it('tells reps nothing of single other reps by what the rule asks for', async () => {
      const repCondition = 'rep.level >= 1 && rep.id == "ann"';
      await at.publish([rule({ repCondition })], 'asia');
      const { leadId } = await fresh();
      const bobs = await explain(leadId, as.bob);
      expect(bobs).toMatchObject({ rejectedBecause: 'CONDITION', repCondition: '' });
      expect(await explain(leadId, as.southern, { repId: 'bob' })).toMatchObject({ repCondition });
      const { candidacies } = await calls().listCandidacies({ pageSize: 1 }, as.bob);
      expect(candidacies).toMatchObject([{ leadId, repCondition: '' }]);
    });

    it('is no way to find leads, and nobody asks for others', async () => {
      const { leadId } = await fresh();
      expect((await failureOf(explain(leadId, as.cal))).code).toBe('NOT_FOUND');
      expect((await failureOf(explain(randomUUID(), as.ann))).code).toBe('NOT_FOUND');
      expect((await failureOf(explain(leadId, as.bob, { repId: 'ann' }))).code).toBe('PERMISSION_DENIED');
      expect((await failureOf(explain(leadId, as.northern, { repId: 'ann' }))).code).toBe('PERMISSION_DENIED');
      expect((await failureOf(explain(leadId, as.head, { repId: 'gone' }))).fields).toEqual(['rep_id']);
      const faults = await failureOf(explain('no', as.ann, { repId: 'A b', cycle: -1 }));
      expect(faults.fields.sort()).toEqual(['cycle', 'lead_id', 'rep_id']);
      expect((await failureOf(explain(leadId, at.as.admin))).fields).toEqual(['rep_id']);
    });
  });

  describe('ListCandidacies', () => {
    it('pages newest first through what looked at the rep', async () => {
      await at.publish([rule()], 'asia');
      const made = [await fresh(), await fresh(), await fresh()].map(({ leadId }) => leadId);
      const seen: proto.DecisionExplanation[] = [];
      for (let pageToken = ''; ; ) {
        const page = await calls().listCandidacies({ pageSize: 2, pageToken }, as.bob);
        seen.push(...page.candidacies);
        pageToken = page.nextPageToken;
        if (pageToken === '') break;
      }
      expect(seen.slice(0, 3).map(({ leadId }) => leadId)).toEqual([...made].reverse());
      expect(new Set(seen.map(({ leadId, cycle }) => `${leadId}:${cycle}`)).size).toBe(seen.length);
      expect((await calls().listCandidacies({}, as.cal)).candidacies).toEqual([]);
      const foreign = await calls().listCandidacies({ pageSize: 1 }, as.bob);
      const denied = await failureOf(calls().listCandidacies({ pageToken: foreign.nextPageToken }, as.ann));
      expect(denied.code).toBe('INVALID_ARGUMENT');
    });
  });

  describe('rules', () => {
    it('give a lead of a known customer to its owner, unless away', async () => {
      const set = {
        rules: [proto.Rule.fromPartial(rule({ repCondition: 'rep.id == "bob"' }))],
        fallbackTeamId: 'asia',
      };
      const { version } = await calls().createRuleSet(
        { ruleSet: { ...set, knownOwnerFirst: true }, requestId: randomUUID() },
        at.as.admin,
      );
      await calls().publishRuleSet({ version, requestId: randomUUID() }, at.as.admin);
      const known = await fresh();
      await calls().assignLead({ leadId: known.leadId, repId: 'cal', requestId: randomUUID() }, at.as.admin);
      expect((await fresh({}, known.leadId)).ownership?.ownerId).toBe('cal');
      const [from, to] = [new Date(Date.now() - HOUR), new Date(Date.now() + HOUR)];
      const { leaves } = await at.client.organization.addLeave(
        { repId: 'cal', leave: { from, to }, requestId: randomUUID() },
        at.as.admin,
      );
      const away = await fresh({}, known.leadId);
      expect(away.ownership?.ownerId).toBe('bob');
      expect((await calls().getDecision({ leadId: away.leadId }, as.bob)).rejections).toContainEqual({
        ruleId: 'known-owner',
        reason: 'ON_LEAVE',
        count: 1,
      });
      await at.client.organization.cancelLeave(
        { repId: 'cal', leaveId: leaves[0]?.id ?? '', requestId: randomUUID() },
        at.as.admin,
      );
    });

    it('keep to working hours that follow-up tells of', async () => {
      const shut = { timeZone: 'UTC', weekdays: [], holidayRegion: 'none' };
      const open = {
        ...shut,
        weekdays: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, slots: [{ from: '00:00', to: '24:00' }] })),
      };
      at.work.setCalendar({ id: 'shop', ...shut });
      const team = await at.client.organization.getTeam({ teamId: 'north' }, at.as.admin);
      await at.client.organization.updateTeam(
        { team: { ...team, calendarId: 'shop' }, updateMask: ['calendar_id'], requestId: randomUUID() },
        at.as.admin,
      );
      await at.publish([rule({ teamIds: ['north'], workingHoursOnly: true })], 'asia');
      await eventually(async () => (await fresh()).ownership?.ownerId === '');
      at.work.setCalendar({ id: 'shop', ...open });
      await eventually(async () => (await fresh()).ownership?.ownerId === 'cal');
    });

    it('let leads wait in the named pool: the highest priority first, then the oldest, as soon as a rep is free', async () => {
      const dee = await at.makeRep('dee', 'north', { dailyQuota: 1, territories: ['NZ'] });
      await at.publish(
        [
          rule({
            id: 'urgent',
            condition: 'lead.source == "urgent"',
            teamIds: ['north'],
            repCondition: 'rep.id == "dee"',
            waitSeconds: 600n,
            priority: 5,
            overflowTeamId: 'south',
          }),
          rule({
            id: 'usual',
            teamIds: ['north'],
            repCondition: 'rep.id == "dee"',
            waitSeconds: 600n,
            overflowTeamId: 'south',
          }),
        ],
        'asia',
      );
      const first = await fresh();
      expect(first.ownership?.ownerId).toBe('dee');
      const older = await fresh();
      expect(older).toMatchObject({ poolReason: 'no_eligible_rep', ownership: { poolId: 'pool-south', ownerId: '' } });
      expect(older.waitUntil?.getTime()).toBeGreaterThan(Date.now() + 500_000);
      const newer = await fresh();
      const urgent = await fresh({ source: 'urgent' });
      const quota = async (dailyQuota: number) => {
        const { etag } = await at.client.organization.getRep({ repId: 'dee' }, at.as.admin);
        await at.client.organization.updateRep(
          { rep: { ...dee, etag, dailyQuota }, updateMask: ['daily_quota'], requestId: randomUUID() },
          at.as.admin,
        );
      };
      const ownerOf = async ({ leadId }: { leadId: string }) =>
        (await calls().getOwnership({ leadId }, at.as.service)).ownership?.ownerId;
      await quota(2);
      await eventually(async () => (await ownerOf(urgent)) === 'dee');
      expect([await ownerOf(older), await ownerOf(newer)]).toEqual(['', '']);
      await quota(3);
      await eventually(async () => (await ownerOf(older)) === 'dee');
      expect(await ownerOf(newer)).toBe('');
      expect(await calls().getDecision({ leadId: older.leadId }, at.as.service)).toMatchObject({
        cycle: 2,
        ruleId: 'usual',
      });
      // Whoever waits can be claimed, and nobody gets it then.
      await at.client.pools.claimLead({ leadId: newer.leadId, requestId: randomUUID() }, as.bob);
      await quota(9);
      const later = await fresh();
      expect([later.ownership?.ownerId, await ownerOf(newer)]).toEqual(['dee', 'bob']);
    });
  });

  describe('what-ifs', () => {
    it('replay the past with a draft and tell who would have got what', async () => {
      const whatIfs = at.client.whatIfs;
      await at.publish([rule({ repCondition: 'rep.id == "ann"' })], 'asia');
      const leads = [await fresh({ source: 'fair' }), await fresh({ source: 'fair' }), await fresh({ source: 'web' })];
      const draft = await calls().createRuleSet(
        {
          ruleSet: {
            rules: [rule({ condition: 'lead.source == "fair"', repCondition: 'rep.id == "bob"' })],
            fallbackTeamId: 'asia',
          } as proto.RuleSet,
          requestId: randomUUID(),
        },
        as.head,
      );
      const create = (caller: (typeof at.as)['admin'], requestId = randomUUID()) =>
        whatIfs.createWhatIf({ ruleSetVersion: draft.version, days: 1, requestId }, caller);
      expect((await failureOf(create(as.southern))).code).toBe('PERMISSION_DENIED');
      const requestId = randomUUID();
      const begun = await create(as.head, requestId);
      expect(begun.state).toBe(WhatIfState.WHAT_IF_STATE_RUNNING);
      expect((await create(as.head, requestId)).id).toBe(begun.id);
      const done = await eventually(async () => {
        const found = await whatIfs.getWhatIf({ whatIfId: begun.id }, as.head);
        return found.state === WhatIfState.WHAT_IF_STATE_DONE ? found : undefined;
      });
      const { changes } = await whatIfs.listWhatIfChanges({ whatIfId: begun.id, pageSize: 500 }, as.head);
      const of = (leadId: string) => changes.find((change) => change.leadId === leadId);
      expect(of(leads[0]?.leadId ?? '')).toMatchObject({ ownerBefore: 'ann', ownerAfter: 'bob', ruleAfter: 'r' });
      expect(of(leads[2]?.leadId ?? '')).toMatchObject({ ownerBefore: 'ann', ownerAfter: '', ruleAfter: '' });
      expect(done.result?.changedCount).toBe(changes.length);
      const bob = done.result?.reps.find(({ repId }) => repId === 'bob');
      const gained = changes.filter(({ ownerAfter }) => ownerAfter === 'bob').length;
      const lost = changes.filter(({ ownerBefore }) => ownerBefore === 'bob').length;
      expect((bob?.leadsAfter ?? 0) - (bob?.leadsBefore ?? 0)).toBe(gained - lost);
      expect((await whatIfs.listWhatIfs({}, as.head)).whatIfs.map(({ id }) => id)).toContain(begun.id);
      expect((await whatIfs.listWhatIfs({}, as.southern)).whatIfs).toEqual([]);
      expect((await failureOf(whatIfs.getWhatIf({ whatIfId: begun.id }, as.southern))).code).toBe('NOT_FOUND');
    });

    it('name every fault and start nothing', async () => {
      const { whatIfs } = at.client;
      const faults = await failureOf(
        whatIfs.createWhatIf({ ruleSetVersion: 0, days: 400, requestId: 'x' }, at.as.admin),
      );
      expect(faults.fields.sort()).toEqual(['days', 'request_id', 'rule_set_version']);
      const unknown = await failureOf(
        whatIfs.createWhatIf({ ruleSetVersion: 9999, days: 1, requestId: randomUUID() }, at.as.admin),
      );
      expect(unknown.code).toBe('NOT_FOUND');
      expect((await failureOf(whatIfs.getWhatIf({ whatIfId: 'x' }, at.as.admin))).fields).toEqual(['what_if_id']);
    });
  });
});
