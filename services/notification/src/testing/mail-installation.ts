import { randomUUID } from 'node:crypto';
import { event as eventProto, notification as proto } from '@fairlead/proto';
import { eventually, openTestClient } from '@fairlead/service-kit/dist/testing';
import { TestInstallation } from '@fairlead/service-kit/dist/testing/installation';
import type { NotificationConfig } from '../config';
import { startNotificationService } from '../service';
import { Neighbours } from './neighbours';
import { settings } from './settings';

const open = (port: number) => ({
  deliveries: openTestClient(proto.DeliveryServiceDefinition, port),
  channels: openTestClient(proto.ChannelServiceDefinition, port),
  templates: openTestClient(proto.TemplateServiceDefinition, port),
  inbox: openTestClient(proto.NotificationServiceDefinition, port),
  events: openTestClient(eventProto.EventLogServiceDefinition, port),
});

/** The notification service with its neighbours, for tests about messages that go out. */
export class MailInstallation {
  private constructor(
    readonly neighbours: Neighbours,
    readonly at: TestInstallation<NotificationConfig, ReturnType<typeof open>>,
  ) {}

  static async start(config: Partial<NotificationConfig>, instances = 1): Promise<MailInstallation> {
    const neighbours = await new Neighbours().start();
    const whole = settings({ ...neighbours.addresses, CUSTOMER_ADDRESS: neighbours.customer.address, ...config });
    const start = startNotificationService;
    return new MailInstallation(neighbours, await TestInstallation.start({ start, open, config: whole, instances }));
  }

  async stop(): Promise<void> {
    await this.at.stop();
    await this.neighbours.stop();
  }

  get client() {
    return this.at.client.deliveries;
  }

  /** Saves preferences of a rep; fields that are not given stay as they are. */
  async prefer(repId: string, values: Partial<proto.Preferences>): Promise<proto.Preferences> {
    const as = await this.at.admin();
    const { etag } = await this.client.getPreferences({ repId }, as);
    const updateMask = Object.keys(values).map((key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
    const request = { preferences: { ...values, repId, etag }, updateMask, requestId: randomUUID() };
    return this.client.updatePreferences(request, as);
  }

  /** Deliveries to a rep, newest first. */
  async deliveriesTo(recipientId: string, state?: proto.DeliveryState): Promise<proto.Delivery[]> {
    const page = await this.client.listDeliveries({ recipientId, state, pageSize: 200 }, await this.at.admin());
    return page.deliveries;
  }

  /** Waits until a rep has so many deliveries in a state. */
  until = (repId: string, state: proto.DeliveryState, count = 1, patienceMs?: number): Promise<proto.Delivery[]> =>
    eventually(async () => {
      const found = await this.deliveriesTo(repId, state);
      return found.length === count && found;
    }, patienceMs);
}
