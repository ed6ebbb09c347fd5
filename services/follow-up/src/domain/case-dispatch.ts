/** A service agent, with what counts for who gets a case. */
export interface Agent {
  repId: string;
  teamId: string;
  /** Root first. */
  teamPath: string[];
  skills: string[];
  capacityWeight: number;
  active: boolean;
  onLeave: boolean;
  openCases: number;
}

export const SERVICE_SKILL = 'service';

/** Whether somebody can work on cases that need a skill. */
export const hasSkills = (skills: readonly string[], skill: string) =>
  skills.includes(SERVICE_SKILL) && (skill === '' || skills.includes(skill));

/**
 * Who gets a case: of those who can take it, the one with the fewest open cases for the weight; those of the tree of the
 * customer's team come first. Undefined when nobody can.
 */
export function chooseAgent(
  agents: readonly Agent[],
  { skill, customerTeamId }: { skill: string; customerTeamId: string },
): Agent | undefined {
  const able = agents.filter(
    (agent) => agent.active && !agent.onLeave && agent.capacityWeight > 0 && hasSkills(agent.skills, skill),
  );
  const near = able.filter(({ teamPath }) => customerTeamId !== '' && teamPath.includes(customerTeamId));
  const load = (agent: Agent) => agent.openCases / agent.capacityWeight;
  return [...(near.length > 0 ? near : able)].sort(
    (a, b) => load(a) - load(b) || b.capacityWeight - a.capacityWeight || (a.repId < b.repId ? -1 : 1),
  )[0];
}
