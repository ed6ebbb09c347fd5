import { classifyWebhook, PermanentError } from '../domain/http-failure';
import type { OutgoingMessage, Provider } from '../domain/provider';
import type { SendFailure } from '../domain/send-failure';
import { signWebhook } from '../domain/standard-webhooks';
import { webhookBody } from '../domain/webhook-body';
import { secretsInForce } from '../domain/webhook-endpoint';
import type { WebhookEndpointRepository } from '../repository/webhook-endpoint-repository';
import type { SecretBox } from '../secrets/secret-box';
import { SELF } from '../self';
import { post } from './http-post';

export interface WebhookDeps {
  endpoints: WebhookEndpointRepository;
  box: SecretBox;
  /** Whether internal addresses may be spoken to. */
  internalAllowed: boolean;
  clock(): Date;
}

/** Signed webhooks to endpoints that admins registered. */
export class WebhookProvider implements Provider {
  constructor(private readonly deps: WebhookDeps) {}

  async send(message: OutgoingMessage, signal: AbortSignal): Promise<void> {
    const { endpoints, box, internalAllowed, clock } = this.deps;
    const endpoint = await endpoints.store.find(message.targetId);
    if (!endpoint?.active) throw new PermanentError('target_disabled', 'the endpoint is switched off');
    const now = clock();
    const body = webhookBody(message);
    const secrets = secretsInForce(endpoint, now).map(({ sealed }) => box.open(sealed, endpoint._id));
    const headers = {
      'content-type': 'application/json',
      ...signWebhook(message.messageId, now, body, secrets),
      ...(message.possibleRepeat ? { 'x-fairlead-possible-repeat': 'true' } : {}),
    };
    await post({ url: endpoint.url, headers, body, signal, publicOnly: !internalAllowed });
  }

  classify(error: unknown): SendFailure {
    return classifyWebhook(error, this.deps.clock());
  }

  /** The receiver answered 410: nothing is sent there any more until an admin switches it on again. */
  async targetGone(targetId: string, now: Date): Promise<void> {
    await this.deps.endpoints.store.change(
      targetId,
      (doc) =>
        doc.active
          ? {
              set: { active: false, disabledReason: 'gone' },
              events: [
                {
                  type: 'crm.notification.webhook_endpoint.updated.v1',
                  subject: targetId,
                  data: { endpointId: targetId, active: false, fields: ['active'] },
                },
              ],
            }
          : null,
      { now, actor: SELF },
    );
  }

  close(): void {}
}
