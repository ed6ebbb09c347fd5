import { type AggregateDoc, type PendingHint, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { ClockPolicy, ClockTerms } from '../domain/clock-policy';
import type { PolicyDoc } from './models';
import { VersionedRepository } from './versioned-repository';
import type { Versions } from './versions';

/** Most policies of one kind. */
export const MAX_POLICIES = 200;

/** All access to clock policies. */
export class PolicyRepository extends VersionedRepository<ClockPolicy, ClockTerms> {
  constructor(model: Model<AggregateDoc<ClockPolicy>>, versions: Versions<ClockTerms>, hint: PendingHint) {
    super('clock policy', model, versions, toTerms, hint);
  }

  /** The policies of a kind: all of them, and a few more where several were created at once. */
  async ofKind(kind: string): Promise<PolicyDoc[]> {
    return retryStore(() =>
      this.model
        .find({ kind })
        .sort({ _id: 1 })
        .limit(2 * MAX_POLICIES)
        .lean<PolicyDoc[]>()
        .exec(),
    );
  }
}

/** What a version keeps. */
const toTerms = ({
  kind,
  durationMs,
  reminderFractions,
  graceMs,
  escalations = [],
  calendarId,
}: ClockPolicy): ClockTerms => ({
  kind,
  durationMs,
  reminderFractions,
  graceMs,
  escalations,
  ...(calendarId ? { calendarId } : {}),
});
