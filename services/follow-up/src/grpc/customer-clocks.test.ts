import { randomUUID } from 'node:crypto';
import { common, customer, followup as proto } from '@fairlead/proto';
import { eventually } from '@fairlead/service-kit/dist/testing';
import { type Installation, startInstallation } from '../testing/installation';
import { useCasesOf } from '../testing/use-cases';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const { Stage, ValueLevel, CustomerState } = customer;
const { RecordLevelOutcome } = proto;

/** Clocks of stages and of silence follow what customer, assignment and the follow-ups tell. */
describe('the clocks of a customer', () => {
  let installed: Installation;
  let deps: ReturnType<typeof useCasesOf>;
  let database: typeof installed.at.service.connection;
  let revision = 10n;
  beforeAll(async () => {
    installed = await startInstallation();
    deps = useCasesOf(installed);
    // The policies have held for long.
    const { connection } = installed.at.service;
    database = connection.useDb(installed.at.config.MONGODB_DATABASE as string);
    await database
      .collection('clock_policies')
      .updateMany({}, { $set: { createTime: new Date(Date.now() - 300 * DAY) } });
  }, 60_000);
  afterAll(() => installed.stop());

  const path = ['sales', 'south'];
  const ago = (hours: number) => new Date(Date.now() - hours * HOUR);
  const given = (facts: Parameters<typeof installed.neighbours.setFacts>[1] = {}, hours = 0) => {
    const id = randomUUID();
    installed.neighbours.setFacts(id, { stage: Stage.STAGE_LEAD, ...facts });
    installed.neighbours.give(id, 'ann', path, { since: ago(hours) });
    return id;
  };
  /** Everything that assignment told is known. */
  const told = () =>
    eventually(async () => {
      const name = 'follow-up.clocks-on-assignment';
      const found = await database
        .collection<{ _id: string; position: number }>('consumer_positions')
        .findOne({ _id: name });
      return (found?.position ?? 0) >= installed.neighbours.assignment.events.length;
    });
  const say = (id: string, type: 'stage.changed' | 'customer.updated' | 'lead.lost', data: object) => {
    revision += 1n;
    const aggregate = { aggregateId: id, aggregateRevision: revision };
    installed.neighbours.customer.emit(`crm.customer.${type}.v1`, id, data as never, aggregate);
    return `r${revision}`;
  };
  const stage = (id: string, from: customer.Stage, to: customer.Stage) => {
    installed.neighbours.setFacts(id, { stage: to });
    return say(id, 'stage.changed', { from, to });
  };
  const clocks = async (id: string, kind: string) => {
    const { obligations } = await installed.at.client.obligations.listObligations(
      { subject: id, kind },
      installed.as.service,
    );
    return obligations;
  };
  const states = async (id: string, kind: string) =>
    (await clocks(id, kind)).map(({ id: obligation, state, ownerId }) => [
      obligation.slice(`${kind}:${id}:`.length),
      state.replace('OBLIGATION_STATE_', ''),
      ownerId,
    ]);
  const reaches = (id: string, kind: string, expected: string[][]) =>
    eventually(async () => {
      const found = (await states(id, kind)).map((each) => each.join(' ')).sort();
      return JSON.stringify(found) === JSON.stringify(expected.map((each) => each.join(' ')).sort());
    });
  const contact = async (id: string, hours = 0) => {
    const followUp = proto.FollowUp.fromPartial({
      customerId: id,
      method: common.ContactMethod.CONTACT_METHOD_CALL,
      outcome: proto.FollowUpOutcome.FOLLOW_UP_OUTCOME_INTERESTED,
      content: 'x',
      occurTime: ago(hours),
    });
    return (await installed.at.client.followUps.logFollowUp({ followUp, requestId: randomUUID() }, installed.as.ann))
      .id;
  };
  const daysTo = (clock: proto.Obligation | undefined) =>
    ((clock?.dueTime ?? new Date(0)).getTime() - Date.now()) / DAY;
  const record = (obligationId: string, levelId: string) =>
    installed.at.client.obligations.recordLevel({ obligationId, levelId }, installed.as.service);

  it('start with a stage that has a policy and are fulfilled by the next one', async () => {
    const id = given();
    await told();
    const first = stage(id, Stage.STAGE_SOLUTION, Stage.STAGE_QUOTE);
    await reaches(id, 'stage', [[`QUOTE-${first}`, 'OPEN', 'ann']]);
    const [clock] = await clocks(id, 'stage');
    expect(clock).toMatchObject({ policyId: 'quoted', kind: 'stage' });
    expect(daysTo(clock)).toBeCloseTo(7, 1);
    expect(clock?.levels.map(({ id: level }) => level)).toEqual(['reminder-1', 'reminder-2', 'breach']);
    stage(id, Stage.STAGE_QUOTE, Stage.STAGE_NEGOTIATION);
    await reaches(id, 'stage', [[`QUOTE-${first}`, 'FULFILLED', 'ann']]);
    const again = stage(id, Stage.STAGE_NEGOTIATION, Stage.STAGE_QUOTE);
    await reaches(id, 'stage', [
      [`QUOTE-${first}`, 'FULFILLED', 'ann'],
      [`QUOTE-${again}`, 'OPEN', 'ann'],
    ]);
  });

  it('follow the owner with the time that is left, end in a pool, and come again with the next owner', async () => {
    const id = given({ stage: Stage.STAGE_QUOTE }, 24);
    await reaches(id, 'stage', [['QUOTE-c1', 'OPEN', 'ann']]);
    const before = (await clocks(id, 'stage'))[0]?.dueTime as Date;
    expect((before.getTime() - Date.now()) / DAY).toBeCloseTo(6, 1);
    installed.neighbours.handOver(id, 'bob', path);
    await reaches(id, 'stage', [['QUOTE-c1', 'OPEN', 'bob']]);
    installed.neighbours.give(id, 'ann', path);
    await reaches(id, 'stage', [['QUOTE-c1', 'OPEN', 'ann']]);
    expect((await clocks(id, 'stage'))[0]?.dueTime).toEqual(before);
    installed.neighbours.pool(id);
    await reaches(id, 'stage', [['QUOTE-c1', 'CANCELLED', 'ann']]);
    installed.neighbours.give(id, 'bob', path);
    await reaches(id, 'stage', [
      ['QUOTE-c1', 'CANCELLED', 'ann'],
      ['QUOTE-c3', 'OPEN', 'bob'],
    ]);
    installed.neighbours.setFacts(id, { state: CustomerState.CUSTOMER_STATE_LOST });
    say(id, 'lead.lost', {});
    await reaches(id, 'stage', [
      ['QUOTE-c1', 'CANCELLED', 'ann'],
      ['QUOTE-c3', 'CANCELLED', 'bob'],
    ]);
  });

  it('of silence start with a high value and begin anew with each contact', async () => {
    const id = given({ valueLevel: ValueLevel.VALUE_LEVEL_NORMAL });
    await told();
    installed.neighbours.setFacts(id, { valueLevel: ValueLevel.VALUE_LEVEL_HIGH });
    const high = say(id, 'customer.updated', { fields: ['city', 'value_level'] });
    await reaches(id, 'silence', [[high, 'OPEN', 'ann']]);
    expect(daysTo((await clocks(id, 'silence'))[0])).toBeCloseTo(5, 1);
    // A contact from before is no news.
    await contact(id, 5);
    const first = await contact(id);
    await reaches(id, 'silence', [
      [high, 'FULFILLED', 'ann'],
      [first, 'OPEN', 'ann'],
    ]);
    const second = await contact(id);
    await reaches(id, 'silence', [
      [high, 'FULFILLED', 'ann'],
      [first, 'FULFILLED', 'ann'],
      [second, 'OPEN', 'ann'],
    ]);
    installed.neighbours.setFacts(id, { valueLevel: ValueLevel.VALUE_LEVEL_LOW });
    say(id, 'customer.updated', { fields: ['value_level'] });
    await eventually(async () => (await states(id, 'silence')).some(([, state]) => state === 'CANCELLED'));
  });

  it('remind the owner strongly after five days, with a copy to the supervisor', async () => {
    const id = given({ valueLevel: ValueLevel.VALUE_LEVEL_HIGH }, 6 * 24);
    await reaches(id, 'silence', [['c1', 'OPEN', 'ann']]);
    for (const level of ['reminder-1', 'reminder-2', 'breach']) {
      const { outcome, obligation } = await record(`silence:${id}:c1`, level);
      expect(outcome).toBe(RecordLevelOutcome.RECORD_LEVEL_OUTCOME_RECORDED);
      const told = obligation?.levels.find(({ id: each }) => each === level)?.recipients;
      expect(told).toEqual(level === 'breach' ? ['ann', 'mia'] : ['ann']);
    }
    const { obligation } = await record(`silence:${id}:c1`, 'breach');
    expect(obligation).toMatchObject({ state: 'OBLIGATION_STATE_OPEN', nextLevel: undefined });
  });

  it('ask before each level whether they still stand', async () => {
    // Nobody was told of the stage yet, nor of the contact.
    const id = given({ stage: Stage.STAGE_QUOTE, valueLevel: ValueLevel.VALUE_LEVEL_HIGH }, 8 * 24);
    await reaches(id, 'stage', [['QUOTE-c1', 'OPEN', 'ann']]);
    await reaches(id, 'silence', [['c1', 'OPEN', 'ann']]);
    installed.neighbours.setFacts(id, { stage: Stage.STAGE_CONTRACT });
    expect((await record(`stage:${id}:QUOTE-c1`, 'reminder-1')).outcome).toBe(
      RecordLevelOutcome.RECORD_LEVEL_OUTCOME_CLOSED,
    );
    const doc = await deps.followUps.store.find(await contact(id));
    expect(doc?.contact).toBe(true);
    expect((await record(`silence:${id}:c1`, 'reminder-1')).outcome).toBe(
      RecordLevelOutcome.RECORD_LEVEL_OUTCOME_CLOSED,
    );
    await eventually(async () => (await states(id, 'silence')).length === 2);
  });

  it('come out the same however often and late they are told', async () => {
    const id = given({ valueLevel: ValueLevel.VALUE_LEVEL_HIGH });
    await told();
    const quote = stage(id, Stage.STAGE_LEAD, Stage.STAGE_QUOTE);
    await reaches(id, 'stage', [[`QUOTE-${quote}`, 'OPEN', 'ann']]);
    for (let times = 0; times < 3; times += 1) {
      installed.neighbours.tell('assigned', id);
      installed.neighbours.customer.emit(
        'crm.customer.stage.changed.v1',
        id,
        { from: Stage.STAGE_LEAD, to: Stage.STAGE_QUOTE },
        { aggregateId: id, aggregateRevision: BigInt(quote.slice(1)) },
      );
      // Told late of a stage that it has left long ago.
      installed.neighbours.customer.emit(
        'crm.customer.stage.changed.v1',
        id,
        { from: Stage.STAGE_LEAD, to: Stage.STAGE_NEED },
        { aggregateId: id, aggregateRevision: 3n },
      );
    }
    const mark = given({ stage: Stage.STAGE_QUOTE });
    await reaches(mark, 'stage', [['QUOTE-c1', 'OPEN', 'ann']]);
    const marked = stage(mark, Stage.STAGE_QUOTE, Stage.STAGE_NEED);
    expect(marked).toMatch(/^r/);
    await reaches(mark, 'stage', [['QUOTE-c1', 'FULFILLED', 'ann']]);
    expect(await states(id, 'stage')).toEqual([[`QUOTE-${quote}`, 'OPEN', 'ann']]);
    expect(await states(id, 'silence')).toEqual([['c1', 'OPEN', 'ann']]);
  });
});
