import type { Rep, Team, User } from '../api/types';

type Viewer = Pick<User, 'roles' | 'team' | 'rep'>;

const seesAll = ({ roles }: Viewer) => roles.includes('admin') || roles.includes('operator');

/** The teams whose work a person sees: all, the own team with those below, or the own one. */
export function teamsOf(teams: Team[], viewer: Viewer): Team[] {
  if (seesAll(viewer)) return teams;
  const team = viewer.team ?? '';
  if (viewer.roles.includes('manager')) return teams.filter(({ path }) => path.includes(team));
  return teams.filter(({ id }) => id === team);
}

/** The reps whose customers a person sees, by name. */
export function repsOf(reps: Rep[], teams: Team[], viewer: Viewer): Rep[] {
  const byName = (a: Rep, b: Rep) => a.displayName.localeCompare(b.displayName);
  if (!seesAll(viewer) && !viewer.roles.includes('manager')) return reps.filter(({ id }) => id === viewer.rep);
  const seen = new Set(teamsOf(teams, viewer).map(({ id }) => id));
  return reps.filter(({ teamId }) => seen.has(teamId)).sort(byName);
}

/** Those of the reps that belong to a team or to one below it; all when none is named. */
export function repsWithin(reps: Rep[], teams: Team[], teamId: string): Rep[] {
  const within = new Set(teams.filter(({ path }) => path.includes(teamId)).map(({ id }) => id));
  return teamId === '' ? reps : reps.filter((rep) => within.has(rep.teamId));
}

/** Whether a rep is away at a moment. */
export const isAway = ({ leaves }: Pick<Rep, 'leaves'>, now: number): boolean =>
  leaves.some(({ from, to }) => Date.parse(from) <= now && now < Date.parse(to));
