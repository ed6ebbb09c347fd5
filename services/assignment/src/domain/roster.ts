import type { WorkingHours } from '@fairlead/service-kit';
import type { Rep } from './rep';

/** What decisions know of a rep; a version of it for each change. */
export interface RepFacts
  extends Pick<
    Rep,
    'teamId' | 'territories' | 'skills' | 'languages' | 'level' | 'capacityWeight' | 'dailyQuota' | 'active' | 'leaves'
  > {
  id: string;
  /** Revision of the rep's record. */
  revision: number;
}

/** What decisions know of a team. */
export interface TeamFacts {
  id: string;
  revision: number;
  path: string[];
  parentId: string;
  /** Empty: around the clock. */
  calendarId: string;
  /** Milliseconds since 1970. */
  createdAt: number;
}

/** A rep's leads as decisions count them. */
export interface Load {
  /** Open leads held. */
  openLeads: number;
  /** Milliseconds since 1970 of the last new lead, however it came; 0 when there was none. */
  lastAssignedMs: number;
  /** The day to which `givenToday` belongs, `YYYY-MM-DD` by the team's calendar. */
  day: string;
  /** Leads given by rules on that day. */
  givenToday: number;
}

/** A rep in the roster: facts, load, and what is derived from the facts for speed. */
export interface RosterRep {
  facts: RepFacts;
  load: Load;
  /** Leave in milliseconds, by start. */
  leaves: readonly (readonly [from: number, to: number])[];
}

export const newRosterRep = (facts: RepFacts, load: Load): RosterRep => ({
  facts,
  load,
  leaves: facts.leaves.map(({ from, to }) => [from.getTime(), to.getTime()] as const).sort((a, b) => a[0] - b[0]),
});

export const EMPTY_LOAD: Readonly<Load> = { openLeads: 0, lastAssignedMs: 0, day: '', givenToday: 0 };

/** Whether a rep is on leave at an instant (milliseconds). */
export function isAway(rep: RosterRep, at: number): boolean {
  for (const [from, to] of rep.leaves) {
    if (from > at) return false;
    if (at < to) return true;
  }
  return false;
}

/** Leads that rules gave the rep on a day. */
export const givenOn = ({ load }: RosterRep, day: string) => (load.day === day ? load.givenToday : 0);

/** What a decision asks of the roster. */
export interface Roster {
  /** Grows with every change of facts: what was derived from them is derived anew. */
  readonly version: number;
  rep(id: string): RosterRep | undefined;
  team(id: string): TeamFacts | undefined;
  /** Reps of a team by id. */
  repsOf(teamId: string): readonly RosterRep[];
  /** Working hours of a team; those of a calendar that is not known are around the clock. */
  hoursOf(teamId: string): WorkingHours;
  /** The root team made first; undefined while there is none. */
  readonly oldestRoot: TeamFacts | undefined;
}
