import { randomUUID } from 'node:crypto';
import { common, followup as proto } from '@fairlead/proto';
import { eventually } from '@fairlead/service-kit/dist/testing';
import { type FollowUp, followUpLogged, nextStepTaskId } from '../domain/follow-up';
import { type Task, taskCreated } from '../domain/task';
import { plainModels } from '../repository/copy-models';
import { aggregateModels } from '../repository/models';
import { createRepositories } from '../repository/repositories';
import { type Installation, startInstallation } from '../testing/installation';

/** The process died right after a write: the own log brings what is missing. */
describe('what was lost in a crash', () => {
  let installed: Installation;
  beforeAll(async () => {
    installed = await startInstallation();
  }, 60_000);
  afterAll(() => installed.stop());

  /** Writes as a command does, without anything that comes after; the relay finds it by its pending event. */
  const repositories = () => {
    const connection = installed.at.service.connection.useDb(installed.at.config.MONGODB_DATABASE as string);
    return createRepositories(aggregateModels(connection), plainModels(connection), () => undefined);
  };

  it('after a follow-up: its clock still ends and its task is made, once', async () => {
    const leadId = randomUUID();
    installed.neighbours.give(leadId, 'ann', ['sales', 'south']);
    await installed.opened(leadId);
    const { at } = installed;
    const id = randomUUID();
    const followUp: FollowUp = {
      customerId: leadId,
      cycle: 1,
      ownerId: 'ann',
      teamId: 'south',
      teamPath: ['sales', 'south'],
      ownershipRevision: 1,
      occurTime: new Date(),
      method: common.ContactMethod.CONTACT_METHOD_VISIT,
      outcome: proto.FollowUpOutcome.FOLLOW_UP_OUTCOME_UNDECIDED,
      contact: true,
      content: 'Visited.',
      nextStep: 'Offer',
      nextStepDue: new Date(Date.now() + 86_400_000),
      taskId: nextStepTaskId(id),
      author: 'user-ann',
    };
    await repositories().followUps.store.create(id, followUp, [followUpLogged(id, followUp)], {
      now: new Date(),
      actor: 'user-ann',
    });
    await eventually(async () => (await installed.opened(leadId)).state === 'OBLIGATION_STATE_FULFILLED');
    const { tasks } = await eventually(async () => {
      const page = await at.client.tasks.listTasks({ customerId: leadId }, installed.as.ann);
      return page.tasks.length > 0 && page;
    });
    expect(tasks).toMatchObject([{ id: followUp.taskId, title: 'Offer', ownerId: 'ann' }]);
  });

  it('after a task: it goes to the owner whom its customer got while it was written', async () => {
    const leadId = randomUUID();
    installed.neighbours.give(leadId, 'ann', ['sales', 'south']);
    installed.neighbours.give(leadId, 'bob', ['sales', 'south']);
    await eventually(async () => (await repositories().ownerships.find(leadId))?.ownerId === 'bob');
    const id = randomUUID();
    const task: Task = {
      customerId: leadId,
      ownerId: 'ann',
      teamId: 'south',
      teamPath: ['sales', 'south'],
      title: 'Offer',
      dueTime: new Date(),
      followUpId: '',
      ownershipRevision: 1,
    };
    const context = { now: new Date(), actor: 'user-ann' };
    await repositories().tasks.store.create(id, task, [taskCreated(id, task)], context);
    await eventually(async () => (await repositories().tasks.store.find(id))?.ownerId === 'bob');
  });
});
