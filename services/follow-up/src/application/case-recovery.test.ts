import { randomUUID } from 'node:crypto';
import { common, followup as proto } from '@fairlead/proto';
import { eventually } from '@fairlead/service-kit/dist/testing';
import { openCase } from '../domain/case';
import { assignCase, resolveCase, unassignCase } from '../domain/case-commands';
import { absorbCase } from '../domain/case-merge';
import { rateCase } from '../domain/case-rating';
import { type FollowUp, followUpLogged } from '../domain/follow-up';
import { caseModels } from '../repository/case-models';
import { createCaseRepositories } from '../repository/case-repositories';
import { plainModels } from '../repository/copy-models';
import { aggregateModels } from '../repository/models';
import { createRepositories } from '../repository/repositories';
import { type Installation, startInstallation } from '../testing/installation';
import { improvementId } from './open-improvement';

/** The process died right after a case was written: the own log brings what is missing, once. */
describe('what a crash left of a case', () => {
  let installed: Installation;
  let cases: ReturnType<typeof createCaseRepositories>['cases'];
  beforeAll(async () => {
    installed = await startInstallation();
    const { at } = installed;
    const connection = at.service.connection.useDb(at.config.MONGODB_DATABASE as string);
    ({ cases } = createCaseRepositories(caseModels(connection), plainModels(connection), () => undefined));
  }, 60_000);
  afterAll(() => installed.stop());

  const context = () => ({ now: new Date(), actor: 'user-ann' });
  const get = (caseId: string) => installed.at.client.cases.getCase({ caseId }, installed.as.service);
  /** Written as a command does, without anything that comes after; the relay finds it by its pending event. */
  async function write(customerId: string = randomUUID()): Promise<string> {
    const id = randomUUID();
    const { state, events } = openCase(
      id,
      {
        kind: proto.CaseKind.CASE_KIND_COMPLAINT,
        customerId,
        subjectLine: 'Leaks',
        description: '',
        channel: proto.CaseChannel.CASE_CHANNEL_PHONE,
        priority: proto.CasePriority.CASE_PRIORITY_NORMAL,
        productRef: '',
        orderRef: '',
        skill: '',
        requester: '',
        ownerId: 'ann',
        customerTeamId: 'south',
        customerTeamPath: ['sales', 'south'],
        ownershipRevision: 1,
      },
      new Date(),
    );
    await cases.store.create(id, state, events, context());
    return id;
  }
  it('a follow-up from before there were complaints opens none, a new one does', async () => {
    const { at } = installed;
    const connection = at.service.connection.useDb(at.config.MONGODB_DATABASE as string);
    const { followUps } = createRepositories(aggregateModels(connection), plainModels(connection), () => undefined);
    const said = async (now: Date) => {
      const [id, customerId] = [randomUUID(), randomUUID()];
      const followUp: FollowUp = {
        customerId,
        cycle: 1,
        ownerId: 'ann',
        teamId: 'south',
        teamPath: ['sales', 'south'],
        ownershipRevision: 1,
        occurTime: now,
        method: common.ContactMethod.CONTACT_METHOD_CALL,
        outcome: proto.FollowUpOutcome.FOLLOW_UP_OUTCOME_NOT_REACHED,
        contact: false,
        content: '客户投诉',
        nextStep: '',
        taskId: '',
        author: 'user-ann',
      };
      await followUps.store.create(id, followUp, [followUpLogged(id, followUp)], { now, actor: 'user-ann' });
      return customerId;
    };
    const casesOf = async (customerId: string) =>
      (await at.client.cases.listCases({ customerId }, installed.as.service)).cases.length;
    const old = await said(new Date(Date.now() - 86_400_000));
    const fresh = await said(new Date());
    await eventually(async () => (await casesOf(fresh)) === 1);
    expect(await casesOf(old)).toBe(0);
  });

  const agent = { repId: 'bob', teamId: 'south', teamPath: ['sales', 'south'] };

  it('its clocks still start', async () => {
    const id = await write();
    await eventually(async () => (await get(id)).clocks.length === 2);
    await eventually(async () => (await get(id)).dueTime !== undefined);
  });

  it('taken from an agent who left it still has clocks that somebody above the team answers for', async () => {
    const { neighbours } = installed;
    neighbours.addTeam('yard', ['sales', 'yard']);
    neighbours.addRep('max', 'sales');
    const id = await write();
    const yara = { repId: 'yara', teamId: 'yard', teamPath: ['sales', 'yard'] };
    await cases.store.change(id, (found) => assignCase(id, found, yara, 'assigned'), context());
    const queued = { next: new Date(Date.now() + 300_000), supervisorId: 'max', now: new Date() };
    const leave = () =>
      cases.store.change(id, (found) => unassignCase(id, found, 'yara', queued), context()).then(({ doc }) => doc);
    const docs = await Promise.all([leave(), leave()]);
    expect(new Set(docs.map(({ revision }) => revision)).size).toBe(1);
    await eventually(async () => {
      const [first] = (await get(id)).clocks;
      const obligationId = first?.obligationId ?? '';
      if (obligationId === '') return false;
      const { obligations } = installed.at.client;
      const { ownerId, teamId } = await obligations.getObligation({ obligationId }, installed.as.service);
      return ownerId === 'max' && teamId === 'yard';
    });
  });

  it('what was merged into it still ends', async () => {
    const customerId = randomUUID();
    const [into, other] = [await write(customerId), await write(customerId)];
    await eventually(async () => (await get(other)).clocks.length === 2);
    const source = await cases.store.find(other);
    await cases.store.change(into, (found) => absorbCase(into, found, source as never), context());
    await eventually(async () => (await get(other)).state === proto.CaseState.CASE_STATE_MERGED);
    await eventually(async () => (await get(other)).clocks.every(({ closeTime }) => closeTime));
  });

  it('its poor rating still makes one improvement for the supervisor', async () => {
    const id = await write();
    await cases.store.change(id, (found) => assignCase(id, found, agent, 'assigned'), context());
    const times = { objectionMs: 1000, surveyReminderMs: 0 };
    await cases.store.change(id, (found) => resolveCase(id, found, 'Done', times, '/rate/x', new Date()), context());
    const given = { cycle: 1, csat: 1, comment: '' };
    await cases.store.change(id, (found) => rateCase(id, found, given, 2, 'mia', new Date()), context());
    const made = await eventually(() => get(improvementId(id, 1)).catch(() => undefined));
    expect(made).toMatchObject({ subtype: 'improvement', linkedCaseId: id, assigneeId: 'mia' });
    await eventually(async () => (await get(id)).clocks.every(({ fulfilled }) => fulfilled));
  });
});
