import type { Interval } from '@fairlead/service-kit';

/** What clocks need to know of a rep. */
export interface RepFact {
  teamId: string;
  /** Past, current and planned leave. */
  leaves: Interval[];
  /** Skills, share of work and whether active: unset in copies from before there were cases. */
  skills?: string[];
  capacityWeight?: number;
  active?: boolean;
  revision: number;
}

/** What clocks need to know of a team. */
export interface TeamFact {
  /** Empty when nobody manages the team. */
  managerId: string;
  /** Empty: around the clock. */
  calendarId: string;
  /** The team and those above, root first. */
  path: string[];
  revision: number;
}

/**
 * Who is told beside the owner: the manager of the owner's team, or of the next team above when there is none or the
 * owner is that manager. Teams are given from the owner's own upwards; empty when nobody is found.
 */
export function supervisorOf(ownerId: string, teams: readonly Pick<TeamFact, 'managerId'>[]): string {
  return teams.find(({ managerId }) => managerId !== '' && managerId !== ownerId)?.managerId ?? '';
}
