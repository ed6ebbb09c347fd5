import { AppError, crashPoint, type Logger } from '@fairlead/service-kit';
import type { RetryPolicy } from '../domain/backoff';
import type { Channel } from '../domain/channel';
import { heldBack } from '../domain/channel-deliveries';
import { claim, type Delivery, failed, isDue, postponed, sent } from '../domain/delivery';
import { quietFor } from '../domain/mail-decision';
import type { Provider, RenderedMessage } from '../domain/provider';
import { renderMessage } from '../domain/render-message';
import type { DeliveryDoc, DeliveryRepository } from '../repository/delivery-repository';
import type { PreferencesRepository } from '../repository/preferences-repository';
import type { TemplateRepository } from '../repository/template-repository';
import { SELF } from '../self';
import type { CustomerNames } from './customer-names';
import { withEvent } from './delivery-events';

export interface SendDeps {
  deliveries: DeliveryRepository;
  preferences: PreferencesRepository;
  templates: TemplateRepository;
  providers: Partial<Record<Channel, Provider>>;
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
  const provider = deps.providers[found.channel];
  if (!provider || (await holdBack(deps, found)) || (await awaitSlot(deps, provider, found))) return;
  const content = await render(deps, found);
  const claimed = await take(deps, found._id);
  if (!claimed) return;
  const message = {
    ...claimed,
    id: claimed._id,
    targetId: claimed.targetId ?? '',
    possibleRepeat: claimed.possiblyRepeated,
    content,
  };
  try {
    await withDeadline(deps.sendTimeoutMs, stop, (signal) => provider.send(message, signal));
  } catch (error) {
    await recordFailure(deps, provider, claimed, error);
    return;
  }
  crashPoint('after-send');
  await record(deps, claimed._id, (doc) => sent(doc, deps.clock()));
}

/**
 * Ends with the stop or after the time, whichever is first. A timer of its own, because Node 20 may collect the signals that
 * `AbortSignal.any` was made of before they fire.
 */
async function withDeadline(
  ms: number,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const ending = new AbortController();
  const end = () => ending.abort();
  const timer = setTimeout(end, ms);
  stop.addEventListener('abort', end, { once: true });
  if (stop.aborted) end();
  try {
    await work(ending.signal);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', end);
  }
}

/** Quiet hours may have begun since it was decided. True when the delivery does not go out now. */
async function holdBack({ deliveries, preferences, providers, clock }: SendDeps, found: DeliveryDoc): Promise<boolean> {
  // Other systems do not sleep.
  if (found.channel === 'webhook') return false;
  const wanted = await preferences.of(found.recipientId);
  const end = quietFor(wanted, found.urgency, clock());
  if (!end) return false;
  const wait = heldBack(found, wanted, end, { digestMails: providers.mail !== undefined });
  const now = clock();
  await deliveries.store.change(found._id, (doc) => (isDue(doc, now) ? withEvent(doc, wait) : null), {
    now,
    actor: SELF,
  });
  return true;
}

/** A target may take only so many in a time. True when the delivery's turn comes later, as is noted then. */
async function awaitSlot({ deliveries, clock }: SendDeps, provider: Provider, found: DeliveryDoc): Promise<boolean> {
  const now = clock();
  const slot = provider.slot?.(found._id, found.targetId, now);
  if (!slot || slot <= now) return false;
  await deliveries.store.change(found._id, (doc) => (isDue(doc, now) ? withEvent(doc, postponed(doc, slot)) : null), {
    now,
    actor: SELF,
  });
  return true;
}

async function render(deps: SendDeps, found: DeliveryDoc): Promise<RenderedMessage> {
  const { deliveries, templates, names, consoleUrl } = deps;
  const { channel, locale, kind, subject } = found;
  if (channel === 'webhook') return renderMessage(channel, found, { consoleUrl, customers: new Map(), items: [] });
  const byId = new Map((await deliveries.store.findMany(found.itemIds)).map((item) => [item._id, item]));
  const items = found.itemIds.flatMap((id) => byId.get(id) ?? []);
  const [customers, texts] = await Promise.all([
    names.of([subject, ...items.map((item) => item.subject)]),
    templates.textsFor(channel, locale, [kind, ...items.map((item) => item.kind)]),
  ]);
  return renderMessage(channel, found, { consoleUrl, customers, items, texts });
}

/** The one conditional write before it goes out; undefined when another process has it. */
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

async function recordFailure(deps: SendDeps, provider: Provider, claimed: DeliveryDoc, error: unknown): Promise<void> {
  const failure = provider.classify(error);
  const { _id: delivery, channel, attemptCount: attempt, targetId } = claimed;
  deps.logger.warn({ delivery, channel, attempt, failure: failure.permanent ?? 'temporary' }, 'message not taken');
  if (failure.permanent === 'target_gone') await switchOff(deps, provider, targetId);
  await record(deps, delivery, (doc) => {
    // Another process has taken it over meanwhile; its outcome counts.
    if (doc.sendingSince?.getTime() !== claimed.sendingSince?.getTime()) return null;
    return failed(doc, failure, deps.clock(), deps.policy, Math.random());
  });
}

/** The next message to it would find the same again, so a fault here costs nothing but that. */
async function switchOff({ logger, clock }: SendDeps, provider: Provider, targetId: string): Promise<void> {
  try {
    await provider.targetGone?.(targetId, clock());
    logger.warn({ targetId, alarm: true }, 'a target is there no more; it is switched off');
  } catch (error) {
    logger.error({ err: error, targetId }, 'a target that is gone could not be switched off');
  }
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
    logger.error({ err: error, delivery: id, reason }, 'the outcome of a delivery could not be recorded');
  }
}
