import { randomUUID } from 'node:crypto';
import { order as proto } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import { draft, type Installation, startInstallation } from '../testing/installation';

const { OrderState, OrderGrouping } = proto;

describe('OrderService', () => {
  let installed: Installation;
  beforeAll(async () => {
    installed = await startInstallation(2);
    await installed.addProduct('chai', 1800n);
    await installed.addProduct('chang', 1000n);
    await installed.addProduct('yen-tea', 500n, 'JPY');
  }, 60_000);
  afterAll(() => installed.stop());

  const orders = (instance = 0) => installed.at.clients[instance]?.orders as (typeof installed.at.client)['orders'];
  const create = async (customerId = installed.customerOf('ann'), as = installed.as.ann) =>
    orders().createOrder({ order: draft(customerId), requestId: randomUUID() }, as);
  const confirm = (orderId: string, as = installed.as.ann) =>
    orders().confirmOrder({ orderId, requestId: randomUUID() }, as);

  describe('CreateOrder', () => {
    it('prices each line, by the list where no price is given, and adds them up', async () => {
      const made = await create();
      expect(made.lines.map(({ productName, amount }) => [productName, amount])).toEqual([
        ['Product chai', { currencyCode: 'EUR', minorUnits: 3375n }],
        ['Product chang', { currencyCode: 'EUR', minorUnits: 250n }],
      ]);
      expect(made).toMatchObject({
        total: { currencyCode: 'EUR', minorUnits: 3625n },
        state: OrderState.ORDER_STATE_DRAFT,
        ownerId: 'ann',
        number: `O-${made.id.slice(0, 8).toUpperCase()}`,
      });
      expect(await orders(1).getOrder({ orderId: made.id }, installed.as.mia)).toEqual(made);
    });

    it('makes one order of 30 with one request id over two instances', async () => {
      const request = { order: draft(installed.customerOf('ann')), requestId: randomUUID() };
      const made = await Promise.all(
        Array.from({ length: 30 }, (_, index) => orders(index % 2).createOrder(request, installed.as.ann)),
      );
      expect(new Set(made.map(({ id }) => id)).size).toBe(1);
      const { customerId } = request.order;
      expect((await orders().listOrders({ customerId }, installed.as.ann)).orders).toHaveLength(1);
    });

    it('names every fault and writes nothing', async () => {
      const customerId = installed.customerOf('ann');
      const faulty = {
        ...draft(customerId),
        currencyCode: 'XXY',
        orderDate: '2026-02-30',
        requiredDate: '2026-01-01',
        externalRef: 'r',
        lines: [
          { productId: 'Chai!', quantity: '0', discount: '1.01' },
          { productId: 'chai', quantity: '1.0001', unitPrice: { currencyCode: 'EUR', minorUnits: -1n } },
        ],
      };
      const failure = await failureOf(orders().createOrder({ order: faulty, requestId: 'x' }, installed.as.ann));
      expect(failure.fields).toEqual([
        'request_id',
        'order.external_ref',
        'order.currency_code',
        'order.order_date',
        'order.required_date',
        'order.lines[0].product_id',
        'order.lines[0].quantity',
        'order.lines[0].discount',
        'order.lines[1].quantity',
        'order.lines[1].unit_price.minor_units',
      ]);
      expect((await orders().listOrders({ customerId }, installed.as.ann)).orders).toEqual([]);
    });

    it('refuses unknown and discontinued products, and prices in another currency', async () => {
      const product = await installed.addProduct('old-tea', 100n);
      await installed.at.client.catalogue.updateProduct(
        {
          product: { id: product.id, etag: product.etag, discontinued: true },
          updateMask: ['discontinued'],
          requestId: randomUUID(),
        },
        installed.as.admin,
      );
      const lines = ['none', 'old-tea', 'yen-tea'].map((productId) => ({ productId, quantity: '1' }));
      const order = { ...draft(installed.customerOf('ann')), lines };
      const failure = await failureOf(orders().createOrder({ order, requestId: randomUUID() }, installed.as.ann));
      expect(failure.fields).toEqual([
        'order.lines[0].product_id',
        'order.lines[1].product_id',
        'order.lines[2].unit_price',
      ]);
    });

    it('is for those who are responsible for the customer', async () => {
      const customerId = installed.customerOf('ann');
      expect((await failureOf(create(customerId, installed.as.bob))).code).toBe('NOT_FOUND');
      expect((await create(customerId, installed.as.mia)).ownerId).toBe('ann');
      installed.neighbours.pool(customerId);
      expect((await failureOf(create(customerId))).reason).toBe('NOT_OWNER');
    });
  });

  describe('UpdateOrder', () => {
    it('replaces the lines of a draft on the etag that was read, and refuses later', async () => {
      const made = await create();
      const order = { ...draft(made.customerId), id: made.id, etag: made.etag, note: 'By the back door', lines: [] };
      const lines = [{ productId: 'chang', quantity: '2' }];
      const update = (changed: object) =>
        orders().updateOrder({ order: { ...order, lines, ...changed }, requestId: randomUUID() }, installed.as.ann);
      expect((await failureOf(update({ lines: [] }))).fields).toEqual(['order.lines']);
      const updated = await update({});
      expect(updated).toMatchObject({ total: { minorUnits: 2000n }, note: 'By the back door', number: made.number });
      expect((await failureOf(update({}))).code).toBe('ABORTED');
      const confirmed = await confirm(made.id);
      expect((await failureOf(update({ etag: confirmed.etag }))).reason).toBe('ORDER_NOT_DRAFT');
    });
  });

  describe('ConfirmOrder, ShipOrder, ReceiveShipment, CancelOrder', () => {
    it('lead an order from draft to received, in parts, and tell its log', async () => {
      const made = await create();
      const { as } = installed;
      const ship = (shipment: object, requestId = randomUUID()) =>
        orders().shipOrder({ orderId: made.id, shipment, requestId }, as.ann);
      expect((await failureOf(ship({}))).reason).toBe('ORDER_NOT_CONFIRMED');
      expect((await confirm(made.id)).state).toBe(OrderState.ORDER_STATE_CONFIRMED);
      expect((await confirm(made.id)).state).toBe(OrderState.ORDER_STATE_CONFIRMED);
      const tooMany = await failureOf(ship({ lines: [{ lineNumber: 1, quantity: '4' }] }));
      expect(tooMany.fields).toEqual(['shipment.lines[0].quantity']);
      const requestId = randomUUID();
      const first = await ship({ lines: [{ lineNumber: 1, quantity: '1' }], carrier: 'Speedy' }, requestId);
      expect(first.state).toBe(OrderState.ORDER_STATE_PARTLY_SHIPPED);
      const again = await ship({ lines: [{ lineNumber: 1, quantity: '1' }], carrier: 'Speedy' }, requestId);
      expect(again.shipments).toHaveLength(1);
      const rest = await ship({});
      expect(rest.state).toBe(OrderState.ORDER_STATE_SHIPPED);
      expect(rest.lines.map(({ shippedQuantity }) => shippedQuantity)).toEqual(['3', '0.25']);
      expect((await failureOf(ship({}))).reason).toBe('NOTHING_TO_SHIP');
      const cancel = orders().cancelOrder({ orderId: made.id, reason: 'why', requestId: randomUUID() }, as.ann);
      expect((await failureOf(cancel)).reason).toBe('ORDER_SHIPPED');
      const states = [];
      for (const { id: shipmentId } of rest.shipments) {
        const receipt = { orderId: made.id, shipmentId, receivedBy: 'Li Wei', requestId: randomUUID() };
        states.push((await orders().receiveShipment(receipt, as.ann)).state);
      }
      expect(states).toEqual([OrderState.ORDER_STATE_SHIPPED, OrderState.ORDER_STATE_RECEIVED]);
      const unknown = { orderId: made.id, shipmentId: randomUUID(), requestId: randomUUID() };
      expect((await failureOf(orders().receiveShipment(unknown, as.ann))).fields).toEqual(['shipment_id']);
      const log = installed.at.service.log;
      const told = await eventually(async () => {
        const events = (await log.model.find().lean().exec()).filter(({ subject }) => subject === made.customerId);
        return events.length === 6 && events;
      });
      expect(told.map(({ type }) => type.split('.')[3])).toEqual([
        'created',
        'confirmed',
        'shipped',
        'shipped',
        'received',
        'received',
      ]);
    });

    it('let one of many parallel shipments of everything leave', async () => {
      const made = await create();
      await confirm(made.id);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 12 }, (_, index) =>
          orders(index % 2).shipOrder(
            { orderId: made.id, shipment: { lines: [{ lineNumber: 1, quantity: '2' }] }, requestId: randomUUID() },
            installed.as.ann,
          ),
        ),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const after = await orders().getOrder({ orderId: made.id }, installed.as.ann);
      expect(after.lines[0]?.shippedQuantity).toBe('2');
    });

    it('cancel with a reason, and leave the order out of totals', async () => {
      const made = await create();
      await confirm(made.id);
      const sum = async () =>
        (await orders().summarizeOrders({ customerId: made.customerId }, installed.as.ann)).totals.map(
          ({ orderCount, total }) => [orderCount, total?.minorUnits],
        );
      expect(await sum()).toEqual([[1n, 3625n]]);
      const cancel = (reason: string) =>
        orders().cancelOrder({ orderId: made.id, reason, requestId: randomUUID() }, installed.as.ann);
      expect((await failureOf(cancel(' '))).fields).toEqual(['reason']);
      expect(await cancel('changed their mind')).toMatchObject({
        state: OrderState.ORDER_STATE_CANCELLED,
        cancelReason: 'changed their mind',
      });
      expect(await sum()).toEqual([]);
    });
  });

  describe('scopes', () => {
    it('hold in reads, lists and totals, and orders go with their customer', async () => {
      const { as, neighbours } = installed;
      const made = await create();
      await confirm(made.id);
      const { customerId } = made;
      const sees = async (who: typeof as.ann) => ({
        read: await orders()
          .getOrder({ orderId: made.id }, who)
          .then(
            () => true,
            () => false,
          ),
        listed: await allIds(who),
      });
      const allIds = async (who: typeof as.ann) => {
        let found = false;
        for (let pageToken = ''; ; ) {
          const page = await orders().listOrders({ pageSize: 3, pageToken }, who);
          found ||= page.orders.some(({ id }) => id === made.id);
          pageToken = page.nextPageToken;
          if (pageToken === '') return found;
        }
      };
      const yes = { read: true, listed: true };
      const no = { read: false, listed: false };
      expect([await sees(as.ann), await sees(as.bob), await sees(as.mia), await sees(as.nora)]).toEqual([
        yes,
        no,
        yes,
        no,
      ]);
      neighbours.give(customerId, 'bob', ['sales', 'south']);
      await eventually(async () => (await sees(as.bob)).listed);
      expect([await sees(as.ann), await sees(as.bob)]).toEqual([no, yes]);
      const asAnn = orders().summarizeOrders({ customerId }, as.ann);
      expect((await failureOf(asAnn)).code).toBe('NOT_FOUND');
      expect((await orders().summarizeOrders({ customerId }, as.bob)).totals).toHaveLength(1);
    });
  });

  it('written by a process that died right after it go to the owner whom the customer got meanwhile', async () => {
    const { at, neighbours, as } = installed;
    const customerId = installed.customerOf('ann');
    const { ownershipRevision, ...made } = await (async () => {
      const { id } = await create(customerId);
      return (await stored().findOne({ _id: id as never })) as unknown as { _id: string; ownershipRevision: number };
    })();
    neighbours.give(customerId, 'bob', ['sales', 'south']);
    const ownerOf = async () => (await stored().findOne({ _id: made._id as never }))?.ownerId;
    await eventually(async () => (await ownerOf()) === 'bob');
    // As the dead process left it: the copy is newer than the order, whose creation is told only now.
    await stored().updateOne({ _id: made._id as never }, { $set: { ownerId: 'ann', ownershipRevision } });
    await at.service.connection
      .useDb(at.config.MONGODB_DATABASE as string)
      .collection('consumer_positions')
      .updateOne({ _id: 'order.on-order' as never }, { $set: { position: 0 } });
    await eventually(async () => (await ownerOf()) === 'bob');
    expect((await orders().getOrder({ orderId: made._id }, as.bob)).ownerId).toBe('bob');

    function stored() {
      return at.service.connection.useDb(at.config.MONGODB_DATABASE as string).collection('orders');
    }
  });

  it('drop nothing without a word: what cannot change, two names of a customer, a state that is none', async () => {
    const made = await create();
    const lines = [{ productId: 'chang', quantity: '2' }];
    const order = { ...draft(randomUUID()), lines, id: made.id, etag: made.etag, currencyCode: 'USD' };
    const update = orders().updateOrder({ order, requestId: randomUUID() }, installed.as.ann);
    expect((await failureOf(update)).fields).toEqual(['order.customer_id', 'order.currency_code']);
    const { results } = await orders().importOrders(
      {
        orders: [
          {
            order: {
              ...draft(made.customerId),
              id: randomUUID(),
              externalRef: 'twice-named',
              lines: [{ ...lines[0], unitPrice: { currencyCode: 'EUR', minorUnits: 1n } }],
            },
            customerExternalRef: 'somebody',
            state: OrderState.ORDER_STATE_CONFIRMED,
          },
        ],
      },
      installed.as.admin,
    );
    expect(results[0]?.faults.map(({ field }) => field)).toEqual(['order.id', 'customer_external_ref']);
    const odd = orders().listOrders({ state: OrderState.UNRECOGNIZED }, installed.as.ann);
    expect((await failureOf(odd)).fields).toEqual(['state']);
  });

  describe('ImportOrders', () => {
    const historic = (externalRef: string, customerExternalRef: string, changes: object = {}) => ({
      order: {
        externalRef,
        orderDate: '2025-05-05',
        currencyCode: 'EUR',
        lines: [{ productId: 'old-import', quantity: '2', unitPrice: { currencyCode: 'EUR', minorUnits: 999n } }],
        ...changes,
      },
      customerExternalRef,
      state: OrderState.ORDER_STATE_SHIPPED,
      shipTime: new Date('2025-05-07T00:00:00Z'),
      carrier: 'Speedy',
    });

    it('brings sound orders in once and names what is wrong with the others', async () => {
      await installed.addProduct('old-import', 999n);
      const customerId = installed.customerOf('ann');
      const ref = `cust-${customerId}`;
      installed.neighbours.setExternalRef(customerId, ref);
      const batch = [
        historic(`a-${ref}`, ref),
        historic(`b-${ref}`, 'nobody'),
        historic(`c-${ref}`, ref, { orderDate: 'yesterday' }),
        historic(`a-${ref}`, ref),
      ];
      const { admin, ann } = installed.as;
      const { results } = await orders().importOrders({ orders: batch }, admin);
      expect(results.map(({ known, faults }) => [known, faults.map(({ field }) => field)])).toEqual([
        [false, []],
        [false, ['customer_external_ref']],
        [false, ['order.order_date']],
        [false, ['order.external_ref']],
      ]);
      const again = await Promise.all([0, 1].map((index) => orders(index).importOrders({ orders: batch }, admin)));
      expect(again.map((answer) => answer.results[0]?.known)).toEqual([true, true]);
      const page = await orders().listOrders({ customerId }, ann);
      expect(page.orders).toHaveLength(1);
      expect(page.orders[0]).toMatchObject({
        state: OrderState.ORDER_STATE_SHIPPED,
        total: { minorUnits: 1998n },
        number: `a-${ref}`,
        shipments: [{ carrier: 'Speedy', lines: [{ lineNumber: 1, quantity: '2' }] }],
      });
      expect((await failureOf(orders().importOrders({ orders: batch }, ann))).code).toBe('PERMISSION_DENIED');
    });
  });

  describe('SummarizeOrders', () => {
    it('groups by year, month and article, each order once, page by page', async () => {
      const customerId = installed.customerOf('ann');
      const add = async (orderDate: string, products: string[]) => {
        const lines = products.map((productId) => ({ productId, quantity: '1' }));
        const order = { ...draft(customerId), orderDate, lines };
        await confirm((await orders().createOrder({ order, requestId: randomUUID() }, installed.as.ann)).id);
      };
      await add('2025-12-31', ['chai', 'chai']);
      await add('2026-01-01', ['chang']);
      await add('2026-01-31', ['chai', 'chang']);
      const by = async (grouping: proto.OrderGrouping, rest: object = {}) => {
        const found: string[] = [];
        for (let pageToken = ''; ; ) {
          const page = await orders().summarizeOrders(
            { customerId, grouping, pageSize: 1, pageToken, ...rest },
            installed.as.ann,
          );
          found.push(...page.totals.map(({ key, orderCount, total }) => `${key}: ${orderCount}, ${total?.minorUnits}`));
          pageToken = page.nextPageToken;
          if (pageToken === '') return found;
        }
      };
      expect(await by(OrderGrouping.ORDER_GROUPING_YEAR)).toEqual(['2025: 1, 3600', '2026: 2, 3800']);
      expect(await by(OrderGrouping.ORDER_GROUPING_MONTH)).toEqual(['2025-12: 1, 3600', '2026-01: 2, 3800']);
      expect(await by(OrderGrouping.ORDER_GROUPING_PRODUCT)).toEqual(['chai: 2, 5400', 'chang: 2, 2000']);
      expect(await by(OrderGrouping.ORDER_GROUPING_CUSTOMER)).toEqual([`${customerId}: 3, 7400`]);
      const january = { fromDate: '2026-01-01', beforeDate: '2026-02-01' };
      expect(await by(OrderGrouping.ORDER_GROUPING_UNSPECIFIED, january)).toEqual([': 2, 3800']);
    });

    it('is narrowed to a team with those below it, and to what the caller sees', async () => {
      const { admin, ann, mia } = installed.as;
      const add = async (repId: string, team: string) => {
        const order = draft(installed.customerOf(repId, team));
        const { id } = await orders().createOrder({ order, requestId: randomUUID() }, admin);
        await orders().confirmOrder({ orderId: id, requestId: randomUUID() }, admin);
        return id;
      };
      const [south, north] = [await add('ann', 'south'), await add('nora', 'north')];
      const seen = async (teamId: string, as = admin) => {
        const { orders: listed } = await orders().listOrders({ teamId, pageSize: 200 }, as);
        const { totals } = await orders().summarizeOrders({ teamId }, as);
        const counted = totals.reduce((sum, { orderCount }) => sum + Number(orderCount), 0);
        const here = listed.map(({ id }) => id).filter((id) => id === south || id === north);
        return { here: here.sort(), counted };
      };
      const [all, ofSouth, ofNorth] = [await seen('sales'), await seen('south'), await seen('north')];
      expect([all.here, ofSouth.here, ofNorth.here]).toEqual([[south, north].sort(), [south], [north]]);
      expect(ofSouth.counted + ofNorth.counted).toBe(all.counted);
      expect((await seen('north', mia)).here).toEqual([]);
      expect((await seen('south', ann)).here).toEqual([south]);
      expect((await failureOf(orders().listOrders({ teamId: 'No Team' }, admin))).fields).toEqual(['team_id']);
    });

    it('has a list that holds exactly the orders of a total', async () => {
      const { ann } = installed.as;
      const customerId = installed.customerOf('ann');
      const add = async (currencyCode: string, productId: string) => {
        const order = { ...draft(customerId), currencyCode, lines: [{ productId, quantity: '1' }] };
        return (await orders().createOrder({ order, requestId: randomUUID() }, ann)).id;
      };
      const counted = await add('EUR', 'chai');
      const [, cancelled, inYen] = [await add('EUR', 'chai'), await add('EUR', 'chai'), await add('JPY', 'yen-tea')];
      for (const id of [counted, cancelled, inYen]) await confirm(id);
      await orders().cancelOrder({ orderId: cancelled, reason: 'not needed', requestId: randomUUID() }, ann);
      const idsOf = async (filter: object) =>
        (await orders().listOrders({ customerId, ...filter }, ann)).orders.map(({ id }) => id).sort();
      expect(await idsOf({ countedOnly: true, currencyCode: 'EUR' })).toEqual([counted]);
      expect(await idsOf({ countedOnly: true })).toEqual([counted, inYen].sort());
      const draftOnly = { countedOnly: true, state: OrderState.ORDER_STATE_DRAFT };
      expect(await idsOf(draftOnly)).toEqual([]);
      const { totals } = await orders().summarizeOrders({ customerId }, ann);
      expect(totals.map(({ orderCount, total }) => [total?.currencyCode, orderCount])).toEqual([
        ['EUR', 1n],
        ['JPY', 1n],
      ]);
      const odd = orders().listOrders({ customerId, currencyCode: 'XXY' }, ann);
      expect((await failureOf(odd)).fields).toEqual(['currency_code']);
    });
  });
});

describe('CatalogueService', () => {
  let installed: Installation;
  beforeAll(async () => {
    installed = await startInstallation();
  }, 60_000);
  afterAll(() => installed.stop());

  it('creates, reads, lists and changes; the etag guards', async () => {
    const { as, at, addProduct } = installed;
    const { catalogue } = at.client;
    const made = await addProduct('tea', 100n);
    expect(await catalogue.getProduct({ productId: 'tea' }, as.nora)).toEqual(made);
    await addProduct('coffee', 200n);
    expect((await failureOf(addProduct('tea', 1n))).reason).toBe('PRODUCT_EXISTS');
    const first = await catalogue.listProducts({ pageSize: 1 }, as.ann);
    const second = await catalogue.listProducts({ pageSize: 1, pageToken: first.nextPageToken }, as.ann);
    expect([...first.products, ...second.products].map(({ id }) => id)).toEqual(['coffee', 'tea']);
    const change = (etag: string, listPrice: object) =>
      catalogue.updateProduct(
        { product: { id: 'tea', etag, listPrice }, updateMask: ['list_price'], requestId: randomUUID() },
        as.admin,
      );
    expect((await failureOf(change(made.etag, { currencyCode: 'EURO', minorUnits: -5n }))).fields).toEqual([
      'product.list_price.currency_code',
      'product.list_price.minor_units',
    ]);
    const changed = await change(made.etag, { currencyCode: 'EUR', minorUnits: 150n });
    expect(changed).toMatchObject({ displayName: 'Product tea', listPrice: { minorUnits: 150n } });
    expect((await failureOf(change(made.etag, { currencyCode: 'EUR', minorUnits: 1n }))).code).toBe('ABORTED');
    expect((await failureOf(catalogue.getProduct({ productId: 'none' }, as.ann))).code).toBe('NOT_FOUND');
    const asAnn = catalogue.createProduct({ product: { id: 'x' }, requestId: randomUUID() }, as.ann);
    expect((await failureOf(asAnn)).code).toBe('PERMISSION_DENIED');
  });
});
