import { namedIn, type PlanFacts, type ReceiverFacts, type ReceiverPlan } from '../domain/handover-plan';
import type { RepDoc } from '../repository/models';
import type { HandoverDeps } from './handover-deps';

const MAX_TEAM_REPS = 1000;
/** Reps of the team that a choice by load looks at: those with the least load. */
export const MAX_BY_LOAD = 50;

/** The nearest manager above a rep who is somebody else; empty when there is none. */
export async function managerAbove({ teams }: Pick<HandoverDeps, 'teams'>, repId: string, teamPath: string[]) {
  const found = new Map((await teams.findMany(teamPath)).map((team) => [team._id, team.managerId]));
  const upwards = [...teamPath].reverse().map((teamId) => found.get(teamId) ?? '');
  return upwards.find((managerId) => managerId !== '' && managerId !== repId) ?? '';
}

/** What choosing receivers needs to know right now. `planned`: what each is to get in this handover already. */
export async function planFacts(
  deps: Pick<HandoverDeps, 'reps' | 'teams' | 'holdings'>,
  leaver: { repId: string; teamId: string; teamPath: string[] },
  plan: ReceiverPlan,
  planned: ReadonlyMap<string, number>,
  now: Date,
): Promise<PlanFacts> {
  const managerId = await managerAbove(deps, leaver.repId, leaver.teamPath);
  const ids = [...new Set([...namedIn(plan), managerId].filter((id) => id !== ''))];
  const team = plan.rule === 'LEAST_LOAD' ? await deps.reps.ofTeams([leaver.teamId], MAX_TEAM_REPS) : [];
  const all = new Map([...(await deps.reps.findMany(ids)), ...team].map((rep) => [rep._id, rep]));
  const holdings = await deps.holdings.byRep([...all.keys()]);
  const toFacts = ({ _id: id, active, leaves, capacityWeight }: RepDoc): ReceiverFacts => {
    const own = planned.get(id) ?? 0;
    const load = (holdings.get(id)?.entries.length ?? 0) + own;
    return { id, active, leaves, capacityWeight, load, planned: own };
  };
  const reps = new Map([...all.values()].map((rep) => [rep._id, toFacts(rep)]));
  const load = (id: string) => {
    const { load: held = 0, capacityWeight = 1 } = reps.get(id) ?? {};
    return held / (capacityWeight || 1);
  };
  // Who was given something stays among them, so that there are never more receivers than that.
  const chosenBefore = (id: string) => (planned.has(id) ? 0 : 1);
  const teamRepIds = team
    .filter(({ _id, active, capacityWeight }) => active && capacityWeight > 0 && _id !== leaver.repId)
    .map(({ _id }) => _id)
    .sort((a, b) => chosenBefore(a) - chosenBefore(b) || load(a) - load(b) || (a < b ? -1 : 1))
    .slice(0, MAX_BY_LOAD);
  return { fromRepId: leaver.repId, reps, teamRepIds, managerId, now };
}
