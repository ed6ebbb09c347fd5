import { type common, followup as proto } from '@fairlead/proto';
import { derivedId, type NewEvent } from '@fairlead/service-kit';

/** What was done with a customer. Never changed, only added. */
export interface FollowUp {
  customerId: string;
  /** Cycle of responsibility in which it took place. */
  cycle: number;
  /** Who owned the customer then, and the team; the task of the next step starts there. */
  ownerId: string;
  teamId: string;
  teamPath: string[];
  ownershipRevision: number;
  occurTime: Date;
  method: common.ContactMethod;
  outcome: proto.FollowUpOutcome;
  /** Whether the customer was reached. */
  contact: boolean;
  content: string;
  nextStep: string;
  /** Set exactly when there is a next step. */
  nextStepDue?: Date;
  /** Task made from the next step; empty without one. */
  taskId: string;
  /** `sub` of who recorded it. */
  author: string;
}

/** Everything but "not reached" is a contact. */
export const isContact = (outcome: proto.FollowUpOutcome) =>
  outcome !== proto.FollowUpOutcome.FOLLOW_UP_OUTCOME_NOT_REACHED;

/** Id of the task that a follow-up's next step becomes: the same whoever makes it first. */
export const nextStepTaskId = (followUpId: string) => derivedId('task', followUpId);

export const followUpLogged = (followUpId: string, followUp: FollowUp): NewEvent => ({
  type: 'crm.followup.follow_up.logged.v1',
  subject: followUp.customerId,
  data: {
    followUpId,
    cycle: followUp.cycle,
    method: followUp.method,
    outcome: followUp.outcome,
    contact: followUp.contact,
    occurTime: followUp.occurTime.toISOString(),
  },
});
