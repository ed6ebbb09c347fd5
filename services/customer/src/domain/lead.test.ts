import { customer as proto } from '@fairlead/proto';
import fc from 'fast-check';
import { type Customer, type OwnershipCopy, UNOWNED } from './customer';
import { applyOwnership, changeStage, convertLead, markLost, noteContact } from './lead';
import { maskContacts, maskEmail, maskFor, maskName, maskPhone } from './masking';
import { EMPTY_PLAYBOOK } from './playbook';

const { CustomerState, Stage } = proto;
const now = new Date('2026-01-05T08:00:00Z');
const lead = (overrides: Partial<Customer> = {}) =>
  ({
    state: CustomerState.CUSTOMER_STATE_LEAD,
    stage: Stage.STAGE_LEAD,
    ownership: UNOWNED,
    ...overrides,
  }) as Customer;
const reasonOf = (work: () => unknown) => {
  try {
    work();
    return 'done';
  } catch (error) {
    return (error as { reason: string }).reason;
  }
};

describe('the life of a lead', () => {
  it('ends once: as a customer or as lost', () => {
    const won = lead({ state: CustomerState.CUSTOMER_STATE_CUSTOMER });
    const lost = lead({ state: CustomerState.CUSTOMER_STATE_LOST });
    expect(convertLead('l', lead(), now).events.map(({ type }) => type)).toEqual(['crm.customer.lead.converted.v1']);
    expect(markLost('l', lead(), 'price').set).toMatchObject({ lostReason: 'price' });
    expect(reasonOf(() => convertLead('l', won, now))).toBe('ALREADY_CONVERTED');
    expect(reasonOf(() => convertLead('l', lost, now))).toBe('LEAD_LOST');
    expect(reasonOf(() => markLost('l', won, 'x'))).toBe('ALREADY_CONVERTED');
    expect(reasonOf(() => markLost('l', lost, 'x'))).toBe('LEAD_LOST');
    expect(reasonOf(() => changeStage('l', lost, Stage.STAGE_NEED, []))).toBe('LEAD_LOST');
  });
  it('changes its stage only when it is another one', () => {
    expect(changeStage('l', lead(), Stage.STAGE_LEAD, [])).toBeNull();
    expect(changeStage('l', lead(), Stage.STAGE_QUOTE, [])?.events).toHaveLength(1);
  });
  it('moves on with the first contact, and keeps the latest time whatever the order', () => {
    const first = noteContact('l', lead(), now, EMPTY_PLAYBOOK);
    expect(first?.set).toMatchObject({ stage: Stage.STAGE_CONTACT, lastContactTime: now });
    const after = lead({ ...first?.set });
    expect(noteContact('l', after, new Date(now.getTime() - 1), EMPTY_PLAYBOOK)).toBeNull();
    const later = new Date(now.getTime() + 1);
    expect(noteContact('l', after, later, EMPTY_PLAYBOOK)).toEqual({ set: { lastContactTime: later }, events: [] });
  });
});

describe('copies of the ownership', () => {
  it('end as the one of the highest revision, in whatever order and however often they arrive', () => {
    const copies = fc.array(
      fc.record({ revision: fc.integer({ min: 1, max: 9 }) }).map(
        ({ revision }): OwnershipCopy => ({
          ...UNOWNED,
          revision,
          ownerId: `rep-${revision}`,
          cycle: revision,
          since: now,
        }),
      ),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(copies, (arrivals) => {
        let customer = lead();
        let events = 0;
        for (const copy of arrivals) {
          const change = applyOwnership('l', customer, copy);
          events += change?.events.length ?? 0;
          customer = { ...customer, ...change?.set };
        }
        const highest = Math.max(...arrivals.map(({ revision }) => revision));
        expect(customer.ownership.ownerId).toBe(`rep-${highest}`);
        expect(events).toBeLessThanOrEqual(new Set(arrivals.map(({ revision }) => revision)).size);
      }),
    );
  });
});

describe('a lost lead', () => {
  const { CUSTOMER_STATE_LEAD: LEAD, CUSTOMER_STATE_LOST: LOST } = CustomerState;
  const lost = lead({ state: LOST, stage: Stage.STAGE_QUOTE, lostReason: 'price' });
  const copy = (revision: number, reopenedCycle?: number): OwnershipCopy => ({
    ...{ ...UNOWNED, ownerId: 'ann', cycle: 3, revision },
    ...(reopenedCycle === undefined ? {} : { reopenedCycle }),
  });
  const types = (change: ReturnType<typeof applyOwnership>) => change?.events.map(({ type }) => type);

  it('is worked on once more when it was given out again, once for each time', () => {
    const change = applyOwnership('l', lost, copy(4, 3));
    expect(change?.set).toMatchObject({ state: LEAD, stage: Stage.STAGE_LEAD, lostReason: '' });
    expect(types(change)).toEqual(['crm.customer.lead.reopened.v1', 'crm.customer.ownership.applied.v1']);
    const again = { ...lost, ...change?.set, state: LOST } as Customer;
    expect(applyOwnership('l', again, copy(5, 3))?.set.state).toBeUndefined();
    expect(applyOwnership('l', again, copy(6, 5))?.set.state).toBe(LEAD);
  });

  it('stays lost with any other change of its ownership, and a lead stays as it is', () => {
    expect(types(applyOwnership('l', lost, copy(4)))).toEqual(['crm.customer.ownership.applied.v1']);
    expect(applyOwnership('l', lead({ stage: Stage.STAGE_QUOTE }), copy(4, 3))?.set.stage).toBeUndefined();
  });
});

describe('masking', () => {
  const pooled = lead({ ownership: { ...UNOWNED, poolId: 'pool-south', teamId: 'south', revision: 1 } });
  const rep = { kind: 'own', repId: 'ann', teamId: 'south', sub: 'x' } as const;
  const maskOf = (scope: Parameters<typeof maskFor>[0], customer: typeof pooled) => [...maskFor(scope, customer)];
  it('hides phone, mail and address of a pooled lead from reps only', () => {
    expect(maskOf(rep, pooled)).toEqual(['phone', 'email', 'address']);
    expect(maskOf({ kind: 'team', teamId: 'south', sub: 'x' }, pooled)).toEqual([]);
    expect(maskOf({ kind: 'all' }, pooled)).toEqual([]);
    expect(maskOf(rep, lead({ ownership: { ...UNOWNED, ownerId: 'ann', revision: 1 } }))).toEqual([]);
  });
  it('hides what the pool says', () => {
    const told = (...maskedFields: string[]) => lead({ ownership: { ...pooled.ownership, maskedFields } });
    expect(maskOf(rep, told('display_name', 'contacts'))).toEqual(['display_name', 'contacts']);
    expect(maskOf(rep, told('nothing'))).toEqual([]);
    const contacts = [{ id: 'c', name: 'Anna Bell', title: 'Buyer', phone: '+4930901820', email: 'anna@example.com' }];
    expect(maskContacts(contacts, new Set(['contacts']))).toEqual([
      { id: 'c', name: 'A***', title: '', phone: '', email: '' },
    ]);
    expect(maskContacts(contacts, new Set(['phone']))).toMatchObject([
      { name: 'Anna Bell', phone: '+49******20', email: 'anna@example.com' },
    ]);
    expect([maskName('张三'), maskName('')]).toEqual(['张***', '']);
  });
  it('shows at most five digits of a phone, and one letter of a mail', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[0-9]{1,15}$/), (phone) => {
        const masked = maskPhone(phone);
        expect(masked).toHaveLength(phone.length);
        expect(masked.replace(/\*/g, '').length).toBeLessThanOrEqual(5);
        if (phone.length > 7) expect(masked).not.toBe(phone);
      }),
    );
    expect([maskPhone('+4930901820'), maskEmail('anna@example.com'), maskEmail('')]).toEqual([
      '+49******20',
      'a***@example.com',
      '',
    ]);
  });
});
