import type { DashboardChoice } from '../../api/dashboard';
import { useSession } from '../../app/session';
import { useFilter } from '../../components/use-filter';
import { DEFAULT_PERIOD, type Period, periodNamed } from '../../lib/period';

/** What somebody looks at, kept in the address. */
export interface ShownChoice {
  team: string;
  owner: string;
  period: Period;
}

/** Whose figures of which period the address names, and a way to change it. Who sees nobody else's sees the own ones. */
export function useDashboardChoice() {
  const { seesOthers } = useSession();
  const [values, change] = useFilter(['team', 'owner', 'period'] as const, { steps: true });
  const shown: ShownChoice = {
    team: seesOthers ? values.team : '',
    owner: seesOthers ? values.owner : '',
    period: periodNamed(values.period),
  };
  // A rep who is chosen is within the team.
  const asked: DashboardChoice = {
    ownerId: shown.owner,
    teamId: shown.owner ? '' : shown.team,
    period: shown.period,
  };
  return {
    shown,
    asked,
    chooseTeam: (team: string) => change({ team, owner: '' }),
    chooseOwner: (owner: string) => change({ owner }),
    choosePeriod: (period: string) => change({ period: period === DEFAULT_PERIOD ? '' : period }),
  };
}
