import { failedPrecondition } from '@fairlead/service-kit';

/** Somebody who sells. */
export interface Rep {
  displayName: string;
  /** Fixed at creation. */
  teamId: string;
  territories: string[];
  skills: string[];
  /** Share of leads compared with others; 0 takes part in no assignment by rules. */
  capacityWeight: number;
  active: boolean;
  /** Seniority that rules may ask for, 0 to 9. */
  level: number;
  /** BCP 47 tags. */
  languages: string[];
  /** Most leads that rules give on one day of the team's calendar; 0: no limit. */
  dailyQuota: number;
  /** In order of their start, without overlaps, at most MAX_LEAVES. */
  leaves: Leave[];
  /** Identity of the command that created it; finds a request id that is used again for another rep. */
  commandKey: string;
}

/** A time in which the rep does not work; `to` is exclusive. */
export interface Leave {
  id: string;
  from: Date;
  to: Date;
}

export const MAX_LEAVES = 200;
export const MAX_TERRITORIES = 200;
export const MAX_SKILLS = 50;
export const MAX_WEIGHT = 100;
export const MAX_LEVEL = 9;
export const MAX_LANGUAGES = 20;
export const MAX_DAILY_QUOTA = 1000;

export const isOnLeave = (leaves: readonly Leave[], now: Date) =>
  leaves.some(({ from, to }) => from.getTime() <= now.getTime() && now.getTime() < to.getTime());

/** Leaves with one more. FAILED_PRECONDITION when it overlaps another one or there are too many. */
export function addLeave(leaves: readonly Leave[], added: Leave): Leave[] {
  const overlapped = leaves.find(({ from, to }) => from < added.to && added.from < to);
  if (overlapped) {
    throw failedPrecondition('LEAVE_OVERLAPS', `The leave overlaps leave ${overlapped.id}.`, {
      leave_id: overlapped.id,
    });
  }
  if (leaves.length >= MAX_LEAVES) {
    throw failedPrecondition('TOO_MANY_LEAVES', `A rep has at most ${MAX_LEAVES} leaves.`);
  }
  return [...leaves, added].sort((a, b) => a.from.getTime() - b.from.getTime());
}

/** Leaves without one; null when it is not among them. */
export function cancelLeave(leaves: readonly Leave[], leaveId: string): Leave[] | null {
  const kept = leaves.filter(({ id }) => id !== leaveId);
  return kept.length === leaves.length ? null : kept;
}

/** Leaves that are under way or still to come, as events carry them. */
export const openLeaves = (leaves: readonly Leave[], now: Date) =>
  leaves
    .filter(({ to }) => to.getTime() > now.getTime())
    .map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() }));
