import { baseConfig, connectStore, createLogger, ensureCollections, loadConfig } from '@fairlead/service-kit';
import type { Connection } from 'mongoose';
import { Allocator } from './application/allocator';
import { RuleBook } from './application/rule-book';
import { CompiledRules } from './domain/compiled-rules';
import { heldEntry, repEntry, rulesEntry, teamEntry } from './domain/ledger-entry';
import type { Rule, RuleSet } from './domain/rule-set';
import { WhatIfRun } from './domain/what-if';
import { Ledger } from './repository/ledger';

const config = baseConfig.pick({ MONGODB_URI: true, MONGODB_LOCAL_STORE: true, LOG_LEVEL: true });
const REPS = 1000;
const TEAMS = 50;
const RULES = 200;
const WARM_UP = 300;
const DECISIONS = 3000;
const BEGIN = new Date('2026-03-02T08:00:00Z');

/**
 * How long decisions take in the service, one after the other, from the call to the entry in the ledger, and how many a
 * second a what-if replays: 1,000 reps, 200 rules of which the last looks at all reps. The argument says how many leads are
 * held before. Works in a database of its own, which is dropped; writes one line of JSON.
 */
async function main(): Promise<void> {
  const held = Number(process.argv[2] ?? 0);
  const { MONGODB_URI: uri, MONGODB_LOCAL_STORE: localStore, LOG_LEVEL } = loadConfig(config);
  const logger = createLogger('measure-decisions', LOG_LEVEL);
  const connection = await connectStore({ uri, database: `measure_decisions_${process.pid}`, localStore }, logger);
  try {
    const ledger = new Ledger(connection);
    await ensureCollections([ledger.model, ledger.snapshots], localStore);
    const ruleSets = { find: async () => ruleSet(1) as never };
    const allocator = new Allocator(ledger, new RuleBook(ruleSets), logger);
    await fill(allocator, held);
    for (let index = 0; index < WARM_UP; index += 1) await allocator.decide(newLead(`warm-${index}`, index));
    const before = await ledger.head();
    const times: number[] = [];
    for (let index = 0; index < DECISIONS; index += 1) {
      const started = performance.now();
      await allocator.decide(newLead(`lead-${index}`, index));
      times.push(performance.now() - started);
    }
    const floor = await bareInserts(connection, ledger, before);
    process.stdout.write(`${JSON.stringify({ held, times, floor, ...(await whatIf(ledger, before)) })}\n`);
  } finally {
    await connection.dropDatabase();
    await connection.close();
  }
}

async function fill(allocator: Allocator, held: number): Promise<void> {
  const all: Promise<void>[] = [];
  const team = (id: string, parentId: string) =>
    allocator.record(
      teamEntry(
        { id, revision: 1, path: parentId ? [parentId, id] : [id], parentId, calendarId: '', createdAt: 0 },
        BEGIN,
      ),
    );
  all.push(team('root', ''));
  for (let index = 0; index < TEAMS; index += 1) all.push(team(`team-${index}`, 'root'));
  for (let index = 0; index < REPS; index += 1) all.push(allocator.record(repEntry(rep(index), BEGIN)));
  all.push(allocator.record(rulesEntry(1, 1, BEGIN)));
  for (let index = 0; index < held; index += 1) {
    const repId = idOf(index % REPS);
    const entry = heldEntry({ leadId: `held-${index}`, repId, revision: 1, cause: 'present' }, BEGIN);
    all.push(allocator.record(entry));
    if (all.length >= 5000) await Promise.all(all.splice(0));
  }
  await Promise.all(all);
}

const idOf = (index: number) => `rep-${String(index).padStart(4, '0')}`;

const rep = (index: number) => ({
  id: idOf(index),
  revision: 1,
  teamId: `team-${index % TEAMS}`,
  territories: ['DE', 'FR', 'CN'].slice(0, 1 + (index % 3)),
  skills: [`skill-${index % 7}`],
  languages: ['zh'],
  level: index % 5,
  capacityWeight: 1 + (index % 3),
  dailyQuota: index % 4 === 0 ? 50 : 0,
  active: true,
  leaves:
    index % 10 === 0
      ? [{ id: 'leave', from: new Date(BEGIN.getTime() - 3_600_000), to: new Date(BEGIN.getTime() + 3_600_000) }]
      : [],
});

/** Rules for regions, sources and grades, and one for everything that is left. */
function ruleSet(version: number): Pick<RuleSet, 'version' | 'fallbackTeamId' | 'knownOwnerFirst' | 'rules'> {
  const base = {
    balance: 'FEWEST_OPEN',
    workingHoursOnly: false,
    waitSeconds: 0,
    priority: 0,
    overflowTeamId: '',
  } as const;
  const special = Array.from({ length: RULES - 1 }, (_, index): Rule => {
    const condition =
      `lead.region == "region-${index % TEAMS}" && lead.source == "source-${index % 11}" && ` +
      'lead.value_level == "VALUE_LEVEL_HIGH"';
    const repCondition = `lead.country in rep.territories && rep.level >= ${version}`;
    return { ...base, id: `rule-${index}`, condition, teamIds: [`team-${index % TEAMS}`], repCondition };
  });
  const teamIds = Array.from({ length: TEAMS }, (_, index) => `team-${index}`);
  const rest: Rule = {
    ...base,
    id: 'rest',
    condition: 'true',
    teamIds,
    repCondition: 'lead.country in rep.territories',
  };
  return { version, fallbackTeamId: 'root', knownOwnerFirst: false, rules: [...special, rest] };
}

const newLead = (leadId: string, index: number) => ({
  leadId,
  revision: 1,
  lead: {
    attributes: {
      type: 'CUSTOMER_TYPE_ORGANIZATION',
      country: ['DE', 'FR', 'CN'][index % 3] as string,
      region: `region-${index % TEAMS}`,
      city: `city-${index % 500}`,
      industry: `industry-${index % 20}`,
      source: `source-${index % 11}`,
      productLine: `line-${index % 5}`,
      valueLevel: index % 4 === 0 ? 'VALUE_LEVEL_HIGH' : 'VALUE_LEVEL_NORMAL',
      language: 'zh',
    },
    knownOwnerId: '',
    barredRepId: '',
  },
});

/** Milliseconds of bare inserts of the same entries, one at a time, into a collection without any index. */
async function bareInserts(connection: Connection, ledger: Ledger, after: number): Promise<number[]> {
  const bare = connection.collection<{ _id: number }>('bare');
  const times: number[] = [];
  for (let at = after; ; ) {
    const docs = await ledger.model.find({ _id: { $gt: at, $lte: at + 200 } }).lean();
    if (docs.length === 0) return times;
    for (const doc of docs) {
      const started = performance.now();
      await bare.insertOne(doc as never);
      times.push(performance.now() - started);
    }
    at += docs.length;
  }
}

/** Decisions a second replayed with other rules, and the same entries a second when they are only read. */
async function whatIf(ledger: Ledger, after: number): Promise<{ replayed: number; read: number }> {
  const pass = async (step: (entries: Awaited<ReturnType<Ledger['readAfter']>>) => void) => {
    const started = performance.now();
    let count = 0;
    for (;;) {
      const entries = await ledger.readAfter(after + count, undefined, true);
      if (entries.length === 0) return (count / (performance.now() - started)) * 1000;
      step(entries);
      count += entries.length;
    }
  };
  await pass(() => undefined);
  const read = await pass(() => undefined);
  const actual = await ledger.allocationAt(after);
  const simulated = await ledger.allocationAt(after);
  const tried = new CompiledRules(ruleSet(2));
  const run = new WhatIfRun({ actual, simulated }, tried, () => tried);
  const replayed = await pass((entries) => {
    for (const entry of entries) run.step(entry);
  });
  run.result();
  return { replayed, read };
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(2);
  },
);
