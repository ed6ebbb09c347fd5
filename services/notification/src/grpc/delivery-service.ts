import { notification as proto } from '@fairlead/proto';
import {
  type CallerContext,
  commandCall,
  decodePageToken,
  encodePageToken,
  Faults,
  failedPrecondition,
  hasRole,
  type MethodAccess,
  notFound,
  type Principal,
  pageSize,
  permissionDenied,
  type Role,
} from '@fairlead/service-kit';
import { changePreferences } from '../application/change-preferences';
import { type RetryDeps, retryDeliveries, retryDelivery } from '../application/retry-delivery';
import { CHANNELS, type Channel, isChannel } from '../domain/channel';
import { DELIVERY_REPLY, PREFERENCES_REPLY, toDelivery, toPreferences, unsavedPreferences } from './delivery-messages';
import { checkDeliveryId, checkRetryPage, parsePreferencesUpdate } from './delivery-requests';

export const DELIVERY_ACCESS: MethodAccess = {
  GetPreferences: 'any',
  UpdatePreferences: ['rep', 'partner', 'manager', 'operator', 'admin'],
  ListDeliveries: 'any',
  GetDelivery: 'any',
  RetryDelivery: ['operator', 'admin'],
  RetryDeliveries: ['operator', 'admin'],
};

const SEE_ALL: Role[] = ['service', 'operator', 'admin'];
const { DeliveryState } = proto;

/** gRPC edge of deliveries and preferences. */
export class DeliveryGrpc implements proto.DeliveryServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: RetryDeps,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async getPreferences(
    { repId }: proto.GetPreferencesRequest,
    { principal }: CallerContext,
  ): Promise<proto.Preferences> {
    if (repId !== '') new Faults().slug('rep_id', repId).throwIfAny();
    const wanted = preferencesOf(principal, repId, SEE_ALL);
    const doc = await this.deps.preferences.store.find(wanted);
    return doc ? toPreferences(doc) : unsavedPreferences(wanted);
  }

  async updatePreferences(request: proto.UpdatePreferencesRequest, context: CallerContext): Promise<proto.Preferences> {
    const change = parsePreferencesUpdate(request);
    const repId = preferencesOf(context.principal, change.repId, ['admin']);
    const codec = proto.UpdatePreferencesRequest;
    const call = commandCall(context, 'UpdatePreferences', codec, request, PREFERENCES_REPLY, this.clock());
    return changePreferences(this.deps.preferences, { ...change, repId }, call);
  }

  async listDeliveries(
    { state, recipientId, channel, kind, ...page }: proto.ListDeliveriesRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListDeliveriesResponse> {
    const binding = ['deliveries', state, recipientId, channel, kind, principal.sub];
    const key = decodePageToken(binding, page.pageToken, ['time', 'text']);
    const size = pageSize(page.pageSize, 50, 200);
    new Faults()
      .check(state !== DeliveryState.UNRECOGNIZED, 'state', 'is unknown')
      .check(channel === '' || isChannel(channel), 'channel', `must be one of ${CHANNELS.join(', ')}`)
      .text('kind', kind, { max: 60 })
      .throwIfAny();
    const all = hasRole(principal, ...SEE_ALL);
    const nothing = { deliveries: [], nextPageToken: '' };
    if (!all && (!principal.rep || (recipientId !== '' && recipientId !== principal.rep))) return nothing;
    const filter = {
      recipientId: all ? recipientId : (principal.rep as string),
      ...(state === DeliveryState.DELIVERY_STATE_UNSPECIFIED ? {} : { state }),
      ...(isChannel(channel) ? { channel } : {}),
      kind,
    };
    const docs = await this.deps.deliveries.page(filter, key, size + 1);
    const last = docs.length > size ? docs[size - 1] : undefined;
    return {
      deliveries: docs.slice(0, size).map(toDelivery),
      nextPageToken: last ? encodePageToken(binding, [last.createTime.getTime(), last._id]) : '',
    };
  }

  async getDelivery({ deliveryId }: proto.GetDeliveryRequest, { principal }: CallerContext): Promise<proto.Delivery> {
    checkDeliveryId(deliveryId).throwIfAny();
    const doc = await this.deps.deliveries.store.find(deliveryId);
    const visible = doc && (hasRole(principal, ...SEE_ALL) || doc.recipientId === principal.rep);
    if (!visible) throw notFound('delivery', deliveryId);
    return toDelivery(doc);
  }

  async retryDelivery(request: proto.RetryDeliveryRequest, context: CallerContext): Promise<proto.Delivery> {
    checkDeliveryId(request.deliveryId).uuid('request_id', request.requestId).throwIfAny();
    const now = this.clock();
    const call = commandCall(context, 'RetryDelivery', proto.RetryDeliveryRequest, request, DELIVERY_REPLY, now);
    return retryDelivery(this.deps, request.deliveryId, call);
  }

  async retryDeliveries(
    request: proto.RetryDeliveriesRequest,
    { principal }: CallerContext,
  ): Promise<proto.RetryDeliveriesResponse> {
    const now = this.clock();
    checkRetryPage(request, now).throwIfAny();
    const { channel, since, pageToken } = request;
    const binding = ['retry-deliveries', channel, since?.getTime(), principal.sub];
    const key = decodePageToken(binding, pageToken, ['time', 'text']);
    const page = { channel: channel as Channel, since: since as Date, key };
    const { retried, last } = await retryDeliveries(this.deps, page, { now, actor: principal.sub });
    return { retried, nextPageToken: last ? encodePageToken(binding, last) : '' };
  }
}

/** Whose preferences a caller means; PERMISSION_DENIED for somebody else's, unless a role allows it. */
function preferencesOf(principal: Principal, repId: string, others: Role[]): string {
  const wanted = repId || principal.rep;
  if (!wanted) throw failedPrecondition('NO_REP', 'The caller is no rep; name the one that is meant.');
  if (wanted !== principal.rep && !hasRole(principal, ...others)) {
    throw permissionDenied('These are the preferences of somebody else.');
  }
  return wanted;
}
