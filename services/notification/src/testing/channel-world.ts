import { randomUUID } from 'node:crypto';
import { notification as proto } from '@fairlead/proto';
import type { NotificationConfig } from '../config';
import { MailInstallation } from './mail-installation';
import { MailReceiver } from './mail-receiver';
import { RobotReceiver } from './robot-receiver';
import { makeChannelKeys } from './settings';
import { SmsReceiver } from './sms-receiver';
import { WebhookReceiver } from './webhook-receiver';

const { URGENCY_NORMAL, URGENCY_HIGH, URGENCY_CRITICAL } = proto.Urgency;

/** The notification service with a receiver for each channel. */
export class ChannelWorld {
  readonly mail = new MailReceiver();
  readonly webhooks = new WebhookReceiver();
  readonly sms = new SmsReceiver();
  readonly robots = new RobotReceiver();
  installation!: MailInstallation;

  async start(config: Partial<NotificationConfig> = {}, instances = 1): Promise<this> {
    await Promise.all([this.mail.start(), this.webhooks.start(), this.sms.start(), this.robots.start()]);
    this.installation = await MailInstallation.start({ ...this.config, ...config }, instances);
    return this;
  }

  get config(): Partial<NotificationConfig> {
    return {
      SMTP_URL: this.mail.url,
      MAIL_FROM: 'fairlead@mail.test',
      CHANNEL_KEYS_FILE: makeChannelKeys(),
      SMS_URL: this.sms.url,
      SMS_ACCESS_KEY_ID: this.sms.accessKeyId,
      SMS_ACCESS_KEY_SECRET: this.sms.accessKeySecret,
      SMS_SIGN_NAME: '法域',
      SMS_TEMPLATE_ZH: 'SMS_1',
      SMS_TEMPLATE_EN: 'SMS_2',
      WECOM_ROBOT_URL: this.robots.url,
      DINGTALK_ROBOT_URL: this.robots.url,
    };
  }

  async stop(): Promise<void> {
    await this.installation.stop();
    await Promise.all([this.mail.stop(), this.webhooks.stop(), this.sms.stop(), this.robots.stop()]);
  }

  get channels() {
    return this.installation.at.client.channels;
  }

  /** An endpoint at a path of the receiver, which knows its secret. */
  async endpoint(path: string, eventTypes: string[] = []): Promise<proto.WebhookEndpoint> {
    const endpoint = { url: `${this.webhooks.url}${path}`, eventTypes };
    const request = { endpoint, requestId: randomUUID() };
    const made = await this.channels.createWebhookEndpoint(request, await this.installation.at.admin());
    this.webhooks.secrets.set(path, made.secret);
    return made.endpoint as proto.WebhookEndpoint;
  }

  /** A robot of a team that says everything. */
  async robot(teamId: string, values: Partial<proto.TeamRobot>): Promise<proto.TeamRobot> {
    const robot = {
      teamId,
      kind: proto.RobotKind.ROBOT_KIND_WECOM,
      urgencies: [URGENCY_NORMAL, URGENCY_HIGH, URGENCY_CRITICAL],
      locale: 'zh',
      timeZone: 'Asia/Shanghai',
      ...values,
    };
    if (robot.kind === proto.RobotKind.ROBOT_KIND_WECOM) this.robots.wecomKeys.add(robot.key ?? '');
    else this.robots.dingTalkSecrets.set(robot.key ?? '', robot.secret ?? '');
    const request = { robot, requestId: randomUUID() };
    return this.channels.createTeamRobot(request, await this.installation.at.admin());
  }

  /** Deliveries on a channel to somebody, newest first. */
  async deliveries(channel: string, recipientId: string): Promise<proto.Delivery[]> {
    const { client, at } = this.installation;
    return (await client.listDeliveries({ channel, recipientId, pageSize: 200 }, await at.admin())).deliveries;
  }
}
