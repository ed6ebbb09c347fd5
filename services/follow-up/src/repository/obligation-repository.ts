import { followup as proto } from '@fairlead/proto';
import {
  type AccessScope,
  AggregateStore,
  dueWithin,
  inScope,
  listInScope,
  notFound,
  type PendingHint,
  retryStore,
} from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import { OF_CUSTOMERS } from '../domain/clock-kinds';
import type { MoveTarget } from '../domain/clock-move';
import type { Obligation } from '../domain/obligation';
import { countBy } from './count-by';
import type { ObligationDoc } from './models';

const OPEN = [proto.ObligationState.OBLIGATION_STATE_OPEN, proto.ObligationState.OBLIGATION_STATE_RECYCLING];

export interface ObligationQuery {
  ownerId: string;
  /** This team and those below it. */
  teamId: string;
  subject: string;
  kind: string;
  openOnly: boolean;
  state?: proto.ObligationState;
  dueBefore?: Date;
  dueAfter?: Date;
  pageSize: number;
  pageToken: string;
  caller: string;
}

/** Running clocks of a policy or calendar at a version below one. */
export interface RunningTerms {
  target: MoveTarget;
  targetId: string;
  version: number;
}

const belowOf = ({ target, targetId, version }: RunningTerms) => ({
  [`${target}Id`]: targetId,
  state: proto.ObligationState.OBLIGATION_STATE_OPEN,
  [`${target}Version`]: { $lt: version },
});

/** All access to obligation documents. */
export class ObligationRepository {
  readonly store: AggregateStore<Obligation>;

  constructor(
    private readonly model: Model<ObligationDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('obligation', model, hint);
  }

  /** The obligation, when it exists and is in scope; NOT_FOUND otherwise. */
  async get(id: string, scope: AccessScope): Promise<ObligationDoc> {
    const doc = await this.store.find(id);
    if (!doc || !inScope(scope, doc)) throw notFound('obligation', id);
    return doc;
  }

  async list(
    { ownerId, teamId, subject, kind, openOnly, state, dueBefore, dueAfter, ...page }: ObligationQuery,
    scope: AccessScope,
  ): Promise<{ docs: ObligationDoc[]; nextPageToken: string }> {
    const states = OPEN.filter((open) => !state || open === state);
    const filter = {
      ...(ownerId ? { ownerId } : {}),
      ...(teamId ? { teamPath: teamId } : {}),
      ...(subject ? { subject } : {}),
      ...(kind ? { kind } : {}),
      ...(openOnly ? { state: { $in: states } } : state ? { state } : {}),
      ...dueWithin(dueAfter, dueBefore),
    };
    const list = { name: 'obligations', filter, sortBy: 'dueTime', direction: 1, ...page } as const;
    return listInScope<ObligationDoc>(this.model, scope, list);
  }

  /** Obligations of a rep whose clock runs, after an id, at most `limit`. */
  async runningOf(ownerId: string, after: string, limit: number): Promise<ObligationDoc[]> {
    return retryStore(() =>
      this.model
        .find({ ownerId, state: proto.ObligationState.OBLIGATION_STATE_OPEN, _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<ObligationDoc[]>()
        .exec(),
    );
  }

  /** Obligations of these leads whose clock runs, at most 1,000. */
  async runningOfLeads(subjects: string[]): Promise<ObligationDoc[]> {
    return retryStore(() =>
      this.model
        .find({ subject: { $in: subjects }, state: proto.ObligationState.OBLIGATION_STATE_OPEN })
        .sort({ _id: 1 })
        .limit(1000)
        .lean<ObligationDoc[]>()
        .exec(),
    );
  }

  /** Clocks that run by a version of a policy or calendar below one, by id after one, at most `limit`. */
  async runningBelow(terms: RunningTerms, after: string, limit: number): Promise<ObligationDoc[]> {
    return retryStore(() =>
      this.model
        .find({ ...belowOf(terms), _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<ObligationDoc[]>()
        .exec(),
    );
  }

  async countRunningBelow(terms: RunningTerms): Promise<number> {
    return retryStore(() => this.model.countDocuments(belowOf(terms)).exec());
  }

  /** How many clocks a publication moved last. */
  async countMovedBy(moveId: string): Promise<number> {
    return retryStore(() => this.model.countDocuments({ movedBy: moveId }).exec());
  }

  /** How many clocks about customers are open of a rep, by lead; of these leads, or (none given) of all, under the empty id. */
  async countOpen(ownerId: string, subjects: string[]): Promise<Map<string, number>> {
    const filter = { ownerId, state: { $in: OPEN }, kind: { $in: OF_CUSTOMERS } };
    return countBy(this.model, filter, 'subject', subjects);
  }

  /**
   * Obligations of a kind of a subject that have not ended, at most 100: each cycle has one, and a new cycle ends the
   * former's.
   */
  async openOf(subject: string, kind: string): Promise<ObligationDoc[]> {
    return retryStore(() =>
      this.model
        .find({ subject, kind, state: { $in: OPEN } })
        .sort({ _id: 1 })
        .limit(100)
        .lean<ObligationDoc[]>()
        .exec(),
    );
  }
}
