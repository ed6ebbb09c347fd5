import { customer as proto } from '@fairlead/proto';
import fc from 'fast-check';
import { type Customer, type OwnershipCopy, UNOWNED } from './customer';
import { applyOwnership, changeStage, convertLead, markLost, noteContact } from './lead';
import { isMaskedFor, maskEmail, maskPhone } from './masking';

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
    expect(reasonOf(() => changeStage('l', lost, Stage.STAGE_NEED))).toBe('LEAD_LOST');
  });
  it('changes its stage only when it is another one', () => {
    expect(changeStage('l', lead(), Stage.STAGE_LEAD)).toBeNull();
    expect(changeStage('l', lead(), Stage.STAGE_QUOTE)?.events).toHaveLength(1);
  });
  it('moves on with the first contact, and keeps the latest time whatever the order', () => {
    const first = noteContact('l', lead(), now);
    expect(first?.set).toMatchObject({ stage: Stage.STAGE_CONTACT, lastContactTime: now });
    const after = lead({ ...first?.set });
    expect(noteContact('l', after, new Date(now.getTime() - 1))).toBeNull();
    const later = new Date(now.getTime() + 1);
    expect(noteContact('l', after, later)).toEqual({ set: { lastContactTime: later }, events: [] });
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

describe('masking', () => {
  const pooled = lead({ ownership: { ...UNOWNED, poolId: 'pool-south', teamId: 'south', revision: 1 } });
  it('hides phone and mail of a pooled lead from reps only', () => {
    expect(isMaskedFor({ kind: 'own', repId: 'ann', teamId: 'south', sub: 'x' }, pooled)).toBe(true);
    expect(isMaskedFor({ kind: 'team', teamId: 'south', sub: 'x' }, pooled)).toBe(false);
    expect(isMaskedFor({ kind: 'all' }, pooled)).toBe(false);
    const owned = lead({ ownership: { ...UNOWNED, ownerId: 'ann', revision: 1 } });
    expect(isMaskedFor({ kind: 'own', repId: 'ann', teamId: 'south', sub: 'x' }, owned)).toBe(false);
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
