import {
  type AggregateDoc,
  AggregateStore,
  aggregateSchema,
  type PendingHint,
  retryStore,
} from '@fairlead/service-kit';
import type { Connection, Model } from 'mongoose';
import { MAX_ROBOTS_OF_A_TEAM, type TeamRobot } from '../domain/team-robot';

export type TeamRobotDoc = AggregateDoc<TeamRobot>;

export const teamRobotModel = (connection: Connection): Model<TeamRobotDoc> =>
  connection.model(
    'TeamRobot',
    aggregateSchema<TeamRobot>(
      {
        teamId: String,
        kind: String,
        description: String,
        urgencies: [String],
        locale: String,
        timeZone: String,
        active: Boolean,
        disabledReason: String,
        sealedKey: String,
      } as never,
      'team_robots',
      [{ serves: 'robots_of_a_team', fields: { teamId: 1, _id: 1 } }],
    ),
  ) as unknown as Model<TeamRobotDoc>;

/** All access to the robots of teams. */
export class TeamRobotRepository {
  readonly store: AggregateStore<TeamRobot>;

  constructor(
    private readonly model: Model<TeamRobotDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('team robot', model, hint);
  }

  /** Whether there is any that says something. */
  async anyActive(): Promise<boolean> {
    return (await this.find({ active: true }, 1)).length > 0;
  }

  /** Those of a team. Two that are created at once may make one more than the maximum. */
  ofTeam(teamId: string): Promise<TeamRobotDoc[]> {
    return this.find({ teamId }, 2 * MAX_ROBOTS_OF_A_TEAM);
  }

  /** In the order of their ids, after the one given. */
  page(teamId: string, after: string, size: number): Promise<TeamRobotDoc[]> {
    return this.find({ ...(teamId ? { teamId } : {}), ...(after ? { _id: { $gt: after } } : {}) }, size);
  }

  private find(filter: object, limit: number): Promise<TeamRobotDoc[]> {
    return retryStore(() =>
      this.model
        .find(filter as never, { requests: 0, pending: 0, creation: 0 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<TeamRobotDoc[]>()
        .exec(),
    );
  }
}
