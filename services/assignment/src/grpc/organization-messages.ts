import type { assignment as proto } from '@fairlead/proto';
import type { RepDoc, TeamDoc } from '../repository/models';

export const toTeam = (team: TeamDoc): proto.Team => ({
  name: `teams/${team._id}`,
  id: team._id,
  etag: String(team.revision),
  createTime: team.createTime,
  updateTime: team.updateTime,
  displayName: team.displayName,
  parentId: team.parentId,
  path: [...team.path],
  managerId: team.managerId,
  calendarId: team.calendarId,
  poolPolicy: {
    coolDownSeconds: BigInt(team.poolPolicy.coolDownSeconds),
    holdingLimit: team.poolPolicy.holdingLimit,
  },
});

/** `openLeads` is counted in the rep's holding at the moment of the call. */
export const toRep = (rep: RepDoc, openLeads: number): proto.Rep => ({
  name: `reps/${rep._id}`,
  id: rep._id,
  etag: String(rep.revision),
  createTime: rep.createTime,
  updateTime: rep.updateTime,
  displayName: rep.displayName,
  teamId: rep.teamId,
  territories: [...rep.territories],
  skills: [...rep.skills],
  capacityWeight: rep.capacityWeight,
  active: rep.active,
  leaves: rep.leaves.map(({ id, from, to }) => ({ id, from, to })),
  openLeads,
  level: rep.level ?? 0,
  languages: [...(rep.languages ?? [])],
  dailyQuota: rep.dailyQuota ?? 0,
});
