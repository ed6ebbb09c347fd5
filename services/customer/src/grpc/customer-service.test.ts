import { randomUUID } from 'node:crypto';
import { type common, customer as proto } from '@fairlead/proto';
import { callOptions, eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { startInstallation } from '../testing/installation';

type Installed = Awaited<ReturnType<typeof startInstallation>>;

const draft = (overrides: Partial<proto.Customer> = {}) =>
  proto.Customer.fromPartial({ displayName: 'A lead', ...overrides });
const owned = (ownerId: string, teamPath: string[], revision = 1): common.Ownership => ({
  ownerId,
  teamId: teamPath.at(-1) ?? '',
  teamPath,
  poolId: ownerId === '' ? `pool-${teamPath.at(-1)}` : '',
  cycle: revision,
  revision: BigInt(revision),
  since: new Date('2026-01-01T00:00:00Z'),
  maskedFields: [],
  reopenedCycle: 0,
});

describe('CustomerService', () => {
  let installed: Installed;
  let admin: CallOptions;
  let ann: CallOptions;
  let bob: CallOptions;
  let service: CallOptions;
  beforeAll(async () => {
    installed = await startInstallation(2);
    const { at } = installed;
    [admin, ann, bob, service] = await Promise.all([
      at.admin(),
      at.rep('ann', 'south'),
      at.rep('bob', 'south'),
      at.asService('assignment'),
    ]);
  }, 60_000);
  afterAll(() => installed.stop());

  const calls = () => installed.at.client.customers;
  const create = (lead: Partial<proto.Customer> = {}, as = admin, requestId = randomUUID()) =>
    calls().createLead({ lead: draft(lead), requestId }, as);
  const give = (customerId: string, ownership: common.Ownership) =>
    calls().applyOwnership({ customerId, ownership }, service);
  const phone = () => `+4930${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
  async function createFor(ownerId: string, teamPath: string[], lead: Partial<proto.Customer> = {}) {
    const made = await create(lead);
    await give(made.id, owned(ownerId, teamPath));
    return calls().getCustomer({ customerId: made.id }, admin);
  }

  const update = (customer: Partial<proto.Customer>, updateMask: string[], as = admin) =>
    calls().updateCustomer(
      { customer: draft({ displayName: '', ...customer }), updateMask, requestId: randomUUID() },
      as,
    );

  describe('CreateLead', () => {
    it('answers the lead in normal form, with everything only answers carry', async () => {
      const made = await create({
        displayName: ' 华为 ',
        country: 'cn',
        phone: '138 0013 8999',
        email: 'A@Example.CN',
      });
      expect(made).toMatchObject({
        name: `customers/${made.id}`,
        displayName: '华为',
        phone: '+8613800138999',
        email: 'a@example.cn',
        state: 'CUSTOMER_STATE_LEAD',
        stage: 'STAGE_LEAD',
        masked: false,
      });
      expect(await calls().getCustomer({ customerId: made.id }, admin)).toEqual(made);
    });

    it('refuses output-only fields and a request id that is no UUID, all at once', async () => {
      const lead = draft({ id: 'x', name: 'y', etag: '1', stage: proto.Stage.STAGE_NEED, displayName: '' });
      const failure = await failureOf(calls().createLead({ lead, requestId: 'no' }, admin));
      expect(failure).toMatchObject({ code: 'INVALID_ARGUMENT' });
      expect(failure.fields.sort()).toEqual([
        'lead.display_name',
        'lead.etag',
        'lead.id',
        'lead.name',
        'lead.stage',
        'request_id',
      ]);
      expect((await failureOf(calls().createLead({ requestId: randomUUID() }, admin))).fields).toContain('lead');
    });

    it('makes one lead of 50 creates with one request id over two instances, also after a restart', async () => {
      const requestId = randomUUID();
      const lead = draft({ displayName: 'Once', phone: phone() });
      const at = installed.at;
      const made = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          at.clients[index % 2]!.customers.createLead({ lead, requestId }, admin),
        ),
      );
      await at.removeInstance();
      await at.addInstance();
      made.push(await at.clients[1]!.customers.createLead({ lead, requestId }, admin));
      expect(new Set(made.map((each) => JSON.stringify(proto.Customer.toJSON(each)))).size).toBe(1);
      const other = await failureOf(
        at.clients[1]!.customers.createLead({ lead: draft({ displayName: 'Other' }), requestId }, admin),
      );
      expect(other).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'REQUEST_ID_REUSED' });
      const foreign = await failureOf(at.clients[1]!.customers.createLead({ lead, requestId }, ann));
      expect(foreign).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'REQUEST_ID_FOREIGN' });
    }, 60_000);

    it('lets no two leads share a phone, a mail or a reference, and names the other only to whom may see it', async () => {
      const shared = { phone: phone(), email: `${randomUUID()}@example.com`, externalRef: randomUUID() };
      const first = await createFor('bob', ['south'], shared);
      for (const field of ['phone', 'email', 'externalRef'] as const) {
        const twin = { displayName: 'Twin', [field]: shared[field] };
        expect(await failureOf(create(twin))).toMatchObject({
          code: 'ALREADY_EXISTS',
          reason: 'DUPLICATE_CUSTOMER',
          metadata: { customer_id: first.id },
        });
        expect((await failureOf(create(twin, ann))).metadata).not.toHaveProperty('customer_id');
      }
      // The refused ones left no key behind.
      const [freeMail, takenPhone] = [`${randomUUID()}@example.com`, shared.phone];
      await failureOf(create({ email: freeMail, phone: takenPhone }));
      expect((await create({ email: freeMail })).email).toBe(freeMail);
    });

    it('answers a repetition as before when others have its keys by now, and keeps no key of a repetition', async () => {
      const [old, fresh, free] = [phone(), phone(), phone()];
      const requestId = randomUUID();
      const lead = draft({ displayName: 'First', phone: old });
      const again = (body = lead) => installed.at.client.customers.createLead({ lead: body, requestId }, admin);
      const made = await again();
      await update({ id: made.id, etag: made.etag, phone: fresh }, ['phone']);
      expect((await create({ phone: old })).phone).toBe(old);
      expect(await again()).toEqual(made);
      // A key that is free again must not be taken by a repetition that is refused.
      const holder = await create({ phone: free });
      await update({ id: holder.id, etag: holder.etag, phone: phone() }, ['phone']);
      const reused = await failureOf(again(draft({ displayName: 'First', phone: free })));
      expect(reused.reason).toBe('REQUEST_ID_REUSED');
      expect((await create({ phone: free })).phone).toBe(free);
    });

    it('lets one of many win that arrive at once with the same phone', async () => {
      const same = phone();
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          installed.at.clients[index % 2]!.customers.createLead(
            { lead: draft({ phone: same }), requestId: randomUUID() },
            admin,
          ).then(
            () => 'made',
            async (error: unknown) => (await failureOf(Promise.reject(error))).reason,
          ),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'made')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'DUPLICATE_CUSTOMER')).toHaveLength(19);
    });
  });

  describe('UpdateCustomer', () => {
    it('changes what the mask names, and nothing else', async () => {
      const made = await create({ displayName: 'Before', city: 'Berlin', country: 'DE' });
      const after = await update(
        { id: made.id, etag: made.etag, displayName: 'After', city: '', phone: '030 901821' },
        ['display_name', 'phone'],
      );
      expect(after).toMatchObject({ displayName: 'After', city: 'Berlin', phone: '+4930901821' });
    });
    it('refuses a stale etag, an unknown field and an empty mask', async () => {
      const made = await create();
      await update({ id: made.id, etag: made.etag, city: 'Bonn' }, ['city']);
      expect(await failureOf(update({ id: made.id, etag: made.etag, city: 'Kiel' }, ['city']))).toMatchObject({
        code: 'ABORTED',
        reason: 'STALE_ETAG',
      });
      expect((await failureOf(update({ id: made.id, etag: made.etag }, ['state', 'owner_id']))).fields).toEqual([
        'update_mask',
        'update_mask',
      ]);
      expect((await failureOf(update({ id: made.id, etag: made.etag }, []))).fields).toContain('update_mask');
    });
    it('frees the former phone and takes the new one', async () => {
      const [old, fresh] = [phone(), phone()];
      const made = await create({ phone: old });
      await update({ id: made.id, etag: made.etag, phone: fresh }, ['phone']);
      expect((await create({ phone: old })).phone).toBe(old);
      expect(await failureOf(create({ phone: fresh }))).toMatchObject({ reason: 'DUPLICATE_CUSTOMER' });
    });
    it('keeps the ids of contacts', async () => {
      const contact = { id: '', name: 'Li', title: '', phone: '', email: '' };
      const made = await create({ contacts: [contact] });
      const [li] = made.contacts as [proto.Contact];
      const after = await update(
        {
          id: made.id,
          etag: made.etag,
          contacts: [
            { ...li, title: 'CEO' },
            { ...contact, name: 'Wu' },
          ],
        },
        ['contacts'],
      );
      expect(after.contacts.map(({ name }) => name)).toEqual(['Li', 'Wu']);
      expect(after.contacts[0]?.id).toBe(li.id);
      expect(after.contacts[1]?.id).not.toBe('');
    });
  });

  describe('stages and endings', () => {
    it('are idempotent by request id and refuse what cannot be', async () => {
      const made = await create();
      const requestId = randomUUID();
      const [first, again] = [
        await calls().convertLead({ customerId: made.id, requestId }, admin),
        await calls().convertLead({ customerId: made.id, requestId }, admin),
      ];
      expect(again).toEqual(first);
      expect(first.state).toBe('CUSTOMER_STATE_CUSTOMER');
      expect(
        await failureOf(calls().convertLead({ customerId: made.id, requestId: randomUUID() }, admin)),
      ).toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'ALREADY_CONVERTED',
      });
      const lost = await create();
      expect(
        (await failureOf(calls().markLost({ customerId: lost.id, reason: ' ', requestId: randomUUID() }, admin)))
          .fields,
      ).toEqual(['reason']);
      expect(
        (await calls().markLost({ customerId: lost.id, reason: 'price', requestId: randomUUID() }, admin)).lostReason,
      ).toBe('price');
      const stage = { customerId: lost.id, stage: proto.Stage.STAGE_NEED, requestId: randomUUID() };
      expect(await failureOf(calls().changeStage(stage, admin))).toMatchObject({ reason: 'LEAD_LOST' });
      expect(
        (await failureOf(calls().changeStage({ customerId: made.id, requestId: randomUUID() }, admin))).fields,
      ).toEqual(['stage']);
    });
    it('follow the follow-ups: contact moves a new lead on, the latest time stays', async () => {
      const made = await create();
      const logged = (occurTime: string, contact = true) =>
        installed.followUp.emit('crm.followup.follow_up.logged.v1', made.id, {
          followUpId: randomUUID(),
          cycle: 1,
          method: 'CONTACT_METHOD_CALL',
          outcome: 'FOLLOW_UP_OUTCOME_INTERESTED',
          contact,
          occurTime,
        });
      logged('2026-01-02T00:00:00.000Z', false);
      logged('2026-01-04T00:00:00.000Z');
      logged('2026-01-03T00:00:00.000Z');
      const after = await eventually(async () => {
        const found = await calls().getCustomer({ customerId: made.id }, admin);
        return found.stage === 'STAGE_CONTACT' && found;
      });
      expect(after.lastContactTime?.toISOString()).toBe('2026-01-04T00:00:00.000Z');
    });
  });

  describe('orders', () => {
    const total = (orderCount: bigint, minorUnits: bigint, lastOrderDate: string) => ({
      key: '',
      orderCount,
      total: { currencyCode: 'EUR', minorUnits },
      lastOrderDate,
    });
    const data = (state: string) => ({
      orderId: randomUUID(),
      number: 'O-1',
      state,
      orderDate: '2026-11-27',
      currencyCode: 'EUR',
      totalMinorUnits: 100,
    });

    it('are counted on the record, drafts aside; an order taken back counts no more', async () => {
      const made = await create();
      const { orders, orderTotals } = installed;
      const recorded = (count: bigint | undefined) =>
        eventually(async () => {
          const found = await calls().getCustomer({ customerId: made.id }, admin);
          return found.orders?.count === count && found;
        });
      orderTotals.set(made.id, [total(2n, 4321n, '2026-11-27')]);
      orders.emit('crm.order.order.created.v1', made.id, data('ORDER_STATE_DRAFT'));
      orders.emit('crm.order.order.confirmed.v1', made.id, data('ORDER_STATE_CONFIRMED'));
      expect((await recorded(2n)).orders).toEqual({
        count: 2n,
        lastOrderDate: '2026-11-27',
        totals: [{ currencyCode: 'EUR', minorUnits: 4321n }],
      });
      orderTotals.set(made.id, []);
      orders.emit('crm.order.order.cancelled.v1', made.id, data('ORDER_STATE_CANCELLED'));
      await recorded(undefined);
    });
  });

  it('are read by the key of another system, in scope only', async () => {
    const ref = randomUUID();
    const made = await calls().createLead(
      { lead: { displayName: 'By reference', externalRef: ref }, requestId: randomUUID() },
      admin,
    );
    const read = (as: typeof admin) => calls().batchGetCustomers({ externalRefs: [ref, 'unknown'] }, as);
    expect((await read(admin)).customers.map(({ id }) => id)).toEqual([made.id]);
    expect((await read(await installed.at.rep('nobody', 'nowhere'))).customers).toEqual([]);
    const faulty = calls().batchGetCustomers({ externalRefs: [''] }, admin);
    expect((await failureOf(faulty)).fields).toEqual(['external_refs[0]']);
  });

  describe('scopes', () => {
    it('show reps their own and their pool, managers their tree, strangers nothing', async () => {
      const [anns, bobs, pooled, elsewhere] = await Promise.all([
        createFor('ann', ['sales', 'south']),
        createFor('bob', ['sales', 'south']),
        createFor('', ['sales', 'south'], { phone: phone(), email: `${randomUUID()}@example.com` }),
        createFor('cat', ['sales', 'north']),
      ]);
      const mine = [anns, bobs, pooled, elsewhere];
      const at = installed.at;
      const seen = async (as: CallOptions) => {
        const { customers } = await calls().batchGetCustomers({ customerIds: mine.map(({ id }) => id) }, as);
        return customers.map(({ id }) => id);
      };
      expect(await seen(ann)).toEqual([anns.id, pooled.id]);
      expect(await seen(bob)).toEqual([bobs.id, pooled.id]);
      expect(await seen(await at.manager('mia', 'south'))).toEqual([anns.id, bobs.id, pooled.id]);
      expect(await seen(await at.manager('max', 'sales'))).toEqual(mine.map(({ id }) => id));
      expect(await seen(await at.person({ sub: 'nobody', roles: [] }))).toEqual([]);
      expect(await failureOf(calls().getCustomer({ customerId: bobs.id }, ann))).toMatchObject({ code: 'NOT_FOUND' });
      const masked = await calls().getCustomer({ customerId: pooled.id }, ann);
      expect(masked.masked).toBe(true);
      expect([masked.phone, masked.email]).toEqual([expect.stringContaining('*'), expect.stringContaining('*')]);
      expect(masked.ownership?.maskedFields).toEqual(['phone', 'email', 'address']);
      const contacts = [{ name: 'Anna Bell', phone: phone() }];
      const hidden = await createFor(
        '',
        ['sales', 'south'],
        proto.Customer.fromPartial({ displayName: 'Acme', contacts }),
      );
      await give(hidden.id, { ...owned('', ['sales', 'south'], 2), maskedFields: ['display_name', 'contacts'] });
      expect(await calls().getCustomer({ customerId: hidden.id }, ann)).toMatchObject({
        masked: true,
        displayName: 'A***',
        contacts: [{ name: 'A***', phone: '' }],
      });
      expect((await calls().getCustomer({ customerId: hidden.id }, admin)).displayName).toBe('Acme');
      await give(hidden.id, { ...owned('', ['sales', 'south'], 3), maskedFields: ['nothing'] });
      expect(await calls().getCustomer({ customerId: hidden.id }, ann)).toMatchObject({
        masked: false,
        displayName: 'Acme',
      });
      const refused = await failureOf(calls().convertLead({ customerId: pooled.id, requestId: randomUUID() }, ann));
      expect(refused).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'NOT_OWNER' });
      expect(await failureOf(calls().convertLead({ customerId: bobs.id, requestId: randomUUID() }, ann))).toMatchObject(
        { code: 'NOT_FOUND' },
      );
    });

    it('hold in lists, page by page, whatever the order', async () => {
      const ids: string[] = [];
      for (let index = 0; index < 7; index += 1)
        ids.push((await createFor('dan', ['sales', 'west'], { displayName: `Dan ${6 - index}` })).id);
      const dan = await installed.at.rep('dan', 'west');
      for (const orderBy of ['', 'create_time desc', 'display_name']) {
        const found: string[] = [];
        for (let pageToken = ''; ; ) {
          const page = await calls().listCustomers({ pageSize: 3, pageToken, orderBy }, dan);
          found.push(...page.customers.map(({ id }) => id));
          pageToken = page.nextPageToken;
          if (!pageToken) break;
        }
        expect([...found].sort()).toEqual([...ids].sort());
        if (orderBy !== '') expect(found).toEqual([...ids].reverse());
      }
      const { nextPageToken: pageToken } = await calls().listCustomers({ pageSize: 3 }, dan);
      for (const [request, as] of [
        [{ pageToken }, ann],
        [{ pageToken, ownerId: 'dan' }, dan],
        [{ pageToken, orderBy: 'display_name' }, dan],
      ] as const) {
        expect(await failureOf(calls().listCustomers(request, as))).toMatchObject({ reason: 'PAGE_TOKEN_MISMATCH' });
      }
      expect((await failureOf(calls().listCustomers({ pageSize: -1, orderBy: 'size' }, dan))).fields.sort()).toEqual([
        'order_by',
        'page_size',
      ]);
    });

    it('hold in the event stream, by the ownership of now', async () => {
      const anns = await createFor('ann', ['sales', 'south']);
      const bobs = await createFor('bob', ['sales', 'south']);
      const subjects = async (as: CallOptions) => {
        const seen = new Set<string>();
        for await (const { item } of installed.at.client.events.subscribe({ untilHead: true }, as)) {
          if (item?.$case === 'event') seen.add(item.value.subject);
        }
        return seen;
      };
      await eventually(async () => (await subjects(admin)).has(bobs.id));
      const [seenByAnn, seenByMia] = [await subjects(ann), await subjects(await installed.at.manager('mia', 'south'))];
      expect([seenByAnn.has(anns.id), seenByAnn.has(bobs.id)]).toEqual([true, false]);
      expect([seenByMia.has(anns.id), seenByMia.has(bobs.id)]).toEqual([true, true]);
    });
  });

  describe('who may call', () => {
    it('is checked by token and role', async () => {
      const { auth } = installed.at;
      const lead = { lead: draft(), requestId: randomUUID() };
      const tokens = [
        await auth.expiredToken('x'),
        await auth.forgedToken({ sub: 'x', roles: ['admin'] }),
        auth.algNoneToken({ sub: 'x', roles: ['admin'] }),
      ];
      const reasons = await Promise.all(
        tokens.map(async (token) => (await failureOf(calls().createLead(lead, callOptions(token)))).reason),
      );
      expect(reasons).toEqual(['TOKEN_EXPIRED', 'TOKEN_SIGNATURE', 'TOKEN_ALGORITHM']);
      expect((await failureOf(calls().createLead(lead))).code).toBe('UNAUTHENTICATED');
      const operator = await installed.at.person({ sub: 'op', roles: ['operator'] });
      expect((await failureOf(calls().createLead(lead, operator))).code).toBe('PERMISSION_DENIED');
      const made = await create();
      expect(
        (await failureOf(calls().applyOwnership({ customerId: made.id, ownership: owned('eve', ['x']) }, admin))).code,
      ).toBe('PERMISSION_DENIED');
    });
  });

  it('sends its subscribers elsewhere when it stops', async () => {
    const { at } = installed;
    await create();
    await at.addInstance();
    const stream = at.clients.at(-1)!.events.subscribe({ fromNow: true }, admin);
    const ended = failureOf(
      (async () => {
        for await (const _ of stream);
      })(),
    );
    await eventually(async () => (await at.clients.at(-1)!.events.getHead({}, admin)).sequence > 0n);
    await at.removeInstance();
    expect(await ended).toMatchObject({ code: 'UNAVAILABLE', reason: 'DRAINING' });
  });
});
