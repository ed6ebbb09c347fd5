import { type AccessScope, retryStore, scopeFilter } from '@fairlead/service-kit';
import { FIRST_CONTACT, type ObligationFact, UNENDED } from '../domain/attainment';
import type { FactModels } from './fact-models';

/** What figures are narrowed to within the caller's scope; empty values narrow nothing. */
export interface Narrowing {
  ownerId: string;
  teamId: string;
}

export interface Period {
  since: Date;
  until: Date;
}

/** First contacts are judged one by one, in batches of so many. */
const BATCH = 500;

/** Counts facts within a scope. */
export class FigureRepository {
  constructor(private readonly models: FactModels) {}

  /** Obligations that have not ended, due from `after` (inclusive) to `before` (exclusive); an open end is undefined. */
  async unended(scope: AccessScope, narrowing: Narrowing, after?: Date, before?: Date): Promise<number> {
    const dueTime = { ...(after ? { $gte: after } : {}), ...(before ? { $lt: before } : {}) };
    const filter = filterOf(scope, narrowing, {
      state: { $in: UNENDED },
      ...(after || before ? { dueTime } : {}),
    });
    if (!filter) return 0;
    return retryStore(() => this.models.obligations.countDocuments(filter as never).exec());
  }

  /** The first contacts that were due in a period, a batch at a time. */
  async *firstContacts(scope: AccessScope, narrowing: Narrowing, period: Period): AsyncGenerator<ObligationFact[]> {
    const { since, until } = period;
    const filter = filterOf(scope, narrowing, { kind: FIRST_CONTACT, dueTime: { $gte: since, $lt: until } });
    if (!filter) return;
    for (let after = ''; ; ) {
      const page = await retryStore(() =>
        this.models.obligations
          .find({ $and: [filter, { _id: { $gt: after } }] } as never)
          .sort({ _id: 1 })
          .limit(BATCH)
          .lean<(ObligationFact & { _id: string })[]>()
          .exec(),
      );
      yield page;
      const last = page.at(-1);
      if (!last || page.length < BATCH) return;
      after = last._id;
    }
  }

  /** Customers of a state by stage. */
  async stages(scope: AccessScope, narrowing: Narrowing, state: string): Promise<Map<string, number>> {
    const filter = filterOf(scope, narrowing, { state });
    return filter ? this.group(this.models.customers, filter, '$stage') : new Map();
  }

  /** Moves into and out of the pools in a period, by reason. */
  async poolMoves(scope: AccessScope, narrowing: Narrowing, { since, until }: Period): Promise<Map<string, number>> {
    const filter = filterOf(scope, narrowing, { time: { $gte: since, $lt: until } });
    return filter ? this.group(this.models.poolMoves, filter, '$reason') : new Map();
  }

  private async group(
    model: FactModels[keyof FactModels],
    filter: Record<string, unknown>,
    by: string,
  ): Promise<Map<string, number>> {
    const stages = [{ $match: filter }, { $group: { _id: by, count: { $sum: 1 } } }];
    const rows = await retryStore(() =>
      (model as FactModels['customers']).aggregate<{ _id: string; count: number }>(stages).exec(),
    );
    return new Map(rows.map(({ _id, count }) => [_id, count]));
  }
}

function filterOf(
  scope: AccessScope,
  { ownerId, teamId }: Narrowing,
  condition: Record<string, unknown>,
): Record<string, unknown> | null {
  const scoped = scopeFilter(scope);
  if (scoped === null) return null;
  const narrowed = { ...condition, ...(ownerId ? { ownerId } : {}), ...(teamId ? { teamPath: teamId } : {}) };
  return Object.keys(scoped).length > 0 ? { $and: [scoped, narrowed] } : narrowed;
}
