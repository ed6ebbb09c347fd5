import { randomUUID } from 'node:crypto';
import { assignment as proto } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { admittedTo, ONE_COMMAND, repeatCommands, waitsForCustomer } from '../testing/contract';
import { Installation } from '../testing/installation';

const RULE_READERS = ['admin', 'manager', 'operator', 'service'];
const EVERYBODY = ['admin', 'manager', 'operator', 'rep', 'service'];

describe('AssignmentService', () => {
  let at: Installation;
  /** Callers by what they are: ann and bob sell in south, cal in north; each team and the root have a manager. */
  const as = {} as Record<'ann' | 'bob' | 'cal' | 'southern' | 'northern' | 'head' | 'operator', CallOptions>;

  beforeAll(async () => {
    at = await Installation.start(2);
    await at.makeTeam('asia');
    await at.makeTeam('south', { parentId: 'asia' });
    await at.makeTeam('north', { parentId: 'asia' });
    await at.makeRep('ann', 'south', { skills: ['pumps'] });
    await at.makeRep('bob', 'south');
    await at.makeRep('cal', 'north');
    as.ann = await at.rep('ann', 'south');
    as.bob = await at.rep('bob', 'south');
    as.cal = await at.rep('cal', 'north');
    as.southern = await at.manager('ms', 'south');
    as.northern = await at.manager('mn', 'north');
    as.head = await at.manager('head', 'asia');
    as.operator = await at.person({ sub: 'operator', roles: ['operator'] });
  });
  afterAll(() => at.stop());

  const calls = () => at.client.assignment;
  const assign = (leadId: string, repId: string, caller = at.as.admin, etag = '') =>
    calls().assignLead({ leadId, repId, etag, requestId: randomUUID() }, caller);
  const recycle = (leadId: string, cycle: number, reason = 'returned', caller = at.as.service) =>
    calls().recycleLead({ leadId, cycle, reason, requestId: randomUUID() }, caller);
  const read = (leadId: string, caller = at.as.service) => calls().getOwnership({ leadId }, caller);
  const openLeads = async (repId: string) => (await at.client.organization.getRep({ repId }, at.as.admin)).openLeads;

  /** A lead in the root's pool, where it comes while no rules are published. */
  async function pooledLead(): Promise<string> {
    const leadId = at.customer.addLead();
    await at.decided(leadId);
    return leadId;
  }
  async function leadOf(repId: string): Promise<string> {
    const leadId = await pooledLead();
    await assign(leadId, repId);
    return leadId;
  }

  it.each([
    ['createRuleSet', ['admin', 'manager']],
    ['publishRuleSet', ['admin', 'manager']],
    ['getRuleSet', RULE_READERS],
    ['listRuleSets', RULE_READERS],
    ['getDecision', EVERYBODY],
    ['listDecisions', EVERYBODY],
    ['getOwnership', EVERYBODY],
    ['assignLead', ['admin', 'manager']],
    ['takeOverCustomers', ['service']],
    ['recycleLead', ['admin', 'manager', 'rep', 'service']],
  ] as const)('%s is for the roles %j only, and for nobody without a good token', async (method, roles) => {
    expect(await admittedTo(at, calls()[method])).toEqual({ roles, nobody: Array(4).fill('UNAUTHENTICATED') });
  });

  it('carries each command out once, also over a restart', async () => {
    const [given, returned] = [await pooledLead(), await leadOf('bob')];
    const [first, second] = [await draft({ description: 'first' }), await draft({ description: 'second' })];
    const outcomes = await repeatCommands(at, {
      createRuleSet: (requestId, body, caller) =>
        calls().createRuleSet({ ruleSet: { fallbackTeamId: 'asia', description: `${body}` }, requestId }, caller),
      publishRuleSet: (requestId, body, caller) =>
        calls().publishRuleSet({ version: body === 1 ? first.version : second.version, requestId }, caller),
      assignLead: (requestId, body, caller) =>
        calls().assignLead({ leadId: given, repId: body === 1 ? 'ann' : 'bob', requestId }, caller),
      recycleLead: (requestId, body, caller) =>
        calls().recycleLead(
          { leadId: returned, cycle: 2, reason: body === 1 ? 'returned' : 'released', requestId },
          caller,
        ),
    });
    for (const [method, outcome] of Object.entries(outcomes)) expect([method, outcome]).toEqual([method, ONE_COMMAND]);
    expect((await read(given)).ownership).toMatchObject({ ownerId: 'ann', cycle: 2 });
    expect(await read(returned)).toMatchObject({ poolReason: 'returned', ownership: { ownerId: '', cycle: 2 } });
  });

  const draft = (ruleSet: Partial<proto.RuleSet> = {}) =>
    calls().createRuleSet({ ruleSet: { fallbackTeamId: 'asia', ...ruleSet }, requestId: randomUUID() }, at.as.admin);
  const rule = (overrides: Partial<proto.Rule> = {}) =>
    proto.Rule.fromPartial({ id: 'r', condition: 'lead.country == "XX"', teamIds: ['south'], ...overrides });
  const allRuleSets = async () => calls().listRuleSets({ pageSize: 100 }, at.as.admin);

  describe('CreateRuleSet', () => {
    it('answers a draft under the next version', async () => {
      const before = await draft();
      const made = await draft({
        description: 'Pumps',
        rules: [
          rule({ repCondition: '"pumps" in rep.skills' }),
          rule({ id: 's', balance: proto.Balance.BALANCE_ROUND_ROBIN }),
          rule({
            id: 'w',
            balance: proto.Balance.BALANCE_CAPACITY_WEIGHT,
            workingHoursOnly: true,
            waitSeconds: 3600n,
            priority: 7,
            overflowTeamId: 'north',
          }),
        ],
        knownOwnerFirst: true,
      });
      expect(made).toMatchObject({
        name: `ruleSets/${before.version + 1}`,
        version: before.version + 1,
        state: 'RULE_SET_STATE_DRAFT',
        description: 'Pumps',
        rules: [
          { balance: 'BALANCE_FEWEST_OPEN', repCondition: '"pumps" in rep.skills' },
          { balance: 'BALANCE_ROUND_ROBIN' },
          { workingHoursOnly: true, waitSeconds: 3600n, priority: 7, overflowTeamId: 'north' },
        ],
        knownOwnerFirst: true,
      });
      expect(made.publishTime).toBeUndefined();
      expect(await calls().getRuleSet({ version: made.version }, at.as.admin)).toEqual(made);
    });

    it('names every fault by rule and position, and writes nothing', async () => {
      const before = await allRuleSets();
      const rules = [
        rule({ condition: 'lead.county == "DE"' }),
        rule({ condition: 'lead.country ==', repCondition: 'rep.open_leads' }),
        rule({ id: '', condition: '', teamIds: [] }),
        rule({ id: 's', condition: `lead.city == "${'x'.repeat(2000)}"`, teamIds: Array(101).fill('south') }),
        rule({ id: 't', condition: 'rep.id == "ann"', balance: proto.Balance.UNRECOGNIZED }),
        rule({ id: 'u', waitSeconds: -1n, priority: 10, overflowTeamId: '_' }),
      ];
      const ruleSet = proto.RuleSet.fromPartial({
        name: 'ruleSets/1',
        version: 1,
        state: proto.RuleSetState.RULE_SET_STATE_PUBLISHED,
        createTime: new Date(),
        publishTime: new Date(),
        fallbackTeamId: '_',
        description: 'x'.repeat(501),
        rules,
      });
      const failure = await failureOf(calls().createRuleSet({ ruleSet, requestId: 'no' }, at.as.admin));
      expect(failure.code).toBe('INVALID_ARGUMENT');
      expect(failure.fields.sort()).toEqual([
        'request_id',
        'rule_set.create_time',
        'rule_set.description',
        'rule_set.fallback_team_id',
        'rule_set.name',
        'rule_set.publish_time',
        'rule_set.rules[0].condition',
        'rule_set.rules[1].condition',
        'rule_set.rules[1].id',
        'rule_set.rules[1].rep_condition',
        'rule_set.rules[2].condition',
        'rule_set.rules[2].id',
        'rule_set.rules[2].team_ids',
        'rule_set.rules[3].condition',
        'rule_set.rules[3].team_ids',
        'rule_set.rules[4].balance',
        'rule_set.rules[4].condition',
        'rule_set.rules[5].overflow_team_id',
        'rule_set.rules[5].priority',
        'rule_set.rules[5].wait_seconds',
        'rule_set.state',
        'rule_set.version',
      ]);
      const positioned = failure.faults.filter(({ field }) => /rules\[[014]\]\.(rep_)?condition/.test(field));
      for (const { description } of positioned) expect(description).toMatch(/^at \d+: /);
      expect(
        (await failureOf(draft({ rules: Array.from({ length: 201 }, (_, id) => rule({ id: `${id}` })) }))).fields,
      ).toEqual(['rule_set.rules']);
      expect(
        (await failureOf(draft({ fallbackTeamId: 'gone', rules: [rule({ teamIds: ['south', 'gone'] })] }))).fields,
      ).toEqual(['rule_set.fallback_team_id', 'rule_set.rules[0].team_ids[1]']);
      const hopeless = [
        rule({ teamIds: ['asia'] }),
        rule({ id: 's', repCondition: 'lead.country in rep.territories && "cranes" in rep.skills' }),
        rule({ id: 't', repCondition: 'lead.country in rep.territories && rep.open_leads < 0' }),
      ];
      const { faults } = await failureOf(draft({ rules: hopeless }));
      expect(faults).toEqual([
        { field: 'rule_set.rules[0].team_ids', description: 'have no active rep with a capacity weight above 0' },
        {
          field: 'rule_set.rules[1].team_ids',
          description: 'have no rep who meets rep_condition, whatever the lead',
        },
      ]);
      expect((await failureOf(calls().createRuleSet({ requestId: 'no' }, at.as.admin))).fields).toEqual([
        'request_id',
        'rule_set',
      ]);
      expect(await allRuleSets()).toEqual(before);
    });

    it('lets managers write rules for their own tree only, as long as those in force are theirs too', async () => {
      const write = (caller: (typeof at.as)['admin'], ruleSet: Partial<proto.RuleSet>) =>
        calls().createRuleSet({ ruleSet: { rules: [rule()], ...ruleSet }, requestId: randomUUID() }, caller);
      const northern = await failureOf(write(as.northern, { fallbackTeamId: 'north' }));
      expect(northern.code).toBe('PERMISSION_DENIED');
      expect((await failureOf(write(as.southern, { fallbackTeamId: 'asia' }))).code).toBe('PERMISSION_DENIED');
      const made = await write(as.head, { fallbackTeamId: 'asia' });
      expect(
        (await failureOf(calls().publishRuleSet({ version: made.version, requestId: randomUUID() }, as.southern))).code,
      ).toBe('PERMISSION_DENIED');
    });

    it('numbers drafts without gaps that two instances save at once', async () => {
      const { version } = await draft();
      const made = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          at.clients[index % 2]!.assignment.createRuleSet(
            { ruleSet: { fallbackTeamId: 'asia' }, requestId: randomUUID() },
            at.as.admin,
          ),
        ),
      );
      expect(made.map((each) => each.version).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 10 }, (_, index) => version + 1 + index),
      );
    });
  });

  describe('PublishRuleSet, GetRuleSet and ListRuleSets', () => {
    const publish = (version: number, requestId = randomUUID()) =>
      calls().publishRuleSet({ version, requestId }, at.as.admin);
    const get = (version: number, caller = at.as.admin) => calls().getRuleSet({ version }, caller);

    it('have one version in force; the former one is kept and can come back', async () => {
      const [first, second] = [await draft(), await draft()];
      const published = await publish(first.version);
      expect(published).toMatchObject({ version: first.version, state: 'RULE_SET_STATE_PUBLISHED' });
      expect(await get(0, as.southern)).toEqual(published);
      await publish(second.version);
      expect(await get(0, as.operator)).toMatchObject({ version: second.version });
      expect(await get(first.version)).toMatchObject({
        state: 'RULE_SET_STATE_RETIRED',
        publishTime: published.publishTime,
      });
      expect(await publish(first.version)).toMatchObject({ state: 'RULE_SET_STATE_PUBLISHED' });
      const { ruleSets } = await allRuleSets();
      const inForce = ruleSets.filter(({ state }) => state === proto.RuleSetState.RULE_SET_STATE_PUBLISHED);
      expect(inForce.map(({ version }) => version)).toEqual([first.version]);
    });

    it('do not carry out again a repeated publication that once changed nothing', async () => {
      const [first, second] = [await draft(), await draft()];
      await publish(first.version);
      const requestId = randomUUID();
      await publish(first.version, requestId);
      await publish(second.version);
      await publish(first.version, requestId);
      expect(await get(0)).toMatchObject({ version: second.version });
    });

    it('refuse versions that are wrong or unknown, and leave the rules in force', async () => {
      const before = await get(0);
      expect((await failureOf(calls().publishRuleSet({ version: 0, requestId: 'no' }, at.as.admin))).fields).toEqual([
        'request_id',
        'version',
      ]);
      expect(await failureOf(publish(9999))).toMatchObject({ code: 'NOT_FOUND', reason: 'RULE_SET_NOT_FOUND' });
      expect(await failureOf(get(9999))).toMatchObject({ code: 'NOT_FOUND' });
      expect((await failureOf(get(-1))).fields).toEqual(['version']);
      expect(await get(0)).toEqual(before);
    });

    it('page newest first, and take no foreign token', async () => {
      while ((await allRuleSets()).ruleSets.length < 5) await draft();
      const versions: number[] = [];
      let pageToken = '';
      do {
        const page = await calls().listRuleSets({ pageSize: 2, pageToken }, at.as.admin);
        versions.push(...page.ruleSets.map(({ version }) => version));
        pageToken = page.nextPageToken;
      } while (pageToken !== '');
      expect(versions).toEqual((await allRuleSets()).ruleSets.map(({ version }) => version));
      expect(versions).toEqual([...versions].sort((a, b) => b - a));
      const { nextPageToken } = await calls().listRuleSets({ pageSize: 1 }, at.as.admin);
      expect(await failureOf(calls().listRuleSets({ pageToken: nextPageToken }, as.operator))).toMatchObject({
        code: 'INVALID_ARGUMENT',
        reason: 'PAGE_TOKEN_MISMATCH',
      });
      expect((await failureOf(calls().listRuleSets({ pageSize: -1 }, at.as.admin))).fields).toEqual(['page_size']);
    });
  });

  describe('GetOwnership, GetDecision and ListDecisions', () => {
    const SEEN = 'seen';
    async function sight(leadId: string): Promise<Record<string, string>> {
      const callers = { ...as, admin: at.as.admin, service: at.as.service };
      const outcomes: Record<string, string> = {};
      for (const [name, caller] of Object.entries(callers)) {
        const codes = await Promise.all(
          [
            calls().getOwnership({ leadId }, caller),
            calls().getDecision({ leadId }, caller),
            calls().listDecisions({ leadId }, caller),
          ].map((call) =>
            call.then(
              () => SEEN,
              async (error: unknown) => (await failureOf(Promise.reject(error))).reason,
            ),
          ),
        );
        expect(new Set(codes).size).toBe(1);
        outcomes[name] = codes[0] as string;
      }
      return outcomes;
    }
    const ALWAYS = { operator: SEEN, admin: SEEN, service: SEEN, head: SEEN };
    const hidden = 'LEAD_NOT_FOUND';

    it('show an owned lead to its owner and the managers above', async () => {
      expect(await sight(await leadOf('ann'))).toEqual({
        ...ALWAYS,
        ann: SEEN,
        southern: SEEN,
        bob: hidden,
        cal: hidden,
        northern: hidden,
      });
    });

    it('show a pooled lead to the whole team', async () => {
      const leadId = await leadOf('ann');
      await recycle(leadId, 2);
      expect(await sight(leadId)).toEqual({
        ...ALWAYS,
        ann: SEEN,
        bob: SEEN,
        southern: SEEN,
        cal: hidden,
        northern: hidden,
      });
    });

    it('follow the lead into another tree', async () => {
      const leadId = await leadOf('ann');
      await assign(leadId, 'cal', as.head);
      expect(await sight(leadId)).toEqual({
        ...ALWAYS,
        cal: SEEN,
        northern: SEEN,
        ann: hidden,
        bob: hidden,
        southern: hidden,
      });
    });

    it('show nothing to a person without a team or a rep', async () => {
      const leadId = await leadOf('ann');
      for (const roles of [['rep'], ['manager'], []] as const) {
        const stranger = await at.person({ sub: 'stranger', roles: [...roles] });
        expect(await failureOf(read(leadId, stranger))).toMatchObject({ code: 'NOT_FOUND' });
      }
    });

    it('name every fault, and answer NOT_FOUND for what is not there', async () => {
      expect((await failureOf(read('no'))).fields).toEqual(['lead_id']);
      expect((await failureOf(calls().getDecision({ leadId: 'no', cycle: -1 }, as.ann))).fields).toEqual([
        'lead_id',
        'cycle',
      ]);
      expect((await failureOf(calls().listDecisions({ leadId: 'no' }, as.ann))).fields).toEqual(['lead_id']);
      const unknown = randomUUID();
      expect(await failureOf(read(unknown))).toMatchObject({ code: 'NOT_FOUND', reason: 'LEAD_NOT_FOUND' });
      const leadId = await leadOf('ann');
      expect((await failureOf(calls().listDecisions({ leadId, pageSize: -1 }, as.ann))).fields).toEqual(['page_size']);
      expect(await failureOf(calls().getDecision({ leadId, cycle: 3 }, as.ann))).toMatchObject({
        code: 'NOT_FOUND',
        reason: 'DECISION_NOT_FOUND',
      });
    });

    it('keep every decision and page through them newest first', async () => {
      const leadId = await leadOf('ann');
      for (const repId of ['bob', 'ann', 'bob', 'ann']) await assign(leadId, repId);
      const cycles: number[] = [];
      let pageToken = '';
      do {
        const page = await calls().listDecisions({ leadId, pageSize: 4, pageToken }, as.ann);
        cycles.push(...page.decisions.map(({ cycle }) => cycle));
        pageToken = page.nextPageToken;
      } while (pageToken !== '');
      expect(cycles).toEqual([6, 5, 4, 3, 2, 1]);
      const first = await calls().getDecision({ leadId, cycle: 1 }, as.ann);
      expect(first).toMatchObject({
        name: `decisions/${leadId}:1`,
        kind: 'DECISION_KIND_RULES',
        ownerId: '',
        teamId: 'asia',
        poolId: 'pool-asia',
        actor: 'service:assignment',
      });
      expect(JSON.parse(first.inputsJson)).toMatchObject({ country: 'DE', productLine: 'pumps' });
      expect(await calls().getDecision({ leadId }, as.ann)).toMatchObject({
        cycle: 6,
        kind: 'DECISION_KIND_MANUAL',
        ownerId: 'ann',
        actor: 'admin-1',
      });
      const { nextPageToken } = await calls().listDecisions({ leadId, pageSize: 1 }, as.ann);
      const other = await leadOf('ann');
      for (const wrong of [
        () => calls().listDecisions({ leadId, pageToken: nextPageToken }, as.southern),
        () => calls().listDecisions({ leadId: other, pageToken: nextPageToken }, as.ann),
      ]) {
        expect(await failureOf(wrong())).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'PAGE_TOKEN_MISMATCH' });
      }
    });
  });

  describe('AssignLead', () => {
    it('begins a cycle and moves the place', async () => {
      const leadId = await leadOf('ann');
      const [anns, bobs] = [await openLeads('ann'), await openLeads('bob')];
      const given = await assign(leadId, 'bob', as.southern);
      expect(given).toMatchObject({
        leadId,
        poolReason: '',
        barredRepId: '',
        ownership: { ownerId: 'bob', teamId: 'south', teamPath: ['asia', 'south'], poolId: '', cycle: 3 },
      });
      expect(at.customer.copies.get(leadId)).toMatchObject({
        ownerId: 'bob',
        cycle: 3,
        revision: given.ownership?.revision,
      });
      expect([await openLeads('ann'), await openLeads('bob')]).toEqual([anns - 1, bobs + 1]);
      expect(await read(leadId, as.bob)).toEqual(given);
    });

    it('hands customer the copy before it answers', async () => {
      const leadId = await leadOf('ann');
      expect(await waitsForCustomer(at, () => assign(leadId, 'bob'))).toBe(true);
    });

    it('refuses a stale etag with ABORTED and writes nothing', async () => {
      const leadId = await leadOf('ann');
      const { etag } = await read(leadId);
      const after = await assign(leadId, 'bob', at.as.admin, etag);
      const held = await openLeads('ann');
      expect(await failureOf(assign(leadId, 'ann', at.as.admin, etag))).toMatchObject({
        code: 'ABORTED',
        reason: 'STALE_ETAG',
      });
      expect(await read(leadId)).toEqual(after);
      expect(await openLeads('ann')).toBe(held);
    });

    it('is for managers whose tree holds the lead and the rep', async () => {
      const leadId = await leadOf('ann');
      const before = await read(leadId);
      expect(await failureOf(assign(leadId, 'cal', as.northern))).toMatchObject({
        code: 'NOT_FOUND',
        reason: 'LEAD_NOT_FOUND',
      });
      expect(await failureOf(assign(leadId, 'cal', as.southern))).toMatchObject({ code: 'PERMISSION_DENIED' });
      expect(await failureOf(assign(leadId, 'bob', as.bob))).toMatchObject({ code: 'PERMISSION_DENIED' });
      expect(await read(leadId)).toEqual(before);
      expect((await assign(leadId, 'cal', as.head)).ownership).toMatchObject({ ownerId: 'cal', teamId: 'north' });
    });

    it('names every fault and every refusal, and writes nothing', async () => {
      const leadId = await leadOf('ann');
      const before = await read(leadId);
      const faulty = calls().assignLead({ leadId: 'no', repId: '_', requestId: 'no' }, at.as.admin);
      expect((await failureOf(faulty)).fields).toEqual(['request_id', 'lead_id', 'rep_id']);
      expect((await failureOf(assign(leadId, 'gone'))).fields).toEqual(['rep_id']);
      expect(await failureOf(assign(leadId, 'ann'))).toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'SAME_OWNER',
      });
      const idle = await at.makeRep('idle', 'south');
      await at.client.organization.updateRep(
        { rep: { id: 'idle', etag: idle.etag, active: false }, updateMask: ['active'], requestId: randomUUID() },
        at.as.admin,
      );
      expect(await failureOf(assign(leadId, 'idle'))).toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'REP_INACTIVE',
      });
      expect(await failureOf(assign(randomUUID(), 'ann'))).toMatchObject({ code: 'NOT_FOUND' });
      expect(await read(leadId)).toEqual(before);
      expect(await openLeads('idle')).toBe(0);
    });

    it('gives a lead to one of two reps whom two instances name on one etag', async () => {
      const leadId = await leadOf('cal');
      const { etag } = await read(leadId);
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          at.clients[index % 2]!.assignment.assignLead(
            { leadId, repId: index % 2 === 0 ? 'ann' : 'bob', etag, requestId: randomUUID() },
            at.as.admin,
          ).then(
            () => 'won',
            async (error: unknown) => (await failureOf(Promise.reject(error))).reason,
          ),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'STALE_ETAG')).toHaveLength(9);
      expect((await read(leadId)).ownership).toMatchObject({ cycle: 3 });
    });
  });

  describe('RecycleLead', () => {
    it('pools the lead, bars the former owner and frees the place', async () => {
      const leadId = await leadOf('ann');
      const held = await openLeads('ann');
      const pooled = await recycle(leadId, 2, 'first_contact_missed');
      expect(pooled).toMatchObject({
        poolReason: 'first_contact_missed',
        barredRepId: 'ann',
        ownership: { ownerId: '', teamId: 'south', poolId: 'pool-south', cycle: 2 },
      });
      const coolDownMs = (pooled.barredUntil?.getTime() ?? 0) - (pooled.poolTime?.getTime() ?? 0);
      expect(coolDownMs).toBe(604_800_000);
      expect(at.customer.copies.get(leadId)).toMatchObject({ ownerId: '', poolId: 'pool-south', cycle: 2 });
      expect(await openLeads('ann')).toBe(held - 1);
    });

    it('hands customer the copy before it answers', async () => {
      const leadId = await leadOf('ann');
      expect(await waitsForCustomer(at, () => recycle(leadId, 2))).toBe(true);
    });

    it('finds a cycle that is over already done', async () => {
      const leadId = await leadOf('ann');
      const pooled = await recycle(leadId, 2);
      expect(await recycle(leadId, 2, 'released')).toEqual(pooled);
      const taken = await assign(leadId, 'bob');
      expect(await recycle(leadId, 2, 'first_contact_missed')).toEqual(taken);
      expect(await read(leadId)).toEqual(taken);
    });

    it('is for services, the owner, and managers above', async () => {
      for (const caller of [as.ann, as.southern, as.head, at.as.admin]) {
        const leadId = await leadOf('ann');
        expect((await recycle(leadId, 2, 'returned', caller)).ownership?.poolId).toBe('pool-south');
      }
      const leadId = await leadOf('ann');
      const before = await read(leadId);
      for (const stranger of [as.bob, as.cal, as.northern]) {
        expect(await failureOf(recycle(leadId, 2, 'returned', stranger))).toMatchObject({
          code: 'NOT_FOUND',
          reason: 'LEAD_NOT_FOUND',
        });
      }
      expect(await read(leadId)).toEqual(before);
    });

    it('names every fault and writes nothing', async () => {
      const leadId = await leadOf('ann');
      const before = await read(leadId);
      const faulty = { leadId: 'no', cycle: 0, reason: 'no_eligible_rep', requestId: 'no' };
      expect((await failureOf(calls().recycleLead(faulty, at.as.service))).fields).toEqual([
        'request_id',
        'lead_id',
        'cycle',
        'reason',
      ]);
      expect((await failureOf(recycle(leadId, 3))).fields).toEqual(['cycle']);
      expect(await failureOf(recycle(randomUUID(), 1))).toMatchObject({ code: 'NOT_FOUND' });
      expect(await read(leadId)).toEqual(before);
    });

    it('leaves a lead that is over with its owner, and says so to a person', async () => {
      const leadId = await leadOf('ann');
      const { etag } = await read(leadId);
      at.customer.emit('crm.customer.lead.converted.v1', leadId, {});
      const closed = await eventually(async () => {
        const found = await read(leadId);
        return found.etag === etag ? undefined : found;
      });
      expect(await recycle(leadId, 2, 'first_contact_missed')).toEqual(closed);
      expect(await failureOf(recycle(leadId, 2, 'returned', as.ann))).toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'LEAD_CLOSED',
      });
      expect(await read(leadId)).toEqual(closed);
    });
  });

  describe('TakeOverCustomers', () => {
    const takeOver = (customers: Partial<proto.CustomerTakeOver>[], withinTeamId = '', validateOnly = false) =>
      calls().takeOverCustomers(
        {
          customers: customers.map((each) => proto.CustomerTakeOver.fromPartial(each)),
          withinTeamId,
          importer: 'user-mona',
          validateOnly,
        },
        at.as.service,
      );

    it('records whose they are without a clock or a place in a holding, once', async () => {
      const before = await openLeads('ann');
      const ids = [randomUUID(), randomUUID()];
      const [owned, pooled] = ids as [string, string];
      const request = [
        { customerId: owned, ownerId: 'ann' },
        { customerId: pooled, teamId: 'south' },
      ];
      const first = await takeOver(request);
      expect(first.customers).toMatchObject([
        {
          customerId: owned,
          fault: '',
          ownership: { ownerId: 'ann', teamPath: ['asia', 'south'], cycle: 1, poolId: '' },
        },
        { customerId: pooled, fault: '', ownership: { ownerId: '', teamId: 'south', poolId: 'pool-south', cycle: 1 } },
      ]);
      const again = await Promise.all([takeOver(request), takeOver(request)]);
      for (const answer of again) expect(answer).toEqual(first);
      // Whoever has an owner keeps it.
      expect((await takeOver([{ customerId: owned, ownerId: 'bob' }])).customers).toEqual([first.customers[0]]);
      expect(await openLeads('ann')).toBe(before);
      expect(await calls().getDecision({ leadId: owned, cycle: 1 }, at.as.admin)).toMatchObject({
        kind: proto.DecisionKind.DECISION_KIND_IMPORT,
        ownerId: 'ann',
        actor: 'user-mona',
      });
      expect((await read(pooled)).poolReason).toBe('imported');
    });

    it('answers what cannot be taken one by one, and writes nothing of it', async () => {
      const ids = Array.from({ length: 4 }, () => randomUUID());
      const answer = await takeOver(
        [
          { customerId: ids[0], ownerId: 'nobody' },
          { customerId: ids[1], teamId: 'nowhere' },
          { customerId: ids[2], ownerId: 'cal' },
          { customerId: ids[3], ownerId: 'ann' },
        ],
        'south',
      );
      expect(answer.customers.map(({ fault }) => fault)).toEqual([
        'there is no rep nobody',
        'there is no team nowhere',
        'cal is not within the teams of the importer',
        '',
      ]);
      for (const id of ids.slice(0, 3)) expect((await failureOf(read(id as string))).code).toBe('NOT_FOUND');
    });

    it('only validates when asked to', async () => {
      const ids = [randomUUID(), randomUUID()];
      const answer = await takeOver(
        [
          { customerId: ids[0], ownerId: 'ann' },
          { customerId: ids[1], ownerId: 'nobody' },
        ],
        '',
        true,
      );
      expect(answer.customers).toMatchObject([{ fault: '' }, { fault: 'there is no rep nobody' }]);
      expect(answer.customers[0]?.ownership).toBeUndefined();
      expect((await failureOf(read(ids[0] as string))).code).toBe('NOT_FOUND');
    });

    it('names every fault of the request', async () => {
      const faulty = await failureOf(
        calls().takeOverCustomers(
          proto.TakeOverCustomersRequest.fromPartial({ customers: [{ customerId: 'x' }] }),
          at.as.service,
        ),
      );
      expect(faulty.fields.sort()).toEqual(['customers[0].customer_id', 'customers[0].owner_id', 'importer']);
      expect((await failureOf(takeOver(Array(501).fill({})))).fields).toEqual(['customers']);
    });
  });
});
