import type { Delivery } from './delivery';
import type { SendFailure } from './send-failure';

/** The words of a message, as its channel wants them. */
export interface RenderedMessage {
  /** One line. */
  subject: string;
  /** Plain text; Markdown for a robot; empty for a webhook, which carries ids only. */
  text: string;
  /** Empty for everything but mails. */
  html: string;
}

/** A message on its way out. `messageId` is the same however often it is sent. */
export interface OutgoingMessage
  extends Pick<
    Delivery,
    'kind' | 'urgency' | 'recipientId' | 'subject' | 'params' | 'address' | 'targetId' | 'locale' | 'messageId'
  > {
  /** Id of the delivery. */
  id: string;
  /** When it was decided. */
  createTime: Date;
  /** An earlier attempt may have reached the recipient. */
  possibleRepeat: boolean;
  content: RenderedMessage;
}

/** Whoever carries messages of one channel out of the house. */
export interface Provider {
  /** Resolves when the other side took it; fails at the latest when the signal is aborted. */
  send(message: OutgoingMessage, signal: AbortSignal): Promise<void>;
  /** What a failure of `send` means. */
  classify(error: unknown): SendFailure;
  /** Told that the target of a delivery is there no more, before that is recorded. May be told twice. */
  targetGone?(targetId: string, now: Date): Promise<void>;
  /** When a message to this target may go out; a time that is not after `now` is taken. Absent: at once. */
  slot?(deliveryId: string, targetId: string, now: Date): Date;
  close(): void;
}
