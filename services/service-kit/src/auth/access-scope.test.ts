import fc from 'fast-check';
import { inScope, scopeFilter, scopeOf } from './access-scope';
import type { Role } from './principal';

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
  roles: fc.uniqueArray(fc.constantFrom<Role>('rep', 'manager', 'operator', 'admin', 'service')),
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

  it('shows nothing to somebody without a role, or a manager without a team', () => {
    expect(scopeOf({ sub: 'u', name: '', roles: [] })).toEqual({ kind: 'none' });
    expect(scopeOf({ sub: 'u', name: '', roles: ['manager'] })).toEqual({ kind: 'none' });
    expect(scopeOf({ sub: 'u', name: '', roles: ['rep'] })).toEqual({ kind: 'none' });
  });
});
