import { isWithin } from '../domain/case-agents';
import type { Agent } from '../domain/case-dispatch';
import type { CaseRepositories } from '../repository/case-repositories';
import type { Repositories } from '../repository/repositories';
import { learnReps, type RepLister } from './learn-reps';
import type { OrganizationFacts } from './organization-facts';

/** Reps who work on cases, with their load. */
export class AgentDirectory {
  private learning?: Promise<void>;

  constructor(
    private readonly repositories: Pick<CaseRepositories, 'agentCopies' | 'cases'> & Pick<Repositories, 'reps'>,
    private readonly facts: OrganizationFacts,
    private readonly organization: RepLister,
  ) {}

  /** Everybody who could get a case, as of an instant. */
  async all(now: Date): Promise<Agent[]> {
    await this.learn();
    const reps = await this.repositories.agentCopies.active();
    const loads = await this.repositories.cases.loads(reps.map(({ _id }) => _id));
    const paths = new Map<string, string[]>();
    for (const teamId of new Set(reps.map(({ teamId }) => teamId)))
      paths.set(teamId, (await this.facts.team(teamId))?.path ?? [teamId]);
    return reps.map(
      ({ _id: repId, teamId, leaves, skills = [], languages = [], capacityWeight = 1, active = true }) => ({
        repId,
        teamId,
        teamPath: paths.get(teamId) ?? [],
        skills,
        languages,
        capacityWeight,
        active,
        onLeave: leaves.some((leave) => isWithin(now, leave)),
        openCases: loads.get(repId) ?? 0,
      }),
    );
  }

  /** Once a process: reps of whom no event told lately. Later changes come as events. */
  private learn(): Promise<void> {
    this.learning ??= learnReps(this.repositories, this.organization).catch((error: unknown) => {
      this.learning = undefined;
      throw error;
    });
    return this.learning;
  }
}
