import { PermanentError } from '../domain/http-failure';
import { Pacer } from '../domain/pacer';
import type { OutgoingMessage, Provider } from '../domain/provider';
import { classifyRobot, type RobotKey, type RobotKind, readRobotAnswer, robotCall } from '../domain/robot-message';
import type { SendFailure } from '../domain/send-failure';
import type { TeamRobotRepository } from '../repository/team-robot-repository';
import type { SecretBox } from '../secrets/secret-box';
import { SELF } from '../self';
import { post } from './http-post';

export interface RobotDeps {
  robots: TeamRobotRepository;
  box: SecretBox;
  /** Where the calls of each kind go. */
  urls: Record<RobotKind, string>;
  /** Most messages of one robot in a minute. */
  perMinute: number;
  clock(): Date;
}

/** A minute as the other side counts it, by arrivals: some seconds are for the way there. */
const WINDOW_MS = 65_000;

/** Robots in the group chats of teams. */
export class RobotProvider implements Provider {
  private readonly pacer: Pacer;

  constructor(private readonly deps: RobotDeps) {
    this.pacer = new Pacer(deps.perMinute, WINDOW_MS);
  }

  slot(deliveryId: string, targetId: string, now: Date): Date {
    return this.pacer.slot(deliveryId, targetId, now);
  }

  async send(message: OutgoingMessage, signal: AbortSignal): Promise<void> {
    const { robots, box, urls, clock } = this.deps;
    const robot = await robots.store.find(message.targetId);
    if (!robot?.active) throw new PermanentError('target_disabled', 'the robot is switched off');
    const key = JSON.parse(box.open(robot.sealedKey, robot._id)) as RobotKey;
    const { url, body } = robotCall(robot.kind, urls[robot.kind], key, message.content, clock());
    const headers = { 'content-type': 'application/json' };
    readRobotAnswer(robot.kind, await post({ url, headers, body, signal, publicOnly: false }));
  }

  classify(error: unknown): SendFailure {
    return classifyRobot(error);
  }

  /** The group or the robot is there no more: nothing is sent there until an admin switches it on again. */
  async targetGone(targetId: string, now: Date): Promise<void> {
    await this.deps.robots.store.change(
      targetId,
      (doc) =>
        doc.active
          ? {
              set: { active: false, disabledReason: 'gone' },
              events: [
                {
                  type: 'crm.notification.team_robot.updated.v1',
                  subject: targetId,
                  data: { robotId: targetId, teamId: doc.teamId, active: false, fields: ['active'] },
                },
              ],
            }
          : null,
      { now, actor: SELF },
    );
  }

  close(): void {}
}
