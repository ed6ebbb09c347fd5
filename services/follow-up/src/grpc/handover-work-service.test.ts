import { randomUUID } from 'node:crypto';
import { common, followup as proto } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import { type Installation, startInstallation } from '../testing/installation';

const HOUR = 3_600_000;
const SOUTH = ['sales', 'south'];
const NORTH = ['sales', 'north'];

describe('HandoverWorkService', () => {
  let installed: Installation;
  beforeAll(async () => {
    installed = await startInstallation();
    installed.neighbours.addTeam('north', NORTH, {});
    for (const id of ['nina', 'noah']) installed.neighbours.addRep(id, 'north');
    for (const id of ['leo', 'lia', 'lou']) installed.neighbours.addRep(id, 'south');
  }, 60_000);
  afterAll(() => installed.stop());

  const clients = () => installed.at.client;
  const service = () => installed.as.service;
  const ago = (hours: number) => new Date(Date.now() - hours * HOUR);
  async function lead(hoursAgo: number, ownerId: string): Promise<string> {
    const id = randomUUID();
    installed.neighbours.give(id, ownerId, SOUTH, { since: ago(hoursAgo) });
    await installed.opened(id);
    return id;
  }
  const hold = (handoverId: string, ownerId: string, customerIds: string[]) =>
    clients().handoverWork.holdClocks({ handoverId, ownerId, customerIds }, service());
  const release = (handoverId: string, customerIds: string[]) =>
    clients().handoverWork.releaseClocks({ handoverId, customerIds }, service());
  const record = (leadId: string, levelId: string) =>
    clients().obligations.recordLevel({ obligationId: `first_contact:${leadId}:1`, levelId }, service());
  const task = (customerId: string, as: typeof installed.as.ann, ownerId = '') =>
    clients().tasks.createTask(
      {
        task: proto.Task.fromPartial({ customerId, ownerId, title: 'Call', dueTime: new Date(Date.now() + HOUR) }),
        requestId: randomUUID(),
      },
      as,
    );
  const ownedBy = (leadId: string, ownerId: string) =>
    eventually(async () => {
      const found = await installed.opened(leadId);
      return found.ownerId === ownerId && found;
    });
  const left = ({ levels }: proto.Obligation, from: Date) =>
    levels.filter(({ recordTime }) => !recordTime).map(({ dueTime }) => (dueTime as Date).getTime() - from.getTime());

  it('is for services only, and names every fault', async () => {
    for (const call of [
      clients().handoverWork.countWork({ ownerId: 'ann' }, installed.as.admin),
      clients().handoverWork.holdClocks({}, installed.as.mia),
      clients().handoverWork.releaseClocks({}, installed.as.ann),
    ])
      expect(await failureOf(call)).toMatchObject({ code: 'PERMISSION_DENIED' });
    const request = { handoverId: 'x', ownerId: '', customerIds: ['y'] };
    expect((await failureOf(clients().handoverWork.holdClocks(request, service()))).fields?.sort()).toEqual([
      'customer_ids[0]',
      'handover_id',
      'owner_id',
    ]);
    const many = { handoverId: randomUUID(), customerIds: Array.from({ length: 201 }, () => randomUUID()) };
    expect((await failureOf(clients().handoverWork.releaseClocks(many, service()))).fields).toEqual(['customer_ids']);
  });

  it('counts what a rep has, at each customer and in all, also at customers of others', async () => {
    const leo = await installed.at.rep('leo', 'south');
    const [one, two, foreign] = [await lead(1, 'leo'), await lead(1, 'leo'), await lead(1, 'lia')];
    await task(one, leo);
    await task(one, leo);
    await task(foreign, installed.as.mia, 'leo');
    const count = (customerIds: string[]) =>
      clients().handoverWork.countWork({ ownerId: 'leo', customerIds }, service());
    expect((await count([])).work).toEqual([
      { customerId: '', openTasks: 3, runningClocks: 2, tasksElsewhere: 1, openCases: 0 },
    ]);
    expect((await count([two, one])).work).toEqual([
      { customerId: two, openTasks: 0, runningClocks: 1, tasksElsewhere: 0, openCases: 0 },
      { customerId: one, openTasks: 2, runningClocks: 1, tasksElsewhere: 0, openCases: 0 },
    ]);
  });

  it('lets a clock stand still, and passes it on with exactly what was left', async () => {
    const [leadId, handoverId] = [await lead(13, 'ann'), randomUUID()];
    await record(leadId, 'reminder-1');
    const before = await installed.opened(leadId);
    const early = Date.now();
    expect(await hold(handoverId, 'ann', [leadId])).toEqual({ held: 1 });
    const late = Date.now();
    expect(await hold(handoverId, 'ann', [leadId])).toEqual({ held: 1 });
    expect(await hold(randomUUID(), 'bob', [leadId])).toEqual({ held: 0 });
    expect(await installed.opened(leadId)).toMatchObject({ heldBy: handoverId, paused: true });
    await new Promise((done) => setTimeout(done, 1200));
    const moved = installed.neighbours.handOver(leadId, 'nina', NORTH, handoverId);
    const after = await ownedBy(leadId, 'nina');
    expect(after).toMatchObject({ teamId: 'north', heldBy: '', paused: false, cycle: 1 });
    const [was, is] = [left(before, new Date(0)), left(after, moved)];
    expect(is).toHaveLength(3);
    is.forEach((ms, index) => {
      expect(ms).toBeLessThanOrEqual((was[index] as number) - early);
      expect(ms).toBeGreaterThanOrEqual((was[index] as number) - late);
    });
    expect((await record(leadId, 'reminder-1')).obligation?.levels[0]?.recordTime).toEqual(
      before.levels[0]?.recordTime,
    );
    // It is told again, and the beginning of the cycle too: nothing moves and nothing ends.
    installed.neighbours.tell('assigned', leadId);
    await installed.opened(await lead(0, 'ann'));
    expect(await installed.opened(leadId)).toEqual(after);
    const { obligations } = await clients().obligations.listObligations({ subject: leadId }, service());
    expect(obligations).toHaveLength(1);
  });

  it('is not due while it stands still, and goes on where it is when it is let go', async () => {
    const [leadId, handoverId] = [await lead(12.5, 'bob'), randomUUID()];
    await hold(handoverId, 'bob', [leadId]);
    const outcome = proto.RecordLevelOutcome.RECORD_LEVEL_OUTCOME_NOT_DUE;
    expect(await record(leadId, 'reminder-1')).toMatchObject({ outcome, obligation: { heldBy: handoverId } });
    expect(await release(randomUUID(), [leadId])).toEqual({ released: 0 });
    expect(await release(handoverId, [leadId])).toEqual({ released: 1 });
    expect(await release(handoverId, [leadId])).toEqual({ released: 0 });
    expect((await record(leadId, 'reminder-1')).outcome).toBe('RECORD_LEVEL_OUTCOME_RECORDED');
  });

  it('runs in the leave of the new owner from then on', async () => {
    const leadId = await lead(1, 'lou');
    const until = new Date(Date.now() + 48 * HOUR);
    installed.neighbours.setLeaves('noah', [{ from: ago(1), to: until }]);
    installed.neighbours.handOver(leadId, 'noah', NORTH);
    const away = await ownedBy(leadId, 'noah');
    expect(((away.dueTime as Date).getTime() - until.getTime()) / HOUR).toBeCloseTo(23, 1);
    installed.neighbours.setLeaves('noah', []);
    await eventually(async () => {
      const { dueTime } = await installed.opened(leadId);
      return Math.abs((dueTime as Date).getTime() - (Date.now() + 23 * HOUR)) < 60_000;
    });
  });

  it('takes the leaver’s open tasks along and leaves those of others', async () => {
    const leadId = await lead(1, 'ann');
    const own = await task(leadId, installed.as.ann);
    const done = await task(leadId, installed.as.ann);
    await clients().tasks.completeTask({ taskId: done.id, requestId: randomUUID() }, installed.as.ann);
    const other = await task(leadId, installed.as.mia, 'lia');
    const owners = async () => {
      const { tasks } = await clients().tasks.listTasks({ customerId: leadId }, installed.as.admin);
      return Object.fromEntries(tasks.map(({ id, ownerId }) => [id, ownerId]));
    };
    installed.neighbours.handOver(leadId, 'nina', NORTH);
    await ownedBy(leadId, 'nina');
    expect(await owners()).toEqual({ [own.id]: 'nina', [done.id]: 'ann', [other.id]: 'lia' });
    installed.neighbours.handOver(leadId, 'ann', SOUTH);
    await ownedBy(leadId, 'ann');
    expect(await owners()).toEqual({ [own.id]: 'ann', [done.id]: 'ann', [other.id]: 'lia' });
  });

  it('is fulfilled by the new owner’s contact', async () => {
    const leadId = await lead(1, 'ann');
    await hold(randomUUID(), 'ann', [leadId]);
    installed.neighbours.handOver(leadId, 'bob', SOUTH);
    await ownedBy(leadId, 'bob');
    const followUp = proto.FollowUp.fromPartial({
      customerId: leadId,
      method: common.ContactMethod.CONTACT_METHOD_CALL,
      outcome: proto.FollowUpOutcome.FOLLOW_UP_OUTCOME_INTERESTED,
      content: 'x',
    });
    await clients().followUps.logFollowUp({ followUp, requestId: randomUUID() }, installed.as.bob);
    expect((await installed.opened(leadId)).state).toBe('OBLIGATION_STATE_FULFILLED');
  });
});
