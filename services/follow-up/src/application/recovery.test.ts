import { randomUUID } from 'node:crypto';
import { common, followup as proto } from '@fairlead/proto';
import { eventually } from '@fairlead/service-kit/dist/testing';
import { type FollowUp, followUpLogged, nextStepTaskId } from '../domain/follow-up';
import { plainModels } from '../repository/copy-models';
import { aggregateModels } from '../repository/models';
import { createRepositories } from '../repository/repositories';
import { type Installation, startInstallation } from '../testing/installation';

/** The process died right after it had written a follow-up: the own log brings what is missing. */
describe('a follow-up whose effects were lost in a crash', () => {
  let installed: Installation;
  beforeAll(async () => {
    installed = await startInstallation();
  }, 60_000);
  afterAll(() => installed.stop());

  it('still ends the clock and makes the task, once', async () => {
    const leadId = randomUUID();
    installed.neighbours.give(leadId, 'ann', ['sales', 'south']);
    await installed.opened(leadId);
    const { at } = installed;
    const connection = at.service.connection.useDb(at.config.MONGODB_DATABASE as string);
    const repositories = createRepositories(aggregateModels(connection), plainModels(connection), () => undefined);
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
    // As the command writes it, without anything that comes after; the relay finds it by its pending event.
    await repositories.followUps.store.create(id, followUp, [followUpLogged(id, followUp)], {
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
});
