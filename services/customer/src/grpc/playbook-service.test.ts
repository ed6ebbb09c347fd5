import { randomUUID } from 'node:crypto';
import { customer as proto } from '@fairlead/proto';
import { failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { startInstallation } from '../testing/installation';

const { CustomerType, Stage } = proto;

/** Promise: nobody skips what the company agreed to do in a stage, and an exception has a name and a reason. */
describe('PlaybookService', () => {
  let installed: Awaited<ReturnType<typeof startInstallation>>;
  let admin: CallOptions;
  let ann: CallOptions;
  let bob: CallOptions;
  let mia: CallOptions;
  beforeAll(async () => {
    installed = await startInstallation(2);
    const { at } = installed;
    [admin, ann, bob, mia] = await Promise.all([
      at.admin(),
      at.rep('ann', 'south'),
      at.rep('bob', 'north'),
      at.manager('mia', 'south'),
    ]);
  }, 60_000);
  afterAll(() => installed.stop());

  const calls = () => installed.at.client;
  const text = (en: string) => ({ en, zh: `${en}（中）` });
  const criterion = (id: string, expression: string) =>
    proto.StageCriterion.fromPartial({ id, expression, text: text(id) });
  const item = (id: string, required = true) => proto.PlaybookItem.fromPartial({ id, title: text(id), required });
  const write = async (part: Partial<proto.StagePlaybook>, as = admin, requestId = randomUUID(), etag?: string) =>
    calls().playbooks.updateStagePlaybook(
      {
        stagePlaybook: proto.StagePlaybook.fromPartial(part),
        etag: etag ?? (await calls().playbooks.getPlaybook({}, ann)).etag,
        requestId,
      },
      as,
    );
  const createOwned = async (lead: Partial<proto.Customer> = {}) => {
    const made = await calls().customers.createLead(
      { lead: proto.Customer.fromPartial({ displayName: `P ${randomUUID()}`, ...lead }), requestId: randomUUID() },
      admin,
    );
    const ownership = {
      ownerId: 'ann',
      teamId: 'south',
      teamPath: ['south'],
      poolId: '',
      cycle: 1,
      revision: 1n,
      since: new Date(),
      maskedFields: [],
      reopenedCycle: 0,
    };
    const service = await installed.at.asService('assignment');
    await calls().customers.applyOwnership({ customerId: made.id, ownership }, service);
    return made.id;
  };
  it('tells before for how many customers in the stage a new item makes tasks, and says so only when it is wanted', async () => {
    const stage = Stage.STAGE_COLLECTION;
    const taskAfter = { seconds: 3600n, nanos: 0 };
    const timed = (id: string, customerTypes: proto.CustomerType[] = []) =>
      proto.PlaybookItem.fromPartial({ ...item(id, false), taskAfter, customerTypes });
    const [owned, person] = [
      await createOwned(),
      await createOwned({ type: CustomerType.CUSTOMER_TYPE_PERSON, phone: '+8613800138111' }),
    ];
    await createOwned();
    for (const id of [owned, person]) await move(id, stage);
    const { etag } = await calls().playbooks.getPlaybook({}, ann);
    const preview = (items: proto.PlaybookItem[], as = admin, given = etag) => {
      const stagePlaybook = proto.StagePlaybook.fromPartial({ stage, items });
      return calls().playbooks.previewStagePlaybook({ stagePlaybook, etag: given }, as);
    };
    expect(await preview([timed('remind'), item('just-a-tick', false)])).toEqual({
      taskItems: ['remind'],
      customerCount: 2,
    });
    const persons = [timed('remind', [CustomerType.CUSTOMER_TYPE_PERSON])];
    expect(await preview(persons)).toMatchObject({ customerCount: 1 });
    expect(await preview([item('just-a-tick', false)])).toEqual({ taskItems: [], customerCount: 0 });
    expect((await failureOf(preview([timed('Not an id')]))).fields).toEqual(['stage_playbook.items[0].id']);
    expect(await failureOf(preview([], admin, '0'))).toMatchObject({ code: 'ABORTED', reason: 'STALE_ETAG' });
    for (const as of [ann, mia]) expect((await failureOf(preview([], as))).code).toBe('PERMISSION_DENIED');
    expect((await calls().playbooks.getPlaybook({}, ann)).etag).toBe(etag);
    const publish = async (items: proto.PlaybookItem[], presentCustomers?: proto.PresentCustomers) =>
      calls().playbooks.updateStagePlaybook(
        proto.UpdateStagePlaybookRequest.fromPartial({
          stagePlaybook: { stage, items },
          etag: (await calls().playbooks.getPlaybook({}, ann)).etag,
          requestId: randomUUID(),
          ...(presentCustomers ? { presentCustomers } : {}),
        }),
        admin,
      );
    const { PRESENT_CUSTOMERS_TASKS } = proto.PresentCustomers;
    await publish([timed('remind')]);
    // What is a task already comes to nobody anew.
    await publish([timed('remind'), timed('call')], PRESENT_CUSTOMERS_TASKS);
    await publish([timed('remind'), timed('call')], PRESENT_CUSTOMERS_TASKS);
    const told: string[][] = [];
    const service = await installed.at.asService('follow-up');
    for await (const { item: each } of calls().events.subscribe({ subject: 'playbook', untilHead: true }, service))
      if (each?.$case === 'event' && (each.value.data as { stage: string }).stage === stage)
        told.push((each.value.data as { taskItems: string[] }).taskItems);
    expect(told).toEqual([[], ['call'], []]);
    await publish([]);
  });

  const move = (
    customerId: string,
    stage: proto.Stage,
    as = ann,
    overrideReason = '',
    requestId: string = randomUUID(),
  ) => calls().customers.changeStage({ customerId, stage, overrideReason, requestId }, as);
  const tick = (customerId: string, itemId: string, as = ann, done = true, requestId: string = randomUUID()) =>
    calls().playbooks.tickItem({ customerId, itemId, done, requestId }, as);
  /** Other processes learn of a change within two seconds. */
  const known = () => new Promise((done) => setTimeout(done, 2100));

  it('asks for nothing until somebody writes it', async () => {
    expect((await calls().playbooks.getPlaybook({}, bob)).stages).toEqual([]);
    const id = await createOwned();
    expect((await move(id, Stage.STAGE_CONTRACT)).stage).toBe(Stage.STAGE_CONTRACT);
  });

  it('names every fault and writes nothing', async () => {
    const before = await calls().playbooks.getPlaybook({}, admin);
    const failure = await failureOf(
      write({
        stage: Stage.STAGE_UNSPECIFIED,
        items: [
          { ...item('Not A Slug'), taskAfter: { seconds: 0n, nanos: 0 } },
          proto.PlaybookItem.fromPartial({ id: 'no-title', customerTypes: [CustomerType.CUSTOMER_TYPE_UNSPECIFIED] }),
        ],
        exitCriteria: [criterion('typo', 'customer.industy == "x"'), criterion('number', '1 + 1')],
      }),
    );
    expect(failure).toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(failure.fields).toEqual([
      'stage_playbook.stage',
      'stage_playbook.items[0].id',
      'stage_playbook.items[0].task_after',
      'stage_playbook.items[1].title.en',
      'stage_playbook.items[1].title.zh',
      'stage_playbook.items[1].customer_types[0]',
      'stage_playbook.exit_criteria[0].expression',
      'stage_playbook.exit_criteria[1].expression',
    ]);
    const twice = await failureOf(write({ stage: Stage.STAGE_NEED, items: [item('same'), item('same')] }));
    expect(twice.fields).toEqual(['stage_playbook']);
    expect(await calls().playbooks.getPlaybook({}, admin)).toEqual(before);
  });

  it('is written by admins only, on what they read, once per request', async () => {
    expect((await failureOf(write({ stage: Stage.STAGE_NEED }, mia))).code).toBe('PERMISSION_DENIED');
    const requestId = randomUUID();
    const { etag } = await calls().playbooks.getPlaybook({}, admin);
    const part = {
      stage: Stage.STAGE_NEED,
      items: [item('ask-budget'), item('send-brochure', false)],
      exitCriteria: [criterion('reachable', 'customer.has_phone || customer.has_email')],
    };
    const written = await write(part, admin, requestId, etag);
    expect(written.stages).toMatchObject([{ stage: Stage.STAGE_NEED, items: [{ id: 'ask-budget' }, {}] }]);
    expect(await write(part, admin, requestId, etag)).toEqual(written);
    expect((await failureOf(write(part, admin, randomUUID(), etag))).reason).toBe('STALE_ETAG');
    await write({ stage: Stage.STAGE_QUOTE, entryCriteria: [criterion('known-industry', 'customer.industry != ""')] });
    await known();
  });

  it('holds a customer back until everything is there', async () => {
    const id = await createOwned();
    await move(id, Stage.STAGE_NEED);
    const guide = await calls().playbooks.getStageGuide({ customerId: id, target: Stage.STAGE_QUOTE }, ann);
    expect(guide).toMatchObject({
      stage: Stage.STAGE_NEED,
      target: Stage.STAGE_QUOTE,
      missing: ['ask-budget', 'reachable', 'known-industry'],
      exitCriteria: [{ met: false }],
      entryCriteria: [{ met: false }],
    });
    expect(await failureOf(move(id, Stage.STAGE_QUOTE))).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'STAGE_CRITERIA',
      metadata: { missing: 'ask-budget,reachable,known-industry' },
    });
    const ticked = await tick(id, 'ask-budget');
    expect(ticked.items[0]).toMatchObject({ doneBy: 'user-ann' });
    const read = await calls().customers.getCustomer({ customerId: id }, ann);
    await calls().customers.updateCustomer(
      {
        customer: { ...read, email: 'a@example.com', industry: 'Pumps' },
        updateMask: ['email', 'industry'],
        requestId: randomUUID(),
      },
      ann,
    );
    expect((await move(id, Stage.STAGE_QUOTE)).stage).toBe(Stage.STAGE_QUOTE);
    expect((await move(id, Stage.STAGE_LEAD)).stage).toBe(Stage.STAGE_LEAD);
  });

  it('lets a manager override it, with the reason kept', async () => {
    const id = await createOwned();
    await move(id, Stage.STAGE_NEED);
    expect((await failureOf(move(id, Stage.STAGE_SOLUTION, ann, 'Please.'))).code).toBe('PERMISSION_DENIED');
    expect((await failureOf(move(id, Stage.STAGE_SOLUTION, mia, 'x'.repeat(501)))).fields).toEqual(['override_reason']);
    const requestId = randomUUID();
    const moved = await move(id, Stage.STAGE_SOLUTION, mia, 'The owner called me.', requestId);
    expect(await move(id, Stage.STAGE_SOLUTION, mia, 'The owner called me.', requestId)).toEqual(moved);
    const { overrides } = await calls().playbooks.getStageGuide({ customerId: id }, ann);
    expect(overrides).toMatchObject([
      { author: 'user-mia', from: Stage.STAGE_NEED, to: Stage.STAGE_SOLUTION, reason: 'The owner called me.' },
    ]);
    expect(overrides[0]?.missing).toEqual(['ask-budget', 'reachable']);
  });

  it('moves nobody on by a contact whom it holds back, and notes the contact', async () => {
    await write({ stage: Stage.STAGE_LEAD, items: [item('qualify')] });
    await known();
    const id = await createOwned();
    const occurTime = '2026-01-05T09:00:00.000Z';
    installed.followUp.emit('crm.followup.follow_up.logged.v1', id, {
      followUpId: randomUUID(),
      cycle: 1,
      method: 'CONTACT_METHOD_CALL',
      outcome: 'FOLLOW_UP_OUTCOME_INTERESTED',
      contact: true,
      occurTime,
    });
    for (;;) {
      const read = await calls().customers.getCustomer({ customerId: id }, admin);
      if (!read.lastContactTime) continue;
      expect([read.stage, read.lastContactTime.toISOString()]).toEqual([Stage.STAGE_LEAD, occurTime]);
      break;
    }
    await write({ stage: Stage.STAGE_LEAD });
    await known();
  });

  it('follows tasks that come from it, unless the checklist itself caused them', async () => {
    const id = await createOwned();
    const done = (type: 'completed' | 'reopened', actor: string) =>
      installed.followUp.emit(
        `crm.followup.task.${type}.v1`,
        id,
        { taskId: randomUUID(), ownerId: 'ann', playbookItem: 'ask-budget' },
        { actor },
      );
    const doneBy = async (wanted: string) => {
      for (;;) {
        const { items } = await calls().playbooks.getStageGuide({ customerId: id }, ann);
        if (items[0]?.doneBy === wanted) return items[0];
      }
    };
    await move(id, Stage.STAGE_NEED);
    done('completed', 'user-ann');
    expect((await doneBy('user-ann')).doneTime).toBeInstanceOf(Date);
    done('reopened', 'service:follow-up');
    done('completed', 'user-bob');
    done('reopened', 'user-bob');
    await doneBy('');
  });

  it('shows and takes ticks only where the customer may be seen, and knows its items', async () => {
    const id = await createOwned();
    for (const failure of [
      await failureOf(calls().playbooks.getStageGuide({ customerId: id }, bob)),
      await failureOf(tick(id, 'ask-budget', bob)),
    ]) {
      expect(failure.code).toBe('NOT_FOUND');
    }
    expect((await failureOf(tick(id, 'no-such-item'))).fields).toEqual(['item_id']);
    expect((await failureOf(tick('x', 'A B', ann, true, 'y'))).fields).toEqual([
      'customer_id',
      'item_id',
      'request_id',
    ]);
    const requestId = randomUUID();
    const ticked = await tick(id, 'ask-budget', ann, true, requestId);
    expect(await tick(id, 'ask-budget', ann, true, requestId)).toEqual(ticked);
    // A tick that the playbook no longer knows can still be taken back.
    expect((await tick(id, 'ask-budget', ann, false)).etag).not.toBe(ticked.etag);
  });
});
