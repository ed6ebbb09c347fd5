import { randomUUID } from 'node:crypto';
import { common, followup as proto } from '@fairlead/proto';
import { callOptions, eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { type Installation, startInstallation } from '../testing/installation';

const { OBLIGATION_STATE_FULFILLED } = proto.ObligationState;
const followUp = (customerId: string, overrides: Partial<proto.FollowUp> = {}) =>
  proto.FollowUp.fromPartial({
    customerId,
    method: common.ContactMethod.CONTACT_METHOD_CALL,
    outcome: proto.FollowUpOutcome.FOLLOW_UP_OUTCOME_INTERESTED,
    content: 'Called.',
    ...overrides,
  });

describe('FollowUpService and TaskService', () => {
  let installed: Installation;
  let ann: CallOptions;
  let bob: CallOptions;
  let mia: CallOptions;
  beforeAll(async () => {
    installed = await startInstallation();
    ({ ann, bob, mia } = installed.as);
  }, 60_000);
  afterAll(() => installed.stop());

  const clients = () => installed.at.client;
  const log = (customerId: string, overrides: Partial<proto.FollowUp> = {}, as = ann, requestId = randomUUID()) =>
    clients().followUps.logFollowUp({ followUp: followUp(customerId, overrides), requestId }, as);
  const lead = (ownerId = 'ann') => {
    const id = randomUUID();
    installed.neighbours.give(id, ownerId, ['sales', 'south']);
    return id;
  };

  it('records a follow-up; contact ends the clock, the next step becomes a task', async () => {
    const leadId = lead();
    await installed.opened(leadId);
    const due = new Date(Date.now() + 86_400_000);
    const logged = await log(leadId, { nextStep: 'Send the sample', nextStepDue: due });
    expect(logged).toMatchObject({ customerId: leadId, cycle: 1, author: 'user-ann', nextStep: 'Send the sample' });
    expect((await installed.opened(leadId)).state).toBe(OBLIGATION_STATE_FULFILLED);
    const { tasks } = await clients().tasks.listTasks({ customerId: leadId, openOnly: true }, ann);
    expect(tasks).toMatchObject([
      { id: logged.taskId, title: 'Send the sample', ownerId: 'ann', followUpId: logged.id },
    ]);
    expect(await clients().followUps.getFollowUp({ followUpId: logged.id }, mia)).toEqual(logged);
    const batch = await clients().followUps.batchGetFollowUps(
      { customerId: leadId, followUpIds: [randomUUID(), logged.id] },
      ann,
    );
    expect(batch.followUps).toEqual([logged]);
  });

  it('leaves the clock running when the customer was not reached', async () => {
    const leadId = lead();
    await installed.opened(leadId);
    await log(leadId, { outcome: proto.FollowUpOutcome.FOLLOW_UP_OUTCOME_NOT_REACHED });
    expect((await installed.opened(leadId)).state).toBe('OBLIGATION_STATE_OPEN');
  });

  it('names every fault and writes nothing', async () => {
    const leadId = lead();
    const wrong = followUp('no-uuid', {
      method: common.ContactMethod.CONTACT_METHOD_UNSPECIFIED,
      outcome: proto.FollowUpOutcome.FOLLOW_UP_OUTCOME_UNSPECIFIED,
      content: 'x'.repeat(5001),
      nextStep: 'y'.repeat(501),
      occurTime: new Date(Date.now() + 600_000),
      id: 'mine',
      author: 'me',
    });
    const failure = await failureOf(clients().followUps.logFollowUp({ followUp: wrong, requestId: 'x' }, ann));
    expect(failure.code).toBe('INVALID_ARGUMENT');
    expect(failure.fields.sort()).toEqual(
      ['author', 'content', 'customer_id', 'id', 'method', 'next_step', 'next_step_due', 'occur_time', 'outcome']
        .map((field) => `follow_up.${field}`)
        .concat('request_id'),
    );
    expect((await failureOf(log(leadId, { nextStepDue: new Date() }))).fields).toEqual(['follow_up.next_step']);
    expect((await failureOf(clients().followUps.logFollowUp({ requestId: randomUUID() }, ann))).fields).toContain(
      'follow_up',
    );
    expect((await clients().followUps.listFollowUps({ customerId: leadId }, ann)).followUps).toEqual([]);
  });

  it('is only for whom the customer belongs to', async () => {
    const leadId = lead();
    expect(await failureOf(log(leadId, {}, bob))).toMatchObject({ code: 'NOT_FOUND' });
    expect((await log(leadId, {}, mia)).author).toBe('user-mia');
    const logged = await log(leadId);
    for (const call of [
      () => clients().followUps.getFollowUp({ followUpId: logged.id }, bob),
      () => clients().followUps.listFollowUps({ customerId: leadId }, bob),
      () => clients().followUps.batchGetFollowUps({ customerId: leadId, followUpIds: [logged.id] }, bob),
    ]) {
      expect(await failureOf(call())).toMatchObject({ code: 'NOT_FOUND' });
    }
    installed.neighbours.pool(leadId);
    expect(await failureOf(log(leadId))).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'NOT_OWNER' });
  });

  it('answers a repetition the same, also after the customer left the caller’s scope', async () => {
    const leadId = lead();
    const requestId = randomUUID();
    const first = await log(leadId, {}, ann, requestId);
    installed.neighbours.give(leadId, 'bob', ['sales', 'south']);
    expect(await log(leadId, {}, ann, requestId)).toEqual(first);
    expect(await failureOf(log(leadId, { content: 'Other.' }, ann, requestId))).toMatchObject({
      reason: 'REQUEST_ID_REUSED',
    });
    expect(await failureOf(log(leadId, {}, bob, requestId))).toMatchObject({ reason: 'REQUEST_ID_FOREIGN' });
    expect((await clients().followUps.listFollowUps({ customerId: leadId }, bob)).followUps).toHaveLength(1);
  });

  it('records one follow-up of many at once with one request id', async () => {
    const leadId = lead();
    const requestId = randomUUID();
    const due = new Date(Date.now() + 86_400_000);
    const all = await Promise.all(
      Array.from({ length: 20 }, () => log(leadId, { nextStep: 'Visit', nextStepDue: due }, ann, requestId)),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect((await clients().tasks.listTasks({ customerId: leadId }, ann)).tasks).toHaveLength(1);
  });

  it('pages newest first, bound to list and caller', async () => {
    const leadId = lead();
    for (let index = 0; index < 5; index += 1) {
      await log(leadId, { content: `${index}`, occurTime: new Date(Date.UTC(2026, 0, 1 + index)) });
    }
    const seen: string[] = [];
    let token = '';
    do {
      const page = await clients().followUps.listFollowUps({ customerId: leadId, pageSize: 2, pageToken: token }, ann);
      seen.push(...page.followUps.map(({ content }) => content));
      token = page.nextPageToken;
    } while (token);
    expect(seen).toEqual(['4', '3', '2', '1', '0']);
    const { nextPageToken: pageToken } = await clients().followUps.listFollowUps(
      { customerId: leadId, pageSize: 2 },
      ann,
    );
    for (const call of [
      () => clients().followUps.listFollowUps({ customerId: leadId, pageToken }, mia),
      () => clients().followUps.listFollowUps({ customerId: lead(), pageToken }, ann),
      () => clients().tasks.listTasks({ pageToken }, ann),
    ]) {
      expect(await failureOf(call())).toMatchObject({ reason: 'PAGE_TOKEN_MISMATCH' });
    }
  });

  describe('tasks', () => {
    const dueTime = new Date(Date.now() + 3_600_000);
    const create = (task: Partial<proto.Task>, as = ann, requestId = randomUUID()) =>
      clients().tasks.createTask(
        { task: proto.Task.fromPartial({ title: 'Call back', dueTime, ...task }), requestId },
        as,
      );

    it('are created, done, opened again, each once', async () => {
      const customerId = lead();
      const requestId = randomUUID();
      const task = await create({ customerId }, ann, requestId);
      expect(await create({ customerId }, ann, requestId)).toEqual(task);
      expect(task).toMatchObject({ ownerId: 'ann', title: 'Call back', doneTime: undefined });
      const done = await clients().tasks.completeTask({ taskId: task.id, requestId: randomUUID() }, ann);
      expect(done.doneTime).toBeInstanceOf(Date);
      expect((await clients().tasks.completeTask({ taskId: task.id, requestId: randomUUID() }, ann)).doneTime).toEqual(
        done.doneTime,
      );
      expect((await clients().tasks.listTasks({ customerId, openOnly: true }, ann)).tasks).toEqual([]);
      expect(
        (await clients().tasks.reopenTask({ taskId: task.id, requestId: randomUUID() }, ann)).doneTime,
      ).toBeUndefined();
      expect((await clients().tasks.listTasks({ customerId, openOnly: true }, ann)).tasks).toHaveLength(1);
    });
    it('have every fault named', async () => {
      const failure = await failureOf(
        clients().tasks.createTask(
          { task: proto.Task.fromPartial({ customerId: 'x', ownerId: 'X X', id: 'y' }), requestId: 'z' },
          ann,
        ),
      );
      expect(failure.fields.sort()).toEqual([
        'request_id',
        'task.customer_id',
        'task.due_time',
        'task.id',
        'task.owner_id',
        'task.title',
      ]);
      expect((await failureOf(create({ customerId: lead(), ownerId: 'nobody' }, mia))).fields).toEqual([
        'task.owner_id',
      ]);
    });
    it('are for the owner, managers of the tree and admins', async () => {
      const customerId = lead();
      expect(await failureOf(create({ customerId, ownerId: 'bob' }))).toMatchObject({ code: 'PERMISSION_DENIED' });
      const task = await create({ customerId, ownerId: 'ann' }, mia);
      expect(
        await failureOf(clients().tasks.completeTask({ taskId: task.id, requestId: randomUUID() }, bob)),
      ).toMatchObject({ code: 'NOT_FOUND' });
      expect((await clients().tasks.listTasks({ customerId }, bob)).tasks).toEqual([]);
      expect(
        (await clients().tasks.completeTask({ taskId: task.id, requestId: randomUUID() }, ann)).doneTime,
      ).toBeDefined();
    });
    it('go with the customer to the new owner while they are open', async () => {
      const customerId = lead();
      const [open, done] = [await create({ customerId }), await create({ customerId })];
      await clients().tasks.completeTask({ taskId: done.id, requestId: randomUUID() }, ann);
      installed.neighbours.give(customerId, 'bob', ['sales', 'south']);
      await eventually(
        async () => (await clients().tasks.listTasks({ customerId, ownerId: 'bob' }, bob)).tasks.length === 1,
      );
      const { tasks } = await clients().tasks.listTasks({ customerId }, mia);
      expect(tasks.map(({ id, ownerId }) => [id, ownerId]).sort()).toEqual(
        [
          [open.id, 'bob'],
          [done.id, 'ann'],
        ].sort(),
      );
    });
    it('can be asked for by a window of due times', async () => {
      const customerId = lead();
      for (const hour of [1, 2, 3])
        await create({ customerId, title: `${hour}`, dueTime: new Date(Date.UTC(2030, 0, 1, hour)) });
      const between = { dueAfter: new Date(Date.UTC(2030, 0, 1, 2)), dueBefore: new Date(Date.UTC(2030, 0, 1, 3)) };
      expect(
        (await clients().tasks.listTasks({ customerId, ...between }, ann)).tasks.map(({ title }) => title),
      ).toEqual(['2']);
      const empty = { dueAfter: between.dueBefore, dueBefore: between.dueAfter };
      expect((await failureOf(clients().tasks.listTasks({ ...empty, pageSize: -1 }, ann))).fields.sort()).toEqual([
        'due_after',
        'page_size',
      ]);
    });
  });

  it('refuses callers without a valid token or role', async () => {
    const { auth } = installed.at;
    const request = { followUp: followUp(randomUUID()), requestId: randomUUID() };
    const tokens = [
      await auth.expiredToken('x'),
      await auth.forgedToken({ sub: 'x', roles: ['admin'] }),
      auth.algNoneToken({ sub: 'x', roles: ['admin'] }),
    ];
    const codes = await Promise.all(
      tokens.map(async (token) => (await failureOf(clients().followUps.logFollowUp(request, callOptions(token)))).code),
    );
    expect(codes).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED']);
    const operator = await installed.at.person({ sub: 'op', roles: ['operator'] });
    expect((await failureOf(clients().followUps.logFollowUp(request, operator))).code).toBe('PERMISSION_DENIED');
  });
});
