import { randomUUID } from 'node:crypto';
import { assignment as proto } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import { advanceHandover } from '../application/advance-handover';
import type { HandoverDeps } from '../application/handover-deps';
import { findDifferences } from '../application/sweep-holdings';
import { createModels } from '../repository/models';
import { createRepositories } from '../repository/repositories';
import { admittedTo, ONE_COMMAND, repeatCommands } from '../testing/contract';
import { Installation } from '../testing/installation';

const { HandoverMode, HandoverReason, HandoverState, ReceiverRule } = proto;
type Options = Awaited<ReturnType<Installation['person']>>;

describe('HandoverService', () => {
  let at: Installation;
  let bob: Options;
  let carl: Options;
  let mia: Options;
  let nora: Options;
  beforeAll(async () => {
    at = await Installation.start();
    await at.makeTeam('sales');
    await at.makeTeam('south', { parentId: 'sales' });
    await at.makeTeam('north', { parentId: 'sales' });
    await at.publish([], 'sales');
    for (const id of ['ann', 'bob', 'carl', 'mia']) await at.makeRep(id, 'south');
    await at.makeRep('nora', 'north');
    await at.makeRep('gone', 'south');
    const change = async (id: string, rep: Partial<proto.Rep>, updateMask: string[]) => {
      const { etag } = await at.client.organization.getRep({ repId: id }, at.as.admin);
      const request = { rep: { id, etag, ...rep }, updateMask, requestId: randomUUID() };
      await at.client.organization.updateRep(request, at.as.admin);
    };
    await change('gone', { active: false }, ['active']);
    // Managers take part in no choice by load.
    await change('mia', { capacityWeight: 0 }, ['capacity_weight']);
    const { etag } = await at.client.organization.getTeam({ teamId: 'south' }, at.as.admin);
    await at.client.organization.updateTeam(
      { team: { id: 'south', etag, managerId: 'mia' }, updateMask: ['manager_id'], requestId: randomUUID() },
      at.as.admin,
    );
    bob = await at.rep('bob', 'south');
    carl = await at.rep('carl', 'south');
    mia = await at.manager('mia', 'south');
    nora = await at.manager('nora', 'north');
  }, 60_000);
  afterAll(() => at.stop());

  const handovers = () => at.client.handovers;
  const id = () => ({ requestId: randomUUID() });

  /** Reps whom no other test gives anything. */
  let people = 0;
  async function leaverWith(leads: number, customers: number) {
    people += 1;
    const repId = `leaver-${people}`;
    await at.makeRep(repId, 'south', { capacityWeight: 1 });
    const leadIds: string[] = [];
    for (let index = 0; index < leads; index += 1) {
      const leadId = at.customer.addLead();
      await at.decided(leadId);
      await at.client.assignment.assignLead({ leadId, repId, ...id() }, at.as.admin);
      leadIds.push(leadId);
    }
    const taken = Array.from({ length: customers }, () => ({ customerId: randomUUID(), ownerId: repId, teamId: '' }));
    await at.client.assignment.takeOverCustomers(
      { customers: taken, withinTeamId: '', importer: 'test', validateOnly: false },
      at.as.service,
    );
    const customerIds = taken.map(({ customerId }) => customerId);
    const as = await at.rep(repId, 'south');
    return { repId, as, leadIds, customerIds, all: [...leadIds, ...customerIds] };
  }

  const draft = (fromRepId: string, given: Partial<proto.Handover> = {}) =>
    proto.Handover.fromPartial({
      fromRepId,
      reason: HandoverReason.HANDOVER_REASON_LEAVES,
      mode: HandoverMode.HANDOVER_MODE_PERMANENT,
      plan: { leadsTo: 'bob', customersTo: 'carl' },
      ...given,
    });
  const create = (fromRepId: string, given: Partial<proto.Handover> = {}, as = at.as.admin) =>
    handovers().createHandover({ handover: draft(fromRepId, given), ...id() }, as);
  async function approved(fromRepId: string, given: Partial<proto.Handover> = {}) {
    const { id: handoverId } = await create(fromRepId, given);
    await handovers().submitHandover({ handoverId, ...id() }, at.as.admin);
    await handovers().approveHandover({ handoverId, ...id() }, mia);
    return handoverId;
  }
  /** Carries everything out that is due now; answers in how many parts. */
  async function carryOut(handoverId: string): Promise<number> {
    for (let parts = 1; ; parts += 1) {
      const { more } = await handovers().advanceHandover({ handoverId }, at.as.service);
      if (!more) return parts;
    }
  }
  const read = (handoverId: string, as = at.as.admin) => handovers().getHandover({ handoverId }, as);
  const ownersOf = async (leadIds: string[]) =>
    Promise.all(
      leadIds.map(
        async (leadId) =>
          (await at.client.assignment.getOwnership({ leadId }, at.as.service)).ownership as NonNullable<
            proto.LeadOwnership['ownership']
          >,
      ),
    );
  /** Every place in a holding is borne out by an ownership, in the end. */
  const holdingsAreRight = () => {
    const { connection } = at.service;
    repositories ??= createRepositories(
      createModels(connection.useDb(at.config.MONGODB_DATABASE as string)),
      () => undefined,
    );
    const all = repositories;
    return eventually(async () => (await findDifferences(all, new Date(Date.now() + 60_000))).length === 0);
  };
  let repositories: ReturnType<typeof createRepositories> | undefined;

  it('lets each method be called by its roles only', async () => {
    const admitted: Record<string, string[]> = {};
    for (const { name } of Object.values(proto.HandoverServiceDefinition.methods)) {
      const method = `${name[0]?.toLowerCase()}${name.slice(1)}` as keyof proto.HandoverServiceClient;
      const { roles, nobody } = await admittedTo(at, handovers()[method] as never);
      admitted[name] = roles;
      expect(new Set(nobody)).toEqual(new Set(['UNAUTHENTICATED']));
    }
    const planners = ['admin', 'manager', 'rep'];
    const everybody = ['admin', 'manager', 'operator', 'rep', 'service'];
    expect(admitted).toEqual({
      PreviewHandover: planners,
      CreateHandover: planners,
      UpdateHandover: planners,
      WriteHandoverNote: planners,
      SubmitHandover: planners,
      ApproveHandover: ['admin', 'manager'],
      RejectHandover: ['admin', 'manager'],
      CancelHandover: planners,
      GetHandover: everybody,
      ListHandovers: everybody,
      ListHandoverItems: everybody,
      AcknowledgeHandover: planners,
      UndoHandover: ['admin', 'manager'],
      AdvanceHandover: ['service'],
    });
  });

  it('previews counts, receivers and what goes along, page by page, and writes nothing', async () => {
    const leaver = await leaverWith(3, 4);
    const request = { fromRepId: leaver.repId, plan: { leadsTo: 'bob', customersTo: 'carl' }, pageSize: 5 };
    const first = await handovers().previewHandover(request, leaver.as);
    expect(first).toMatchObject({
      openLeads: 3,
      customers: 4,
      withoutReceiver: 0,
      receivers: [
        { repId: 'bob', leads: 3, customers: 0 },
        { repId: 'carl', leads: 0, customers: 4 },
      ],
    });
    expect(first.work).toEqual([
      { kind: 'open_tasks', count: 1 },
      { kind: 'running_clocks', count: 1 },
      { kind: 'tasks_elsewhere', count: 0 },
      { kind: 'open_cases', count: 2 },
      { kind: 'draft_orders', count: 0 },
      { kind: 'open_orders', count: 2 },
      { kind: 'registrations', count: 0 },
    ]);
    const second = await handovers().previewHandover({ ...request, pageToken: first.nextPageToken }, leaver.as);
    expect([...first.items, ...second.items].map(({ leadId }) => leadId)).toEqual([...leaver.all].sort());
    expect([first.items.length, second.nextPageToken]).toEqual([5, '']);
    expect(first.items[0]?.work).toContainEqual({ kind: 'open_orders', count: 2 });
    expect(await failureOf(handovers().previewHandover(request, bob))).toMatchObject({ code: 'PERMISSION_DENIED' });
    const { handovers: none } = await handovers().listHandovers({ fromRepId: leaver.repId }, at.as.admin);
    expect(none).toEqual([]);
  });

  it('names every fault of a plan and changes nothing', async () => {
    const leaver = await leaverWith(1, 0);
    const fields = async (given: Partial<proto.Handover>) =>
      (await failureOf(create(leaver.repId, given))).fields?.sort();
    const [lead = ''] = leaver.leadIds;
    expect(
      await fields({
        plan: proto.ReceiverPlan.fromPartial({
          named: [
            { leadId: lead, repId: leaver.repId },
            { leadId: randomUUID(), repId: 'gone' },
          ],
          leadsTo: 'nobody',
          customersTo: leaver.repId,
          rule: ReceiverRule.RECEIVER_RULE_SHARES,
          shares: [
            { repId: 'gone', weight: 1 },
            { repId: leaver.repId, weight: 1 },
          ],
        }),
        returnTime: new Date(Date.now() + 3_600_000),
      }),
    ).toEqual(
      [
        'handover.plan.named[0].rep_id',
        'handover.plan.named[1].lead_id',
        'handover.plan.named[1].rep_id',
        'handover.plan.leads_to',
        'handover.plan.customers_to',
        'handover.plan.shares[0].rep_id',
        'handover.plan.shares[1].rep_id',
        'handover.return_time',
      ].sort(),
    );
    expect(await fields({ mode: HandoverMode.HANDOVER_MODE_STAND_IN })).toEqual(['handover.return_time']);
    expect(
      await fields({
        reason: HandoverReason.HANDOVER_REASON_UNSPECIFIED,
        mode: HandoverMode.HANDOVER_MODE_UNSPECIFIED,
        note: 'x'.repeat(2001),
        plan: proto.ReceiverPlan.fromPartial({
          named: [
            { leadId: 'x', repId: 'Bad Id' },
            { leadId: 'x', repId: 'bob' },
          ],
          shares: [{ repId: 'bob', weight: 0 }],
        }),
      }),
    ).toEqual(
      [
        'handover.reason',
        'handover.mode',
        'handover.note',
        'handover.plan.named[0].lead_id',
        'handover.plan.named[0].rep_id',
        'handover.plan.named[1].lead_id',
        'handover.plan.named[1].lead_id',
        'handover.plan.shares',
        'handover.plan.shares[0].weight',
      ].sort(),
    );
    expect((await failureOf(create('nobody'))).fields).toEqual(['handover.from_rep_id']);
    expect((await handovers().listHandovers({ fromRepId: leaver.repId }, at.as.admin)).handovers).toEqual([]);
  });

  it('is written once per leaver at a time, and a command repeats its answer', async () => {
    const [one, two, three] = [await leaverWith(0, 0), await leaverWith(0, 0), await leaverWith(0, 1)];
    const [busy, late] = [await create(two.repId), await create(three.repId)];
    await handovers().submitHandover({ handoverId: late.id, ...id() }, at.as.admin);
    const [customerId = ''] = three.customerIds;
    expect(await failureOf(create(two.repId))).toMatchObject({ reason: 'HANDOVER_UNDER_WAY' });
    const outcomes = await repeatCommands(at, {
      create: (requestId, body, as) =>
        handovers().createHandover({ handover: draft(one.repId, { note: `note ${body}` }), requestId }, as),
      update: (requestId, body, as) =>
        handovers().updateHandover(
          {
            handover: proto.Handover.fromPartial({ id: busy.id, etag: busy.etag, note: `note ${body}` }),
            updateMask: ['note'],
            requestId,
          },
          as,
        ),
      note: (requestId, body, as) =>
        handovers().writeHandoverNote(
          {
            note: { handoverId: late.id, leadId: customerId, specialPromises: `promise ${body}`, negotiationState: '' },
            requestId,
          },
          as,
        ),
      reject: (requestId, body, as) =>
        handovers().rejectHandover({ handoverId: late.id, reason: `reason ${body}`, requestId }, as),
    });
    expect(outcomes).toEqual({ create: ONE_COMMAND, update: ONE_COMMAND, note: ONE_COMMAND, reject: ONE_COMMAND });
    const [submit, cancel] = [id(), id()];
    for (let times = 0; times < 3; times += 1) {
      const answer = await handovers().submitHandover({ handoverId: late.id, ...submit }, at.as.admin);
      expect(answer.state).toBe('HANDOVER_STATE_PENDING_APPROVAL');
    }
    await handovers().cancelHandover({ handoverId: late.id, ...cancel }, at.as.admin);
    const again = await handovers().submitHandover({ handoverId: late.id, ...submit }, at.as.admin);
    expect(again.state).toBe('HANDOVER_STATE_PENDING_APPROVAL');
    await handovers().cancelHandover({ handoverId: busy.id, ...id() }, two.as);
    expect((await create(two.repId)).state).toBe('HANDOVER_STATE_DRAFT');
  }, 60_000);

  it('is approved by a manager of the tree who is not the leaver; refused ones are drafts again', async () => {
    const leaver = await leaverWith(0, 0);
    const { id: handoverId } = await create(leaver.repId, {}, leaver.as);
    const command = () => ({ handoverId, ...id() });
    expect(await failureOf(handovers().approveHandover(command(), mia))).toMatchObject({ reason: 'HANDOVER_STATE' });
    await handovers().submitHandover(command(), leaver.as);
    for (const as of [nora]) {
      expect(await failureOf(handovers().approveHandover(command(), as))).toMatchObject({ code: 'NOT_FOUND' });
    }
    const boss = await at.manager(leaver.repId, 'south');
    expect(await failureOf(handovers().approveHandover(command(), boss))).toMatchObject({ code: 'PERMISSION_DENIED' });
    const rejected = await handovers().rejectHandover({ ...command(), reason: 'Not now.' }, mia);
    expect([rejected.state, rejected.rejectReason]).toEqual(['HANDOVER_STATE_DRAFT', 'Not now.']);
    await handovers().submitHandover(command(), leaver.as);
    expect((await handovers().approveHandover(command(), mia)).state).toBe('HANDOVER_STATE_APPROVED');
    expect(await failureOf(read(handoverId, bob))).toMatchObject({ code: 'NOT_FOUND' });
    expect((await handovers().listHandovers({ fromRepId: leaver.repId }, bob)).handovers).toEqual([]);
    expect((await handovers().listHandovers({ fromRepId: leaver.repId }, nora)).handovers).toEqual([]);
    expect((await handovers().listHandovers({ fromRepId: leaver.repId }, mia)).handovers).toHaveLength(1);
  });

  it('gives everything to its receivers, keeps the cycles, and takes all of it back unchanged', async () => {
    const leaver = await leaverWith(4, 30);
    const before = await ownersOf(leaver.all);
    for (const each of ['r1', 'r2']) at.customer.registrations.set(each, { ownerId: leaver.repId, handoverId: '' });
    const handoverId = await approved(leaver.repId);
    const [lead = ''] = leaver.leadIds;
    const note = { handoverId, leadId: lead, specialPromises: 'Two percent.', negotiationState: 'Price open.' };
    await handovers().writeHandoverNote({ note, ...id() }, leaver.as);
    const ahead = await handovers().previewHandover({ fromRepId: leaver.repId, handoverId }, leaver.as);
    expect(ahead.items.filter((each) => each.note)).toMatchObject([{ leadId: lead, note }]);
    await carryOut(handoverId);
    const moved = await ownersOf(leaver.all);
    expect(moved.map(({ ownerId }) => ownerId)).toEqual([...Array(4).fill('bob'), ...Array(30).fill('carl')]);
    expect(moved.map(({ cycle, since }) => [cycle, since])).toEqual(before.map(({ cycle, since }) => [cycle, since]));
    // Every lead's clock stood still before it moved.
    for (const each of leaver.all) expect(at.work.everHeld.has(each)).toBe(true);
    expect(at.customer.copies.get(lead)?.ownerId).toBe('bob');
    expect(await read(handoverId)).toMatchObject({
      state: 'HANDOVER_STATE_AWAITING_ACKNOWLEDGEMENT',
      progress: { planned: 0, moved: 34, skipped: 0 },
      receivers: [
        { repId: 'bob', leads: 4, customers: 0, registrations: 0 },
        { repId: 'carl', leads: 0, customers: 30, registrations: 2 },
      ],
    });
    expect(await failureOf(handovers().writeHandoverNote({ note, ...id() }, leaver.as))).toMatchObject({
      reason: 'HANDOVER_STATE',
    });
    const own = await handovers().listHandoverItems({ handoverId }, bob);
    expect(own.items.map(({ leadId }) => leadId)).toEqual([...leaver.leadIds].sort());
    expect(own.items.find(({ leadId }) => leadId === lead)?.note).toMatchObject({ specialPromises: 'Two percent.' });
    expect((await handovers().listHandoverItems({ handoverId, toRepId: 'carl' }, bob)).items).toEqual([]);
    expect((await handovers().listHandoverItems({ handoverId, toRepId: 'carl' }, mia)).items).toHaveLength(30);

    await handovers().acknowledgeHandover({ handoverId, ...id() }, bob);
    expect(await failureOf(handovers().acknowledgeHandover({ handoverId, ...id() }, mia))).toMatchObject({
      reason: 'NOT_RECEIVER',
    });
    const done = await handovers().acknowledgeHandover({ handoverId, ...id() }, carl);
    expect(done.state).toBe('HANDOVER_STATE_DONE');
    // What somebody decided about meanwhile stays where it is.
    const [, second = ''] = leaver.leadIds;
    await at.client.assignment.assignLead({ leadId: second, repId: 'carl', ...id() }, at.as.admin);
    expect(await failureOf(handovers().undoHandover({ handoverId, ...id() }, nora))).toMatchObject({
      code: 'NOT_FOUND',
    });
    await handovers().undoHandover({ handoverId, ...id() }, mia);
    await carryOut(handoverId);
    expect(await read(handoverId)).toMatchObject({
      state: 'HANDOVER_STATE_UNDONE',
      progress: { moved: 0, returned: 33, kept: 1 },
    });
    const { items: kept } = await handovers().listHandoverItems(
      { handoverId, state: proto.HandoverItemState.HANDOVER_ITEM_STATE_KEPT },
      mia,
    );
    expect(kept).toMatchObject([{ leadId: second, skipReason: 'CHANGED_MEANWHILE' }]);
    const without = ({ revision: _revision, ...rest }: (typeof before)[number]) => rest;
    const after = await ownersOf(leaver.all);
    leaver.all.forEach((leadId, index) => {
      if (leadId !== second) expect(without(after[index]!)).toEqual(without(before[index]!));
    });
    const registrants = ['r1', 'r2'].map((each) => at.customer.registrations.get(each)?.ownerId);
    expect(registrants).toEqual([leaver.repId, leaver.repId]);
    await holdingsAreRight();
  }, 60_000);

  it('shares out by load, skips what changed meanwhile, and finds what came in between', async () => {
    const leaver = await leaverWith(6, 0);
    const handoverId = await approved(leaver.repId, { plan: proto.ReceiverPlan.fromPartial({}) });
    // Planned, and the clocks stand still: now somebody decides about one of them.
    for (let parts = 0; parts < 3; parts += 1) await handovers().advanceHandover({ handoverId }, at.as.service);
    const [taken = '', ...rest] = leaver.leadIds;
    await at.client.assignment.assignLead({ leadId: taken, repId: 'nora', ...id() }, at.as.admin);
    const late = at.customer.addLead();
    await at.decided(late);
    await at.client.assignment.assignLead({ leadId: late, repId: leaver.repId, ...id() }, at.as.admin);
    await carryOut(handoverId);
    expect(at.work.held.has(taken)).toBe(false);
    const { items } = await handovers().listHandoverItems({ handoverId }, at.as.admin);
    expect(items.find(({ leadId }) => leadId === taken)).toMatchObject({ skipReason: 'CHANGED_MEANWHILE' });
    const owners = (await ownersOf([...rest, late])).map(({ ownerId }) => ownerId);
    expect(owners).not.toContain(leaver.repId);
    expect(owners).not.toContain('gone');
    expect(owners).not.toContain('mia');
    const { openLeads } = await at.client.organization.getRep({ repId: leaver.repId }, at.as.admin);
    expect(openLeads).toBe(0);
    await holdingsAreRight();
  }, 60_000);

  it('carries each part out once when many replicas carry on at once and follow-up is away for a while', async () => {
    const leaver = await leaverWith(10, 60);
    const handoverId = await approved(leaver.repId);
    await at.addInstance();
    let calls = 0;
    const run = async (client: typeof at.client) => {
      for (;;) {
        calls += 1;
        at.work.down = calls % 5 === 0;
        const { more } = await client.handovers
          .advanceHandover({ handoverId }, at.as.service)
          .catch(() => ({ more: true }));
        if (!more) return;
      }
    };
    await Promise.all([run(at.clients[0]!), run(at.clients[1]!), run(at.clients[0]!), run(at.clients[1]!)]);
    at.work.down = false;
    const owners = (await ownersOf(leaver.all)).map(({ ownerId }) => ownerId);
    expect(owners).toEqual([...Array(10).fill('bob'), ...Array(60).fill('carl')]);
    expect((await read(handoverId)).progress).toMatchObject({ moved: 70, skipped: 0 });
    const told: string[] = [];
    for await (const { item } of at.client.events.subscribe({ untilHead: true }, at.as.service)) {
      if (item?.$case !== 'event' || !item.value.type.endsWith('lead.handed_over.v1')) continue;
      if (item.value.data?.handoverId === handoverId) told.push(item.value.subject);
    }
    expect(told.length).toBe(new Set(told).size);
    await at.removeInstance();
    repositories = undefined;
    await holdingsAreRight();
  }, 90_000);

  it('brings a stand-in back by itself', async () => {
    const leaver = await leaverWith(2, 2);
    const before = await ownersOf(leaver.all);
    const returnTime = new Date(Date.now() + 4000);
    const handoverId = await approved(leaver.repId, {
      reason: HandoverReason.HANDOVER_REASON_ON_LEAVE,
      mode: HandoverMode.HANDOVER_MODE_STAND_IN,
      returnTime,
      plan: proto.ReceiverPlan.fromPartial({
        rule: ReceiverRule.RECEIVER_RULE_SHARES,
        shares: [
          { repId: 'bob', weight: 1 },
          { repId: 'nora', weight: 1 },
        ],
      }),
    });
    await carryOut(handoverId);
    expect((await ownersOf(leaver.all)).filter(({ ownerId }) => ownerId === leaver.repId)).toEqual([]);
    const { nextTime } = await handovers().advanceHandover({ handoverId }, at.as.service);
    expect(nextTime).toEqual(returnTime);
    await new Promise((done) => setTimeout(done, Math.max(0, returnTime.getTime() - Date.now()) + 50));
    await carryOut(handoverId);
    expect((await read(handoverId)).state).toBe(HandoverState.HANDOVER_STATE_RETURNED);
    const facts = (all: typeof before) => all.map(({ ownerId, teamId, cycle }) => [ownerId, teamId, cycle]);
    expect(facts(await ownersOf(leaver.all))).toEqual(facts(before));
  }, 60_000);

  it('reminds a receiver after a day and tells the manager after another, each once', async () => {
    const leaver = await leaverWith(1, 0);
    const handoverId = await approved(leaver.repId);
    await carryOut(handoverId);
    const { connection } = at.service;
    const later = createRepositories(
      createModels(connection.useDb(at.config.MONGODB_DATABASE as string, { useCache: false })),
      () => undefined,
    );
    const nextTimes: (Date | undefined)[] = [];
    for (const hours of [23, 25, 26, 49, 50]) {
      const context = { now: new Date(Date.now() + hours * 3_600_000), actor: 'test' };
      for (let more = true; more; ) {
        const step = await advanceHandover(later as unknown as HandoverDeps, handoverId, context);
        more = step.more;
        if (!more) nextTimes.push(step.nextTime);
      }
    }
    const told = async () => {
      const found: unknown[] = [];
      for await (const { item } of at.client.events.subscribe(
        { subject: handoverId, untilHead: true },
        at.as.service,
      )) {
        if (item?.$case === 'event') found.push(...((item.value.data?.recipients ?? []) as unknown[]));
      }
      return found as { repId: string; role: string }[];
    };
    const late = await eventually(async () => {
      const roles = (await told()).filter(({ role }) => role === 'reminder' || role === 'escalation');
      return roles.length > 1 && roles;
    });
    expect(late.map(({ repId, role }) => `${role} ${repId}`)).toEqual(['reminder bob', 'escalation mia']);
    // Then nothing is due by time any more: it waits for the receiver.
    expect(nextTimes.map((time) => time !== undefined)).toEqual([true, true, true, false, false]);
    expect((await read(handoverId)).receivers[0]).toMatchObject({ repId: 'bob', acknowledgeTime: undefined });
  });

  it('tells of a handover only whom it concerns', async () => {
    const leaver = await leaverWith(1, 0);
    const handoverId = await approved(leaver.repId);
    await carryOut(handoverId);
    const heard = async (as: Options) => {
      const types = new Set<string>();
      for await (const { item } of at.client.events.subscribe({ subject: handoverId, untilHead: true }, as)) {
        if (item?.$case === 'event') types.add(item.value.type);
      }
      return [...types];
    };
    for (const as of [leaver.as, bob, mia]) expect(await heard(as)).toEqual(['crm.assignment.handover.changed.v1']);
    for (const as of [nora, carl]) expect(await heard(as)).toEqual([]);
    expect(await failureOf(read(handoverId, carl))).toMatchObject({ code: 'NOT_FOUND' });
  });
});
