import { randomUUID } from 'node:crypto';
import { common, followup as proto } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import { type Installation, startInstallation } from '../testing/installation';

const HOUR = 3_600_000;
const { RecordLevelOutcome, ObligationState } = proto;

describe('ObligationService', () => {
  let installed: Installation;
  beforeAll(async () => {
    installed = await startInstallation();
  }, 60_000);
  afterAll(() => installed.stop());

  const clients = () => installed.at.client;
  const ago = (hours: number) => new Date(Date.now() - hours * HOUR);
  const lead = (hoursAgo = 0, ownerId = 'ann') => {
    const id = randomUUID();
    installed.neighbours.give(id, ownerId, ['sales', 'south'], { since: ago(hoursAgo) });
    return id;
  };
  const idOf = (leadId: string, cycle = 1) => `first_contact:${leadId}:${cycle}`;
  const record = (leadId: string, levelId: string, cycle = 1) =>
    clients().obligations.recordLevel({ obligationId: idOf(leadId, cycle), levelId }, installed.as.service);
  const contact = (customerId: string, as = installed.as.ann) =>
    clients().followUps.logFollowUp(
      {
        followUp: proto.FollowUp.fromPartial({
          customerId,
          method: common.ContactMethod.CONTACT_METHOD_CALL,
          outcome: proto.FollowUpOutcome.FOLLOW_UP_OUTCOME_INTERESTED,
          content: 'x',
        }),
        requestId: randomUUID(),
      },
      as,
    );

  it('opens with the ownership, in the past if need be, on the policy in force', async () => {
    const obligation = await installed.opened(lead(6));
    expect(obligation).toMatchObject({
      ownerId: 'ann',
      teamId: 'south',
      policyId: 'first-contact',
      policyVersion: 1,
      paused: false,
    });
    expect(Math.round(((obligation.dueTime as Date).getTime() - Date.now()) / HOUR)).toBe(18);
    expect(obligation.nextLevel?.id).toBe('reminder-1');
  });

  it('records a level once, tells owner and supervisor, and says what is next', async () => {
    const leadId = lead(25);
    await installed.opened(leadId);
    expect((await record(leadId, 'breach')).outcome).toBe(RecordLevelOutcome.RECORD_LEVEL_OUTCOME_NOT_DUE);
    for (const level of ['reminder-1', 'reminder-2', 'breach']) {
      const answers = await Promise.all([record(leadId, level), record(leadId, level), record(leadId, level)]);
      expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(
        new Set([RecordLevelOutcome.RECORD_LEVEL_OUTCOME_RECORDED]),
      );
    }
    const obligation = await installed.opened(leadId);
    expect(obligation.levels.map(({ recipients }) => recipients)).toEqual([['ann'], ['ann'], ['ann', 'mia'], []]);
    expect(obligation.nextLevel?.id).toBe('recycle');
    expect((await record(leadId, 'recycle')).outcome).toBe(RecordLevelOutcome.RECORD_LEVEL_OUTCOME_NOT_DUE);
    expect((await failureOf(record(leadId, 'nonsense'))).fields).toEqual(['level_id']);
    const reached: string[] = [];
    await eventually(async () => {
      reached.length = 0;
      for await (const { item } of clients().events.subscribe(
        { subject: leadId, untilHead: true },
        installed.as.service,
      )) {
        if (item?.$case === 'event' && item.value.type.endsWith('level_reached.v1'))
          reached.push(String(item.value.data?.level));
      }
      return reached.length >= 3;
    });
    expect(reached).toEqual(['reminder-1', 'reminder-2', 'breach']);
  });

  it('is recycled after the grace, and contact is too late then', async () => {
    const leadId = lead(30);
    await installed.opened(leadId);
    const close = (state: proto.ObligationState) =>
      clients().obligations.closeObligation({ obligationId: idOf(leadId), state }, installed.as.service);
    expect(await failureOf(close(ObligationState.OBLIGATION_STATE_RECYCLED))).toMatchObject({
      reason: 'NOT_RECYCLING',
    });
    for (const level of ['reminder-1', 'reminder-2', 'breach', 'recycle']) await record(leadId, level);
    await contact(leadId);
    expect((await installed.opened(leadId)).state).toBe('OBLIGATION_STATE_RECYCLING');
    expect((await close(ObligationState.OBLIGATION_STATE_RECYCLED)).state).toBe('OBLIGATION_STATE_RECYCLED');
    expect((await close(ObligationState.OBLIGATION_STATE_RECYCLED)).state).toBe('OBLIGATION_STATE_RECYCLED');
    expect((await failureOf(close(ObligationState.OBLIGATION_STATE_FULFILLED))).fields).toEqual(['state']);
    expect((await record(leadId, 'breach')).outcome).toBe(RecordLevelOutcome.RECORD_LEVEL_OUTCOME_RECORDED);
  });

  it('says CLOSED once the customer was reached', async () => {
    const leadId = lead(13);
    await installed.opened(leadId);
    await contact(leadId);
    expect((await record(leadId, 'reminder-1')).outcome).toBe(RecordLevelOutcome.RECORD_LEVEL_OUTCOME_CLOSED);
  });

  it('is fulfilled at once when the customer was reached before the clock could open', async () => {
    const leadId = randomUUID();
    installed.neighbours.give(leadId, 'ann', ['sales', 'south'], { tell: false });
    await contact(leadId);
    installed.neighbours.tell('assigned', leadId);
    expect((await installed.opened(leadId)).state).toBe('OBLIGATION_STATE_FULFILLED');
  });

  it('never opens for a lead that is over already, and ends when it is over later', async () => {
    const [lost, won] = [randomUUID(), lead()];
    installed.neighbours.customer.emit('crm.customer.lead.lost.v1', lost, {});
    await installed.opened(won);
    installed.neighbours.customer.emit('crm.customer.lead.converted.v1', won, {});
    await eventually(async () => (await installed.opened(won)).state === 'OBLIGATION_STATE_FULFILLED');
    installed.neighbours.give(lost, 'ann', ['sales', 'south']);
    // The events behind it are applied by now.
    await installed.opened(lead());
    expect(
      await failureOf(clients().obligations.getObligation({ obligationId: idOf(lost) }, installed.as.service)),
    ).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('opens again for a lost lead that was given out again, whichever event comes first', async () => {
    const { neighbours } = installed;
    const [claimedFirst, reopenedFirst] = [randomUUID(), randomUUID()];
    /** Customer's events up to now are applied. */
    const applied = async () => {
      const mark = lead();
      await installed.opened(mark);
      neighbours.customer.emit('crm.customer.lead.converted.v1', mark, {});
      await eventually(async () => (await installed.opened(mark)).state === 'OBLIGATION_STATE_FULFILLED');
    };
    for (const leadId of [claimedFirst, reopenedFirst]) {
      neighbours.customer.emit('crm.customer.lead.lost.v1', leadId, {});
    }
    await applied();
    neighbours.give(claimedFirst, 'ann', ['sales', 'south']);
    await installed.opened(lead());
    neighbours.customer.emit('crm.customer.lead.reopened.v1', claimedFirst, {});
    expect(await installed.opened(claimedFirst)).toMatchObject({ ownerId: 'ann', state: 'OBLIGATION_STATE_OPEN' });
    neighbours.customer.emit('crm.customer.lead.reopened.v1', reopenedFirst, {});
    await applied();
    neighbours.give(reopenedFirst, 'bob', ['sales', 'south']);
    expect((await installed.opened(reopenedFirst)).ownerId).toBe('bob');
  });

  it('ends with its cycle; the next owner gets a clock of the next one', async () => {
    const leadId = lead();
    await installed.opened(leadId);
    installed.neighbours.give(leadId, 'bob', ['sales', 'south']);
    expect((await installed.opened(leadId, 2)).ownerId).toBe('bob');
    await eventually(async () => (await installed.opened(leadId)).state === 'OBLIGATION_STATE_CANCELLED');
    installed.neighbours.pool(leadId);
    await eventually(async () => (await installed.opened(leadId, 2)).state === 'OBLIGATION_STATE_CANCELLED');
  });

  it('takes an event that comes again for what it is', async () => {
    const leadId = lead(13);
    await installed.opened(leadId);
    await record(leadId, 'reminder-1');
    installed.neighbours.tell('assigned', leadId);
    await installed.opened(lead());
    const obligation = await installed.opened(leadId);
    expect(obligation.levels.filter(({ recordTime }) => recordTime).map(({ id }) => id)).toEqual(['reminder-1']);
    const { obligations } = await clients().obligations.listObligations({ subject: leadId }, installed.as.service);
    expect(obligations).toHaveLength(1);
  });

  it('stands still while the owner is on leave, and moves when the leave is taken back', async () => {
    installed.neighbours.addRep('eve', 'south');
    const leadId = lead(1, 'eve');
    const before = (await installed.opened(leadId)).dueTime as Date;
    installed.neighbours.setLeaves('eve', [{ from: ago(0.5), to: new Date(Date.now() + 24 * HOUR) }]);
    const away = await eventually(async () => {
      const obligation = await installed.opened(leadId);
      return obligation.paused && obligation;
    });
    expect(((away.dueTime as Date).getTime() - before.getTime()) / HOUR).toBeCloseTo(24.5, 1);
    installed.neighbours.setLeaves('eve', []);
    await eventually(async () => (await installed.opened(leadId)).dueTime?.getTime() === before.getTime());
    expect((await installed.opened(leadId)).paused).toBe(false);
  });

  it('stands still when the owner or a manager says so, until then or until told otherwise', async () => {
    const leadId = lead(6);
    const before = (await installed.opened(leadId)).dueTime as Date;
    const until = new Date(Date.now() + 48 * HOUR);
    const pause = (as: typeof installed.as.ann, requestId: string = randomUUID(), given = {}) =>
      clients().obligations.pauseObligation(
        { obligationId: idOf(leadId), until, reason: 'on holiday', requestId, ...given },
        as,
      );
    const resume = (as: typeof installed.as.ann, requestId: string = randomUUID()) =>
      clients().obligations.resumeObligation({ obligationId: idOf(leadId), requestId }, as);
    const requestId = randomUUID();
    const paused = await pause(installed.as.ann, requestId);
    expect(paused).toMatchObject({ paused: true, pause: { until, reason: 'on holiday' } });
    expect(((paused.dueTime as Date).getTime() - before.getTime()) / HOUR).toBeCloseTo(48, 1);
    expect(await pause(installed.as.ann, requestId)).toEqual(paused);
    expect((await record(leadId, 'reminder-1')).outcome).toBe(RecordLevelOutcome.RECORD_LEVEL_OUTCOME_NOT_DUE);
    expect((await installed.opened(leadId)).paused).toBe(true);
    const resumed = await resume(installed.as.mia);
    expect(resumed.pause).toBeUndefined();
    expect((resumed.dueTime as Date).getTime() - before.getTime()).toBeLessThan(60_000);
    // The command that comes again is answered as before and pauses nothing.
    expect(await pause(installed.as.ann, requestId)).toEqual(paused);
    expect((await resume(installed.as.mia)).etag).toBe(resumed.etag);
    expect(await failureOf(pause(installed.as.bob))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await failureOf(pause(installed.as.service))).toMatchObject({ code: 'PERMISSION_DENIED' });
    expect((await failureOf(pause(installed.as.ann, 'x', { until: ago(1), reason: ' ' }))).fields.sort()).toEqual([
      'reason',
      'request_id',
      'until',
    ]);
    const far = new Date(Date.now() + 91 * 24 * HOUR);
    expect((await failureOf(pause(installed.as.ann, randomUUID(), { until: far }))).fields).toEqual(['until']);
    await contact(leadId);
    expect(await failureOf(pause(installed.as.ann))).toMatchObject({ reason: 'OBLIGATION_OVER' });
    expect(await pause(installed.as.ann, requestId)).toEqual(paused);
  });

  it('shows reps their own and managers their tree, by due time and page by page', async () => {
    installed.neighbours.addRep('fay', 'south');
    const leads = [3, 1, 2].map((hours) => lead(hours, 'fay'));
    for (const leadId of leads) await installed.opened(leadId);
    const fay = await installed.at.rep('fay', 'south');
    const subjects: string[] = [];
    let pageToken = '';
    do {
      const page = await clients().obligations.listObligations({ openOnly: true, pageSize: 2, pageToken }, fay);
      subjects.push(...page.obligations.map(({ subject }) => subject));
      pageToken = page.nextPageToken;
    } while (pageToken);
    expect(subjects).toEqual([leads[0], leads[2], leads[1]]);
    const overdue = await clients().obligations.listObligations({ dueBefore: new Date() }, fay);
    expect(overdue.obligations).toEqual([]);
    const ofMia = await clients().obligations.listObligations({ ownerId: 'fay' }, installed.as.mia);
    expect(ofMia.obligations).toHaveLength(3);
    const teamOf = async (teamId: string) =>
      (await clients().obligations.listObligations({ ownerId: 'fay', teamId }, installed.as.mia)).obligations.length;
    // A team's list holds those of the teams below it.
    expect([await teamOf('south'), await teamOf('sales'), await teamOf('north')]).toEqual([3, 3, 0]);
    expect(
      (await failureOf(clients().obligations.listObligations({ teamId: 'No Slug' }, installed.as.mia))).fields,
    ).toEqual(['team_id']);
    const seenByAnn = await clients().obligations.listObligations({ ownerId: 'fay' }, installed.as.ann);
    expect(seenByAnn.obligations).toEqual([]);
    expect(
      await failureOf(
        clients().obligations.getObligation({ obligationId: idOf(leads[0] as string) }, installed.as.ann),
      ),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect((await failureOf(record(leads[0] as string, ''))).fields).toEqual(['level_id']);
    expect(
      (await failureOf(clients().obligations.recordLevel({ obligationId: 'x', levelId: 'breach' }, fay))).code,
    ).toBe('PERMISSION_DENIED');
  });

  it('shows its events to whom the lead belongs now', async () => {
    const leadId = lead();
    await installed.opened(leadId);
    const sees = async (as: typeof installed.as.ann) => {
      for await (const { item } of clients().events.subscribe({ subject: leadId, untilHead: true }, as))
        if (item?.$case === 'event') return true;
      return false;
    };
    await eventually(() => sees(installed.as.ann));
    expect([await sees(installed.as.bob), await sees(installed.as.mia)]).toEqual([false, true]);
    installed.neighbours.give(leadId, 'bob', ['sales', 'south']);
    await eventually(() => sees(installed.as.bob));
    expect(await sees(installed.as.ann)).toBe(false);
  });
});
