import { openTestStore, prepareModels, testLogger } from '@fairlead/service-kit/dist/testing/store';
import { type Connection, createConnection } from 'mongoose';
import type { LeadAttributes } from '../domain/lead-attributes';
import { repEntry, rulesEntry, teamEntry } from '../domain/ledger-entry';
import { Ledger } from '../repository/ledger';
import { repFactsOf, ruleOf } from '../testing/rosters';
import { Allocator } from './allocator';
import { RuleBook } from './rule-book';
import { verifyLedger } from './verify-ledger';

const LEADS = 150;
const QUOTA = 20;
const BEGIN = new Date('2026-03-02T08:00:00Z');
const attributes: LeadAttributes = {
  type: '',
  country: 'DE',
  region: '',
  city: '',
  industry: '',
  source: '',
  productLine: '',
  valueLevel: '',
  language: '',
};
const newLead = (leadId: string) => ({ leadId, revision: 1, lead: { attributes, knownOwnerId: '', barredRepId: '' } });
const ruleSets = {
  find: async (version: number) =>
    ({
      version,
      fallbackTeamId: 'root',
      knownOwnerFirst: false,
      rules: [ruleOf('all', { waitSeconds: 3600, balance: version === 1 ? 'FEWEST_OPEN' : 'ROUND_ROBIN' })],
    }) as never,
};

/** Promise: whatever number of processes decides, the ledger is one order, and every decision saw all that comes before it. */
describe('two allocators on one ledger', () => {
  let connections: Connection[];
  let ledgers: Ledger[];
  let allocators: Allocator[];

  beforeAll(async () => {
    const first = await openTestStore();
    const second = await createConnection(process.env.TEST_MONGODB_URI as string, { dbName: first.name }).asPromise();
    connections = [first, second];
    ledgers = connections.map((connection) => new Ledger(connection));
    await prepareModels([ledgers[0]!.model, ledgers[0]!.snapshots]);
    allocators = ledgers.map((ledger) => new Allocator(ledger, new RuleBook(ruleSets), testLogger));
    const team = { revision: 1, calendarId: '', createdAt: 0 };
    await one().record(teamEntry({ ...team, id: 'root', path: ['root'], parentId: '' }, BEGIN));
    await one().record(teamEntry({ ...team, id: 'south', path: ['root', 'south'], parentId: 'root' }, BEGIN));
    await one().record(rulesEntry(1, 1, BEGIN));
    for (const id of ['ann', 'bob', 'cid']) await one().record(repEntry(repFactsOf({ id, dailyQuota: QUOTA }), BEGIN));
  });
  afterAll(async () => {
    await connections[0]?.dropDatabase();
    for (const connection of connections) await connection.close();
  });

  const one = () => allocators[0] as Allocator;
  const other = () => allocators[1] as Allocator;
  const decisions = async () => {
    const entries = [];
    for (let at = 0; ; ) {
      const page = await ledgers[0]!.readAfter(at);
      if (page.length === 0) return entries.flatMap((entry) => (entry.kind === 'decision' ? [entry.decision] : []));
      entries.push(...page);
      at += page.length;
    }
  };

  it('give three quotas of 20 exactly, whoever asks, while facts change', async () => {
    const asked = Array.from({ length: LEADS }, (_, index) => allocators[index % 2]!.decide(newLead(`lead-${index}`)));
    const changes = [2, 3, 4].map((revision) =>
      other().record(repEntry(repFactsOf({ id: 'cid', revision, dailyQuota: QUOTA, capacityWeight: revision }), BEGIN)),
    );
    const placed = await Promise.all(asked);
    await Promise.all([...changes, other().record(rulesEntry(2, 2, BEGIN))]);
    expect(new Set(placed.map((entry) => entry?._id)).size).toBe(LEADS);
    const made = await decisions();
    expect(made).toHaveLength(LEADS);
    const owners = made.map(({ ownerId }) => ownerId);
    for (const repId of ['ann', 'bob', 'cid']) expect(owners.filter((owner) => owner === repId)).toHaveLength(QUOTA);
    expect(owners.filter((owner) => owner === '')).toHaveLength(LEADS - 3 * QUOTA);
  });

  it('answer the same lead the same, here and there, once and again', async () => {
    const all = await Promise.all([one(), other(), one(), other()].map((each) => each.decide(newLead('lead-7'))));
    const [first] = all;
    expect(first?.decision.leadId).toBe('lead-7');
    for (const each of all) expect(each?._id).toBe(first?._id);
  });

  it('serve those that wait before anybody new, once each', async () => {
    await other().record(repEntry(repFactsOf({ id: 'dee', dailyQuota: 5 }), new Date()));
    const [fresh, served] = await Promise.all([one().decide(newLead('late')), other().serveWaiting()]);
    await one().serveWaiting();
    const given = (await decisions()).filter(({ ownerId }) => ownerId === 'dee');
    expect(given).toHaveLength(5);
    expect(given.every(({ waited }) => waited)).toBe(true);
    expect(new Set(given.map(({ leadId }) => leadId)).size).toBe(5);
    expect(fresh?.decision.ownerId).toBe('');
    expect(served.length).toBeLessThanOrEqual(5);
  });

  it('leave a ledger that comes out the same again, from the beginning and from a snapshot', async () => {
    const { decisions: count, deviations } = await verifyLedger(ledgers[1]!, ruleSets);
    expect([count, deviations]).toEqual([LEADS + 1 + 5, []]);
    const head = await ledgers[0]!.head();
    const whole = await ledgers[0]!.allocationAt(head);
    await ledgers[0]!.keepSnapshot(head - 10, await ledgers[0]!.allocationAt(head - 10));
    const rest = await ledgers[1]!.allocationAt(head);
    expect(JSON.stringify(rest.toSnapshot())).toBe(JSON.stringify(whole.toSnapshot()));
    expect(JSON.stringify((await other().current()).toSnapshot())).toBe(JSON.stringify(whole.toSnapshot()));
  });

  it('take everything back when the write fails, and go on', async () => {
    const ledger = ledgers[0] as Ledger;
    const append = ledger.append.bind(ledger);
    const before = JSON.stringify((await one().current()).toSnapshot());
    ledger.append = async () => {
      throw new Error('disk full');
    };
    await expect(one().decide(newLead('unlucky'))).rejects.toThrow('disk full');
    ledger.append = append;
    expect(JSON.stringify((await one().current()).toSnapshot())).toBe(before);
    expect((await one().decide(newLead('unlucky')))?.decision.leadId).toBe('unlucky');
  });
});
