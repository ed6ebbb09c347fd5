import type { EscalationRole } from '@fairlead/proto';
import type { Interval } from '@fairlead/service-kit';

/** What clocks need to know of a rep. */
export interface RepFact {
  teamId: string;
  /** Past, current and planned leave. */
  leaves: Interval[];
  /** Skills, share of work and whether active: unset in copies from before there were cases. */
  skills?: string[];
  /** BCP 47 tags; unset in copies from before cases asked for them. */
  languages?: string[];
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
 * The managers above a rep, nearest first, nobody twice and never the rep; teams are given from the rep's own upwards.
 */
export function managersAbove(ownerId: string, teams: readonly Pick<TeamFact, 'managerId'>[]): string[] {
  const managers = teams.map(({ managerId }) => managerId).filter((id) => id !== '' && id !== ownerId);
  return [...new Set(managers)];
}

/** Who a role means: the nearest above, the next one, the topmost. A tree with fewer has its topmost; empty: nobody. */
export function inRole(role: EscalationRole, managers: readonly string[]): string {
  const topmost = managers.at(-1) ?? '';
  if (role === 'executive') return topmost;
  return managers[role === 'supervisor' ? 0 : 1] ?? topmost;
}

/** Who is told beside the owner: the nearest manager above; empty when there is none. */
export const supervisorOf = (ownerId: string, teams: readonly Pick<TeamFact, 'managerId'>[]): string =>
  inRole('supervisor', managersAbove(ownerId, teams));
