import { type Change, staleEtag } from '@fairlead/service-kit';
import type { Rep } from '../domain/rep';
import type { RepDoc } from '../repository/models';

export interface RepUpdate {
  etag: string;
  values: Partial<
    Pick<
      Rep,
      'displayName' | 'territories' | 'skills' | 'capacityWeight' | 'active' | 'level' | 'languages' | 'dailyQuota'
    >
  >;
  /** Names of the changed fields as the proto spells them. */
  fields: string[];
}

/** Changes fields of a rep. ABORTED when the etag is stale. */
export const updateRep =
  ({ etag, values, fields }: RepUpdate) =>
  (rep: RepDoc): Change<Rep> => {
    if (String(rep.revision) !== etag) throw staleEtag();
    const data = { repId: rep._id, teamId: rep.teamId, fields };
    return { set: values, events: [{ type: 'crm.assignment.rep.updated.v1', subject: rep._id, data }] };
  };
