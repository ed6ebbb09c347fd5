import { randomUUID } from 'node:crypto';
import { type common, customer as proto } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { startInstallation } from '../testing/installation';

type Installed = Awaited<ReturnType<typeof startInstallation>>;

const owned = (ownerId: string, revision: number): common.Ownership => ({
  ownerId,
  teamId: 'south',
  teamPath: ['sales', 'south'],
  poolId: ownerId === '' ? 'pool-south' : '',
  cycle: revision,
  revision: BigInt(revision),
  since: new Date('2026-01-01T00:00:00Z'),
  maskedFields: [],
  reopenedCycle: 0,
});

/** Promise: lookup follows the records, and never shows what its caller may not see now. */
describe('LookupService', () => {
  let installed: Installed;
  let admin: CallOptions;
  let ann: CallOptions;
  let bob: CallOptions;
  let mona: CallOptions;
  let service: CallOptions;
  beforeAll(async () => {
    installed = await startInstallation(2);
    const { at } = installed;
    [admin, ann, bob, mona, service] = await Promise.all([
      at.admin(),
      at.rep('ann', 'south'),
      at.rep('bob', 'south'),
      at.manager('mona', 'sales'),
      at.asService('assignment'),
    ]);
    for (const instance of [0, 1]) {
      await eventually(() =>
        ask({}, admin, instance).then(
          () => true,
          () => false,
        ),
      );
    }
  }, 60_000);
  afterAll(() => installed.stop());

  const create = (lead: Partial<proto.Customer>) =>
    installed.at.client.customers.createLead(
      { lead: proto.Customer.fromPartial(lead), requestId: randomUUID() },
      admin,
    );
  const give = (customerId: string, ownerId: string, revision: number) =>
    installed.at.client.customers.applyOwnership({ customerId, ownership: owned(ownerId, revision) }, service);
  const ask = (request: Partial<proto.LookupCustomersRequest>, as: CallOptions, instance = 0) =>
    (installed.at.clients[instance] as Installed['at']['client']).lookup.lookupCustomers(
      proto.LookupCustomersRequest.fromPartial(request),
      as,
    );
  const found = async (query: string, as: CallOptions, instance = 0) =>
    (await ask({ query }, as, instance)).hits.map(({ customer }) => customer?.id);
  const finds = (ids: string[], query: string, as: CallOptions, instance = 0) =>
    eventually(async () => JSON.stringify(await found(query, as, instance)) === JSON.stringify(ids));

  it('finds in every process what one of them created', async () => {
    const { id } = await create({ displayName: '苏州园林酒店用品有限公司', country: 'CN', phone: '13800134567' });
    await give(id, 'ann', 1);
    for (const instance of [0, 1]) {
      await finds([id], 'suzhou', ann, instance);
      expect(await found('szyl', ann, instance)).toEqual([id]);
      expect(await found('4567', ann, instance)).toEqual([id]);
      expect(await found('园林', mona, instance)).toEqual([id]);
      expect(await found('园林', bob, instance)).toEqual([]);
    }
    const answer = await ask({ query: 'szyl' }, ann);
    expect(answer.hits[0]?.matchedIn).toEqual(['name']);
    await eventually(async () => (await ask({ query: 'szyl' }, ann)).indexedThrough > 0n);
    expect(answer.logHead).toBeGreaterThanOrEqual(answer.indexedThrough);
  });

  it('stops showing a customer to its former owner with the handover itself, not with the index', async () => {
    for (let round = 0; round < 5; round += 1) {
      const name = `Handover Case ${String.fromCharCode(97 + round).repeat(6)}`;
      const { id } = await create({ displayName: name });
      await give(id, 'ann', 1);
      await finds([id], name, ann);
      await give(id, 'bob', 2);
      // Not eventually: at once, whatever the index knows.
      expect(await found(name, ann)).toEqual([]);
      await finds([id], name, bob);
    }
  });

  it('does not show a lead that was just pooled to a rep who typed its phone', async () => {
    const { id } = await create({ displayName: 'Phone Probe', phone: '+4930555000777' });
    await give(id, 'ann', 1);
    await finds([id], '555000777', ann);
    await give(id, '', 2);
    expect(await found('555000777', ann)).toEqual([]);
    await finds([id], 'phone probe', bob);
    expect(await found('555000777', bob)).toEqual([]);
    expect(await found('555000777', mona)).toEqual([id]);
    const [hit] = (await ask({ query: 'phone probe' }, bob)).hits;
    expect(hit?.customer).toMatchObject({ masked: true, phone: expect.stringContaining('*') });
  });

  it('finds no lead by a name that its pool hides, and does not count it either', async () => {
    const contacts = [{ name: 'Wilhelmina Querfeld' }];
    const { id } = await create(proto.Customer.fromPartial({ displayName: 'Zanzibar Zippers', contacts }));
    await installed.at.client.customers.applyOwnership(
      { customerId: id, ownership: { ...owned('', 1), maskedFields: ['display_name'] } },
      service,
    );
    await finds([id], 'zanzibar', mona);
    for (const words of ['zanzibar', 'querfeld']) {
      expect(await ask({ query: words, facets: ['industry'] }, bob)).toMatchObject({ hits: [], estimatedTotal: 0 });
    }
    await give(id, 'bob', 2);
    await finds([id], 'zanzibar', bob);
  });

  it('applies filters to the records as they are, counts facets, and pages', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      const industry = index < 5 ? 'Optics' : 'Steel';
      const { id } = await create({ displayName: `Paging Sample ${index}`, industry, tags: ['paged'] });
      await give(id, 'ann', 1);
      ids.push(id);
    }
    await eventually(async () => (await found('paging sample', ann)).length === 7);
    const first = await ask({ query: 'paging', pageSize: 3, facets: ['industry'] }, ann);
    expect(first.facets).toEqual([
      {
        field: 'industry',
        values: [
          { value: 'Optics', count: 5 },
          { value: 'Steel', count: 2 },
        ],
      },
    ]);
    expect(first.estimatedTotal).toBe(7);
    const seen = first.hits.map(({ customer }) => customer?.id);
    for (let pageToken = first.nextPageToken; pageToken !== ''; ) {
      const page = await ask({ query: 'paging', pageSize: 3, pageToken }, ann);
      seen.push(...page.hits.map(({ customer }) => customer?.id));
      pageToken = page.nextPageToken;
    }
    expect([...seen].sort()).toEqual([...ids].sort());
    const steel = await ask(
      { query: 'paging', filter: proto.LookupFilter.fromPartial({ industries: ['Steel'] }) },
      ann,
    );
    expect(steel.hits).toHaveLength(2);
    const foreign = await failureOf(ask({ query: 'other', pageSize: 3, pageToken: first.nextPageToken }, ann));
    expect(foreign.reason).toBe('PAGE_TOKEN_MISMATCH');
    const other = await failureOf(ask({ query: 'paging', pageSize: 3, pageToken: first.nextPageToken }, mona));
    expect(other.reason).toBe('PAGE_TOKEN_MISMATCH');
  });

  it('names every fault', async () => {
    const failure = await failureOf(
      ask(
        {
          query: 'x'.repeat(201),
          pageSize: -1,
          facets: ['phone'],
          filter: proto.LookupFilter.fromPartial({ tags: Array(51).fill('t'), regions: [''] }),
        },
        admin,
      ),
    );
    expect(failure.fields.sort()).toEqual(['facets[0]', 'filter.regions[0]', 'filter.tags', 'page_size', 'query']);
  });

  it('is built anew by an operator while it goes on answering', async () => {
    const { id } = await create({ displayName: 'Rebuild Witness' });
    await finds([id], 'rebuild witness', admin);
    const lookup = installed.at.client.lookup;
    const before = await lookup.getLookupStatus({}, admin);
    expect(before).toMatchObject({ engine: process.env.MEILI_URL ? 'meilisearch' : 'embedded', rebuilding: false });
    expect((await failureOf(lookup.rebuildLookup({}, ann))).code).toBe('PERMISSION_DENIED');
    expect((await lookup.rebuildLookup({}, admin)).rebuilding).toBe(true);
    expect(await found('rebuild witness', admin)).toEqual([id]);
    const during = await create({ displayName: 'Made During Rebuild' });
    const after = await eventually(async () => {
      const status = await lookup.getLookupStatus({}, admin);
      return !status.rebuilding && status.indexedThrough === status.logHead && status;
    });
    expect(after.buildTime?.getTime()).toBeGreaterThan(before.buildTime?.getTime() ?? 0);
    await finds([during.id], 'made during', admin);
    expect(await found('rebuild witness', admin)).toEqual([id]);
  });
});
