import type { followup } from '@fairlead/proto';
import { caseWorkflowIds } from './complaint-escalation/state';
import { leadSlaId } from './lead-sla/state';
import { obligationClockId } from './obligation-clock/state';

type Clock = Pick<followup.Obligation, 'id' | 'kind' | 'subject' | 'cycle'>;

/** Kinds whose time the workflow of their complaint or service request keeps. */
const KEPT_BY_THEIR_CASE = ['first_response', 'resolution'];

export const isKeptByItsCase = ({ kind }: Pick<Clock, 'kind'>): boolean => KEPT_BY_THEIR_CASE.includes(kind);

/** The workflows that may keep an obligation's time: a clock does not say of which kind its case is. */
export const workflowsOf = (clock: Clock): string[] =>
  isKeptByItsCase(clock) ? caseWorkflowIds(clock.subject) : [workflowOf(clock)];

/** The workflow that keeps an obligation's time. */
export function workflowOf({ id, kind, subject, cycle }: Clock): string {
  if (kind === 'first_contact') return leadSlaId(subject, cycle);
  return isKeptByItsCase({ kind }) ? `complaint:${subject}` : obligationClockId(id);
}
