/** What clocks time. */
export const CLOCK_KINDS = ['first_contact', 'stage', 'silence', 'first_response', 'resolution'] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

export const isClockKind = (kind: string): kind is ClockKind => (CLOCK_KINDS as readonly string[]).includes(kind);

export const FIRST_CONTACT_KIND = 'first_contact';
export const STAGE_KIND = 'stage';
export const SILENCE_KIND = 'silence';
export const FIRST_RESPONSE_KIND = 'first_response';
export const RESOLUTION_KIND = 'resolution';

/** Kinds of clocks about a customer. */
export const OF_CUSTOMERS: readonly string[] = [FIRST_CONTACT_KIND, STAGE_KIND, SILENCE_KIND];

/** A clock about a customer follows the customer's owner; the others belong to a complaint or a service request. */
export const isOfCustomer = (kind: string): boolean => OF_CUSTOMERS.includes(kind);

/** The owner's leave stops a clock about a customer only: a customer who complains waits all the same. */
export const stopsForLeave = isOfCustomer;

/** Only a lead that nobody reached goes back to its pool. */
export const isRecycled = (kind: string): boolean => kind === FIRST_CONTACT_KIND;
