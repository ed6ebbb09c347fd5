import { randomUUID } from 'node:crypto';
import { customer } from '@fairlead/proto';
import { eventually } from '@fairlead/service-kit/dist/testing';
import { type Installation, startInstallation } from '../testing/installation';
import { useCasesOf } from '../testing/use-cases';
import { playbookTaskId } from './playbook-tasks';

const { CustomerType, Stage } = customer;

/** Promise: what the playbook wants done until a time is on the owner's list, once, and done in one place is done in both. */
describe('tasks of the playbook', () => {
  let installed: Installation;
  beforeAll(async () => {
    installed = await startInstallation();
    const item = (id: string, values: object = {}) => ({
      id,
      title: { en: id, zh: '事项' },
      required: true,
      ...values,
    });
    const taskAfter = { seconds: 86_400n, nanos: 0 };
    installed.neighbours.playbook.push(
      customer.StagePlaybook.fromPartial({
        stage: Stage.STAGE_NEED,
        items: [
          item('send-drawing', { taskAfter }),
          item('only-persons', { taskAfter, customerTypes: [CustomerType.CUSTOMER_TYPE_PERSON] }),
          item('just-a-tick'),
        ],
      }),
    );
  }, 60_000);
  afterAll(() => installed.stop());

  const tasksOf = async (customerId: string) =>
    (await installed.at.client.tasks.listTasks({ customerId }, installed.as.ann)).tasks;
  const facts = { stage: Stage.STAGE_NEED, type: CustomerType.CUSTOMER_TYPE_ORGANIZATION };
  const enter = (customerId: string) =>
    installed.neighbours.customer.emit('crm.customer.stage.changed.v1', customerId, {
      from: Stage.STAGE_CONTACT,
      to: Stage.STAGE_NEED,
    });
  const tick = (customerId: string, done: boolean) =>
    installed.neighbours.customer.emit('crm.customer.checklist.changed.v1', customerId, { item: 'send-drawing', done });
  const open = async (customerId: string) => (await tasksOf(customerId)).filter(({ doneTime }) => !doneTime).length;

  it('are made once when a customer enters a stage, for its owner and its type', async () => {
    const id = randomUUID();
    installed.neighbours.setFacts(id, facts);
    installed.neighbours.give(id, 'ann', ['sales', 'south']);
    const { time } = enter(id);
    const [task] = await eventually(async () => {
      const found = await tasksOf(id);
      return found.length > 0 ? found : undefined;
    });
    expect(task).toMatchObject({
      id: playbookTaskId(id, 'send-drawing'),
      ownerId: 'ann',
      title: '事项 / send-drawing',
    });
    const since = [time, (await installed.opened(id)).openTime].map((each) => each?.getTime() ?? 0);
    expect(since.map((each) => each + 86_400_000)).toContain(task?.dueTime?.getTime());
    enter(id);
    tick(id, true);
    await eventually(async () => ((await open(id)) === 0 ? true : undefined));
    expect(await tasksOf(id)).toHaveLength(1);
  });

  it('are made for customers that stand in the stage when they are published for these, once, due from then', async () => {
    const { neighbours } = installed;
    const taskAfter = { seconds: 86_400n, nanos: 0 };
    const stage = Stage.STAGE_SOLUTION;
    const item = (id: string, values: object = {}) => ({ id, title: { en: id, zh: '事项' }, taskAfter, ...values });
    neighbours.playbook.push(
      customer.StagePlaybook.fromPartial({
        stage,
        items: [
          item('earlier'),
          item('check-site'),
          item('only-persons-there', { customerTypes: [CustomerType.CUSTOMER_TYPE_PERSON] }),
        ],
      }),
    );
    const standing = (rest: object = {}) => {
      const id = randomUUID();
      // They came into the stage with no event that this service heard of.
      neighbours.give(id, 'ann', ['sales', 'south'], { tell: false, since: new Date(Date.now() - 90 * 86_400_000) });
      neighbours.setFacts(id, { stage, type: CustomerType.CUSTOMER_TYPE_ORGANIZATION, ...rest });
      return id;
    };
    const many = Array.from({ length: 230 }, () => standing());
    const ticked = standing();
    neighbours.ticks.set(ticked, new Set(['check-site']));
    const lost = standing({ state: customer.CustomerState.CUSTOMER_STATE_LOST });
    const elsewhere = standing({ stage: Stage.STAGE_QUOTE });
    const published = Date.now();
    const aggregate = { aggregateId: 'playbook', aggregateRevision: 7n };
    const publish = (taskItems: string[], how = aggregate) =>
      neighbours.customer.emit(
        'crm.customer.playbook.updated.v1',
        'playbook',
        { stage: 'STAGE_SOLUTION', taskItems },
        how,
      );
    publish([], { ...aggregate, aggregateRevision: 6n });
    publish(['check-site', 'only-persons-there']);
    // Another process comes and goes while it is under way; the publication is told again.
    await installed.at.addInstance();
    await eventually(async () => (await tasksOf(many[10] as string)).length > 0);
    publish(['check-site', 'only-persons-there']);
    await installed.at.removeInstance(0);
    const { rounds, tasks } = useCasesOf(installed);
    const round = await eventually(async () => {
      const found = await rounds.store.find('STAGE_SOLUTION:7');
      return found?.state === 'DONE' ? found : undefined;
    }, 60_000);
    expect(round).toMatchObject({ items: ['check-site', 'only-persons-there'], lookedCount: 232 });
    expect(await rounds.store.find('STAGE_SOLUTION:6')).toBeNull();
    for (const id of many) {
      const task = await tasks.store.find(playbookTaskId(id, 'check-site'));
      expect(task).toMatchObject({ customerId: id, ownerId: 'ann', title: '事项 / check-site' });
      expect(task?.dueTime.getTime()).toBeGreaterThanOrEqual(published + 86_400_000);
      expect(await tasks.store.find(playbookTaskId(id, 'earlier'))).toBeNull();
    }
    for (const id of [ticked, lost, elsewhere])
      expect(await tasks.store.find(playbookTaskId(id, 'check-site'))).toBeNull();
    expect(await tasks.store.find(playbookTaskId(many[0] as string, 'only-persons-there'))).toBeNull();
  }, 120_000);

  it('follow the checklist, and the owner', async () => {
    const id = randomUUID();
    installed.neighbours.setFacts(id, facts);
    installed.neighbours.give(id, 'ann', ['sales', 'south']);
    await eventually(async () => ((await open(id)) === 1 ? true : undefined));
    tick(id, true);
    await eventually(async () => ((await open(id)) === 0 ? true : undefined));
    tick(id, false);
    await eventually(async () => ((await open(id)) === 1 ? true : undefined));
    installed.neighbours.give(id, 'bob', ['sales', 'south']);
    await eventually(async () =>
      (await installed.at.client.tasks.listTasks({ customerId: id }, installed.as.bob)).tasks.length === 1
        ? true
        : undefined,
    );
  });
});
