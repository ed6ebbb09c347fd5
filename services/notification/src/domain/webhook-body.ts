import type { OutgoingMessage } from './provider';
import { webhookType } from './webhook-endpoint';

/** The body of a webhook: ids, times and the kind of the message, no words and no names. */
export const webhookBody = (message: Omit<OutgoingMessage, 'content'>): string =>
  JSON.stringify({
    type: webhookType(message.kind),
    timestamp: message.createTime.toISOString(),
    data: {
      deliveryId: message.id,
      notificationId: notificationIdOf(message),
      kind: message.kind,
      urgency: message.urgency,
      recipientId: message.recipientId,
      subject: message.subject,
      params: message.params,
    },
  });

/** `webhook:{endpoint}:{notification}` names its message. */
const notificationIdOf = ({ id, targetId }: Pick<OutgoingMessage, 'id' | 'targetId'>): string =>
  id.slice(`webhook:${targetId}:`.length);
