import { assignment as proto } from '@fairlead/proto';
import {
  type CallerContext,
  commandCall,
  decodePageToken,
  derivedId,
  encodePageToken,
  isPartner,
  type MethodAccess,
  notFound,
  type Principal,
  pageSize,
} from '@fairlead/service-kit';
import { addLeaveTo, cancelLeaveOf } from '../application/change-leaves';
import { changeRep } from '../application/change-rep';
import { createRep } from '../application/create-rep';
import { createTeam } from '../application/create-team';
import type { FactRecorder } from '../application/record-facts';
import { updateRep } from '../application/update-rep';
import { updateTeam } from '../application/update-team';
import type { HoldingRepository } from '../repository/holding-repository';
import type { RepDoc, TeamDoc } from '../repository/models';
import type { RepRepository } from '../repository/rep-repository';
import type { TeamRepository } from '../repository/team-repository';
import { toRep, toTeam } from './organization-messages';
import {
  checkLeaveCancellation,
  parseNewLeave,
  parseNewRep,
  parseNewTeam,
  parseRepUpdate,
  parseTeamUpdate,
} from './organization-requests';

const writers = ['admin', 'manager'] as const;

export const ORGANIZATION_ACCESS: MethodAccess = {
  CreateTeam: writers,
  GetTeam: 'any',
  ListTeams: 'any',
  UpdateTeam: writers,
  CreateRep: writers,
  GetRep: 'any',
  ListReps: 'any',
  UpdateRep: writers,
  AddLeave: writers,
  CancelLeave: writers,
};

const TEAM_REPLY = { codec: proto.Team, of: toTeam };

/** Teams, reps and leave over gRPC. */
export class OrganizationGrpc implements proto.OrganizationServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: {
      teams: TeamRepository;
      reps: RepRepository;
      holdings: HoldingRepository;
      facts: FactRecorder;
    },
  ) {}

  async createTeam(request: proto.CreateTeamRequest, context: CallerContext): Promise<proto.Team> {
    const team = parseNewTeam(request);
    const call = commandCall(context, 'CreateTeam', proto.CreateTeamRequest, request, TEAM_REPLY);
    return this.noted(createTeam(this.deps, team, call), (facts) => facts.team(team.id));
  }

  async getTeam({ teamId }: proto.GetTeamRequest, { principal }: CallerContext): Promise<proto.Team> {
    const known = !isPartner(principal) || teamId === principal.team;
    const team = known ? await this.deps.teams.find(teamId) : null;
    if (!team) throw notFound('team', teamId);
    return toTeam(team);
  }

  async listTeams(request: proto.ListTeamsRequest, { principal }: CallerContext): Promise<proto.ListTeamsResponse> {
    const size = pageSize(request.pageSize, 100, 500);
    const binding = ['teams', principal.sub];
    const [after = ''] = decodePageToken(binding, request.pageToken, ['text']) ?? [];
    if (isPartner(principal)) return { teams: (await this.ownTeam(principal)).map(toTeam), nextPageToken: '' };
    const found = await this.deps.teams.page(after, size + 1);
    const page = found.slice(0, size);
    const nextPageToken = found.length > size ? encodePageToken(binding, [page.at(-1)?._id ?? '']) : '';
    return { teams: page.map(toTeam), nextPageToken };
  }

  async updateTeam(request: proto.UpdateTeamRequest, context: CallerContext): Promise<proto.Team> {
    const update = parseTeamUpdate(request);
    const call = commandCall(context, 'UpdateTeam', proto.UpdateTeamRequest, request, TEAM_REPLY);
    return this.noted(updateTeam(this.deps, update, call), (facts) => facts.team(update.id));
  }

  async createRep(request: proto.CreateRepRequest, context: CallerContext): Promise<proto.Rep> {
    const rep = parseNewRep(request);
    const call = commandCall(context, 'CreateRep', proto.CreateRepRequest, request, repReply(0));
    return this.noted(createRep(this.deps, rep, call), (facts) => facts.rep(rep.id));
  }

  async getRep({ repId }: proto.GetRepRequest, { principal }: CallerContext): Promise<proto.Rep> {
    const known = !isPartner(principal) || repId === principal.rep;
    const rep = known ? await this.deps.reps.find(repId) : null;
    if (!rep) throw notFound('rep', repId);
    return toRep(rep, await this.deps.holdings.openLeads(repId));
  }

  async listReps(request: proto.ListRepsRequest, { principal }: CallerContext): Promise<proto.ListRepsResponse> {
    const size = pageSize(request.pageSize, 100, 500);
    const binding = ['reps', request.teamId, principal.sub];
    const [after = ''] = decodePageToken(binding, request.pageToken, ['text']) ?? [];
    const found = isPartner(principal)
      ? await this.ownRep(principal, request.teamId)
      : await this.deps.reps.page(request.teamId, after, size + 1);
    const page = found.slice(0, size);
    const holdings = await this.deps.holdings.byRep(page.map(({ _id }) => _id));
    const nextPageToken = found.length > size ? encodePageToken(binding, [page.at(-1)?._id ?? '']) : '';
    return { reps: page.map((rep) => toRep(rep, holdings.get(rep._id)?.entries.length ?? 0)), nextPageToken };
  }

  /** A partner knows of no team but the own, and of no rep but themselves. */
  private async ownTeam({ team }: Principal): Promise<TeamDoc[]> {
    const found = team ? await this.deps.teams.find(team) : null;
    return found ? [found] : [];
  }

  private async ownRep({ rep }: Principal, teamId: string): Promise<RepDoc[]> {
    const found = rep ? await this.deps.reps.find(rep) : null;
    return found && (teamId === '' || found.teamId === teamId) ? [found] : [];
  }

  async updateRep(request: proto.UpdateRepRequest, context: CallerContext): Promise<proto.Rep> {
    const { id, ...update } = parseRepUpdate(request);
    const reply = repReply(await this.deps.holdings.openLeads(id));
    const call = commandCall(context, 'UpdateRep', proto.UpdateRepRequest, request, reply);
    return this.noted(changeRep(this.deps, id, updateRep(update), call), (facts) => facts.rep(id));
  }

  async addLeave(request: proto.AddLeaveRequest, context: CallerContext): Promise<proto.Rep> {
    const { from, to } = parseNewLeave(request);
    const reply = repReply(await this.deps.holdings.openLeads(request.repId));
    const call = commandCall(context, 'AddLeave', proto.AddLeaveRequest, request, reply);
    const leave = { id: derivedId('leave', request.repId, call.command.requestId), from, to };
    const changed = changeRep(this.deps, request.repId, addLeaveTo(leave, call.context.now), call);
    return this.noted(changed, (facts) => facts.rep(request.repId));
  }

  async cancelLeave(request: proto.CancelLeaveRequest, context: CallerContext): Promise<proto.Rep> {
    checkLeaveCancellation(request);
    const reply = repReply(await this.deps.holdings.openLeads(request.repId));
    const call = commandCall(context, 'CancelLeave', proto.CancelLeaveRequest, request, reply);
    const changed = changeRep(this.deps, request.repId, cancelLeaveOf(request.leaveId, call.context.now), call);
    return this.noted(changed, (facts) => facts.rep(request.repId));
  }

  /** Decisions after the answer see the change. */
  private async noted<R>(changed: Promise<R>, note: (facts: FactRecorder) => Promise<void>): Promise<R> {
    const reply = await changed;
    await this.deps.facts.soon(() => note(this.deps.facts));
    return reply;
  }
}

const repReply = (openLeads: number) => ({ codec: proto.Rep, of: (rep: RepDoc) => toRep(rep, openLeads) });
