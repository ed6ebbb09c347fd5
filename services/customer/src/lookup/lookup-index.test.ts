import { randomUUID } from 'node:crypto';
import type { AccessScope } from '@fairlead/service-kit';
import type { Contact } from '../domain/customer';
import { UNOWNED } from '../domain/customer';
import type { CustomerDoc } from '../repository/models';
import { EmbeddedIndex } from './embedded-index';
import { lookupDocument } from './lookup-document';
import type { IndexQuery, LookupIndex } from './lookup-index';
import { MeiliIndex } from './meili-index';
import { parseQuery } from './query-words';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const ALL: AccessScope = { kind: 'all' };
const ANN: AccessScope = { kind: 'own', repId: 'ann', teamId: 'south', sub: 'user-ann' };

function customer(id: string, overrides: Partial<CustomerDoc> & { owner?: string; pool?: string } = {}): CustomerDoc {
  const { owner = 'ann', pool = '', ...rest } = overrides;
  const ownerId = pool ? '' : owner;
  return {
    _id: id,
    revision: 1,
    updateTime: new Date('2026-05-01T00:00:00Z'),
    displayName: id,
    contacts: [],
    phone: '',
    email: '',
    externalRef: '',
    tags: [],
    region: '',
    industry: '',
    stage: 'STAGE_LEAD',
    state: 'CUSTOMER_STATE_LEAD',
    createdBy: 'user-maker',
    ownership: { ...UNOWNED, ownerId, poolId: pool, teamId: 'south', teamPath: ['sales', 'south'], revision: 1 },
    ...rest,
  } as unknown as CustomerDoc;
}
const person = (name: string, phone = '', email = ''): Contact => ({ id: name, name, title: '', phone, email });

const PEOPLE = [
  customer('huawei', {
    displayName: '华为精密机械有限公司',
    phone: '+8613800138000',
    contacts: [person('王建国', '+8613912345678')],
    tags: ['key', 'expo'],
    region: '广东',
    industry: '机械',
  }),
  customer('changjiang', { displayName: '重庆长江轴承股份有限公司', region: '重庆', industry: '机械', tags: ['expo'] }),
  customer('traditional', { displayName: '臺灣華新電子股份有限公司' }),
  customer('alfreds', {
    displayName: 'Alfreds Futterkiste GmbH',
    email: 'maria@alfreds.example',
    externalRef: 'NW-ALFKI',
    contacts: [person('María Anders', '+493012345678')],
  }),
  customer('bolido', { displayName: 'Bólido Comidas preparadas' }),
  customer('old', { displayName: 'Twin Trading', updateTime: new Date('2020-01-01T00:00:00Z') }),
  customer('new', { displayName: 'Twin Trading', updateTime: new Date('2026-05-30T00:00:00Z') }),
  customer('bobs', { displayName: 'Bobs Secret Customer', owner: 'bob' }),
  customer('pooled', {
    displayName: 'Pooled Lead',
    pool: 'pool-south',
    phone: '+4915712345678',
    email: 'hidden@pooled.example',
  }),
  customer('unnamed', {
    displayName: '无名 Unnamed',
    ownership: {
      ...{ ...UNOWNED, poolId: 'pool-south', teamId: 'south', teamPath: ['sales', 'south'], revision: 1 },
      maskedFields: ['display_name'],
    },
  }),
];

const engines: [name: string, open: () => LookupIndex][] = [['embedded', () => new EmbeddedIndex()]];
const { MEILI_URL: url, MEILI_API_KEY: apiKey } = process.env;
if (url) engines.push(['meilisearch', () => new MeiliIndex({ url, apiKey, name: `test_${randomUUID()}` })]);

/** Promise: whatever a person remembers of a customer finds it, and nobody finds what is not theirs. */
describe.each(engines)('lookup by the %s index', (_name, open) => {
  let index: LookupIndex;
  beforeAll(async () => {
    index = open();
    const rebuild = await index.rebuild();
    await rebuild.upsert(PEOPLE.map(lookupDocument));
    await rebuild.commit({ position: 7, builtAt: new Date(NOW) });
  }, 120_000);
  afterAll(() => index.close());

  const ask = (query: string, rest: Partial<IndexQuery> = {}) =>
    index.search({
      words: parseQuery(query),
      scope: ALL,
      filter: {},
      facets: [],
      offset: 0,
      limit: 20,
      now: NOW,
      ...rest,
    });
  const find = async (query: string, rest: Partial<IndexQuery> = {}) =>
    (await ask(query, rest)).hits.map(({ id }) => id);

  it.each([
    ['a Chinese word', '机械', 'huawei'],
    ['the beginning of a Chinese name', '华为', 'huawei'],
    ['two words with others between them', '重庆轴承', 'changjiang'],
    ['a Chinese name as it is typed', '华为精', 'huawei'],
    ['one character', '华', 'huawei'],
    ['full pinyin', 'huawei', 'huawei'],
    ['full pinyin of a word further on', 'zhoucheng', 'changjiang'],
    ['pinyin with spaces', 'hua wei', 'huawei'],
    ['pinyin of a character with two readings', 'chongqing', 'changjiang'],
    ['initials', 'hw', 'huawei'],
    ['initials further on', 'cjzc', 'changjiang'],
    ['the whole name with its legal form', '华为精密机械有限公司', 'huawei'],
    ['the other script', '華為', 'huawei'],
    ['simplified for traditional', '台湾华新', 'traditional'],
    ['full width', 'Ａｌｆｒｅｄｓ', 'alfreds'],
    ['a phone tail', '8000', 'huawei'],
    ['a phone with spaces', '138 0013 8000', 'huawei'],
    ['the beginning of a phone', '+86 138', 'huawei'],
    ['the tail of a contact phone', '5678', 'huawei'],
    ['a contact', '王建国', 'huawei'],
    ['the pinyin of a contact', 'wangjianguo', 'huawei'],
    ['the initials of a contact', 'wjg', 'huawei'],
    ['a contact without its accent', 'maria', 'alfreds'],
    ['a beginning', 'alfr', 'alfreds'],
    ['a second word', 'futter', 'alfreds'],
    ['words in the other order', 'futterkiste alfreds', 'alfreds'],
    ['one wrong letter', 'alfrets', 'alfreds'],
    ['one missing letter', 'futterkste', 'alfreds'],
    ['one letter too many', 'alfredss', 'alfreds'],
    ['two letters swapped', 'aflreds', 'alfreds'],
    ['the last two letters swapped', 'futterkitse', 'alfreds'],
    ['a name without its accent', 'bolido', 'bolido'],
    ['a mail address', 'maria@alfreds', 'alfreds'],
    ['an external reference', 'nw-alfki', 'alfreds'],
  ])('finds by %s: %s', async (_how, query, id) => {
    expect(await find(query)).toContain(id);
  });

  it.each(['zzzz', '不存在', '999999', 'alfreds bolido', 'xy@nowhere'])('finds nothing for %s', async (query) => {
    expect(await find(query)).toEqual([]);
  });

  it('says where the words were found', async () => {
    const place = async (query: string, id: string) => (await ask(query)).hits.find((hit) => hit.id === id)?.matchedIn;
    expect(await place('huawei', 'huawei')).toEqual(['name']);
    expect(await place('wjg', 'huawei')).toEqual(['contact']);
    expect(await place('8000', 'huawei')).toEqual(['phone']);
    expect(await place('nw-alfki', 'alfreds')).toEqual(['external_ref']);
  });

  it('puts the better name first, and the later activity among equals', async () => {
    expect((await find('twin trading')).slice(0, 2)).toEqual(['new', 'old']);
  });

  it('answers the latest activity first when nothing was typed, or nothing that tells companies apart', async () => {
    expect((await find(''))[0]).toBe('new');
    expect((await find('  ')).length).toBe(PEOPLE.length);
  });

  it('keeps to the scope', async () => {
    const south: AccessScope = { kind: 'team', teamId: 'south', sub: 'user-mona' };
    const north: AccessScope = { kind: 'team', teamId: 'north', sub: 'user-nora' };
    expect(await find('secret', { scope: ANN })).toEqual([]);
    expect(await find('secret', { scope: { kind: 'own', repId: 'bob', teamId: 'south', sub: 'b' } })).toEqual(['bobs']);
    expect(await find('secret', { scope: south })).toEqual(['bobs']);
    expect(await find('secret', { scope: north })).toEqual([]);
    expect(await find('', { scope: north })).toEqual([]);
    expect(await find('', { scope: { kind: 'none' } })).toEqual([]);
    expect(await find('', { scope: ANN })).not.toContain('bobs');
    expect(await find('pooled', { scope: ANN })).toEqual(['pooled']);
  });

  it('does not find a pooled lead by what is hidden from a rep', async () => {
    for (const query of ['15712345678', '45678', 'hidden@pooled', 'hidden']) {
      expect(await find(query, { scope: ANN })).not.toContain('pooled');
      expect(await find(query)).toContain('pooled');
    }
  });

  it('finds a pooled lead whose name is hidden by no words of a rep, but lists it', async () => {
    for (const query of ['unnamed', 'wu ming', '无名']) {
      const answer = await ask(query, { scope: ANN });
      expect([answer.hits.map(({ id }) => id).includes('unnamed'), await find(query)]).toEqual([
        false,
        expect.arrayContaining(['unnamed']),
      ]);
    }
    expect(await find('', { scope: ANN })).toContain('unnamed');
  });

  it('shows an undecided lead to its maker', async () => {
    const fresh = customer('fresh', { displayName: 'Freshly Made', ownership: UNOWNED });
    await index.upsert([lookupDocument(fresh)], 8);
    const maker: AccessScope = { kind: 'own', repId: 'x', teamId: 'west', sub: 'user-maker' };
    expect(await find('freshly', { scope: maker })).toEqual(['fresh']);
    expect(await find('freshly', { scope: ANN })).toEqual([]);
  });

  it('filters, and counts values within the scope', async () => {
    expect((await find('', { filter: { industry: ['机械'] } })).sort()).toEqual(['changjiang', 'huawei']);
    expect(await find('', { filter: { industry: ['机械'], region: ['重庆'] } })).toEqual(['changjiang']);
    expect((await find('', { filter: { tags: ['key', 'expo'] } })).sort()).toEqual(['changjiang', 'huawei']);
    expect(await find('', { filter: { owner_id: ['bob'] } })).toEqual(['bobs']);
    expect(await find('', { filter: { region: ['a"b\\c'] } })).toEqual([]);
    const { facets } = await ask('', { facets: ['tags', 'industry', 'owner_id'], scope: ANN });
    expect(facets.tags).toEqual([
      ['expo', 2],
      ['key', 1],
    ]);
    expect(facets.industry).toEqual([['机械', 2]]);
    expect(facets.owner_id?.map(([owner]) => owner)).toEqual(['ann']);
  });

  it('takes changes over, and pages', async () => {
    const moved = customer('moving', { displayName: 'Moving Target' });
    await index.upsert([lookupDocument(moved)], 9);
    expect(await find('moving', { scope: ANN })).toEqual(['moving']);
    const taken = customer('moving', { displayName: 'Moved Away', owner: 'bob', revision: 2 });
    await index.upsert([lookupDocument(taken)], 10);
    expect(await find('moving')).toEqual([]);
    expect(await find('moved', { scope: ANN })).toEqual([]);
    expect(await index.state()).toEqual({ position: 10, builtAt: new Date(NOW) });
    const all = await find('');
    const paged = [...(await find('', { limit: 4 })), ...(await find('', { offset: 4, limit: 50 }))];
    expect(paged).toEqual(all);
  });

  it('is built anew beside the old one', async () => {
    const rebuild = await index.rebuild();
    await rebuild.upsert([lookupDocument(customer('only', { displayName: 'Only One' }))]);
    expect(await find('huawei')).toContain('huawei');
    await rebuild.commit({ position: 11, builtAt: new Date(NOW + 1) });
    expect(await find('huawei')).toEqual([]);
    expect(await find('only')).toEqual(['only']);
    expect(await index.state()).toEqual({ position: 11, builtAt: new Date(NOW + 1) });
    expect(await index.size()).toBe(1);
  });
});
