import { followup as proto } from '@fairlead/proto';
import { type Case, openCase } from '../domain/case';

/** A complaint that was opened a moment ago. */
export const freshCase = (id: string, now: Date): Case =>
  openCase(
    id,
    {
      kind: proto.CaseKind.CASE_KIND_COMPLAINT,
      customerId: 'c',
      subjectLine: 'Leaks',
      description: '',
      channel: proto.CaseChannel.CASE_CHANNEL_PHONE,
      priority: proto.CasePriority.CASE_PRIORITY_NORMAL,
      productRef: '',
      orderRef: '',
      skill: '',
      requester: '',
      ownerId: 'olga',
      customerTeamId: 'south',
      customerTeamPath: ['sales', 'south'],
      ownershipRevision: 1,
    },
    now,
  ).state;
