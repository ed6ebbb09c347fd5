import { followup as proto } from '@fairlead/proto';

const { DispatchReason } = proto;

/** A service agent, with what counts for who gets a case. */
export interface Agent {
  repId: string;
  teamId: string;
  /** Root first. */
  teamPath: string[];
  skills: string[];
  /** BCP 47 tags. */
  languages: string[];
  capacityWeight: number;
  active: boolean;
  onLeave: boolean;
  openCases: number;
}

/** What of a case counts for who gets it. */
export interface Dispatchable {
  skill: string;
  customerTeamId: string;
  /** Empty or unset: not known. */
  language?: string;
}

/** Who gets a case, and why. */
export interface Dispatch {
  agent: Agent;
  reason: proto.DispatchReason;
}

export const SERVICE_SKILL = 'service';

/** Whether somebody can work on cases that need a skill. */
export const hasSkills = (skills: readonly string[], skill: string) =>
  skills.includes(SERVICE_SKILL) && (skill === '' || skills.includes(skill));

const primary = (tag: string) => tag.split('-')[0]?.toLowerCase();

/** Whether somebody speaks a language, whatever the region: `en-GB` speaks `en-US`. */
export const speaks = (languages: readonly string[], language: string) =>
  languages.some((each) => primary(each) === primary(language));

/**
 * Who gets a case. Of those who can take it come first: those who speak its language, of these those of the tree of the
 * customer's team, of these the one with the fewest open cases for the weight. A language that nobody speaks keeps nobody
 * from it. Undefined when nobody can take it.
 */
export function chooseAgent(
  agents: readonly Agent[],
  { skill, customerTeamId, language = '' }: Dispatchable,
): Dispatch | undefined {
  const able = agents.filter(
    (agent) => agent.active && !agent.onLeave && agent.capacityWeight > 0 && hasSkills(agent.skills, skill),
  );
  const speakers = language === '' ? [] : able.filter(({ languages }) => speaks(languages, language));
  const understood = speakers.length > 0 ? speakers : able;
  const near = understood.filter(({ teamPath }) => customerTeamId !== '' && teamPath.includes(customerTeamId));
  const load = (agent: Agent) => agent.openCases / agent.capacityWeight;
  const [agent] = [...(near.length > 0 ? near : understood)].sort(
    (a, b) => load(a) - load(b) || b.capacityWeight - a.capacityWeight || (a.repId < b.repId ? -1 : 1),
  );
  return agent && { agent, reason: reasonOf(language, speakers.length > 0) };
}

function reasonOf(language: string, isSpoken: boolean): proto.DispatchReason {
  if (language === '') return DispatchReason.DISPATCH_REASON_LOAD;
  return isSpoken ? DispatchReason.DISPATCH_REASON_LANGUAGE : DispatchReason.DISPATCH_REASON_NO_SPEAKER;
}
