/** An obligation, as far as figures need it. */
export interface ObligationFact {
  kind: string;
  subject: string;
  ownerId: string;
  teamId: string;
  /** Root first. */
  teamPath: string[];
  state: string;
  dueTime: Date;
  /** When it ended; null while it has not. */
  closeTime: Date | null;
  /** Place of the event in its log that told this. */
  revision: number;
}

/** States of what has not ended: the clock runs, or its last effect is being carried out. */
export const UNENDED = ['OBLIGATION_STATE_OPEN', 'OBLIGATION_STATE_RECYCLING'];

/** The kind of a new lead's clock. */
export const FIRST_CONTACT = 'first_contact';

/**
 * Whether something that was due is met or missed; undefined for what was called off, and for what was not due when it
 * was looked at. Met: fulfilled until it was due.
 */
export function verdictOf(
  { state, dueTime, closeTime }: Pick<ObligationFact, 'state' | 'dueTime' | 'closeTime'>,
  now: Date,
): 'met' | 'missed' | undefined {
  switch (state) {
    case 'OBLIGATION_STATE_FULFILLED':
      return closeTime && closeTime <= dueTime ? 'met' : 'missed';
    case 'OBLIGATION_STATE_RECYCLED':
      return 'missed';
    case 'OBLIGATION_STATE_OPEN':
    case 'OBLIGATION_STATE_RECYCLING':
      return dueTime < now ? 'missed' : undefined;
    default:
      return undefined;
  }
}
