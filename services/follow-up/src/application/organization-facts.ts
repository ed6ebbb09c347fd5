import type { assignment } from '@fairlead/proto';
import { fromClientError, type KitClient, unavailable } from '@fairlead/service-kit';
import type { RepFact, TeamFact } from '../domain/organization';
import { inRole, managersAbove } from '../domain/organization';
import type { Repositories } from '../repository/repositories';

type OrganizationClient = Pick<KitClient<typeof assignment.OrganizationServiceDefinition>, 'getRep' | 'getTeam'>;

/** Copies of reps and teams, asked of assignment when they are missing or known to be old. */
export class OrganizationFacts {
  constructor(
    private readonly copies: Pick<Repositories, 'reps' | 'teams'>,
    private readonly organization: OrganizationClient,
  ) {}

  /** What is known of a rep; undefined when assignment knows no such rep. */
  async rep(repId: string): Promise<RepFact | undefined> {
    return (await this.copies.reps.find(repId)) ?? this.fetchRep(repId);
  }

  async team(teamId: string): Promise<TeamFact | undefined> {
    return (await this.copies.teams.find(teamId)) ?? this.fetchTeam(teamId);
  }

  /** Takes over a rep of at least a revision; false when it was held already. */
  async renewRep(repId: string, revision: number): Promise<boolean> {
    const held = await this.copies.reps.find(repId);
    if (held && held.revision >= revision) return false;
    refuseOld(await this.fetchRep(repId), revision);
    return true;
  }

  async renewTeam(teamId: string, revision: number): Promise<boolean> {
    const held = await this.copies.teams.find(teamId);
    if (held && held.revision >= revision) return false;
    refuseOld(await this.fetchTeam(teamId), revision);
    return true;
  }

  /** Who is told beside the owner when the clock runs out; empty when nobody is above. */
  async supervisor(ownerId: string, teamPath: readonly string[]): Promise<string> {
    return inRole('supervisor', await this.above(ownerId, teamPath));
  }

  /** The managers above a rep, nearest first. */
  async above(ownerId: string, teamPath: readonly string[]): Promise<string[]> {
    const teams: TeamFact[] = [];
    for (const teamId of [...teamPath].reverse()) {
      const team = await this.team(teamId);
      if (team) teams.push(team);
    }
    return managersAbove(ownerId, teams);
  }

  /** The nearest manager of a team, or of those above it, who works here and is not this rep; empty when nobody does. */
  async workingManager(teamPath: readonly string[], exceptId: string): Promise<string> {
    for (const managerId of await this.above(exceptId, teamPath)) {
      if ((await this.rep(managerId))?.active !== false) return managerId;
    }
    return '';
  }

  private async fetchRep(repId: string): Promise<RepFact | undefined> {
    const rep = await known(this.organization.getRep({ repId }));
    if (!rep) return undefined;
    const fact = toRepFact(rep);
    await this.copies.reps.apply(repId, fact);
    return fact;
  }

  private async fetchTeam(teamId: string): Promise<TeamFact | undefined> {
    const team = await known(this.organization.getTeam({ teamId }));
    if (!team) return undefined;
    const { managerId, calendarId, path } = team;
    const fact = { managerId, calendarId, path, revision: Number(team.etag) };
    await this.copies.teams.apply(teamId, fact);
    return fact;
  }
}

/** What is kept of a rep. */
export const toRepFact = ({
  teamId,
  leaves,
  skills,
  languages,
  capacityWeight,
  active,
  etag,
}: assignment.Rep): RepFact => ({
  teamId,
  leaves: leaves.flatMap(({ from, to }) => (from && to ? [{ from, to }] : [])),
  skills,
  languages,
  capacityWeight,
  active,
  revision: Number(etag),
});

/** The answer, or undefined for NOT_FOUND. */
async function known<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (fromClientError(error).code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

/** The event tells of a revision that the answer does not show yet: ask again later. */
function refuseOld(fact: { revision: number } | undefined, revision: number): void {
  if (fact && fact.revision < revision) throw unavailable('STALE_READ', 'assignment answers an older revision.');
}
