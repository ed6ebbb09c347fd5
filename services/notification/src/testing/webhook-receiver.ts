import { verifyWebhook, type WebhookHeaders } from '../domain/standard-webhooks';
import { type Answer, type Arrival, HttpReceiver } from './http-receiver';

export interface ReceivedWebhook {
  path: string;
  id: string;
  type: string;
  data: Record<string, unknown>;
  possibleRepeat: boolean;
  body: string;
  headers: WebhookHeaders;
}

/** Another system that checks signatures as Standard Webhooks says; one that is not right gets 401. */
export class WebhookReceiver extends HttpReceiver {
  /** What it took, in order. */
  readonly received: ReceivedWebhook[] = [];
  /** Secret by path. */
  readonly secrets = new Map<string, string>();
  /** Answers by path in the place of 204. */
  readonly answers = new Map<string, Answer>();

  protected answer({ path, headers, body }: Arrival): Answer {
    const signed = headers as unknown as WebhookHeaders;
    const secret = this.secrets.get(path);
    if (!secret || !verifyWebhook(signed, body, secret, new Date())) {
      this.turnedAway += 1;
      return { status: 401, body: '' };
    }
    const other = this.answers.get(path);
    if (other && other.status >= 300) {
      this.turnedAway += 1;
      return other;
    }
    const { type, data } = JSON.parse(body) as { type: string; data: Record<string, unknown> };
    const possibleRepeat = headers['x-fairlead-possible-repeat'] === 'true';
    this.received.push({ path, id: signed['webhook-id'], type, data, possibleRepeat, body, headers: signed });
    return other ?? { status: 204, body: '' };
  }

  at = (path: string): ReceivedWebhook[] => this.received.filter((each) => each.path === path);
}
