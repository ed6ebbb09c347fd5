import { randomUUID } from 'node:crypto';
import { assignment as proto } from '@fairlead/proto';
import { failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { admittedTo, ONE_COMMAND, repeatCommands } from '../testing/contract';
import { Installation } from '../testing/installation';

const HOUR_MS = 3_600_000;
const EVERYBODY = ['admin', 'manager', 'operator', 'rep', 'service'];
const day = (number: number) => new Date(Date.UTC(2030, 0, number));

describe('OrganizationService', () => {
  let at: Installation;
  let head: CallOptions;
  let southern: CallOptions;
  let northern: CallOptions;
  let ann: CallOptions;

  beforeAll(async () => {
    at = await Installation.start();
    await at.makeTeam('asia');
    await at.makeTeam('south', { parentId: 'asia' });
    await at.makeTeam('north', { parentId: 'asia' });
    for (const [id, team] of [
      ['head', 'asia'],
      ['ms', 'south'],
      ['mn', 'north'],
      ['ann', 'south'],
    ] as const) {
      await at.makeRep(id, team);
    }
    head = await at.manager('head', 'asia');
    southern = await at.manager('ms', 'south');
    northern = await at.manager('mn', 'north');
    ann = await at.rep('ann', 'south');
  });
  afterAll(() => at.stop());

  const calls = () => at.client.organization;
  const newId = (prefix: string) => `${prefix}-${randomUUID().slice(0, 8)}`;
  const getTeam = (teamId: string) => calls().getTeam({ teamId }, ann);
  const getRep = (repId: string) => calls().getRep({ repId }, ann);

  it.each([
    ['createTeam', ['admin', 'manager']],
    ['getTeam', EVERYBODY],
    ['listTeams', EVERYBODY],
    ['updateTeam', ['admin', 'manager']],
    ['createRep', ['admin', 'manager']],
    ['getRep', EVERYBODY],
    ['listReps', EVERYBODY],
    ['updateRep', ['admin', 'manager']],
    ['addLeave', ['admin', 'manager']],
    ['cancelLeave', ['admin', 'manager']],
  ] as const)('%s is for the roles %j only, and for nobody without a good token', async (method, roles) => {
    expect(await admittedTo(at, calls()[method])).toEqual({ roles, nobody: Array(4).fill('UNAUTHENTICATED') });
  });

  it('tells a partner of no team but the own, and of no rep but themselves', async () => {
    await at.makeTeam('dealers', { parentId: 'asia' });
    await at.makeRep('pia', 'dealers');
    await at.makeRep('pam', 'dealers');
    const pia = await at.person({ sub: 'user-pia', roles: ['partner'], rep: 'pia', team: 'dealers' });
    expect((await calls().listReps({}, pia)).reps.map(({ id }) => id)).toEqual(['pia']);
    expect((await calls().listReps({ teamId: 'south' }, pia)).reps).toEqual([]);
    expect((await calls().listTeams({}, pia)).teams.map(({ id }) => id)).toEqual(['dealers']);
    expect((await calls().getRep({ repId: 'pia' }, pia)).teamId).toBe('dealers');
    expect((await calls().getTeam({ teamId: 'dealers' }, pia)).id).toBe('dealers');
    for (const other of [calls().getRep({ repId: 'pam' }, pia), calls().getTeam({ teamId: 'south' }, pia)])
      expect((await failureOf(other)).code).toBe('NOT_FOUND');
  });

  it('carries each command out once, also over a restart', async () => {
    const [team, rep] = [newId('t'), newId('r')];
    await at.makeTeam('office', { parentId: 'asia' });
    const { etag: teamEtag } = await getTeam('office');
    const { etag: repEtag } = await at.makeRep('olga', 'office');
    await at.makeRep('otto', 'office');
    const leaveId = (await addLeave('otto', day(1), day(2))).leaves[0]?.id ?? '';
    const name = (body: number) => ({ displayName: `Name ${body}` });
    const outcomes = await repeatCommands(at, {
      createTeam: (requestId, body, as) => calls().createTeam({ team: { id: team, ...name(body) }, requestId }, as),
      updateTeam: (requestId, body, as) =>
        calls().updateTeam(
          { team: { id: 'office', etag: teamEtag, ...name(body) }, updateMask: ['display_name'], requestId },
          as,
        ),
      createRep: (requestId, body, as) =>
        calls().createRep({ rep: { id: rep, teamId: 'office', ...name(body) }, requestId }, as),
      updateRep: (requestId, body, as) =>
        calls().updateRep(
          { rep: { id: 'olga', etag: repEtag, ...name(body) }, updateMask: ['display_name'], requestId },
          as,
        ),
      addLeave: (requestId, body, as) =>
        calls().addLeave({ repId: 'olga', leave: { from: day(body), to: day(body + 1) }, requestId }, as),
      cancelLeave: (requestId, body, as) =>
        calls().cancelLeave({ repId: 'otto', leaveId: body === 1 ? leaveId : randomUUID(), requestId }, as),
    });
    for (const [method, outcome] of Object.entries(outcomes)) expect([method, outcome]).toEqual([method, ONE_COMMAND]);
    expect((await getRep('olga')).leaves).toHaveLength(1);
    expect((await getRep('otto')).leaves).toEqual([]);
  });

  it('lets a request id create one record only, whatever its id', async () => {
    const requestId = randomUUID();
    const create = (id: string) => calls().createTeam({ team: { id, displayName: 'One' }, requestId }, at.as.admin);
    const [first, second] = [newId('t'), newId('t')];
    await create(first);
    expect(await failureOf(create(second))).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'REQUEST_ID_REUSED' });
    expect(await failureOf(getTeam(second))).toMatchObject({ code: 'NOT_FOUND' });
  });

  describe('CreateTeam', () => {
    const create = (team: Partial<proto.Team>, as = at.as.admin) =>
      calls().createTeam({ team: { displayName: 'A team', ...team }, requestId: randomUUID() }, as);

    it('answers the team with its path, its defaults and its pool', async () => {
      const id = newId('t');
      const made = await create({ id, parentId: 'south', managerId: 'ms', calendarId: 'cn' });
      expect(made).toMatchObject({
        name: `teams/${id}`,
        path: ['asia', 'south', id],
        managerId: 'ms',
        calendarId: 'cn',
        poolPolicy: { coolDownSeconds: 604_800n, holdingLimit: 200 },
      });
      expect(made.etag).not.toBe('');
      expect(await getTeam(id)).toEqual(made);
      const { pools } = await at.client.pools.listPools({}, at.as.admin);
      expect(pools.map((pool) => pool.id)).toContain(`pool-${id}`);
    });

    it('names every fault at once and writes nothing', async () => {
      const before = await calls().listTeams({ pageSize: 500 }, ann);
      const team = proto.Team.fromPartial({
        name: 'teams/x',
        id: 'No Slug',
        etag: '1',
        createTime: new Date(),
        updateTime: new Date(),
        parentId: '_',
        path: ['x'],
        managerId: '_',
        calendarId: '_',
        poolPolicy: { coolDownSeconds: -1n, holdingLimit: 1001 },
      });
      const failure = await failureOf(calls().createTeam({ team, requestId: 'no' }, at.as.admin));
      expect(failure.code).toBe('INVALID_ARGUMENT');
      expect(failure.fields.sort()).toEqual([
        'request_id',
        'team.calendar_id',
        'team.create_time',
        'team.display_name',
        'team.etag',
        'team.id',
        'team.manager_id',
        'team.name',
        'team.parent_id',
        'team.path',
        'team.pool_policy.cool_down_seconds',
        'team.pool_policy.holding_limit',
        'team.update_time',
      ]);
      expect((await failureOf(calls().createTeam({ requestId: 'no' }, at.as.admin))).fields).toEqual([
        'request_id',
        'team',
      ]);
      expect((await failureOf(create({ id: newId('t'), parentId: 'gone', managerId: 'gone' }))).fields).toEqual([
        'team.parent_id',
        'team.manager_id',
      ]);
      expect(await calls().listTeams({ pageSize: 500 }, ann)).toEqual(before);
    });

    it('refuses an id that is taken', async () => {
      const before = await getTeam('south');
      expect(await failureOf(create({ id: 'south' }))).toMatchObject({ code: 'ALREADY_EXISTS' });
      expect(await getTeam('south')).toEqual(before);
    });

    it('is for managers inside their tree, and for admins alone at the root', async () => {
      expect((await create({ id: newId('t'), parentId: 'south' }, southern)).path).toHaveLength(3);
      expect((await create({ id: newId('t'), parentId: 'south' }, head)).path).toHaveLength(3);
      const elsewhere = newId('t');
      for (const refused of [
        () => create({ id: elsewhere, parentId: 'south' }, northern),
        () => create({ id: elsewhere, parentId: 'asia' }, southern),
        () => create({ id: elsewhere }, head),
      ]) {
        expect(await failureOf(refused())).toMatchObject({ code: 'PERMISSION_DENIED' });
      }
      expect(await failureOf(getTeam(elsewhere))).toMatchObject({ code: 'NOT_FOUND' });
    });

    it('grows at most 20 levels deep', async () => {
      let parentId = (await create({ id: newId('deep') })).id;
      for (let level = 2; level <= 20; level += 1) parentId = (await create({ id: newId('deep'), parentId })).id;
      expect((await getTeam(parentId)).path).toHaveLength(20);
      expect((await failureOf(create({ id: newId('deep'), parentId }))).fields).toEqual(['team.parent_id']);
    });
  });

  describe('GetTeam and ListTeams', () => {
    it('answer NOT_FOUND for an unknown team', async () => {
      expect(await failureOf(getTeam('gone'))).toMatchObject({ code: 'NOT_FOUND', reason: 'TEAM_NOT_FOUND' });
      expect(await failureOf(getTeam(''))).toMatchObject({ code: 'NOT_FOUND' });
    });

    it('page by id without gaps, and take no foreign token', async () => {
      const all = await calls().listTeams({ pageSize: 500 }, ann);
      expect(all.nextPageToken).toBe('');
      const ids: string[] = [];
      let pageToken = '';
      do {
        const page = await calls().listTeams({ pageSize: 2, pageToken }, ann);
        ids.push(...page.teams.map(({ id }) => id));
        pageToken = page.nextPageToken;
      } while (pageToken !== '');
      expect(ids).toEqual(all.teams.map(({ id }) => id));
      expect(ids).toEqual([...ids].sort());
      const { nextPageToken } = await calls().listTeams({ pageSize: 1 }, ann);
      for (const wrong of [
        () => calls().listTeams({ pageToken: nextPageToken }, southern),
        () => calls().listReps({ pageToken: nextPageToken }, ann),
        () => calls().listTeams({ pageToken: 'damaged' }, ann),
      ]) {
        expect(await failureOf(wrong())).toMatchObject({
          code: 'INVALID_ARGUMENT',
          reason: 'PAGE_TOKEN_MISMATCH',
          fields: ['page_token'],
        });
      }
      expect((await failureOf(calls().listTeams({ pageSize: -1 }, ann))).fields).toEqual(['page_size']);
    });
  });

  describe('UpdateTeam', () => {
    const update = (team: Partial<proto.Team>, updateMask: string[], as = at.as.admin) =>
      calls().updateTeam({ team, updateMask, requestId: randomUUID() }, as);

    it('changes what the mask names, and nothing else', async () => {
      const made = await at.makeTeam(newId('t'), { managerId: 'ms', calendarId: 'cn' });
      const { id, etag } = made;
      const poolPolicy = { coolDownSeconds: 60n, holdingLimit: 5 };
      const after = await update({ id, etag, displayName: 'X', managerId: '', poolPolicy }, [
        'manager_id',
        'pool_policy',
      ]);
      expect(after).toMatchObject({ displayName: made.displayName, managerId: '', calendarId: 'cn', poolPolicy });
      expect(after.etag).not.toBe(etag);
      expect(await getTeam(id)).toEqual(after);
    });

    it('refuses a stale etag with ABORTED and writes nothing', async () => {
      const { id, etag } = await at.makeTeam(newId('t'));
      const after = await update({ id, etag, displayName: 'First' }, ['display_name']);
      expect(await failureOf(update({ id, etag, displayName: 'Late' }, ['display_name']))).toMatchObject({
        code: 'ABORTED',
        reason: 'STALE_ETAG',
      });
      expect(await getTeam(id)).toEqual(after);
    });

    it('lets one of many changes on one etag win', async () => {
      const { id, etag } = await at.makeTeam(newId('t'));
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          update({ id, etag, displayName: `Name ${index}` }, ['display_name']).then(
            () => 'won',
            async (error: unknown) => (await failureOf(Promise.reject(error))).reason,
          ),
        ),
      );
      expect(outcomes.sort()).toEqual([...Array(9).fill('STALE_ETAG'), 'won']);
    });

    it('names every fault at once and writes nothing', async () => {
      const before = await getTeam('south');
      const mask = ['display_name', 'manager_id', 'calendar_id', 'pool_policy', 'parent_id', 'path'];
      const poolPolicy = { coolDownSeconds: 0n, holdingLimit: -1 };
      const wrong = { id: 'south', displayName: '', managerId: '_', calendarId: '_', poolPolicy };
      const failure = await failureOf(
        calls().updateTeam({ team: wrong, updateMask: mask, requestId: 'no' }, at.as.admin),
      );
      expect(failure.fields.sort()).toEqual([
        'request_id',
        'team.calendar_id',
        'team.display_name',
        'team.etag',
        'team.manager_id',
        'team.pool_policy.holding_limit',
        'update_mask',
        'update_mask',
      ]);
      expect((await failureOf(update({ id: 'south', etag: before.etag }, []))).fields).toEqual(['update_mask']);
      expect((await failureOf(calls().updateTeam({ requestId: 'no' }, at.as.admin))).fields).toEqual([
        'request_id',
        'update_mask',
        'team',
      ]);
      const unknownManager = { id: 'south', etag: before.etag, managerId: 'gone' };
      expect((await failureOf(update(unknownManager, ['manager_id']))).fields).toEqual(['team.manager_id']);
      expect(await failureOf(update({ id: 'gone', etag: '1', displayName: 'X' }, ['display_name']))).toMatchObject({
        code: 'NOT_FOUND',
      });
      expect(await getTeam('south')).toEqual(before);
    });

    it('is for managers of the team or one above it', async () => {
      const { id } = await at.makeTeam(newId('t'), { parentId: 'south' });
      const rename = async (as: CallOptions) =>
        update({ id, etag: (await getTeam(id)).etag, displayName: 'Renamed' }, ['display_name'], as);
      await rename(southern);
      const after = await rename(head);
      expect(await failureOf(rename(northern))).toMatchObject({ code: 'PERMISSION_DENIED' });
      expect(await getTeam(id)).toEqual(after);
    });
  });

  describe('CreateRep', () => {
    const create = (rep: Partial<proto.Rep>, as = at.as.admin) =>
      calls().createRep({ rep: { displayName: 'A rep', teamId: 'south', ...rep }, requestId: randomUUID() }, as);

    it('answers an active rep with weight 1', async () => {
      const id = newId('r');
      const made = await create({ id, territories: ['DE', 'Bavaria'], skills: ['pumps'] });
      expect(made).toMatchObject({
        name: `reps/${id}`,
        teamId: 'south',
        territories: ['DE', 'Bavaria'],
        skills: ['pumps'],
        capacityWeight: 1,
        active: true,
        leaves: [],
        openLeads: 0,
      });
      expect(await getRep(id)).toEqual(made);
    });

    it('names every fault at once and writes nothing', async () => {
      const before = await calls().listReps({ pageSize: 500 }, ann);
      const rep = proto.Rep.fromPartial({
        name: 'reps/x',
        id: '_',
        etag: '1',
        createTime: new Date(),
        updateTime: new Date(),
        displayName: 'x'.repeat(101),
        teamId: '_',
        territories: ['', ...Array(200).fill('DE')],
        skills: Array(51).fill('pumps'),
        capacityWeight: 100.5,
        leaves: [{ from: day(1), to: day(2) }],
        openLeads: 1,
      });
      const failure = await failureOf(calls().createRep({ rep, requestId: 'no' }, at.as.admin));
      expect(failure.code).toBe('INVALID_ARGUMENT');
      expect(failure.fields.sort()).toEqual([
        'rep.capacity_weight',
        'rep.create_time',
        'rep.display_name',
        'rep.etag',
        'rep.id',
        'rep.leaves',
        'rep.name',
        'rep.open_leads',
        'rep.skills',
        'rep.team_id',
        'rep.territories',
        'rep.territories[0]',
        'rep.update_time',
        'request_id',
      ]);
      for (const capacityWeight of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect((await failureOf(create({ id: newId('r'), capacityWeight }))).fields).toEqual(['rep.capacity_weight']);
      }
      expect((await failureOf(create({ id: newId('r'), teamId: 'gone' }))).fields).toEqual(['rep.team_id']);
      expect((await failureOf(calls().createRep({ requestId: 'no' }, at.as.admin))).fields).toEqual([
        'request_id',
        'rep',
      ]);
      expect(await calls().listReps({ pageSize: 500 }, ann)).toEqual(before);
    });

    it('refuses an id that is taken, and managers of other trees', async () => {
      const before = await getRep('ann');
      expect(await failureOf(create({ id: 'ann' }))).toMatchObject({ code: 'ALREADY_EXISTS' });
      expect(await getRep('ann')).toEqual(before);
      const id = newId('r');
      expect(await failureOf(create({ id }, northern))).toMatchObject({ code: 'PERMISSION_DENIED' });
      expect(await failureOf(getRep(id))).toMatchObject({ code: 'NOT_FOUND', reason: 'REP_NOT_FOUND' });
      expect((await create({ id }, southern)).id).toBe(id);
      expect((await create({ id: newId('r') }, head)).teamId).toBe('south');
    });
  });

  describe('ListReps', () => {
    it('pages by id, of all or of one team, and takes no foreign token', async () => {
      await at.makeTeam('big', { parentId: 'asia' });
      const ids = ['a', 'b', 'c', 'd', 'e'].map((letter) => `big-${letter}`);
      for (const id of [...ids].reverse()) await at.makeRep(id, 'big');
      const first = await calls().listReps({ teamId: 'big', pageSize: 3 }, ann);
      const second = await calls().listReps({ teamId: 'big', pageSize: 3, pageToken: first.nextPageToken }, ann);
      expect([...first.reps, ...second.reps].map(({ id }) => id)).toEqual(ids);
      expect(second.nextPageToken).toBe('');
      expect((await calls().listReps({ pageSize: 500 }, ann)).reps.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['ann', ...ids]),
      );
      for (const wrong of [
        () => calls().listReps({ teamId: 'south', pageToken: first.nextPageToken }, ann),
        () => calls().listReps({ teamId: 'big', pageToken: first.nextPageToken }, southern),
      ]) {
        expect(await failureOf(wrong())).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'PAGE_TOKEN_MISMATCH' });
      }
      expect((await failureOf(calls().listReps({ pageSize: -1 }, ann))).fields).toEqual(['page_size']);
    });
  });

  describe('UpdateRep', () => {
    const update = (rep: Partial<proto.Rep>, updateMask: string[], as = at.as.admin) =>
      calls().updateRep({ rep, updateMask, requestId: randomUUID() }, as);

    it('changes what the mask names, and nothing else', async () => {
      const made = await at.makeRep(newId('r'), 'south', { skills: ['pumps'], territories: ['DE'] });
      const { id, etag } = made;
      const after = await update({ id, etag, capacityWeight: 0, active: false, skills: ['x'], territories: [] }, [
        'capacity_weight',
        'active',
        'territories',
      ]);
      expect(after).toMatchObject({ capacityWeight: 0, active: false, skills: ['pumps'], territories: [] });
      expect(after.displayName).toBe(made.displayName);
      expect(await getRep(id)).toEqual(after);
    });

    it('refuses a stale etag with ABORTED and writes nothing', async () => {
      const { id, etag } = await at.makeRep(newId('r'), 'south');
      const after = await update({ id, etag, displayName: 'First' }, ['display_name']);
      expect(await failureOf(update({ id, etag, displayName: 'Late' }, ['display_name']))).toMatchObject({
        code: 'ABORTED',
        reason: 'STALE_ETAG',
      });
      expect(await getRep(id)).toEqual(after);
    });

    it('names every fault at once and writes nothing', async () => {
      const before = await getRep('ann');
      const mask = ['display_name', 'territories', 'skills', 'capacity_weight', 'team_id'];
      const wrong = { id: '_', displayName: ' ', territories: Array(201).fill('DE'), skills: [''], capacityWeight: -1 };
      const failure = await failureOf(
        calls().updateRep({ rep: wrong, updateMask: mask, requestId: 'no' }, at.as.admin),
      );
      expect(failure.fields.sort()).toEqual([
        'rep.capacity_weight',
        'rep.display_name',
        'rep.etag',
        'rep.id',
        'rep.skills[0]',
        'rep.territories',
        'request_id',
        'update_mask',
      ]);
      expect((await failureOf(calls().updateRep({ requestId: 'no' }, at.as.admin))).fields).toEqual([
        'request_id',
        'update_mask',
        'rep',
      ]);
      expect(await failureOf(update({ id: 'gone', etag: '1', active: true }, ['active']))).toMatchObject({
        code: 'NOT_FOUND',
      });
      expect(await failureOf(update({ ...before, displayName: 'X' }, ['display_name'], northern))).toMatchObject({
        code: 'PERMISSION_DENIED',
      });
      expect(await getRep('ann')).toEqual(before);
    });
  });

  const addLeave = (repId: string, from: Date, to: Date, as = at.as.admin) =>
    calls().addLeave({ repId, leave: { from, to }, requestId: randomUUID() }, as);

  describe('AddLeave and CancelLeave', () => {
    const cancel = (repId: string, leaveId: string, as = at.as.admin) =>
      calls().cancelLeave({ repId, leaveId, requestId: randomUUID() }, as);

    it('keep leaves in order and free of overlaps', async () => {
      const { id } = await at.makeRep(newId('r'), 'south');
      await addLeave(id, day(5), day(6), southern);
      const { leaves } = await addLeave(id, day(1), day(5), head);
      expect(leaves.map(({ from }) => from)).toEqual([day(1), day(5)]);
      expect(await failureOf(addLeave(id, day(4), day(5)))).toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'LEAVE_OVERLAPS',
        metadata: { leave_id: leaves[0]?.id },
      });
      expect((await getRep(id)).leaves).toEqual(leaves);
      expect((await cancel(id, leaves[0]?.id ?? '')).leaves).toEqual([leaves[1]]);
      expect(await failureOf(cancel(id, leaves[0]?.id ?? ''))).toMatchObject({
        code: 'NOT_FOUND',
        reason: 'LEAVE_NOT_FOUND',
      });
    });

    it('name every fault at once and write nothing', async () => {
      const before = await getRep('ann');
      const bad = (leave: Partial<proto.Leave> | undefined, repId = 'ann') =>
        failureOf(calls().addLeave({ repId, ...(leave ? { leave } : {}), requestId: 'no' }, at.as.admin));
      expect((await bad({ id: randomUUID() }, '_')).fields).toEqual([
        'request_id',
        'rep_id',
        'leave.id',
        'leave.from',
        'leave.to',
      ]);
      expect((await bad(undefined)).fields).toEqual(['request_id', 'leave']);
      expect((await bad({ from: day(2), to: day(2) })).fields).toEqual(['request_id', 'leave.to']);
      const long = { from: day(1), to: new Date(day(1).getTime() + 366 * 24 * HOUR_MS + 1) };
      expect((await bad(long)).fields).toEqual(['request_id', 'leave.to']);
      const cancelled = calls().cancelLeave({ repId: '_', leaveId: 'no', requestId: 'no' }, at.as.admin);
      expect((await failureOf(cancelled)).fields).toEqual(['request_id', 'rep_id', 'leave_id']);
      expect(await failureOf(addLeave('gone', day(1), day(2)))).toMatchObject({ code: 'NOT_FOUND' });
      expect(await getRep('ann')).toEqual(before);
    });

    it('are for managers of the tree', async () => {
      const { id } = await at.makeRep(newId('r'), 'south');
      expect(await failureOf(addLeave(id, day(1), day(2), northern))).toMatchObject({ code: 'PERMISSION_DENIED' });
      const { leaves } = await addLeave(id, day(1), day(2));
      expect(await failureOf(cancel(id, leaves[0]?.id ?? '', northern))).toMatchObject({ code: 'PERMISSION_DENIED' });
      expect((await getRep(id)).leaves).toEqual(leaves);
    });
  });
});
