import { order as proto } from '@fairlead/proto';
import {
  type CallerContext,
  commandCall,
  derivedId,
  Faults,
  type MethodAccess,
  scopeOf,
  visibleCustomer,
} from '@fairlead/service-kit';
import { cancel, confirm, receive, ship, updateOrder } from '../application/change-order';
import { createOrder } from '../application/create-order';
import type { Deps } from '../application/deps';
import { importOrders } from '../application/import-orders';
import { customerOf, findOrder } from '../application/read-order';
import { ORDER_REPLY, toOrder, toTotal } from './messages';
import {
  checkCurrency,
  checkOrderFilter,
  parseDraftUpdate,
  parseHistoric,
  parseNewOrder,
  parseReceipt,
  parseShipment,
} from './order-requests';

const WRITERS = ['rep', 'manager', 'admin'] as const;
const MAX_IMPORT = 200;

export const ORDER_ACCESS: MethodAccess = {
  CreateOrder: WRITERS,
  GetOrder: 'any',
  ListOrders: 'any',
  UpdateOrder: WRITERS,
  ConfirmOrder: WRITERS,
  CancelOrder: WRITERS,
  ShipOrder: WRITERS,
  ReceiveShipment: WRITERS,
  ImportOrders: ['admin', 'service'],
  SummarizeOrders: 'any',
};

/** Orders over gRPC. */
export class OrderGrpc implements proto.OrderServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: Deps,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async createOrder(request: proto.CreateOrderRequest, context: CallerContext): Promise<proto.Order> {
    const input = parseNewOrder(request);
    const call = commandCall(context, 'CreateOrder', proto.CreateOrderRequest, request, ORDER_REPLY, this.clock());
    return createOrder(this.deps, input, call);
  }

  async getOrder({ orderId }: proto.GetOrderRequest, caller: CallerContext): Promise<proto.Order> {
    new Faults().uuid('order_id', orderId).throwIfAny();
    const order = await findOrder(this.deps, orderId);
    await customerOf(this.deps, order, caller);
    return toOrder(order);
  }

  async listOrders(request: proto.ListOrdersRequest, caller: CallerContext): Promise<proto.ListOrdersResponse> {
    const isState = request.state !== proto.OrderState.UNRECOGNIZED;
    const faults = checkOrderFilter(request).check(isState, 'state', 'is not known');
    if (request.currencyCode !== '') checkCurrency('currency_code', request.currencyCode, faults);
    faults.throwIfAny();
    const { state, ...query } = request;
    const known = state !== proto.OrderState.ORDER_STATE_UNSPECIFIED ? { state } : {};
    const scope = await this.scopeFor(request.customerId, caller);
    const page = await this.deps.orders.list({ ...query, ...known, caller: caller.principal.sub }, scope);
    return { orders: page.docs.map(toOrder), nextPageToken: page.nextPageToken };
  }

  async updateOrder(request: proto.UpdateOrderRequest, context: CallerContext): Promise<proto.Order> {
    const update = parseDraftUpdate(request);
    const call = commandCall(context, 'UpdateOrder', proto.UpdateOrderRequest, request, ORDER_REPLY, this.clock());
    return updateOrder(this.deps, update, call);
  }

  async confirmOrder(request: proto.ConfirmOrderRequest, context: CallerContext): Promise<proto.Order> {
    checkCommand(request).throwIfAny();
    const call = commandCall(context, 'ConfirmOrder', proto.ConfirmOrderRequest, request, ORDER_REPLY, this.clock());
    return confirm(this.deps, request.orderId, request.etag, call);
  }

  async cancelOrder(request: proto.CancelOrderRequest, context: CallerContext): Promise<proto.Order> {
    const { orderId: id, etag, reason } = request;
    checkCommand(request).text('reason', reason, { min: 1, max: 500 }).throwIfAny();
    const call = commandCall(context, 'CancelOrder', proto.CancelOrderRequest, request, ORDER_REPLY, this.clock());
    return cancel(this.deps, { id, etag, reason }, call);
  }

  async shipOrder(request: proto.ShipOrderRequest, context: CallerContext): Promise<proto.Order> {
    const now = this.clock();
    const { orderId, shipment } = parseShipment(request, derivedId('Shipment', request.requestId), now);
    const call = commandCall(context, 'ShipOrder', proto.ShipOrderRequest, request, ORDER_REPLY, now);
    return ship(this.deps, orderId, shipment, call);
  }

  async receiveShipment(request: proto.ReceiveShipmentRequest, context: CallerContext): Promise<proto.Order> {
    const now = this.clock();
    const receipt = parseReceipt(request, now);
    const call = commandCall(context, 'ReceiveShipment', proto.ReceiveShipmentRequest, request, ORDER_REPLY, now);
    return receive(this.deps, receipt, call);
  }

  async importOrders(
    { orders }: proto.ImportOrdersRequest,
    caller: CallerContext,
  ): Promise<proto.ImportOrdersResponse> {
    const many = orders.length;
    new Faults()
      .check(many > 0 && many <= MAX_IMPORT, 'orders', `must be 1 to ${MAX_IMPORT}, are ${many}`)
      .throwIfAny();
    const now = this.clock();
    const seen = new Set<string>();
    const parsed = orders.map((given) => {
      const faults = new Faults();
      const externalRef = given.order?.externalRef ?? '';
      faults.check(!seen.has(externalRef), 'order.external_ref', 'is named twice in this call');
      seen.add(externalRef);
      return { externalRef, input: parseHistoric(given, now, faults), faults: faults.found };
    });
    const sound = parsed.flatMap(({ input, faults }) => (input && faults.length === 0 ? [input] : []));
    const done = await importOrders(this.deps, sound, caller, { now, actor: caller.principal.sub });
    const byRef = new Map(done.map((result) => [result.externalRef, result]));
    return {
      results: parsed.map(({ externalRef, faults }) => {
        const result = faults.length === 0 ? byRef.get(externalRef) : undefined;
        const { orderId = '', known = false } = result ?? {};
        return { externalRef, orderId, known, faults: [...(result?.faults ?? faults)] };
      }),
    };
  }

  async summarizeOrders(
    request: proto.SummarizeOrdersRequest,
    caller: CallerContext,
  ): Promise<proto.SummarizeOrdersResponse> {
    const known = request.grouping !== proto.OrderGrouping.UNRECOGNIZED;
    checkOrderFilter(request).check(known, 'grouping', 'is not known').throwIfAny();
    const scope = await this.scopeFor(request.customerId, caller);
    const page = await this.deps.orders.summarize({ ...request, caller: caller.principal.sub }, scope);
    return { totals: page.totals.map(toTotal), nextPageToken: page.nextPageToken };
  }

  /** Whoever sees a customer sees all its orders; the customer service knows the newest owner. */
  private async scopeFor(customerId: string, caller: CallerContext) {
    const scope = scopeOf(caller.principal);
    if (customerId === '' || scope.kind === 'all') return scope;
    await visibleCustomer(this.deps, customerId, caller);
    return { kind: 'all' } as const;
  }
}

const checkCommand = ({ orderId, requestId }: { orderId: string; requestId: string }) =>
  new Faults().uuid('order_id', orderId).uuid('request_id', requestId);
