import type { AccessScope, LoggedEvent } from '@fairlead/service-kit';
import { visibleEvents } from './event-visibility';

/** Who reads what in assignment's log: ownership by the record, the organisation by who belongs to it, handovers by whom they concern. */
describe('events of assignment', () => {
  const types = [
    'crm.assignment.lead.assigned.v1',
    'crm.assignment.customer.imported.v1',
    'crm.assignment.rep.updated.v1',
    'crm.assignment.rule_set.published.v1',
    'crm.assignment.handover.changed.v1',
  ];
  const events = types.map((type, index) => ({ _id: index, type, subject: 'record' }) as unknown as LoggedEvent);
  const seenBy = async (scope: AccessScope, visible: boolean) => {
    const ownerships = { visibleIds: async (ids: string[]) => new Set(visible ? ids : []) } as never;
    const of = visible ? 'ann' : 'zoe';
    const handover = { _id: 'record', fromRepId: of, receiverIds: ['pia'], teamPath: [visible ? 'south' : 'north'] };
    const handovers = { findMany: async (ids: string[]) => (ids.length > 0 ? [handover] : []) } as never;
    return [...(await visibleEvents({ ownerships, handovers }, events, scope))];
  };

  it.each<[string, AccessScope, own: number[], foreign: number[]]>([
    ['a rep', { kind: 'own', repId: 'ann', teamId: 'south', sub: 'a' }, [0, 1, 2, 4], [2]],
    ['a partner', { kind: 'own', repId: 'pia', teamId: '', sub: 'p' }, [0, 1, 4], [4]],
    ['a manager', { kind: 'team', teamId: 'south', sub: 'm' }, [0, 1, 2, 3, 4], [2, 3]],
  ])('shows %s what may be seen', async (_, scope, own, foreign) => {
    expect(await seenBy(scope, true)).toEqual(own);
    expect(await seenBy(scope, false)).toEqual(foreign);
  });
});
