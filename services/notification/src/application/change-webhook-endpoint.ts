import {
  type AggregateDoc,
  AppError,
  type CommandCall,
  createdId,
  derivedId,
  failedPrecondition,
  type NewEvent,
  staleEtag,
} from '@fairlead/service-kit';
import { newWebhookSecret } from '../domain/standard-webhooks';
import {
  type DisabledReason,
  MAX_ENDPOINTS,
  MAX_SECRETS,
  rotated,
  type SealedSecret,
  type WebhookEndpoint,
} from '../domain/webhook-endpoint';
import type { WebhookEndpointRepository } from '../repository/webhook-endpoint-repository';
import type { SecretBox } from '../secrets/secret-box';

export interface EndpointDeps {
  endpoints: WebhookEndpointRepository;
  /** Absent: secrets cannot be kept. */
  box: SecretBox | undefined;
}

type Values = Pick<WebhookEndpoint, 'url' | 'description' | 'eventTypes' | 'active'>;

/** An endpoint as a command left it, with the secret that the command made while that still signs. */
export interface WithSecret<R> {
  reply: R;
  secret: string;
}

export const requireBox = (box: SecretBox | undefined): SecretBox => {
  if (box) return box;
  throw failedPrecondition('NO_CHANNEL_KEYS', 'Secrets cannot be kept: CHANNEL_KEYS_FILE is not set.');
};

/** Registers an endpoint. The answer that is kept holds no secret; a repetition finds it by the request. */
export async function createEndpoint<R>(
  { endpoints, box }: EndpointDeps,
  values: Omit<Values, 'active'>,
  { context, command, reply }: CommandCall<WebhookEndpoint, R>,
): Promise<WithSecret<R>> {
  const sealer = requireBox(box);
  const id = createdId(command);
  if (!(await endpoints.store.find(id)) && (await endpoints.all()).length >= MAX_ENDPOINTS) {
    throw new AppError('RESOURCE_EXHAUSTED', 'TOO_MANY_ENDPOINTS', `There are ${MAX_ENDPOINTS} endpoints already.`);
  }
  const secret = newSecret(sealer, id, command.requestId, context.now);
  const state: WebhookEndpoint = { ...values, active: true, disabledReason: '', secrets: [secret] };
  const events = [updated(id, true, ['url', 'description', 'event_types', 'active', 'secrets'])];
  const outcome = await endpoints.store.create(id, state, events, context, command, reply);
  return { reply: outcome.reply, secret: secretOf(sealer, outcome.doc, command.requestId) };
}

/** Changes an endpoint. ABORTED when the etag is stale. */
export async function updateEndpoint<R>(
  { endpoints }: EndpointDeps,
  { id, etag, values, fields }: { id: string; etag: string; values: Partial<Values>; fields: string[] },
  { context, command, reply }: CommandCall<WebhookEndpoint, R>,
): Promise<R> {
  const outcome = await endpoints.store.change(
    id,
    (doc) => {
      if (String(doc.revision) !== etag) throw staleEtag();
      return { set: withReason(values), events: [updated(id, values.active ?? doc.active, fields)] };
    },
    context,
    command,
    reply,
  );
  return outcome.reply;
}

/** Switching on or off by hand says so. */
export const withReason = <T extends { active: boolean }>(values: Partial<T>) => {
  if (values.active === undefined) return values;
  const disabledReason: DisabledReason = values.active ? '' : 'by_admin';
  return { ...values, disabledReason };
};

/** Gives a new secret; the former ones sign beside it for a while. */
export async function rotateSecret<R>(
  { endpoints, box }: EndpointDeps,
  id: string,
  overlapHours: number,
  { context, command, reply }: CommandCall<WebhookEndpoint, R>,
): Promise<WithSecret<R>> {
  const sealer = requireBox(box);
  const outcome = await endpoints.store.change(
    id,
    (doc) => {
      const secret = newSecret(sealer, id, command.requestId, context.now);
      const secrets = rotated(doc, secret, overlapHours, context.now);
      if (!secrets) {
        throw failedPrecondition('TOO_MANY_SECRETS', `${MAX_SECRETS} secrets are in force; wait until one expires.`);
      }
      return { set: { secrets }, events: [updated(id, doc.active, ['secrets'])] };
    },
    context,
    command,
    reply,
  );
  return { reply: outcome.reply, secret: secretOf(sealer, outcome.doc, command.requestId) };
}

/** The id says which request made it. */
const secretId = (endpointId: string, requestId: string): string => derivedId('webhook-secret', endpointId, requestId);

const newSecret = (box: SecretBox, endpointId: string, requestId: string, now: Date): SealedSecret => ({
  id: secretId(endpointId, requestId),
  sealed: box.seal(newWebhookSecret(), endpointId),
  createTime: now,
});

function secretOf(box: SecretBox, doc: AggregateDoc<WebhookEndpoint>, requestId: string): string {
  const found = doc.secrets.find(({ id }) => id === secretId(doc._id, requestId));
  return found ? box.open(found.sealed, doc._id) : '';
}

const updated = (endpointId: string, active: boolean, fields: string[]): NewEvent => ({
  type: 'crm.notification.webhook_endpoint.updated.v1',
  subject: endpointId,
  data: { endpointId, active, fields },
});
