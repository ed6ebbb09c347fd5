import { customer, type EventCatalogue, notification as proto } from '@fairlead/proto';
import type { Draft } from './notification';

const { Urgency } = proto;
const { ContestState } = customer;

type Registration = EventCatalogue['crm.customer.registration.expiring.v1'];
type Deciding = EventCatalogue['crm.customer.registration_contest.filed.v1'];
type Ended = EventCatalogue['crm.customer.registration_contest.ended.v1'];

/** The registrant is told that a registration ends soon (once for each end), or has ended. */
export const endMessage = (how: 'expiring' | 'expired', data: Registration): Draft => ({
  id: `registration_${how}:${data.registrationId}:${data.protectedUntil}`,
  recipientId: data.registrantId,
  kind: `registration_${how}`,
  urgency: how === 'expiring' ? Urgency.URGENCY_HIGH : Urgency.URGENCY_NORMAL,
  subject: data.registrationId,
  params: { dueTime: data.protectedUntil },
});

/** The registrant is told that there is a contest, never whose. */
export const contestedMessage = (data: Deciding): Draft => ({
  id: `registration_contested:${data.contestId}`,
  recipientId: data.registrantId,
  kind: 'registration_contested',
  urgency: Urgency.URGENCY_HIGH,
  subject: data.registrationId,
  params: { dueTime: data.deadline },
});

/** Who is to decide is told; admins look into the list, so nobody is told in their place. */
export function decideMessages(how: 'filed' | 'escalated', data: Deciding): Draft[] {
  if (data.deciderId === '') return [];
  return [
    {
      id: `contest_to_decide:${data.contestId}:${how}`,
      recipientId: data.deciderId,
      kind: 'contest_to_decide',
      urgency: how === 'filed' ? Urgency.URGENCY_HIGH : Urgency.URGENCY_CRITICAL,
      subject: data.registrationId,
      params: { dueTime: data.deadline },
    },
  ];
}

const ENDS: Partial<Record<string, { contestant?: string; registrant?: string }>> = {
  [ContestState.CONTEST_STATE_TRANSFERRED]: { contestant: 'contest_won', registrant: 'registration_lost' },
  [ContestState.CONTEST_STATE_UPHELD]: { contestant: 'contest_lost', registrant: 'registration_stands' },
  [ContestState.CONTEST_STATE_LAPSED]: { contestant: 'contest_lost', registrant: 'registration_stands' },
  [ContestState.CONTEST_STATE_WITHDRAWN]: { registrant: 'registration_stands' },
  [ContestState.CONTEST_STATE_SUPERSEDED]: { contestant: 'contest_void' },
};

/** Both sides are told how a contest ended; the contestant by the contest, since the registration is not theirs to see. */
export function contestEndMessages(data: Ended): Draft[] {
  const { contestId, registrationId, deadline } = data;
  const { contestant, registrant } = ENDS[data.outcome] ?? {};
  const draft = (kind: string, recipientId: string, subject: string): Draft => ({
    id: `${kind}:${contestId}`,
    recipientId,
    kind,
    urgency: Urgency.URGENCY_HIGH,
    subject,
    params: { dueTime: deadline },
  });
  const own = contestant === 'contest_won' ? registrationId : contestId;
  return [
    ...(contestant ? [draft(contestant, data.contestantId, own)] : []),
    ...(registrant ? [draft(registrant, data.registrantId, registrationId)] : []),
  ];
}
