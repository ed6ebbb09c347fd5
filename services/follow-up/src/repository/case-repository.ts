import type { followup as proto } from '@fairlead/proto';
import { AggregateStore, listInScope, notFound, type PendingHint, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import { type Case, openStates } from '../domain/case';
import { type CaseScope, caseFilter, seesCase } from '../domain/case-sight';
import type { CaseDoc } from './case-models';
import { countBy } from './count-by';

export interface CaseQuery {
  /** Empty: all. */
  caseIds: string[];
  customerId: string;
  kind?: proto.CaseKind;
  state?: proto.CaseState;
  priority?: proto.CasePriority;
  assigneeId: string;
  /** The agent's team, or the customer's while nobody works on it; and those below. */
  teamId: string;
  openOnly: boolean;
  liveOnly: boolean;
  level?: proto.CaseLevel;
  newestFirst: boolean;
  pageSize: number;
  pageToken: string;
  caller: string;
}

export interface CaseCounts {
  state: proto.CaseState;
  level: proto.CaseLevel;
  count: number;
}

const MAX_PAGE = 100;

/** All access to case documents. */
export class CaseRepository {
  readonly store: AggregateStore<Case>;

  constructor(
    private readonly model: Model<CaseDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('case', model, hint);
  }

  /** The case, when it exists and is in scope; NOT_FOUND otherwise. */
  async get(id: string, scope: CaseScope): Promise<CaseDoc> {
    const doc = await this.store.find(id);
    if (!doc || !seesCase(scope, doc)) throw notFound('case', id);
    return doc;
  }

  async list(query: CaseQuery, scope: CaseScope): Promise<{ docs: CaseDoc[]; nextPageToken: string }> {
    const filter = filterOf(query, scope);
    if (!filter) return { docs: [], nextPageToken: '' };
    const { newestFirst, pageSize, pageToken, caller } = query;
    return listInScope<CaseDoc>(
      this.model,
      { kind: 'all' },
      {
        name: 'cases',
        filter,
        sortBy: newestFirst ? 'createTime' : 'dueTime',
        direction: newestFirst ? -1 : 1,
        pageSize,
        pageToken,
        caller,
      },
    );
  }

  /** How many open ones are in each state and on each level. */
  async countOpen(teamId: string, scope: CaseScope): Promise<CaseCounts[]> {
    const filter = filterOf({ ...EVERYTHING, teamId, openOnly: true }, scope);
    if (!filter) return [];
    const groups = await retryStore(() =>
      this.model
        .aggregate<{ _id: { state: proto.CaseState; level: proto.CaseLevel }; count: number }>([
          { $match: filter },
          { $group: { _id: { state: '$state', level: '$level' }, count: { $sum: 1 } } },
        ])
        .exec(),
    );
    return groups.map(({ _id, count }) => ({ ..._id, count }));
  }

  /** Open ones in scope by their start, the oldest first. */
  async longest(teamId: string, scope: CaseScope, limit: number): Promise<CaseDoc[]> {
    const filter = filterOf({ ...EVERYTHING, teamId, openOnly: true }, scope);
    return filter ? this.some(filter, { startTime: 1, _id: 1 }, limit) : [];
  }

  /** Open cases of these agents. */
  async loads(agentIds: string[]): Promise<Map<string, number>> {
    if (agentIds.length === 0) return new Map();
    return countBy(this.model, { state: { $in: openStates() } }, 'assigneeId', agentIds);
  }

  /** Open cases of a customer, the newest last, at most 100. */
  openOf(customerId: string): Promise<CaseDoc[]> {
    return this.some({ customerId, state: { $in: openStates() } }, { _id: 1 }, MAX_PAGE);
  }

  /** Cases of a customer after an id, at most 100. */
  pageOf(customerId: string, after: string): Promise<CaseDoc[]> {
    return this.some({ customerId, _id: { $gt: after } }, { _id: 1 }, MAX_PAGE);
  }

  /** Open cases of an agent after an id, at most 100. */
  pageOfAgent(assigneeId: string, after: string): Promise<CaseDoc[]> {
    return this.some({ assigneeId, state: { $in: openStates() }, _id: { $gt: after } }, { _id: 1 }, MAX_PAGE);
  }

  /** Cases in a state after an id, at most 100. */
  pageIn(state: proto.CaseState, after: string): Promise<CaseDoc[]> {
    return this.some({ state, _id: { $gt: after } }, { _id: 1 }, MAX_PAGE);
  }

  private some(filter: Record<string, unknown>, sort: Record<string, 1 | -1>, limit: number): Promise<CaseDoc[]> {
    return retryStore(() =>
      this.model
        .find(filter as never)
        .sort(sort)
        .limit(limit)
        .lean<CaseDoc[]>()
        .exec(),
    );
  }
}

const EVERYTHING: Omit<CaseQuery, 'pageSize' | 'pageToken' | 'caller' | 'newestFirst'> = {
  caseIds: [],
  customerId: '',
  assigneeId: '',
  teamId: '',
  openOnly: false,
  liveOnly: false,
};

/** Null when nothing can be in scope. */
function filterOf(query: typeof EVERYTHING, scope: CaseScope): Record<string, unknown> | null {
  const scoped = caseFilter(scope);
  if (!scoped) return null;
  const { caseIds, customerId, kind, state, priority, assigneeId, teamId, openOnly, liveOnly, level } = query;
  const plain = {
    ...(caseIds.length > 0 ? { _id: { $in: caseIds } } : {}),
    ...(customerId ? { customerId } : {}),
    ...(kind ? { kind } : {}),
    ...(state ? { state } : openOnly ? { state: { $in: openStates() } } : {}),
    ...(priority ? { priority } : {}),
    ...(assigneeId ? { assigneeId } : {}),
    ...(liveOnly ? { live: true } : {}),
    ...(level ? { level } : {}),
  };
  const ofTeam = teamId ? { $or: [{ assigneeTeamPath: teamId }, { assigneeId: '', customerTeamPath: teamId }] } : {};
  const closed = state && openOnly && !openStates().includes(state) ? { _id: '' } : {};
  const parts = [scoped, plain, ofTeam, closed].filter((part) => Object.keys(part).length > 0);
  return parts.length > 0 ? { $and: parts } : {};
}
