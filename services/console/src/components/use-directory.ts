import { useMemo } from 'react';
import { useAllReps, useTeams } from '../api/organization';
import { useSession } from '../app/session';
import { repsOf, teamsOf } from '../lib/tree';

const namesOf = (rows: { id: string; displayName: string }[]): Record<string, string> =>
  Object.fromEntries(rows.map(({ id, displayName }) => [id, displayName]));

/** Names of all reps and teams, and those whose work the person sees. */
export function useDirectory() {
  const { user } = useSession();
  const { data: reps = [] } = useAllReps();
  const { data: teams = [] } = useTeams();
  return useMemo(
    () => ({
      repNames: namesOf(reps),
      teamNames: namesOf(teams),
      reps: repsOf(reps, teams, user),
      teams: teamsOf(teams, user),
    }),
    [reps, teams, user],
  );
}
