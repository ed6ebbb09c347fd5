import fc from 'fast-check';
import { inScope, scopeFilter, scopeOf } from './access-scope';
import { isPartner, type Role } from './principal';

const id = fc.constantFrom('', 'a', 'b', 'c');
const record = fc.record({
  ownerId: id,
  teamId: id,
  teamPath: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
  createdBy: id,
});
const principal = fc.record({
  sub: fc.constantFrom('a', 'b'),
  name: fc.constant('n'),
  roles: fc.uniqueArray(fc.constantFrom<Role>('rep', 'partner', 'manager', 'operator', 'admin', 'service')),
  rep: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
  team: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
});

/** Evaluates the few operators that scopeFilter uses. */
function matches(filter: Record<string, unknown>, doc: Record<string, unknown>): boolean {
  return Object.entries(filter).every(([key, value]) => {
    if (key === '$or') return (value as Record<string, unknown>[]).some((part) => matches(part, doc));
    const field = doc[key];
    return Array.isArray(field) ? field.includes(value) : field === value;
  });
}

describe('access scope', () => {
  it('is the same rule as a filter and as a check', () => {
    fc.assert(
      fc.property(principal, record, (caller, doc) => {
        const scope = scopeOf(caller);
        const filter = scopeFilter(scope);
        expect(filter !== null && matches(filter, doc)).toBe(inScope(scope, doc));
      }),
      { numRuns: 2000 },
    );
  });

  it('never shows a rep what another rep owns', () => {
    fc.assert(
      fc.property(record, (doc) => {
        const scope = scopeOf({ sub: 'u', name: '', roles: ['rep'], rep: 'a', team: 'a' });
        fc.pre(doc.ownerId !== '' && doc.ownerId !== 'a');
        expect(inScope(scope, doc)).toBe(false);
      }),
    );
  });

  it('shows a partner nothing but what the partner owns, whatever lies in a pool', () => {
    fc.assert(
      fc.property(record, (doc) => {
        const scope = scopeOf({ sub: 'u', name: '', roles: ['partner'], rep: 'a', team: 'a' });
        expect(inScope(scope, doc)).toBe(doc.ownerId === 'a');
      }),
    );
    expect(scopeOf({ sub: 'u', name: '', roles: ['partner'] })).toEqual({ kind: 'none' });
  });

  it('takes somebody who works here as well for no mere partner', () => {
    const principal = { sub: 'u', name: '', rep: 'a', team: 'a' };
    expect(isPartner({ ...principal, roles: ['partner'] })).toBe(true);
    expect(isPartner({ ...principal, roles: ['partner', 'rep'] })).toBe(false);
    expect(scopeOf({ ...principal, roles: ['partner', 'rep'] })).toMatchObject({ kind: 'own', teamId: 'a' });
  });

  it('shows nothing to somebody without a role, or a manager without a team', () => {
    expect(scopeOf({ sub: 'u', name: '', roles: [] })).toEqual({ kind: 'none' });
    expect(scopeOf({ sub: 'u', name: '', roles: ['manager'] })).toEqual({ kind: 'none' });
    expect(scopeOf({ sub: 'u', name: '', roles: ['rep'] })).toEqual({ kind: 'none' });
  });
});
