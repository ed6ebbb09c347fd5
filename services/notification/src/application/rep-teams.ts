import type { assignment } from '@fairlead/proto';
import { fromClientError, type KitClient, unavailable } from '@fairlead/service-kit';

type Organization = Pick<KitClient<typeof assignment.OrganizationServiceDefinition>, 'getRep' | 'getTeam'>;

const DEADLINE_MS = 3000;
const KEEP_MS = 60_000;
const MAX_KEPT = 2000;

/** What a setting of a team needs to know of teams. */
export interface Teams {
  exists(teamId: string): Promise<boolean>;
}

/** The team of a rep, as assignment knows it; remembered for a minute. */
export class RepTeams implements Teams {
  private readonly kept = new Map<string, { teamId: string; until: number }>();

  constructor(
    private readonly organization: Organization,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  /** Empty for somebody who is no rep. Fails when assignment cannot be asked, so that the caller tries again. */
  async of(repId: string): Promise<string> {
    const now = this.clock().getTime();
    const known = this.kept.get(repId);
    if (known && known.until > now) return known.teamId;
    const teamId = await this.ask(repId);
    if (this.kept.size >= MAX_KEPT) this.kept.clear();
    this.kept.set(repId, { teamId, until: now + KEEP_MS });
    return teamId;
  }

  async exists(teamId: string): Promise<boolean> {
    try {
      await this.organization.getTeam({ teamId }, { deadline: DEADLINE_MS });
      return true;
    } catch (error) {
      const failure = fromClientError(error);
      if (failure.code === 'NOT_FOUND') return false;
      throw unavailable('ASSIGNMENT_UNAVAILABLE', 'Whether there is such a team cannot be told now; try again.');
    }
  }

  private async ask(repId: string): Promise<string> {
    try {
      return (await this.organization.getRep({ repId }, { deadline: DEADLINE_MS })).teamId;
    } catch (error) {
      if (fromClientError(error).code === 'NOT_FOUND') return '';
      throw error;
    }
  }
}
