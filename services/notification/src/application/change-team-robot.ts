import { AppError, type CommandCall, createdId, Faults, type NewEvent, staleEtag } from '@fairlead/service-kit';
import type { RobotKey } from '../domain/robot-message';
import { MAX_ROBOTS_OF_A_TEAM, robotKeyFaults, type TeamRobot } from '../domain/team-robot';
import type { TeamRobotRepository } from '../repository/team-robot-repository';
import type { SecretBox } from '../secrets/secret-box';
import { requireBox, withReason } from './change-webhook-endpoint';
import type { Teams } from './rep-teams';

export interface RobotDeps {
  robots: TeamRobotRepository;
  teams: Teams;
  /** Absent: keys cannot be kept. */
  box: SecretBox | undefined;
}

export type NewRobot = Omit<TeamRobot, 'active' | 'disabledReason' | 'sealedKey'>;
export interface RobotChange {
  id: string;
  etag: string;
  values: Partial<Pick<TeamRobot, 'description' | 'urgencies' | 'locale' | 'timeZone' | 'active'>>;
  /** Given when the key is to be another one. */
  key?: RobotKey;
  fields: string[];
}

/** Registers a robot of a team. */
export async function createRobot<R>(
  { robots, teams, box }: RobotDeps,
  robot: NewRobot,
  key: RobotKey,
  { context, command, reply }: CommandCall<TeamRobot, R>,
): Promise<R> {
  const sealer = requireBox(box);
  const id = createdId(command);
  if (!(await robots.store.find(id))) {
    new Faults().check(await teams.exists(robot.teamId), 'robot.team_id', 'there is no such team').throwIfAny();
    if ((await robots.ofTeam(robot.teamId)).length >= MAX_ROBOTS_OF_A_TEAM) {
      const words = `The team has ${MAX_ROBOTS_OF_A_TEAM} robots already.`;
      throw new AppError('RESOURCE_EXHAUSTED', 'TOO_MANY_ROBOTS', words);
    }
  }
  const sealedKey = sealer.seal(JSON.stringify(key), id);
  const state: TeamRobot = { ...robot, active: true, disabledReason: '', sealedKey };
  const fields = ['description', 'urgencies', 'locale', 'time_zone', 'active', 'key'];
  const events = [updated(id, robot.teamId, true, fields)];
  return (await robots.store.create(id, state, events, context, command, reply)).reply;
}

/** Changes a robot. ABORTED when the etag is stale. */
export async function updateRobot<R>(
  { robots, box }: RobotDeps,
  { id, etag, values, key, fields }: RobotChange,
  { context, command, reply }: CommandCall<TeamRobot, R>,
): Promise<R> {
  const outcome = await robots.store.change(
    id,
    (doc) => {
      if (String(doc.revision) !== etag) throw staleEtag();
      if (key) new Faults().addAll(inRobot(robotKeyFaults(doc.kind, key.key, key.secret))).throwIfAny();
      const sealed = key ? { sealedKey: requireBox(box).seal(JSON.stringify(key), id) } : {};
      const events = [updated(id, doc.teamId, values.active ?? doc.active, fields)];
      return { set: { ...withReason<TeamRobot>(values), ...sealed }, events };
    },
    context,
    command,
    reply,
  );
  return outcome.reply;
}

/** Faults with their place in the request. */
export const inRobot = (faults: { field: string; description: string }[]) =>
  faults.map(({ field, description }) => ({ field: `robot.${field}`, description }));

const updated = (robotId: string, teamId: string, active: boolean, fields: string[]): NewEvent => ({
  type: 'crm.notification.team_robot.updated.v1',
  subject: robotId,
  data: { robotId, teamId, active, fields },
});
