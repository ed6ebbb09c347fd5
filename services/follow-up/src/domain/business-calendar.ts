import { ALWAYS_OPEN, type WorkCalendar } from '@fairlead/service-kit';

/** A calendar as it is now; each of its versions is kept unchanged beside it. */
export interface BusinessCalendar extends Omit<WorkCalendar, 'id'> {
  displayName: string;
  version: number;
  /** Newest version that was published for running clocks too. */
  moveTo?: number;
  /** Names the command that created it. */
  commandKey: string;
}

/** The built-in calendar; teams without a calendar work by it, so it never changes. */
export const ALWAYS = ALWAYS_OPEN.id;
