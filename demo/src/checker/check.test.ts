import type { LeadInput } from '../company/lead-input';
import { check } from './check';
import type { EventRecord, ServiceName, Snapshot } from './snapshot';

const input: LeadInput[] = [
  { externalRef: 'NW-1', displayName: 'Alfreds', country: 'DE', source: 'northwind', contacts: [] },
];
const OBLIGATION = 'first_contact:lead-1:1';

/** One lead that ran through its life without a fault: created, assigned, reminded once, contacted. */
function sound(): Snapshot {
  const logs: Snapshot['logs'] = { customer: [], assignment: [], 'follow-up': [], notification: [] };
  const timeline: Snapshot['timeline'] = [];
  const say = (service: ServiceName, type: string, data: Record<string, unknown> = {}) => {
    const position = logs[service].length + 1;
    const event: EventRecord = {
      _id: position,
      eventId: `${service}-${position}`,
      type,
      subject: 'lead-1',
      aggregateId: 'lead-1',
      aggregateRevision: position,
      data,
    };
    logs[service].push(event);
    timeline.push({ _id: `${service}:${position}`, customerId: 'lead-1', type });
  };
  say('customer', 'crm.customer.lead.created.v1');
  say('assignment', 'crm.assignment.lead.assigned.v1', { cycle: 1 });
  say('follow-up', 'crm.followup.obligation.opened.v1', { obligationId: OBLIGATION });
  const reached = { obligationId: OBLIGATION, level: 'reminder-1', recipients: [{ repId: 'ann' }] };
  say('follow-up', 'crm.followup.obligation.level_reached.v1', reached);
  say('follow-up', 'crm.followup.follow_up.logged.v1', { followUpId: 'f-1' });
  say('follow-up', 'crm.followup.obligation.closed.v1', { obligationId: OBLIGATION });
  const messages = ['assigned:lead-1:1', `${OBLIGATION}:reminder-1:ann`];
  for (const notificationId of messages) say('notification', 'crm.notification.created.v1', { notificationId });
  const ownership = { ownerId: 'ann', poolId: '', cycle: 1, revision: 1 };
  return {
    customers: [
      {
        _id: 'lead-1',
        externalRef: 'NW-1',
        displayName: 'Alfreds',
        stage: 'STAGE_CONTACTED',
        state: 'CUSTOMER_STATE_LEAD',
        revision: 3,
        ownership,
      },
    ],
    ownerships: [{ _id: 'lead-1', ...ownership }],
    decisions: [{ _id: 'd-1', leadId: 'lead-1', cycle: 1, kind: 'ASSIGNED', ownerId: 'ann', poolId: '' }],
    holdings: [{ _id: 'ann', entries: [{ leadId: 'lead-1', state: 'CONFIRMED' }] }],
    obligations: [
      {
        _id: OBLIGATION,
        subject: 'lead-1',
        cycle: 1,
        ownerId: 'ann',
        state: 'OBLIGATION_STATE_FULFILLED',
        levels: [{ id: 'reminder-1', recordTime: new Date(0), recipients: ['ann'] }],
      },
    ],
    followUps: [{ _id: 'f-1', customerId: 'lead-1', cycle: 1, outcome: 'CONTACTED' }],
    notifications: messages.map((_id) => ({ _id, recipientId: 'ann' })),
    timeline,
    logs,
    pending: [],
    parked: [],
    redelivered: 0,
    histories: [
      {
        workflowId: 'lead-sla:lead-1:1',
        status: 'COMPLETED',
        steps: [{ level: 'reminder-1', outcome: 'RECORD_LEVEL_OUTCOME_RECORDED' }],
        recycled: false,
      },
    ],
  };
}

/** Promise: whatever is missing or there twice is named; what is sound is not. */
describe('the checker', () => {
  it('finds nothing in a sound day', () => {
    expect(check(input, sound())).toEqual([]);
  });

  const first = <T>(list: T[]): T => {
    if (list.length === 0) throw new Error('nothing to damage');
    return list[0] as T;
  };
  const damages: [name: string, damage: (day: Snapshot) => void, kind: 'dropped' | 'doubled', what: RegExp][] = [
    ['a lead', (day) => day.customers.pop(), 'dropped', /lead of the input file: NW-1/],
    ['an ownership', (day) => day.ownerships.pop(), 'dropped', /ownership of Alfreds/],
    ['an owner', (day) => (first(day.ownerships).ownerId = ''), 'dropped', /owner or pool of Alfreds/],
    ['a second place', (day) => (first(day.ownerships).poolId = 'pool'), 'doubled', /owner and pool of Alfreds/],
    [
      'a stale copy',
      (day) => (first(day.customers).ownership = { ...first(day.ownerships), cycle: 9 }),
      'dropped',
      /copy/,
    ],
    ['a decision', (day) => day.decisions.pop(), 'dropped', /decision: lead-1:1/],
    ['a holding', (day) => first(day.holdings).entries.pop(), 'dropped', /place of a rep/],
    [
      'a place too many',
      (day) => first(day.holdings).entries.push({ leadId: 'x', state: '' }),
      'doubled',
      /place of a rep/,
    ],
    ['an obligation', (day) => day.obligations.pop(), 'dropped', /obligation: first_contact/],
    ['an end', (day) => (first(day.obligations).state = 'OBLIGATION_STATE_OPEN'), 'dropped', /end of first_contact/],
    ['a history', (day) => day.histories.pop(), 'dropped', /workflow history of first_contact/],
    ['a step', (day) => first(day.histories).steps.pop(), 'dropped', /history step/],
    [
      'a stray workflow',
      (day) => (first(day.histories).workflowId = 'lead-sla:other:1'),
      'doubled',
      /without obligation/,
    ],
    ['a workflow that still runs', (day) => (first(day.histories).status = 'RUNNING'), 'dropped', /end of workflow/],
    ['a reminder', (day) => day.notifications.pop(), 'dropped', /message: first_contact/],
    [
      'a twin message',
      (day) => day.notifications.push(first(day.notifications)),
      'doubled',
      /message: assigned.*2 times/,
    ],
    [
      'a follow-up event',
      (day) => ((day.logs['follow-up'][2] as EventRecord).data.followUpId = 'f-2'),
      'dropped',
      /follow_up.logged: f-1/,
    ],
    ['an event in the middle', (day) => day.logs['follow-up'].splice(1, 1), 'dropped', /event 2 of follow-up/],
    [
      'an event id used twice',
      (day) => day.logs.customer.push({ ...first(day.logs.customer), _id: 2 }),
      'doubled',
      /event customer-1 of customer/,
    ],
    ['a timeline entry', (day) => day.timeline.pop(), 'dropped', /timeline entry/],
    ['an event never relayed', (day) => day.pending.push('customer/customers/lead-1'), 'dropped', /still inside/],
    ['a parked event', (day) => day.parked.push('insight/x'), 'dropped', /parked event/],
    [
      'a conversion without event',
      (day) => (first(day.customers).state = 'CUSTOMER_STATE_CUSTOMER'),
      'dropped',
      /lead.converted/,
    ],
  ];
  it.each(damages)('names %s', (_name, damage, kind, what) => {
    const day = sound();
    damage(day);
    expect(check(input, day)).toContainEqual({ kind, what: expect.stringMatching(what) });
  });
});
