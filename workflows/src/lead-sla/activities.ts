import { type assignment, followup } from '@fairlead/proto';
import { derivedId } from '@fairlead/service-kit';
import { namedFailure } from '../named-failure';
import type { ObligationView } from './state';

/** What the lead-sla workflow does to the world; each may be repeated. */
export interface LeadSlaActivities {
  readObligation(input: { obligationId: string }): Promise<ObligationView>;
  /** Records a level unless the obligation is over or its time has not come. */
  reachLevel(input: {
    obligationId: string;
    levelId: string;
  }): Promise<{ outcome: string; obligation: ObligationView }>;
  /** The lead goes to the pool when this cycle is still the current one. */
  recycleLead(input: { leadId: string; cycle: number }): Promise<void>;
  endRecycling(input: { obligationId: string }): Promise<ObligationView>;
}

export type ObligationClient = Pick<
  followup.ObligationServiceClient,
  'getObligation' | 'recordLevel' | 'closeObligation' | 'listObligations'
>;
export type AssignmentClient = Pick<assignment.AssignmentServiceClient, 'recycleLead'>;

/** The activities over gRPC. */
export const leadSlaActivities = (obligations: ObligationClient, assignments: AssignmentClient): LeadSlaActivities => ({
  readObligation: ({ obligationId }) =>
    namedFailure(async () => toView(await obligations.getObligation({ obligationId }))),
  reachLevel: (input) =>
    namedFailure(async () => {
      const { outcome, obligation } = await obligations.recordLevel(input);
      return { outcome, obligation: toView(obligation as followup.Obligation) };
    }),
  recycleLead: ({ leadId, cycle }) =>
    namedFailure(async () => {
      // The same request however often this runs, also in another run of the workflow.
      const requestId = derivedId('recycle', leadId, String(cycle));
      await assignments.recycleLead({ leadId, cycle, reason: 'first_contact_missed', requestId });
    }),
  endRecycling: ({ obligationId }) =>
    namedFailure(async () => {
      const state = followup.ObligationState.OBLIGATION_STATE_RECYCLED;
      return toView(await obligations.closeObligation({ obligationId, state }));
    }),
});

export function toView(obligation: followup.Obligation): ObligationView {
  const { nextLevel } = obligation;
  return {
    obligationId: obligation.id,
    state: obligation.state,
    ownerId: obligation.ownerId,
    teamId: obligation.teamId,
    subject: obligation.subject,
    cycle: obligation.cycle,
    dueTime: obligation.dueTime?.toISOString() ?? '',
    nextLevel: nextLevel && { id: nextLevel.id, dueTime: nextLevel.dueTime?.toISOString() ?? '' },
    recorded: obligation.levels.filter((level) => level.recordTime).map((level) => level.id),
    paused: obligation.paused,
    ...(obligation.heldBy ? { held: true } : {}),
  };
}
