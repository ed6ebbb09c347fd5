import { AppError, crashPoint, type Logger } from '@fairlead/service-kit';
import type { RetryPolicy } from '../domain/backoff';
import { claim, type Delivery, DIGEST, failed, heldUntil, isDue, sent } from '../domain/delivery';
import { quietFor } from '../domain/mail-decision';
import { type RenderedMail, renderMail } from '../domain/render-mail';
import { classifyFailure } from '../domain/send-failure';
import type { DeliveryDoc, DeliveryRepository } from '../repository/delivery-repository';
import type { PreferencesRepository } from '../repository/preferences-repository';
import { type MailTransport, toSmtpError } from '../smtp/mail-transport';
import type { CustomerNames } from './customer-names';
import { SELF, withEvent } from './mail-desk';

export interface SendDeps {
  deliveries: DeliveryRepository;
  preferences: PreferencesRepository;
  transport: MailTransport;
  names: CustomerNames;
  consoleUrl: string;
  policy: RetryPolicy;
  /** A send is cut after this time. The claim lasts twice as long, so it never ends while its process still sends. */
  sendTimeoutMs: number;
  logger: Logger;
  clock(): Date;
}

/** How long the outcome of a send is tried to be recorded. */
const RECORD_BUDGET_MS = 30_000;

/** Sends one delivery if it is still due, and records what came of it. */
export async function sendDelivery(deps: SendDeps, found: DeliveryDoc, stop: AbortSignal): Promise<void> {
  if (await holdBack(deps, found)) return;
  const content = await render(deps, found);
  const claimed = await take(deps, found._id);
  if (!claimed) return;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(deps.sendTimeoutMs)]);
  const { address: to, messageId, possiblyRepeated: possibleRepeat } = claimed;
  try {
    await deps.transport.send({ ...content, to, messageId, possibleRepeat }, signal);
  } catch (error) {
    await recordFailure(deps, claimed, error);
    return;
  }
  crashPoint('after-send');
  await record(deps, claimed._id, (doc) => sent(doc, deps.clock()));
}

/** Quiet hours may have begun since it was decided. True when the delivery waits for their end now. */
async function holdBack({ deliveries, preferences, clock }: SendDeps, found: DeliveryDoc): Promise<boolean> {
  const wanted = await preferences.of(found.recipientId);
  const end = quietFor(wanted, found.urgency, clock());
  if (!end) return false;
  const untouched = found.attemptCount === 0 && found.kind !== DIGEST && wanted.digest;
  const wait = untouched ? heldUntil(found.recipientId, end) : { nextAttemptTime: end.time };
  const now = clock();
  await deliveries.store.change(found._id, (doc) => (isDue(doc, now) ? withEvent(doc, wait) : null), {
    now,
    actor: SELF,
  });
  return true;
}

async function render({ deliveries, names, consoleUrl }: SendDeps, found: DeliveryDoc): Promise<RenderedMail> {
  const byId = new Map((await deliveries.store.findMany(found.itemIds)).map((item) => [item._id, item]));
  const items = found.itemIds.flatMap((id) => byId.get(id) ?? []);
  const customers = await names.of([found.subject, ...items.map(({ subject }) => subject)]);
  return renderMail(found, { consoleUrl, customers, items });
}

/** The one conditional write before the mail goes out; undefined when another process has it. */
async function take({ deliveries, sendTimeoutMs, clock }: SendDeps, id: string): Promise<DeliveryDoc | undefined> {
  let taken = false;
  const now = clock();
  const until = new Date(now.getTime() + 2 * sendTimeoutMs);
  const outcome = await deliveries.store.change(
    id,
    (doc) => {
      const set = claim(doc, now, until);
      taken = set !== null;
      return withEvent(doc, set);
    },
    { now, actor: SELF, budgetMs: sendTimeoutMs / 2 },
  );
  return taken ? outcome.doc : undefined;
}

async function recordFailure(deps: SendDeps, claimed: DeliveryDoc, error: unknown): Promise<void> {
  const failure = classifyFailure(toSmtpError(error));
  const { code, responseCode } = toSmtpError(error);
  deps.logger.warn({ delivery: claimed._id, code, responseCode, attempt: claimed.attemptCount }, 'mail not taken');
  await record(deps, claimed._id, (doc) => {
    // Another process has taken it over meanwhile; its outcome counts.
    if (doc.sendingSince?.getTime() !== claimed.sendingSince?.getTime()) return null;
    return failed(doc, failure, deps.clock(), deps.policy, Math.random());
  });
}

/** An outcome that cannot be recorded stays open: the claim ends, and the next attempt says that it may repeat. */
async function record(
  { deliveries, logger, clock }: SendDeps,
  id: string,
  decide: (doc: DeliveryDoc) => Partial<Delivery> | null,
): Promise<void> {
  const context = { now: clock(), actor: SELF, budgetMs: RECORD_BUDGET_MS };
  try {
    await deliveries.store.change(id, (doc) => withEvent(doc, decide(doc)), context);
  } catch (error) {
    const reason = error instanceof AppError ? error.reason : undefined;
    logger.error({ err: error, delivery: id, reason }, 'the outcome of a mail could not be recorded');
  }
}
