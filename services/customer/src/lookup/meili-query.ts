import type { AccessScope } from '@fairlead/service-kit';
import type { FacetField, IndexQuery } from './lookup-index';
import { NAMED, SPELLED } from './meili-settings';

const ATTRIBUTE: Record<FacetField, string> = {
  owner_id: 'ownerId',
  team_id: 'teamId',
  stage: 'stage',
  state: 'state',
  tags: 'tags',
  region: 'region',
  industry: 'industry',
};
export const attributeOf = (field: FacetField) => ATTRIBUTE[field];

const quoted = (value: string) => `"${value.replace(/[\\"]/g, '\\$&')}"`;
const equals = (attribute: string, value: string) => `${attribute} = ${quoted(value)}`;

/** The access scope as a filter; null when nothing can be in it. The same rule as `inScope`. */
function scopeExpression(scope: AccessScope): string | undefined | null {
  switch (scope.kind) {
    case 'all':
      return undefined;
    case 'none':
      return null;
    case 'team':
      return `(${equals('teamPath', scope.teamId)} OR ${equals('createdBy', scope.sub)})`;
    case 'own': {
      const pool = `(ownerId IS EMPTY AND ${equals('teamId', scope.teamId)})`;
      const mine = [equals('ownerId', scope.repId), equals('createdBy', scope.sub)];
      return `(${[...mine, ...(scope.teamId ? [pool] : [])].join(' OR ')})`;
    }
  }
}

/** Scope and filter of a query as one expression; null when nothing can fit. */
export function filterExpression(query: Pick<IndexQuery, 'words' | 'scope' | 'filter'>): string | undefined | null {
  const { scope, filter } = query;
  const scoped = scopeExpression(scope);
  if (scoped === null) return null;
  const fields = (Object.entries(filter) as [FacetField, string[]][])
    .filter(([, values]) => values.length > 0)
    .map(([field, values]) => `${ATTRIBUTE[field]} IN [${values.map(quoted).join(', ')}]`);
  // No words of a rep find a lead whose names are hidden.
  const named = scope.kind === 'own' && readings(query).length > 0 ? 'hidesNames = false' : undefined;
  return [scoped, named, ...fields].filter((part) => part !== undefined).join(' AND ') || undefined;
}

/** One way to read what was typed, and the attributes to look in. */
export interface Reading {
  q: string;
  attributesToSearchOn: string[];
  weight: number;
}

/** The ways to read a query; none for one that says nothing. Mails and phones of pooled leads are not for reps. */
export function readings({ words: query, scope }: Pick<IndexQuery, 'words' | 'scope'>): Reading[] {
  const hidden = scope.kind !== 'own';
  const emails = ['emails', ...(hidden ? ['pooledEmails'] : [])];
  const found: Reading[] = [];
  const q = query.words.map(({ text }) => text).join(' ');
  const attributesToSearchOn = [...NAMED, ...SPELLED, 'externalRef', ...emails];
  if (q !== '') found.push({ q, attributesToSearchOn, weight: 1 });
  if (query.joined) found.push({ q: query.joined, attributesToSearchOn: SPELLED, weight: 0.9 });
  if (query.phoneTail) {
    const tails = ['phoneTails', ...(hidden ? ['pooledTails'] : [])];
    const heads = ['phoneHeads', ...(hidden ? ['pooledHeads'] : [])];
    found.push({ q: query.phoneTail, attributesToSearchOn: tails, weight: 1.2 });
    found.push({ q: query.phoneHead ?? '', attributesToSearchOn: heads, weight: 1.1 });
  }
  return found;
}
