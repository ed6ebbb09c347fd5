import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { assignment as proto } from '@fairlead/proto';
import { eventually } from '@fairlead/service-kit/dist/testing';
import { openTestStore } from '@fairlead/service-kit/dist/testing/store';
import type { Connection } from 'mongoose';
import { RuleBook } from './application/rule-book';
import { Allocation } from './domain/allocation';
import type { LedgerDecision, LedgerEntry } from './domain/ledger-entry';
import { Simulation } from './domain/replay';
import { Ledger } from './repository/ledger';
import { createModels } from './repository/models';
import { createRepositories } from './repository/repositories';
import { Installation } from './testing/installation';

const run = promisify(execFile);
/** The promise is shown with LEDGER_LEADS=10000; every test run looks at fewer. */
const LEADS = Number(process.env.LEDGER_LEADS ?? 1500);
const WAVES = 20;
const HOUR = 3_600_000;
const TEAMS = ['south', 'north', 'east'];

describe('the ledger', () => {
  let at: Installation;
  let store: Connection;
  let env: NodeJS.ProcessEnv;
  let entries: LedgerEntry[];
  let rules: RuleBook;

  beforeAll(async () => {
    at = await Installation.start(2);
    const { MONGODB_URI: uri, MONGODB_DATABASE: database = '', MONGODB_LOCAL_STORE: localStore } = at.config;
    store = await openTestStore(database);
    env = {
      ...process.env,
      MONGODB_URI: uri,
      MONGODB_DATABASE: database,
      MONGODB_LOCAL_STORE: String(localStore),
      LOG_LEVEL: 'error',
    };
    await at.makeTeam('asia');
    for (const team of TEAMS) {
      await at.makeTeam(team, { parentId: 'asia' });
      for (let index = 0; index < 8; index += 1) {
        const dailyQuota = index === 0 ? 40 : 0;
        await at.makeRep(`${team}-${index}`, team, { capacityWeight: 1 + (index % 3), level: index % 4, dailyQuota });
      }
    }
  });
  afterAll(async () => {
    await store.close();
    await at.stop();
  });

  const rule = (team: string, overrides: Partial<proto.Rule> = {}): Partial<proto.Rule> => ({
    id: team,
    condition: `lead.region == "${team}"`,
    teamIds: [team],
    ...overrides,
  });
  /** Rules of wave n: other ways of balancing, other conditions on reps, and leads that wait. */
  const rulesOf = (wave: number) =>
    TEAMS.map((team, index) =>
      rule(team, {
        balance: ['BALANCE_FEWEST_OPEN', 'BALANCE_ROUND_ROBIN', 'BALANCE_CAPACITY_WEIGHT'][
          (wave + index) % 3
        ] as proto.Balance,
        repCondition: wave % 2 === 0 ? 'lead.value_level != "VALUE_LEVEL_HIGH" || rep.level >= 2' : '',
        waitSeconds: 60n,
        priority: index,
      }),
    );
  const admin = () => at.client.organization;
  const requestId = () => randomUUID();

  /** Leave, capacity and rules change while decisions are made. */
  async function disturb(wave: number): Promise<void> {
    const team = TEAMS[wave % 3] as string;
    const repId = `${team}-${wave % 8}`;
    const now = Date.now();
    const leave = { from: new Date(now - HOUR), to: new Date(now + HOUR) };
    const onLeave = await admin().addLeave({ repId, leave, requestId: requestId() }, at.as.admin);
    const rep = await admin().getRep({ repId: `${team}-${(wave + 3) % 8}` }, at.as.admin);
    const capacityWeight = [0, 0.5, 2, 5][wave % 4] ?? 1;
    const update = { rep: { ...rep, capacityWeight }, updateMask: ['capacity_weight'], requestId: requestId() };
    await admin().updateRep(update, at.as.admin);
    if (wave % 3 === 0) await at.publish(rulesOf(wave), 'asia');
    if (wave % 2 === 1) {
      const leaveId = onLeave.leaves[0]?.id ?? '';
      await admin().cancelLeave({ repId, leaveId, requestId: requestId() }, at.as.admin);
    }
  }

  let ledger: Ledger;
  async function readAll(): Promise<LedgerEntry[]> {
    ledger ??= new Ledger(store);
    const found: LedgerEntry[] = [];
    for (;;) {
      const page = await ledger.readAfter(found.length);
      if (page.length === 0) return found;
      found.push(...page);
    }
  }
  const decisionsIn = (all: LedgerEntry[]) =>
    all.flatMap((entry) => (entry.kind === 'decision' ? [entry.decision] : []));

  it(`holds ${LEADS} decisions made while leave, capacity and rules change`, async () => {
    await at.publish(rulesOf(0), 'asia');
    const perWave = LEADS / WAVES;
    for (let wave = 0; wave < WAVES; wave += 1) {
      const leadIds = Array.from({ length: perWave }, (_, index) =>
        at.customer.addLead({
          region: TEAMS[index % 3],
          valueLevel: index % 5 === 0 ? 'VALUE_LEVEL_HIGH' : 'VALUE_LEVEL_NORMAL',
        }),
      );
      await disturb(wave);
      await eventually(
        () => at.client.assignment.getOwnership({ leadId: leadIds.at(-1) ?? '' }, at.as.service).catch(() => undefined),
        60_000,
      );
      // Some leads end, go back or are given by hand, so that loads fall, too.
      for (const leadId of leadIds.slice(0, 5)) at.customer.emit('crm.customer.lead.converted.v1', leadId, {});
    }
    await eventually(
      async () => decisionsIn(await readAll()).filter(({ cycle }) => cycle === 1).length >= LEADS,
      60_000,
    );
    entries = await readAll();
    expect(decisionsIn(entries).filter(({ cycle }) => cycle === 1)).toHaveLength(LEADS);
    rules = new RuleBook(createRepositories(createModels(store), () => undefined).ruleSets);
    for (const entry of entries) if (entry.kind === 'rules') await rules.load(entry.version);
  }, 900_000);

  it('comes out the same in a fresh process, to the last number', async () => {
    const { stdout } = await run(process.execPath, [join(__dirname, '../dist/check-ledger.js')], {
      env,
    });
    expect(stdout).toMatch(/^\d+ decisions, 0 come out otherwise\n0 differences to the owners\n$/);
  }, 120_000);

  /** What the entries come to when all decisions are made again with the rules that were in force. */
  function lived(all: LedgerEntry[]): Map<string, LedgerDecision> {
    const found = new Map<string, LedgerDecision>();
    const simulation = new Simulation(new Allocation(), undefined, rules.of, (decision) =>
      found.set(decision.leadId, decision),
    );
    for (const entry of all) simulation.step(entry);
    return found;
  }
  const owners = (decisions: Iterable<LedgerDecision>) =>
    new Map([...decisions].map(({ leadId, ownerId }) => [leadId, ownerId]));

  it('is lived through again with the rules in force, waiting leads included', () => {
    expect(owners(lived(entries).values())).toEqual(owners(decisionsIn(entries)));
  });

  it('changes with one past leave only what that leave touched', () => {
    // The first leave of a rep in the south that was not taken back.
    const absent = entries.find(
      (entry) => entry.kind === 'rep' && entry.rep.teamId === 'south' && entry.rep.leaves.length > 0,
    );
    if (absent?.kind !== 'rep') throw new Error('Nobody was on leave.');
    const { id } = absent.rep;
    const altered = entries.map((entry) =>
      entry.kind === 'rep' && entry.rep.id === id ? { ...entry, rep: { ...entry.rep, leaves: [] } } : entry,
    );
    const before = owners(lived(entries).values());
    const after = lived(altered);
    const positionOf = new Map<string, number>();
    for (const entry of entries) if (entry.kind === 'decision') positionOf.set(entry.decision.leadId, entry._id);
    const changed = [...after.values()].filter(({ leadId, ownerId }) => before.get(leadId) !== ownerId);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.some(({ ownerId }) => ownerId === id)).toBe(true);
    for (const { leadId, attributes } of changed) {
      expect(positionOf.get(leadId)).toBeGreaterThan(absent._id);
      expect(attributes.region).toBe('south');
    }
  });

  it('agrees with ownerships and holdings', async () => {
    const wanted = owners(decisionsIn(entries));
    const connection = at.service.connection.collection<{ _id: string; ownerId: string; cycle: number }>(
      'lead_ownerships',
    );
    const differing: string[] = [];
    for await (const { _id, ownerId } of connection.find({}, { projection: { ownerId: 1 } })) {
      if (wanted.get(_id) !== ownerId) differing.push(_id);
    }
    expect(differing).toEqual([]);
    const { stdout } = await run(process.execPath, [join(__dirname, '../dist/check-holdings.js')], {
      env,
    });
    expect(stdout).toBe('0 differences\n');
  }, 120_000);
});
