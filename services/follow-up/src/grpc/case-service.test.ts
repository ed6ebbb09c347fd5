import { randomUUID } from 'node:crypto';
import { common, followup as proto } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { AgentRepository } from '../repository/agent-repository';
import { plainModels } from '../repository/copy-models';
import { type Installation, startInstallation } from '../testing/installation';
import { useCasesOf } from '../testing/use-cases';

const { CaseKind, CaseChannel, CasePriority, CaseState, CaseLevel, RecordLevelOutcome } = proto;
const HOUR = 3_600_000;

describe('CaseService', () => {
  let installed: Installation;
  const as = {} as Record<'sue' | 'sam' | 'max' | 'nora' | 'pia' | 'operator', CallOptions>;
  beforeAll(async () => {
    installed = await startInstallation();
    const { neighbours, at } = installed;
    neighbours.addTeam('north', ['sales', 'north'], { managerId: 'nora' });
    neighbours.addTeam('desk', ['desk'], { managerId: 'dora' });
    neighbours.addRep('sue', 'south', { skills: ['service'] });
    neighbours.addRep('sam', 'desk', { skills: ['service', 'pumps'] });
    for (const [id, team] of [
      ['max', 'sales'],
      ['nora', 'north'],
      ['dora', 'desk'],
    ] as const)
      neighbours.addRep(id, team);
    as.sue = await at.rep('sue', 'south');
    as.sam = await at.rep('sam', 'desk');
    as.max = await at.manager('max', 'sales');
    as.nora = await at.manager('nora', 'north');
    as.pia = await at.person({ sub: 'user-pia', roles: ['partner'], rep: 'pia', team: 'south' });
    as.operator = await at.person({ sub: 'olga', roles: ['operator'] });
  }, 60_000);
  afterAll(() => installed.stop());

  const cases = () => installed.at.client.cases;
  const service = () => installed.as.service;
  const customer = (ownerId = 'ann', path = ['sales', 'south']) => {
    const id = randomUUID();
    installed.neighbours.give(id, ownerId, path);
    return id;
  };
  const draft = (customerId: string, rest: Partial<proto.Case> = {}) =>
    proto.Case.fromPartial({
      customerId,
      kind: CaseKind.CASE_KIND_COMPLAINT,
      channel: CaseChannel.CASE_CHANNEL_PHONE,
      subjectLine: 'The pump leaks',
      ...rest,
    });
  const open = (rest: Partial<proto.Case> = {}, by = installed.as.ann, customerId = customer()) =>
    cases().openCase({ case: draft(customerId, rest), requestId: randomUUID() }, by);
  const get = (caseId: string, by = service()) => cases().getCase({ caseId }, by);
  const advance = (caseId: string) => cases().advanceCase({ caseId }, service());
  const command = (caseId: string) => ({ caseId, requestId: randomUUID() });
  const clock = async (caseId: string, kind: string) =>
    (await get(caseId)).clocks.find((each) => each.kind === kind) as proto.CaseClock;
  /** A complaint that sue works on. */
  const working = async (rest: Partial<proto.Case> = {}, customerId = customer()) => {
    const { id } = await open(rest, installed.as.ann, customerId);
    await advance(id);
    await cases().respondToCase({ ...command(id), text: 'We look into it.' }, as.sue);
    return id;
  };
  /** So much time passes for a clock: its levels become due earlier. */
  const pass = async (obligationId: string, ms: number) => {
    const obligations = installed.at.service.connection.collection('obligations');
    const doc = await obligations.findOne({ _id: obligationId as never });
    const levels = (doc as unknown as { levels: { dueTime: Date }[] }).levels.map((level) => {
      return { ...level, dueTime: new Date(level.dueTime.getTime() - ms) };
    });
    await obligations.updateOne({ _id: obligationId as never }, { $set: { levels } });
  };
  const record = (obligationId: string, levelId: string) =>
    installed.at.client.obligations.recordLevel({ obligationId, levelId }, service());
  /** What is due by itself becomes due now. */
  const hurry = (caseId: string, field: string) =>
    installed.at.service.connection
      .collection('cases')
      .updateOne({ _id: caseId as never }, { $set: { [field]: new Date(0), advanceTime: new Date(0) } });

  it('opens, dispatches to the agent of the tree, and runs both clocks from the start', async () => {
    const opened = await open();
    expect(opened).toMatchObject({
      state: 'CASE_STATE_NEW',
      priority: 'CASE_PRIORITY_NORMAL',
      ownerId: 'ann',
      live: true,
    });
    const before = await get(opened.id);
    expect(before.clocks.map(({ kind }) => kind)).toEqual(['first_response', 'resolution']);
    const hours = before.clocks.map(
      (each) => ((each.dueTime as Date).getTime() - (each.openTime as Date).getTime()) / HOUR,
    );
    expect(hours).toEqual([1, 8]);
    const owner = async () =>
      (await installed.at.client.obligations.getObligation({ obligationId: `resolution:${opened.id}:1` }, service()))
        .ownerId;
    // Nobody has it yet: who looks after the customer's owner answers for its clocks.
    expect(await owner()).toBe('mia');
    const answers = await Promise.all([advance(opened.id), advance(opened.id), advance(opened.id)]);
    expect(new Set(answers.map(({ assigneeId }) => assigneeId))).toEqual(new Set(['sue']));
    expect(await owner()).toBe('sue');
    expect((await get(opened.id)).clocks[1]?.dueTime).toEqual(before.clocks[1]?.dueTime);
    const events = await eventsOf(opened.customerId);
    expect(events.filter((type) => type === 'crm.followup.case.assigned.v1')).toHaveLength(1);
  });

  const eventsOf = async (subject: string) => {
    const types: string[] = [];
    for await (const { item } of installed.at.client.events.subscribe({ subject, untilHead: true }, service()))
      if (item?.$case === 'event') types.push(item.value.type);
    return types;
  };

  it('goes to who speaks the language of the customer before the load, and says why', async () => {
    const { neighbours } = installed;
    const lift = { skills: ['service', 'cranes'] };
    neighbours.addRep('jana', 'desk', { ...lift, languages: ['de', 'en-GB'] });
    neighbours.addRep('kim', 'desk', lift);
    for (const rep of ['jana', 'kim']) neighbours.updateRep(rep, { capacityWeight: 1 });
    const spoken = (language: string) => {
      const id = customer();
      neighbours.setFacts(id, { language });
      return id;
    };
    const dispatched = async (opened: proto.Case) =>
      eventually(async () => {
        await advance(opened.id);
        const found = await get(opened.id);
        return found.assigneeId ? found : undefined;
      });
    // Kim has nothing to do, Jana has more and more.
    for (const [given, language] of [
      ['', 'de-AT'],
      ['fr', 'de-AT'],
    ] as const) {
      const opened = await open({ skill: 'cranes', language: given }, installed.as.ann, spoken('de-AT'));
      // The customer's language counts before what was given.
      expect(opened.language).toBe(language);
      expect(await dispatched(opened)).toMatchObject({
        assigneeId: 'jana',
        dispatchReason: 'DISPATCH_REASON_LANGUAGE',
      });
    }
    const given = await open({ skill: 'cranes', language: 'en-us' });
    expect(given.language).toBe('en-US');
    expect(await dispatched(given)).toMatchObject({ assigneeId: 'jana', dispatchReason: 'DISPATCH_REASON_LANGUAGE' });
    const unspoken = await open({ skill: 'cranes', language: 'ja' });
    expect(await dispatched(unspoken)).toMatchObject({
      assigneeId: 'kim',
      dispatchReason: 'DISPATCH_REASON_NO_SPEAKER',
    });
    const unknown = await dispatched(await open({ skill: 'cranes' }));
    expect(unknown).toMatchObject({ assigneeId: 'kim', dispatchReason: 'DISPATCH_REASON_LOAD', language: '' });
    // Whom a manager gives it to was chosen by the manager.
    const byHand = { ...command(unknown.id), assigneeId: 'jana' };
    expect(await cases().assignCase(byHand, installed.as.mia)).toMatchObject({
      assigneeId: 'jana',
      dispatchReason: 'DISPATCH_REASON_UNSPECIFIED',
    });
  });

  it('learns what copies of agents from before there were languages do not say', async () => {
    const database = installed.at.service.connection.useDb(installed.at.config.MONGODB_DATABASE as string);
    const copies = new AgentRepository(plainModels(database).reps);
    const { reps } = useCasesOf(installed);
    const known = await eventually(async () => (await reps.find('sam')) ?? undefined);
    const { _id, ...fact } = known;
    await database.collection<{ _id: string }>('rep_facts').updateOne({ _id }, { $unset: { languages: '' } });
    await copies.complete('sam', { ...fact, languages: ['fr'], revision: fact.revision - 1 });
    expect((await reps.find('sam'))?.languages).toBeUndefined();
    await copies.complete('sam', { ...fact, languages: ['fr'] });
    expect((await reps.find('sam'))?.languages).toEqual(['fr']);
    // What is known is left to the events.
    await copies.complete('sam', { ...fact, languages: [] });
    expect((await reps.find('sam'))?.languages).toEqual(['fr']);
  });

  it('goes to others when its agent works here no longer, and to who looks after the team when nobody can take it', async () => {
    const { neighbours } = installed;
    for (const id of ['olaf', 'otto']) {
      neighbours.addRep(id, 'desk', { skills: ['service', 'optics'] });
      neighbours.updateRep(id, { capacityWeight: 1 });
    }
    const { id } = await open({ skill: 'optics' });
    const agent = async (wanted: (assigneeId: string) => boolean) =>
      eventually(async () => {
        await advance(id);
        const { assigneeId } = await get(id);
        return wanted(assigneeId) ? assigneeId : undefined;
      });
    const first = await agent((found) => ['olaf', 'otto'].includes(found));
    const work = await installed.at.client.handoverWork.countWork({ ownerId: first }, service());
    expect(work.work[0]).toMatchObject({ openCases: 1, runningClocks: 0 });
    neighbours.updateRep(first, { active: false });
    const second = await agent((found) => found !== first);
    expect(['olaf', 'otto']).toContain(second);
    expect((await clock(id, 'resolution')).dueTime).toBeInstanceOf(Date);
    neighbours.updateRep(second, { active: false });
    expect(await agent((found) => found !== second)).toBe('dora');
  });

  it('waits in the open queue of a team without manager when its agent leaves and nobody can take it', async () => {
    const { neighbours } = installed;
    neighbours.addTeam('yard', ['sales', 'yard']);
    neighbours.addRep('yara', 'yard', { skills: ['service', 'welding'] });
    neighbours.updateRep('yara', { capacityWeight: 1 });
    const { id, customerId } = await open({ skill: 'welding' });
    const until = (wanted: (found: proto.Case) => boolean) =>
      eventually(async () => {
        await advance(id);
        const found = await get(id);
        return wanted(found) ? found : undefined;
      });
    await until(({ assigneeId }) => assigneeId === 'yara');
    const asYara = await installed.at.rep('yara', 'yard');
    await cases().respondToCase({ ...command(id), text: 'We look into it.' }, asYara);
    const wait = { ...command(id), until: new Date(Date.now() + 30 * 24 * HOUR), reason: 'A photo' };
    const dueWaiting = (await cases().waitForCustomer(wait, asYara)) && (await clock(id, 'resolution')).dueTime;
    neighbours.updateRep('yara', { active: false });
    const left = await until(({ assigneeId }) => assigneeId === '');
    expect(left).toMatchObject({
      state: 'CASE_STATE_NEW',
      dispatchReason: 'DISPATCH_REASON_AGENT_LEFT',
      teamId: 'yard',
      waitUntil: undefined,
    });
    // Nobody waits for the customer now: the clock goes on, and the manager above the team answers for it.
    await eventually(async () => {
      const { obligationId, dueTime } = await clock(id, 'resolution');
      const { ownerId, teamId } = await installed.at.client.obligations.getObligation({ obligationId }, service());
      return ownerId === 'max' && teamId === 'yard' && (dueTime as Date) < (dueWaiting as Date);
    });
    const board = await cases().getCaseBoard({ teamId: 'yard' }, as.max);
    expect(board.nearest.map((found) => [found.id, found.assigneeId, found.dispatchReason])).toEqual([
      [id, '', 'DISPATCH_REASON_AGENT_LEFT'],
    ]);
    const told = async () => {
      const found: { reason: string; recipients: object[] }[] = [];
      const log = installed.at.client.events.subscribe({ subject: customerId, untilHead: true }, service());
      for await (const { item } of log)
        if (item?.$case === 'event' && item.value.type === 'crm.followup.case.undispatched.v1')
          found.push(item.value.data as never);
      return found;
    };
    const recipients = [{ repId: 'max', role: 'supervisor' }];
    expect(await told()).toMatchObject([{ reason: 'DISPATCH_REASON_AGENT_LEFT', recipients }]);
    // Tried again in vain it says nothing more, and keeps the reason.
    await hurry(id, 'dispatchTime');
    expect(await advance(id)).toMatchObject({ assigneeId: '', dispatchReason: 'DISPATCH_REASON_AGENT_LEFT' });
    expect(await told()).toHaveLength(1);
    // Somebody comes: it goes on where it was, with that one.
    neighbours.addRep('yves', 'yard', { skills: ['service', 'welding'] });
    neighbours.updateRep('yves', { capacityWeight: 1 });
    const found = await eventually(async () => {
      const now = await get(id);
      return now.assigneeId === 'yves' ? now : undefined;
    });
    expect(found).toMatchObject({ state: 'CASE_STATE_IN_PROGRESS', dispatchReason: 'DISPATCH_REASON_LOAD' });
    expect((await clock(id, 'first_response')).fulfilled).toBe(true);
    await eventually(async () => {
      const { obligationId } = await clock(id, 'resolution');
      return (await installed.at.client.obligations.getObligation({ obligationId }, service())).ownerId === 'yves';
    });
    await cases().resolveCase({ ...command(id), resolution: 'Welded.' }, installed.as.admin);
    neighbours.updateRep('yves', { active: false });
  });

  it('waits with nobody told where no manager is above, and may be taken', async () => {
    const { neighbours } = installed;
    neighbours.addTeam('alone', ['alone']);
    for (const id of ['aron', 'alma']) neighbours.addRep(id, 'alone', { skills: ['service', 'glass'] });
    neighbours.updateRep('alma', { capacityWeight: 0 });
    neighbours.updateRep('aron', { capacityWeight: 1 });
    const { id } = await open({ skill: 'glass' });
    await eventually(async () => (await advance(id)).assigneeId === 'aron');
    neighbours.updateRep('aron', { active: false });
    await eventually(async () => (await get(id)).assigneeId === '');
    const asAlma = await installed.at.rep('alma', 'alone');
    expect(await cases().takeCase(command(id), asAlma)).toMatchObject({
      assigneeId: 'alma',
      state: 'CASE_STATE_ASSIGNED',
      dispatchReason: 'DISPATCH_REASON_UNSPECIFIED',
    });
  });

  it('does not come back to an agent who works here no longer when it is reopened', async () => {
    const { neighbours } = installed;
    for (const id of ['lena', 'luis']) {
      neighbours.addRep(id, 'desk', { skills: ['service', 'laser'] });
      neighbours.updateRep(id, { capacityWeight: 1 });
    }
    const { id } = await open({ skill: 'laser' });
    const former = await eventually(async () => {
      await advance(id);
      return (await get(id)).assigneeId || undefined;
    });
    const asFormer = await installed.at.rep(former, 'desk');
    await cases().respondToCase({ ...command(id), text: 'We look into it.' }, asFormer);
    await cases().resolveCase({ ...command(id), resolution: 'Adjusted.' }, asFormer);
    neighbours.updateRep(former, { active: false });
    await eventually(async () => {
      const { reps } = useCasesOf(installed);
      return (await reps.find(former))?.active === false || undefined;
    });
    await cases().reopenCase({ ...command(id), reason: 'It is out of line again.' }, installed.as.admin);
    const heir = await eventually(async () => {
      const { assigneeId } = await get(id);
      return assigneeId === former ? undefined : assigneeId;
    });
    expect(['lena', 'luis']).toContain(heir);
    expect((await get(id)).state).toBe('CASE_STATE_IN_PROGRESS');
  });

  it('names every fault and writes nothing', async () => {
    const wrong = proto.Case.fromPartial({
      customerId: 'x',
      subjectLine: ' ',
      description: 'x'.repeat(5001),
      requester: 'x'.repeat(201),
      id: 'mine',
      state: CaseState.CASE_STATE_CLOSED,
      assigneeId: 'me',
      language: 'no language',
      dispatchReason: proto.DispatchReason.DISPATCH_REASON_LOAD,
    });
    const failure = await failureOf(cases().openCase({ case: wrong, requestId: 'x' }, installed.as.ann));
    expect(failure.code).toBe('INVALID_ARGUMENT');
    expect(failure.fields.sort()).toEqual(
      [
        ...['assignee_id', 'channel', 'customer_id', 'description', 'dispatch_reason', 'id', 'kind', 'language'],
        ...['requester', 'state', 'subject_line'],
      ]
        .map((field) => `case.${field}`)
        .concat('request_id'),
    );
    const foreign = customer('ann');
    expect(await failureOf(open({}, installed.as.bob, foreign))).toMatchObject({ code: 'NOT_FOUND' });
    expect((await failureOf(open({}, as.pia, foreign))).code).toBe('PERMISSION_DENIED');
    expect((await cases().listCases({ customerId: foreign }, service())).cases).toEqual([]);
  });

  it('answers a repeated command the same, and refuses the id for another one', async () => {
    const customerId = customer();
    const request = { case: draft(customerId), requestId: randomUUID() };
    const first = await cases().openCase(request, installed.as.ann);
    installed.neighbours.give(customerId, 'bob', ['sales', 'south']);
    expect(await cases().openCase(request, installed.as.ann)).toEqual(first);
    expect(
      await failureOf(
        cases().openCase({ ...request, case: draft(customerId, { subjectLine: 'Else' }) }, installed.as.ann),
      ),
    ).toMatchObject({ code: 'INVALID_ARGUMENT' });
    await advance(first.id);
    const respond = { ...command(first.id), text: 'Hello' };
    const answers = [await cases().respondToCase(respond, as.sue), await cases().respondToCase(respond, as.sue)];
    expect(answers[1]).toEqual(answers[0]);
    expect((await cases().listCaseNotes({ caseId: first.id }, as.sue)).notes.map(({ text }) => text)).toEqual([
      'Hello',
    ]);
  });

  it('stays new while nobody can take it, tells the supervisor once, and goes to the first who can', async () => {
    const { id } = await open({ skill: 'lifts' });
    await advance(id);
    await hurry(id, 'dispatchTime');
    const waiting = await advance(id);
    expect(waiting).toMatchObject({ state: 'CASE_STATE_NEW', assigneeId: '' });
    expect((waiting.advanceTime as Date).getTime()).toBeGreaterThan(Date.now());
    expect((await eventsOf(waiting.customerId)).filter((type) => type.endsWith('undispatched.v1'))).toHaveLength(1);
    installed.neighbours.addRep('lia', 'desk', { skills: ['service'] });
    installed.neighbours.updateRep('lia', { skills: ['service', 'lifts'] });
    await eventually(async () => (await get(id)).assigneeId === 'lia');
    installed.neighbours.updateRep('lia', { active: false });
  });

  it('is taken by one of two agents at once; managers give it to whom they choose', async () => {
    const { id } = await open({ skill: 'pumps' });
    expect(await failureOf(get(id, as.sue))).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      (await cases().listCases({ state: CaseState.CASE_STATE_NEW }, as.sam)).cases.map((each) => each.id),
    ).toContain(id);
    installed.neighbours.addRep('sid', 'desk', { skills: ['service', 'pumps'] });
    const sid = await installed.at.rep('sid', 'desk');
    const outcomes = await Promise.allSettled([as.sam, sid].map((by) => cases().takeCase(command(id), by)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const other = await open();
    expect(await failureOf(cases().takeCase(command(other.id), installed.as.ann))).toMatchObject({
      code: 'PERMISSION_DENIED',
    });
    const assign = (assigneeId: string, by: CallOptions) =>
      cases().assignCase({ ...command(other.id), assigneeId }, by);
    expect((await failureOf(assign('bob', installed.as.mia))).fields).toEqual(['assignee_id']);
    expect((await assign('sam', installed.as.mia)).assigneeId).toBe('sam');
    expect((await assign('sue', as.max)).assigneeId).toBe('sue');
    expect(await failureOf(assign('sam', as.nora))).toMatchObject({ code: 'NOT_FOUND' });
    installed.neighbours.updateRep('sid', { active: false });
  });

  it('waits for the customer with an end; contact or the agent let it go on, and the clock gets the time back', async () => {
    const customerId = customer();
    const id = await working({}, customerId);
    const due = async () => ((await clock(id, 'resolution')).dueTime as Date).getTime();
    const before = await due();
    const wait = (ms: number) =>
      cases().waitForCustomer({ ...command(id), until: new Date(Date.now() + ms), reason: 'A photo' }, as.sue);
    expect((await failureOf(wait(-1))).fields).toEqual(['until']);
    expect((await failureOf(wait(91 * 24 * HOUR))).fields).toEqual(['until']);
    expect(await wait(20 * HOUR)).toMatchObject({ state: 'CASE_STATE_WAITING_FOR_CUSTOMER', waitReason: 'A photo' });
    expect((await due()) - before).toBeCloseTo(20 * HOUR, -3);
    expect((await clock(id, 'resolution')).paused).toBe(true);
    // Longer, then shorter: the newest wait counts.
    await wait(30 * HOUR);
    await wait(10 * HOUR);
    expect(((await due()) - before) / HOUR).toBeCloseTo(10, 1);
    await installed.at.client.followUps.logFollowUp(
      {
        followUp: proto.FollowUp.fromPartial({
          customerId,
          method: common.ContactMethod.CONTACT_METHOD_CALL,
          outcome: proto.FollowUpOutcome.FOLLOW_UP_OUTCOME_INTERESTED,
          content: 'Sent the photo.',
        }),
        requestId: randomUUID(),
      },
      installed.as.ann,
    );
    await eventually(async () => (await get(id)).state === CaseState.CASE_STATE_IN_PROGRESS);
    await eventually(async () => !(await clock(id, 'resolution')).paused);
    expect(((await due()) - before) / HOUR).toBeCloseTo(0, 1);
    await wait(HOUR);
    expect((await cases().continueCase(command(id), as.sue)).state).toBe('CASE_STATE_IN_PROGRESS');
    await wait(HOUR);
    await installed.at.service.connection
      .collection('cases')
      .updateOne({ _id: id as never }, { $set: { 'waiting.until': new Date(), advanceTime: new Date(0) } });
    expect((await advance(id)).state).toBe('CASE_STATE_IN_PROGRESS');
  });

  it('records each level once, and none for a case that was answered a moment ago', async () => {
    const { id } = await open();
    await advance(id);
    const response = `first_response:${id}:1`;
    const resolution = `resolution:${id}:1`;
    await pass(response, 0.9 * HOUR);
    expect((await record(response, 'reminder-1')).outcome).toBe(RecordLevelOutcome.RECORD_LEVEL_OUTCOME_RECORDED);
    await eventually(async () => (await get(id)).level === CaseLevel.CASE_LEVEL_DUE_SOON);
    // The case was answered, and the process died before its clock ended.
    await installed.at.service.connection
      .collection('cases')
      .updateOne({ _id: id as never }, { $set: { responseTime: new Date(), state: 'CASE_STATE_IN_PROGRESS' } });
    expect((await record(response, 'reminder-2')).outcome).toBe(RecordLevelOutcome.RECORD_LEVEL_OUTCOME_CLOSED);
    expect(await clock(id, 'first_response')).toMatchObject({ fulfilled: true, reached: ['reminder-1'] });
    await pass(resolution, 25 * HOUR);
    for (const level of ['reminder-1', 'reminder-2', 'breach', 'escalation-1', 'escalation-2', 'escalation-3']) {
      const answers = await Promise.all([record(resolution, level), record(resolution, level)]);
      expect(answers.map(({ outcome }) => outcome)).toEqual(Array(2).fill('RECORD_LEVEL_OUTCOME_RECORDED'));
    }
    await eventually(async () => (await get(id)).level === CaseLevel.CASE_LEVEL_EXECUTIVE);
    const page = await cases().listCases({ level: CaseLevel.CASE_LEVEL_EXECUTIVE, openOnly: true }, as.max);
    expect(page.cases.map((each) => each.id)).toContain(id);
    const board = await cases().getCaseBoard({}, as.max);
    expect(board.counts.find(({ level }) => level === CaseLevel.CASE_LEVEL_EXECUTIVE)?.count).toBe(1);
    expect(board.agents.map(({ repId }) => repId)).toEqual(['sue']);
    expect(board.nearest.map((each) => each.id)).toContain(id);
    expect((await cases().getCaseBoard({}, as.sue)).agents).toEqual([]);
  });

  it('changes its priority with a reason, and keeps its start', async () => {
    const id = await working();
    const changed = await cases().changeCasePriority(
      { ...command(id), priority: CasePriority.CASE_PRIORITY_URGENT, reason: 'Production stands still' },
      as.sue,
    );
    expect(changed.priority).toBe('CASE_PRIORITY_URGENT');
    expect((await cases().listCaseNotes({ caseId: id }, as.sue)).notes[0]?.text).toBe('Production stands still');
    const failure = await failureOf(
      cases().changeCasePriority(
        { ...command(id), priority: CasePriority.CASE_PRIORITY_UNSPECIFIED, reason: '' },
        as.sue,
      ),
    );
    expect(failure.fields.sort()).toEqual(['priority', 'reason']);
  });

  it('runs by the policy of its priority, from the start of the clock', async () => {
    const policies = installed.at.service.connection.collection('clock_policies');
    const usual = await policies.findOne({ _id: 'complaint-resolution' as never });
    const conditions = { ...(usual as unknown as { conditions: object }).conditions, priorities: ['URGENT'] };
    const urgent = { conditions, priority: 10, durationMs: 2 * HOUR, escalations: [], commandKey: 'urgent' };
    await policies.insertOne({ ...usual, ...urgent, _id: 'urgent-resolution' } as never);
    const id = await working();
    const { openTime } = await clock(id, 'resolution');
    const hours = async () => {
      const running = await clock(id, 'resolution');
      expect(running.openTime).toEqual(openTime);
      return ((running.dueTime as Date).getTime() - (openTime as Date).getTime()) / HOUR;
    };
    const change = (priority: proto.CasePriority) =>
      cases().changeCasePriority({ ...command(id), priority, reason: 'Asked' }, as.sue);
    await change(CasePriority.CASE_PRIORITY_URGENT);
    // The agent took it over a moment after its start, with what was left then.
    expect(await hours()).toBeCloseTo(2, 2);
    await change(CasePriority.CASE_PRIORITY_LOW);
    expect(await hours()).toBeCloseTo(8, 2);
    await policies.deleteOne({ _id: 'urgent-resolution' as never });
  });

  it('is resolved, confirmed and reopened with a clock of its own', async () => {
    const id = await working();
    const resolve = (resolution: string) => cases().resolveCase({ ...command(id), resolution }, as.sue);
    expect((await failureOf(resolve(' '))).fields).toEqual(['resolution']);
    expect(await resolve('Replaced the seal')).toMatchObject({
      state: 'CASE_STATE_RESOLVED',
      resolution: 'Replaced the seal',
    });
    const shown = await get(id, as.sue);
    expect(shown.clocks.every(({ fulfilled }) => fulfilled)).toBe(true);
    expect(shown.surveyPath).toMatch(/^\/rate\/[\w-]{54}$/);
    expect(shown.dueTime).toBeUndefined();
    expect((await cases().confirmCase(command(id), installed.as.ann)).state).toBe('CASE_STATE_CLOSED');
    const reopened = await cases().reopenCase({ ...command(id), reason: 'It leaks again' }, installed.as.ann);
    expect(reopened).toMatchObject({ state: 'CASE_STATE_IN_PROGRESS', cycle: 2 });
    const resolution = (await get(id)).clocks.find(({ kind }) => kind === 'resolution');
    expect(resolution).toMatchObject({ obligationId: `resolution:${id}:2`, fulfilled: false });
    await resolve('Replaced the pump');
    await hurry(id, 'surveyReminderTime');
    await hurry(id, 'objectionEnd');
    expect((await advance(id)).state).toBe('CASE_STATE_CLOSED');
    await hurry(id, 'reopenUntil');
    expect(await advance(id)).toMatchObject({ live: false, advanceTime: undefined });
    expect(await failureOf(cases().reopenCase({ ...command(id), reason: 'Again' }, as.sue))).toMatchObject({
      reason: 'REOPENING_OVER',
    });
    expect((await eventsOf(reopened.customerId)).filter((type) => type.endsWith('survey_reminded.v1'))).toHaveLength(1);
  });

  it('is rated once by its link; a poor rating makes one improvement for the supervisor', async () => {
    const id = await working();
    await cases().resolveCase({ ...command(id), resolution: 'Done' }, as.sue);
    const token = (await get(id, as.sue)).surveyPath.replace('/rate/', '');
    expect(await cases().getSurvey({ token }, service())).toMatchObject({
      subjectLine: 'The pump leaks',
      rated: false,
    });
    const rate = (csat: number, comment = 'Slow') => cases().rateCase({ token, csat, comment, nps: 3 }, service());
    expect(
      (await failureOf(cases().rateCase({ token, csat: 6, nps: 11, comment: 'x'.repeat(2001) }, service()))).fields,
    ).toEqual(['csat', 'nps', 'comment']);
    await Promise.all([rate(2), rate(2), rate(2)]);
    expect(await rate(2)).toMatchObject({ rated: true });
    expect(await failureOf(rate(5))).toMatchObject({ reason: 'ALREADY_RATED' });
    expect(await failureOf(cases().rateCase({ token: `${token}x`, csat: 2 }, service()))).toMatchObject({
      code: 'NOT_FOUND',
    });
    const { customerId, ratings } = await get(id);
    expect(ratings).toMatchObject([{ cycle: 1, csat: 2, nps: 3, comment: 'Slow' }]);
    const all = await eventually(async () => {
      const page = await cases().listCases({ customerId }, as.max);
      return page.cases.length > 1 && page.cases;
    });
    expect(all.filter(({ subtype }) => subtype === 'improvement')).toMatchObject([
      { linkedCaseId: id, assigneeId: 'mia', state: 'CASE_STATE_ASSIGNED', kind: 'CASE_KIND_SERVICE_REQUEST' },
    ]);
    expect(all).toHaveLength(2);
  });

  it('is merged into another one, which keeps the earliest start; of two at once one is left', async () => {
    const customerId = customer();
    const older = await working({ orderRef: 'SO-1' }, customerId);
    const newer = await working({ subjectLine: 'Where is it?', orderRef: 'so-1' }, customerId);
    const elsewhere = await working();
    const { duplicates } = await cases().suggestDuplicates({ caseId: newer }, as.sue);
    expect(duplicates.map((each) => each.case?.id)).toEqual([older]);
    const merge = (caseId: string, intoCaseId: string) =>
      cases().mergeCases({ ...command(caseId), intoCaseId }, as.sue);
    expect((await failureOf(merge(older, elsewhere))).fields).toEqual(['into_case_id']);
    expect((await failureOf(merge(older, older))).fields).toEqual(['into_case_id']);
    const first = (await get(older)).startTime as Date;
    expect(await merge(older, newer)).toMatchObject({ mergedFrom: [older], startTime: first });
    expect(await get(older)).toMatchObject({ state: 'CASE_STATE_MERGED', mergedInto: newer, live: false });
    expect((await clock(newer, 'resolution')).openTime).toEqual(first);
    expect((await get(older)).clocks.map(({ fulfilled }) => fulfilled)).toEqual([true, false]);
    expect(await failureOf(merge(newer, older))).toMatchObject({ reason: 'CASE_STATE' });
    const [a, b] = [await working({}, customerId), await working({}, customerId)];
    await Promise.allSettled([merge(a, b), merge(b, a)]);
    await eventually(async () => {
      const states = [(await get(a)).state, (await get(b)).state];
      return states.filter((state) => state === CaseState.CASE_STATE_MERGED).length === 1;
    });
  });

  it('opens from the words of a follow-up, once, unless they are negated or switched off', async () => {
    const log = async (content: string) => {
      const customerId = customer();
      await installed.at.client.followUps.logFollowUp(
        {
          followUp: proto.FollowUp.fromPartial({
            customerId,
            method: common.ContactMethod.CONTACT_METHOD_CALL,
            outcome: proto.FollowUpOutcome.FOLLOW_UP_OUTCOME_INTERESTED,
            content,
          }),
          requestId: randomUUID(),
        },
        installed.as.ann,
      );
      return customerId;
    };
    const quiet = await log('客户没有投诉，一切正常');
    const heard = await log('客户投诉包装破损');
    const found = await eventually(async () => {
      const { cases: all } = await cases().listCases({ customerId: heard }, installed.as.ann);
      return all.length > 0 && all;
    });
    expect(found).toMatchObject([
      {
        kind: 'CASE_KIND_COMPLAINT',
        channel: 'CASE_CHANNEL_FOLLOW_UP',
        subjectLine: '客户投诉包装破损',
        ownerId: 'ann',
      },
    ]);
    expect((await cases().listCases({ customerId: quiet }, installed.as.ann)).cases).toEqual([]);
    const settings = await cases().getCaseSettings({}, as.sue);
    const update = (values: Partial<proto.CaseSettings>, by = installed.as.admin) =>
      cases().updateCaseSettings({ settings: { ...settings, ...values }, requestId: randomUUID() }, by);
    expect((await failureOf(update({}, installed.as.mia))).code).toBe('PERMISSION_DENIED');
    const faulty = await failureOf(update({ words: [], poorRating: 5, objection: undefined, negations: [' '] }));
    expect(faulty.fields).toEqual([
      'settings.words',
      'settings.negations[0]',
      'settings.poor_rating',
      'settings.objection',
    ]);
    const off = await update({ detection: false });
    expect(await failureOf(update({}))).toMatchObject({ reason: 'STALE_ETAG' });
    const silent = await log('客户投诉');
    const marker = await log('x');
    await eventually(async () => (await eventsOf(marker)).includes('crm.followup.follow_up.logged.v1'));
    expect((await cases().listCases({ customerId: silent }, service())).cases).toEqual([]);
    await cases().updateCaseSettings(
      { settings: { ...off, detection: true }, requestId: randomUUID() },
      installed.as.admin,
    );
  });

  it('is seen by agent, owner and managers above; the owner adds notes and follows the customer', async () => {
    const customerId = customer();
    const id = await working({}, customerId);
    const sees = async (by: CallOptions) => (await get(id, by).catch(() => undefined))?.id === id;
    const who = [as.sue, installed.as.ann, installed.as.mia, as.max, installed.as.admin, as.operator];
    expect(await Promise.all(who.map(sees))).toEqual(who.map(() => true));
    expect(await Promise.all([installed.as.bob, as.nora, as.sam].map(sees))).toEqual([false, false, false]);
    expect((await failureOf(get(id, as.pia))).code).toBe('PERMISSION_DENIED');
    expect((await get(id, installed.as.ann)).workable).toBe(false);
    expect(await failureOf(cases().respondToCase(command(id), installed.as.ann))).toMatchObject({
      code: 'PERMISSION_DENIED',
    });
    const note = await cases().addCaseNote({ ...command(id), text: 'Angry on the phone' }, installed.as.ann);
    expect(note).toMatchObject({ caseId: id, author: 'user-ann' });
    expect(await failureOf(cases().addCaseNote({ ...command(id), text: 'x' }, installed.as.bob))).toMatchObject({
      code: 'NOT_FOUND',
    });
    installed.neighbours.give(customerId, 'bob', ['sales', 'south']);
    await eventually(() => sees(installed.as.bob));
    expect(await sees(installed.as.ann)).toBe(false);
    const streams = async (by: CallOptions) => {
      for await (const { item } of installed.at.client.events.subscribe({ untilHead: true }, by))
        if (item?.$case === 'event' && item.value.data?.caseId === id) return true;
      return false;
    };
    expect(await Promise.all([streams(as.sue), streams(installed.as.bob), streams(as.nora), streams(as.pia)])).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('pages through its lists by due time or newest first', async () => {
    const customerId = customer();
    const ids = [];
    for (let count = 0; count < 3; count += 1) ids.push((await open({}, installed.as.ann, customerId)).id);
    const read = async (orderBy: string) => {
      const found: string[] = [];
      for (let pageToken = ''; ; ) {
        const page = await cases().listCases({ customerId, orderBy, pageSize: 2, pageToken }, installed.as.ann);
        found.push(...page.cases.map((each) => each.id));
        pageToken = page.nextPageToken;
        if (pageToken === '') return found;
      }
    };
    expect(await read('')).toEqual(ids);
    expect(await read('create_time desc')).toEqual([...ids].reverse());
    const { cases: named } = await cases().listCases({ caseIds: [ids[1] as string, randomUUID()] }, installed.as.ann);
    expect(named.map((each) => each.id)).toEqual([ids[1]]);
    expect(
      (await failureOf(cases().listCases({ orderBy: 'x', pageSize: -1, teamId: '!', caseIds: ['?'] }, as.sue))).fields,
    ).toEqual(['page_size', 'team_id', 'case_ids[0]', 'order_by']);
    const { cases: live } = await cases().listCases({ liveOnly: true, pageSize: 200 }, service());
    expect(live.every((each) => each.live)).toBe(true);
  });

  it('does for services only what is for services', async () => {
    const { id } = await open();
    expect((await failureOf(cases().advanceCase({ caseId: id }, installed.as.admin))).code).toBe('PERMISSION_DENIED');
    expect((await failureOf(cases().rateCase({ token: 'x', csat: 1 }, installed.as.admin))).code).toBe(
      'PERMISSION_DENIED',
    );
    expect(await failureOf(advance(randomUUID()))).toMatchObject({ code: 'NOT_FOUND' });
  });
});
