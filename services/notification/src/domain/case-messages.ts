import { type CaseRecipient, type EventCatalogue, notification as proto } from '@fairlead/proto';
import type { Draft } from './notification';

const { Urgency } = proto;

type Assigned = EventCatalogue['crm.followup.case.assigned.v1'];
type Undispatched = EventCatalogue['crm.followup.case.undispatched.v1'];
type Rated = EventCatalogue['crm.followup.case.rated.v1'];
type Told = EventCatalogue['crm.followup.case.reopened.v1'];

/** What a message about a case carries: ids only. */
const paramsOf = ({ caseId, cycle, priority }: Told): Record<string, string> => ({
  caseId,
  priority,
  cycle: String(cycle),
});

const draftsOf = (
  customerId: string,
  data: Told,
  kind: string,
  key: string,
  urgencyOf: (recipient: CaseRecipient) => proto.Urgency,
): Draft[] =>
  data.recipients.map((recipient) => ({
    id: `${kind}:${data.caseId}:${key}:${recipient.repId}`,
    recipientId: recipient.repId,
    kind,
    urgency: urgencyOf(recipient),
    subject: customerId,
    params: paramsOf(data),
  }));

const URGENT = ['CASE_PRIORITY_HIGH', 'CASE_PRIORITY_URGENT'];

/** The agent who got a case is told, once for each time of getting it. */
export const caseAssignedMessages = (customerId: string, revision: number, data: Assigned): Draft[] =>
  draftsOf(customerId, data, 'case_assigned', String(revision), () =>
    URGENT.includes(data.priority) ? Urgency.URGENCY_HIGH : Urgency.URGENCY_NORMAL,
  );

/**
 * Who looks after the customer's owner is told once that nobody can take a case; who looks after the team, each time that an
 * agent left it behind. Events from before there was that have no reason.
 */
export const caseUndispatchedMessages = (customerId: string, revision: number, data: Undispatched): Draft[] =>
  draftsOf(customerId, data, 'case_undispatched', data.reason ? `left:${revision}` : '1', () => Urgency.URGENCY_HIGH);

/** The agent is told that a case was taken up again, once a cycle. */
export const caseReopenedMessages = (customerId: string, data: Told): Draft[] =>
  draftsOf(customerId, data, 'case_reopened', String(data.cycle), () => Urgency.URGENCY_HIGH);

/** The agent is asked to send the link of the survey: at the resolution, and once more. */
export const caseSurveyMessages = (how: 'ask' | 'remind', customerId: string, data: Told): Draft[] =>
  draftsOf(customerId, data, 'case_survey', `${how}:${data.cycle}`, () => Urgency.URGENCY_NORMAL);

/** Agent and supervisor are told of a poor rating; the supervisor more urgently. */
export const caseRatedMessages = (customerId: string, data: Rated): Draft[] =>
  draftsOf(customerId, data, 'case_poor_rating', String(data.cycle), ({ role }) =>
    role === 'supervisor' ? Urgency.URGENCY_CRITICAL : Urgency.URGENCY_HIGH,
  );
