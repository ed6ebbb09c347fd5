import type { followup } from '@fairlead/proto';
import { leadSlaId } from './lead-sla/state';
import { obligationClockId } from './obligation-clock/state';

type Clock = Pick<followup.Obligation, 'id' | 'kind' | 'subject' | 'cycle'>;

/** Kinds whose time the workflow of their complaint or service request keeps. */
const KEPT_BY_THEIR_CASE = ['first_response', 'resolution'];

export const isKeptByItsCase = ({ kind }: Pick<Clock, 'kind'>): boolean => KEPT_BY_THEIR_CASE.includes(kind);

/** The workflow that keeps an obligation's time. */
export function workflowOf({ id, kind, subject, cycle }: Clock): string {
  if (kind === 'first_contact') return leadSlaId(subject, cycle);
  return isKeptByItsCase({ kind }) ? `complaint:${subject}` : obligationClockId(id);
}
