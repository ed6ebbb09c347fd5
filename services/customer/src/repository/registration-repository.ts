import { customer as proto } from '@fairlead/proto';
import {
  type AccessScope,
  AggregateStore,
  listInScope,
  notFound,
  type PendingHint,
  retryStore,
} from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { Registration } from '../domain/registration';
import { seesRegistration } from '../domain/registration-sight';
import type { RegistrationDoc } from './registration-models';

/** Orders of the list of registrations: field and direction. */
export const REGISTRATION_ORDERS: Record<string, [field: string, direction: 1 | -1]> = {
  protected_until: ['protectedUntil', 1],
  'protected_until desc': ['protectedUntil', -1],
  'create_time desc': ['createTime', -1],
};

const LIVING = { tombstone: { $exists: false } };
const PROTECTING = [
  proto.RegistrationState.REGISTRATION_STATE_ACTIVE,
  proto.RegistrationState.REGISTRATION_STATE_CONTESTED,
];

interface Page {
  pageSize: number;
  pageToken: string;
  /** `sub` of the caller. */
  caller: string;
}

/** All access to registrations. */
export class RegistrationRepository {
  readonly store: AggregateStore<Registration>;

  constructor(
    private readonly model: Model<RegistrationDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('registration', model, hint);
  }

  /** The registration, when it exists and is in scope; NOT_FOUND otherwise. */
  async get(id: string, scope: AccessScope): Promise<RegistrationDoc> {
    const doc = await this.store.find(id);
    if (!doc || !seesRegistration(doc, scope)) throw notFound('registration', id);
    return doc;
  }

  /** The registration behind a conflict. No scope is applied: for rules, never for an answer to a person. */
  async ofConflict(conflictId: string): Promise<RegistrationDoc | null> {
    const doc = await retryStore(() => this.model.findOne({ conflictId }).lean<RegistrationDoc>().exec());
    return doc?.tombstone ? null : doc;
  }

  list(request: proto.ListRegistrationsRequest, scope: AccessScope, caller: string) {
    const { state, registrantId, teamId, expiringBefore, protectingOnly, pageSize, pageToken } = request;
    const [sortBy, direction] = REGISTRATION_ORDERS[request.orderBy || 'protected_until'] as [string, 1 | -1];
    const filter = {
      ...LIVING,
      ...(state !== proto.RegistrationState.REGISTRATION_STATE_UNSPECIFIED
        ? { state }
        : protectingOnly
          ? { state: { $in: PROTECTING } }
          : {}),
      ...(registrantId ? { ownerId: registrantId } : {}),
      ...(teamId ? { teamPath: teamId } : {}),
      ...(expiringBefore ? { protectedUntil: { $lt: expiringBefore } } : {}),
    };
    const list = { name: 'registrations', filter, sortBy, direction, pageSize, pageToken, caller };
    return listInScope<RegistrationDoc>(this.model, scope, list);
  }

  /** Registrations of a registrant that protect, by id; with a handover only those that it gave to the registrant. */
  protectingOf(ownerId: string, handoverId: string, afterId: string, limit: number): Promise<RegistrationDoc[]> {
    const filter = { ...protecting(ownerId, handoverId), ...(afterId ? { _id: { $gt: afterId } } : {}) };
    return retryStore(() =>
      this.model
        .find(filter as never)
        .sort({ _id: 1 })
        .limit(limit)
        .lean<RegistrationDoc[]>()
        .exec(),
    );
  }

  countProtecting = (ownerId: string, handoverId: string): Promise<number> =>
    retryStore(() => this.model.countDocuments(protecting(ownerId, handoverId) as never).exec());

  /** Registrations with contests that the caller may see, in whatever part. */
  listContested(openOnly: boolean, page: Page, scope: AccessScope) {
    const open = openOnly ? { contestDue: { $exists: true } } : {};
    const filter = { ...LIVING, ...open, ...contestsWithin(scope) };
    const order = openOnly
      ? { sortBy: 'contestDue', direction: 1 as const }
      : { sortBy: 'updateTime', direction: -1 as const };
    // Who contested may not see the registration: the filter above is the scope of contests.
    const everything: AccessScope = scope.kind === 'none' ? scope : { kind: 'all' };
    return listInScope<RegistrationDoc>(this.model, everything, { name: 'contests', filter, ...order, ...page });
  }
}

const protecting = (ownerId: string, handoverId: string) => ({
  ...LIVING,
  ownerId,
  state: { $in: PROTECTING },
  ...(handoverId ? { 'handover.handoverId': handoverId } : {}),
});

/** Contestants see their own, managers those of reps and registrations in their teams. */
function contestsWithin(scope: AccessScope): Record<string, unknown> {
  switch (scope.kind) {
    case 'own':
      return { contestants: scope.repId };
    case 'team':
      return {
        $or: [
          { contestTeams: scope.teamId },
          // Only those that were contested at all.
          { teamPath: scope.teamId, contestCount: { $gt: 0 } },
        ],
      };
    default:
      return { contestCount: { $gt: 0 } };
  }
}
