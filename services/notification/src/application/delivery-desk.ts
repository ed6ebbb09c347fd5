import type { Channel } from '../domain/channel';
import { newRobot, newSms, newWebhook, robotId, smsId, wantsSms, webhookId } from '../domain/channel-deliveries';
import { type Delivery, deliveryId, newDelivery } from '../domain/delivery';
import type { Draft } from '../domain/notification';
import type { Preferences } from '../domain/preferences';
import { wants } from '../domain/webhook-endpoint';
import type { DeliveryRepository } from '../repository/delivery-repository';
import type { PreferencesRepository } from '../repository/preferences-repository';
import type { TeamRobotRepository } from '../repository/team-robot-repository';
import type { WebhookEndpointRepository } from '../repository/webhook-endpoint-repository';
import { SELF } from '../self';
import { stateEvent } from './delivery-events';
import type { RepTeams } from './rep-teams';

export interface DeskDeps {
  deliveries: DeliveryRepository;
  preferences: PreferencesRepository;
  endpoints: WebhookEndpointRepository;
  robots: TeamRobotRepository;
  teams: RepTeams;
  /** Channels that are configured. */
  channels: ReadonlySet<Channel>;
  /** Host of the sender of mails, part of every Message-ID; empty without mails. */
  host: string;
  /** Told of a delivery that may be due. */
  wake(): void;
}

/** Decides, once per notification and way out of the house, whether it goes there. */
export class DeliveryDesk {
  constructor(private readonly deps: DeskDeps) {}

  /** Writes the deliveries for a notification that are not there yet. Safe to repeat: each has its key. */
  async offer(draft: Draft, now: Date): Promise<void> {
    const { channels, preferences } = this.deps;
    if (channels.size === 0) return;
    const wanted = await preferences.of(draft.recipientId);
    if (channels.has('mail')) await this.offerMail(draft, wanted, now);
    if (channels.has('sms')) await this.offerSms(draft, wanted, now);
    if (channels.has('webhook')) await this.offerWebhooks(draft, now);
    if (channels.has('robot')) await this.offerRobots(draft, wanted, now);
    this.deps.wake();
  }

  private async offerMail({ id: notificationId, ...notification }: Draft, wanted: Preferences, now: Date) {
    const id = deliveryId(notificationId);
    await this.write(id, newDelivery(id, notification, wanted, this.deps.host, now), now);
  }

  private async offerSms({ id: notificationId, ...notification }: Draft, wanted: Preferences, now: Date) {
    if (!wantsSms(wanted, notification.urgency)) return;
    const id = smsId(notificationId);
    const digestMails = this.deps.channels.has('mail');
    await this.write(id, newSms(id, notification, wanted, { digestMails }, now), now);
  }

  private async offerWebhooks({ id: notificationId, ...notification }: Draft, now: Date) {
    for (const endpoint of await this.deps.endpoints.all()) {
      if (!wants(endpoint, notification.kind)) continue;
      const id = webhookId(endpoint._id, notificationId);
      await this.write(id, newWebhook(id, endpoint._id, notification, now), now);
    }
  }

  private async offerRobots({ id: notificationId, ...notification }: Draft, wanted: Preferences, now: Date) {
    const { robots, teams } = this.deps;
    // Whose team somebody is in is only asked where a robot could say something.
    if (!(await robots.anyActive())) return;
    const teamId = await teams.of(notification.recipientId);
    if (teamId === '') return;
    for (const robot of await robots.ofTeam(teamId)) {
      if (!robot.active || !robot.urgencies.includes(notification.urgency)) continue;
      const id = robotId(robot._id, notificationId);
      await this.write(id, newRobot(id, robot, notification, wanted, now), now);
    }
  }

  private async write(id: string, delivery: Delivery, now: Date): Promise<void> {
    await this.deps.deliveries.store.create(id, delivery, [stateEvent(id, delivery)], { now, actor: SELF });
  }
}
