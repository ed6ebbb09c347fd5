import { randomUUID } from 'node:crypto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import { openTestStore, prepareModels } from '@fairlead/service-kit/dist/testing/store';
import { giveTo, undecided } from '../domain/ownership';
import { createModels } from '../repository/models';
import { createRepositories } from '../repository/repositories';
import { GERMAN_LEAD } from '../testing/customer-neighbour';
import { Installation } from '../testing/installation';
import { findDifferences } from './sweep-holdings';

type Repositories = ReturnType<typeof createRepositories>;

const CONTEXT = { now: new Date(), actor: 'service:assignment' };
/** Older than any command that may still run. */
const LONG_AGO = new Date(Date.now() - 3_600_000);
const SOUTH = { id: 'south', path: ['south'] };
const REPS = ['ann', 'bob'];

/** The decision as the service makes it, for states that a dead process left behind. */
const byRules = (ownerId: string) => ({
  time: CONTEXT.now,
  kind: 'RULES' as const,
  ruleSetVersion: 1,
  ruleId: 'all',
  ownerId,
  reason: 'written by hand',
  candidates: [],
  actor: CONTEXT.actor,
});

describe('what customer says', () => {
  let at: Installation;

  beforeAll(async () => {
    at = await Installation.start(1, { HOLDING_SWEEP_SECONDS: 1 });
    await at.makeTeam('south');
    for (const id of REPS) await at.makeRep(id, 'south');
    await at.publish([{ id: 'all', condition: 'true', teamIds: ['south'] }], 'south');
  });
  afterAll(() => at.stop());

  const openLeads = async (repId: string) => (await at.client.organization.getRep({ repId }, at.as.admin)).openLeads;
  const allOpenLeads = async () => (await Promise.all(REPS.map(openLeads))).reduce((sum, held) => sum + held, 0);
  const decisionsOf = async (leadId: string) =>
    (await at.client.assignment.listDecisions({ leadId }, at.as.service)).decisions;

  /** Looks at or writes the records past the service. */
  async function withRecords(work: (repositories: Repositories) => Promise<unknown>): Promise<void> {
    const connection = await openTestStore(at.config.MONGODB_DATABASE as string);
    try {
      const models = createModels(connection);
      await prepareModels(Object.values(models) as never);
      await work(createRepositories(models, () => undefined));
    } finally {
      await connection.close();
    }
  }

  /** Works on the records while no process of the service lives, as a crash leaves them; then starts it again. */
  async function whileDown(work: (repositories: Repositories) => Promise<unknown>): Promise<void> {
    await at.removeInstance();
    try {
      await withRecords(work);
    } finally {
      await at.addInstance();
    }
  }

  /** Every holding comes to agree with the ownerships, reservations included. */
  const agreement = () =>
    withRecords((repositories) =>
      eventually(async () => (await findDifferences(repositories, new Date(Date.now() + 60_000))).length === 0),
    );

  /** The lead was decided about exactly once, and everything that follows from it is there. */
  async function expectDecidedOnce(leadId: string): Promise<string> {
    const { ownership } = await at.decided(leadId);
    expect(ownership).toMatchObject({ cycle: 1, teamId: 'south', poolId: '' });
    expect((await decisionsOf(leadId)).map(({ cycle, ownerId }) => [cycle, ownerId])).toEqual([
      [1, ownership?.ownerId],
    ]);
    await eventually(() => at.customer.copies.get(leadId)?.revision === ownership?.revision);
    expect(at.customer.copies.get(leadId)).toMatchObject({ ownerId: ownership?.ownerId, cycle: 1 });
    await agreement();
    return ownership?.ownerId ?? '';
  }

  const announce = (leadId: string) =>
    at.customer.emit('crm.customer.lead.created.v1', leadId, { ...GERMAN_LEAD, knownCustomerId: '' });
  /** Waits until everything that customer said so far was taken in. */
  async function catchUp(): Promise<void> {
    const positions = at.service.connection.collection<{ _id: string; position: number }>('consumer_positions');
    await eventually(async () => {
      const found = await positions.findOne({ _id: 'assignment.on-customer' });
      return (found?.position ?? 0) >= at.customer.events.length;
    });
  }

  it('gives one decision to a lead that is announced twice', async () => {
    const held = await allOpenLeads();
    const leadId = at.customer.addLead();
    announce(leadId);
    await expectDecidedOnce(leadId);
    announce(leadId);
    await catchUp();
    await expectDecidedOnce(leadId);
    expect(await allOpenLeads()).toBe(held + 1);
  });

  it.each(['converted', 'lost'] as const)('frees the place of a lead that is %s, and only once', async (ending) => {
    const leadId = at.customer.addLead();
    const ownerId = await expectDecidedOnce(leadId);
    const held = await openLeads(ownerId);
    at.customer.emit(`crm.customer.lead.${ending}.v1`, leadId, {});
    await eventually(async () => (await openLeads(ownerId)) === held - 1);
    at.customer.emit(`crm.customer.lead.${ending}.v1`, leadId, {});
    await catchUp();
    await agreement();
    expect((await at.decided(leadId)).ownership).toMatchObject({ ownerId, cycle: 1 });
  });

  it('delivers the copy later when customer is down, and answers the command meanwhile', async () => {
    const leadId = at.customer.addLead();
    const ownerId = await expectDecidedOnce(leadId);
    const repId = ownerId === 'ann' ? 'bob' : 'ann';
    let copyMeanwhile: string | undefined;
    at.customer.down = true;
    const assigned = at.client.assignment.assignLead({ leadId, repId, requestId: randomUUID() }, at.as.admin);
    const given = await assigned.finally(() => {
      copyMeanwhile = at.customer.copies.get(leadId)?.ownerId;
      at.customer.down = false;
    });
    expect([given.ownership?.ownerId, copyMeanwhile]).toEqual([repId, ownerId]);
    await eventually(() => at.customer.copies.get(leadId)?.revision === given.ownership?.revision);
  }, 60_000);

  describe('after a process died', () => {
    it('before anything was decided', async () => {
      const leadId = randomUUID();
      await whileDown(async ({ ownerships }) => {
        await ownerships.store.create(leadId, undecided(GERMAN_LEAD, 'creator'), [], CONTEXT);
        announce(leadId);
      });
      await expectDecidedOnce(leadId);
    });

    it.each([
      ['just before', () => new Date(Date.now() - 10_000)],
      ['long ago', () => LONG_AGO],
    ])(
      'after a place was reserved %s: the reservation is used or released, never kept',
      async (_when, reservedAt) => {
        const leadId = randomUUID();
        const held = await allOpenLeads();
        await whileDown(async ({ ownerships, holdings }) => {
          await ownerships.store.create(leadId, undecided(GERMAN_LEAD, 'creator'), [], CONTEXT);
          for (const repId of REPS) {
            const reserved = { leadId, ownershipRevision: 1, state: 'reserved' as const, reservedAt: reservedAt() };
            await holdings.change(
              repId,
              ({ entries }) => ({ set: { entries: [...entries, reserved] }, events: [] }),
              CONTEXT,
            );
          }
          announce(leadId);
        });
        await expectDecidedOnce(leadId);
        expect(await allOpenLeads()).toBe(held + 1);
      },
      60_000,
    );

    it('after the lead was taken: the decision, the copy, the place and the event follow', async () => {
      const leadId = randomUUID();
      const held = await openLeads('ann');
      await whileDown(async ({ ownerships, holdings, decisions }) => {
        const { doc } = await ownerships.store.create(leadId, undecided(GERMAN_LEAD, 'creator'), [], CONTEXT);
        const reserved = { leadId, ownershipRevision: 1, state: 'reserved' as const, reservedAt: new Date() };
        await holdings.change(
          'ann',
          ({ entries }) => ({ set: { entries: [...entries, reserved] }, events: [] }),
          CONTEXT,
        );
        await ownerships.store.change(leadId, () => giveTo(doc, SOUTH, byRules('ann')), CONTEXT);
        expect(await decisions.find(leadId, 1)).toBeNull();
        announce(leadId);
      });
      expect(await expectDecidedOnce(leadId)).toBe('ann');
      expect(await openLeads('ann')).toBe(held + 1);
      await withRecords(({ decisions }) => eventually(async () => (await decisions.find(leadId, 1)) !== null));
    });

    it('before the decision had a record of its own: the next cycle keeps it first', async () => {
      const leadId = randomUUID();
      await whileDown(async ({ ownerships }) => {
        const { doc } = await ownerships.store.create(leadId, undecided(GERMAN_LEAD, 'creator'), [], CONTEXT);
        // Without its event, so that nothing but the next command can keep the decision.
        const { set } = giveTo(doc, SOUTH, byRules('ann'));
        await ownerships.store.change(leadId, () => ({ set, events: [] }), CONTEXT);
      });
      await at.client.assignment.assignLead({ leadId, repId: 'bob', requestId: randomUUID() }, at.as.admin);
      expect((await decisionsOf(leadId)).map(({ cycle, ownerId }) => [cycle, ownerId])).toEqual([
        [2, 'bob'],
        [1, 'ann'],
      ]);
    });

    it('after a taken lead whose place is missing in the holding', async () => {
      const leadId = randomUUID();
      const held = await openLeads('bob');
      await whileDown(async ({ ownerships }) => {
        const { doc } = await ownerships.store.create(leadId, undecided(GERMAN_LEAD, 'creator'), [], CONTEXT);
        await ownerships.store.change(leadId, () => giveTo(doc, SOUTH, byRules('bob')), CONTEXT);
        announce(leadId);
      });
      expect(await expectDecidedOnce(leadId)).toBe('bob');
      expect(await openLeads('bob')).toBe(held + 1);
    });

    it('after a lead was over before its place was freed', async () => {
      const leadId = at.customer.addLead();
      const ownerId = await expectDecidedOnce(leadId);
      const held = await openLeads(ownerId);
      await whileDown(async ({ ownerships }) => {
        await ownerships.store.change(leadId, () => ({ set: { closedAs: 'converted' }, events: [] }), CONTEXT);
        at.customer.emit('crm.customer.lead.converted.v1', leadId, {});
      });
      await eventually(async () => (await openLeads(ownerId)) === held - 1);
      await agreement();
    });
  });

  it('waits while there is no team at all, and goes on when there is one', async () => {
    const empty = await Installation.start();
    try {
      const leadId = empty.customer.addLead();
      const read = empty.client.assignment.getOwnership({ leadId }, empty.as.service);
      expect(await failureOf(read)).toMatchObject({ code: 'NOT_FOUND' });
      await empty.makeTeam('first');
      expect((await empty.decided(leadId)).ownership).toMatchObject({ poolId: 'pool-first', cycle: 1 });
    } finally {
      await empty.stop();
    }
  }, 60_000);
});
