import type { assignment } from '@fairlead/proto';
import { fromClientError, type KitClient } from '@fairlead/service-kit';

const MAX_KEPT = 10_000;

/** The teams above each team. A team never gets another parent, so an answer is kept as long as the process lives. */
export class TeamPaths {
  private readonly kept = new Map<string, string[]>();

  constructor(
    private readonly organization: Pick<KitClient<typeof assignment.OrganizationServiceDefinition>, 'getTeam'>,
  ) {}

  /** Root first, the team itself last; only itself when assignment knows no such team. */
  async of(teamId: string): Promise<string[]> {
    if (teamId === '') return [];
    const kept = this.kept.get(teamId);
    if (kept) return kept;
    const path = await this.ask(teamId);
    if (this.kept.size >= MAX_KEPT) this.kept.clear();
    this.kept.set(teamId, path);
    return path;
  }

  private async ask(teamId: string): Promise<string[]> {
    try {
      const { path } = await this.organization.getTeam({ teamId });
      return path.length > 0 ? path : [teamId];
    } catch (error) {
      const known = fromClientError(error);
      if (known.code === 'NOT_FOUND') return [teamId];
      throw known;
    }
  }
}
