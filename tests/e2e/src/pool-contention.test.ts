import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { assignment } from '@fairlead/proto';
import { fromClientError } from '@fairlead/service-kit';
import { openTestClient } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { eventually } from './support/eventually';
import { manager, rep, TestPlatform } from './support/platform';

const ROOT = join(__dirname, '../../..');
const CLAIMERS = 200;
const QUOTA = 20;
/** Answers after which a client does not know what became of its command: it gives the same one again. */
const UNSURE = ['UNAVAILABLE', 'ABORTED', 'DEADLINE_EXCEEDED', 'CANCELLED', 'INTERNAL', 'UNKNOWN'];

/** Promise: a claim has one winner and a quota is exact, also while the replicas of assignment are killed. */
describe('claims while replicas of assignment die', () => {
  let at: TestPlatform;
  /** Answers that left a client in the dark. */
  let unsure = 0;

  beforeAll(async () => {
    at = await TestPlatform.start(21, { replicas: { assignment: 2 } });
    await at.admin.post('/teams', { id: 'south', displayName: 'South' });
  }, 120_000);
  afterAll(() => at?.stop(), 60_000);

  const clients = () =>
    ['assignment', 'assignment-2'].map((name) => openTestClient(assignment.PoolServiceDefinition, at.port(name)));

  /** One command, given again to the other replica until its outcome is known. */
  async function claim(pools: ReturnType<typeof clients>, first: number, leadId: string, caller: CallOptions) {
    const requestId = randomUUID();
    for (let attempt = 0; attempt < 200; attempt += 1) {
      try {
        const { ownership } = await pools[(first + attempt) % 2]!.claimLead({ leadId, requestId }, caller);
        return `won ${ownership?.ownerId}`;
      } catch (error) {
        const { code, reason } = fromClientError(error);
        if (!UNSURE.includes(code)) return reason;
        unsure += 1;
        await sleep(100 + Math.random() * 200);
      }
    }
    return 'never answered';
  }

  /** Kills one replica and then the other, `kill -9`, while the work goes on. */
  async function killingMeanwhile<T>(work: Promise<T>): Promise<T> {
    const { supervisor } = at.platform;
    for (const name of ['assignment', 'assignment-2', 'assignment']) {
      await sleep(50 + Math.random() * 150);
      supervisor.signal(name, 'SIGKILL');
      await eventually(async () => !supervisor.isReady(name));
      await eventually(async () => supervisor.isReady(name));
    }
    return work;
  }

  async function pooledLeads(count: number, poolId: string): Promise<string[]> {
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const { body } = await at.admin.post('/leads', { displayName: `Pooled ${randomUUID()}` });
      ids.push(body.id);
    }
    for (const id of ids) {
      await eventually(async () => (await at.admin.get(`/customers/${id}`)).body.ownership?.poolId === 'pool-south');
    }
    const [pools] = clients();
    const admin = await at.as({ sub: 'mover', roles: ['admin'] });
    for (const leadId of poolId === 'pool-south' ? [] : ids) {
      await pools!.moveToPool({ leadId, poolId, reason: 'For the test.', requestId: randomUUID() }, admin);
    }
    return ids;
  }

  /** A command that an operator runs. */
  function check(name: 'check-holdings' | 'check-ledger') {
    const { mongoUri, localStore } = { mongoUri: at.platform.mongoUri, localStore: !process.env.MONGODB_URI };
    const command = join(ROOT, 'services', 'assignment', 'dist', `${name}.js`);
    const env = { PATH: process.env.PATH, MONGODB_URI: mongoUri, MONGODB_LOCAL_STORE: String(localStore) };
    const { status, stdout } = spawnSync(process.execPath, [command], { env, encoding: 'utf8', timeout: 60_000 });
    return { status, stdout: stdout.trim() };
  }

  it('have one winner of 200; the others are refused by name', async () => {
    const names = Array.from({ length: CLAIMERS }, (_, index) => `claimer-${index}`);
    for (const id of names) await at.admin.post('/reps', { id, displayName: id, teamId: 'south' });
    const callers = await Promise.all(names.map((id) => at.as(rep(id, 'south'))));
    const [leadId = ''] = await pooledLeads(1, 'pool-south');
    const pools = clients();
    const all = Promise.all(callers.map((caller, index) => claim(pools, index, leadId, caller)));
    const outcomes = await killingMeanwhile(all);
    const winners = outcomes.filter((outcome) => outcome.startsWith('won '));
    expect(winners).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'ALREADY_CLAIMED')).toHaveLength(CLAIMERS - 1);
    expect(`won ${(await at.admin.get(`/customers/${leadId}`)).body.ownership.ownerId}`).toBe(winners[0]);
    const mia = await at.as(manager('mia', 'south'));
    const { stays } = await clients()[0]!.listOwnershipHistory({ leadId }, mia);
    expect(stays.map(({ came }) => came)).toEqual(['claimed', 'no_eligible_rep']);
  }, 240_000);

  it('keep a quota of 20 a day exactly under 50 at once', async () => {
    const admin = await at.as({ sub: 'maker', roles: ['admin'] });
    const pool = assignment.Pool.fromPartial({
      id: 'rationed',
      teamId: 'south',
      displayName: 'Rationed',
      terms: { claimsPerDay: QUOTA },
    });
    await clients()[0]!.createPool({ pool, requestId: randomUUID() }, admin);
    await at.admin.post('/reps', { id: 'ann', displayName: 'Ann', teamId: 'south' });
    const ann = await at.as(rep('ann', 'south'));
    const leads = await pooledLeads(50, 'rationed');
    const pools = clients();
    const all = Promise.all(leads.map((leadId, index) => claim(pools, index, leadId, ann)));
    const outcomes = await killingMeanwhile(all);
    expect(unsure).toBeGreaterThan(0);
    expect(outcomes.filter((outcome) => outcome === 'won ann')).toHaveLength(QUOTA);
    expect(outcomes.filter((outcome) => outcome === 'DAILY_QUOTA')).toHaveLength(50 - QUOTA);
    const { allowance, leadCount } = await clients()[0]!.getPool({ poolId: 'rationed' }, ann);
    expect(allowance).toMatchObject({ claimsToday: QUOTA, held: QUOTA });
    expect(leadCount).toBe(50 - QUOTA);
  }, 240_000);

  it('give a lost lead a second chance, with a clock of its own', async () => {
    const admin = await at.as({ sub: 'maker', roles: ['admin'] });
    const pool = assignment.Pool.fromPartial({
      id: 'second-chance',
      teamId: 'south',
      displayName: 'Second chance',
      takesLost: true,
    });
    await clients()[0]!.createPool({ pool, requestId: randomUUID() }, admin);
    for (const id of ['bea', 'cid']) await at.admin.post('/reps', { id, displayName: id, teamId: 'south' });
    const [bea, cid] = [await at.rest(rep('bea', 'south')), await at.rest(rep('cid', 'south'))];
    const [leadId = ''] = await pooledLeads(1, 'pool-south');
    expect((await bea.post(`/leads/${leadId}:claim`, {})).status).toBe(200);
    await eventually(
      async () => (await bea.post(`/customers/${leadId}:markLost`, { reason: 'Too dear.' })).status === 200,
    );
    const read = async () => (await at.admin.get(`/customers/${leadId}`)).body;
    await eventually(async () => (await read()).ownership.poolId === 'second-chance');
    expect((await read()).state).toBe('CUSTOMER_STATE_LOST');
    expect((await bea.post(`/leads/${leadId}:claim`, {})).body.code).toBe('COOL_DOWN');
    expect((await cid.post(`/leads/${leadId}:claim`, {})).status).toBe(200);
    // At once: the claim hands customer the copy before it answers.
    expect(await read()).toMatchObject({ state: 'CUSTOMER_STATE_LEAD', stage: 'STAGE_LEAD', lostReason: '' });
    await eventually(async () => {
      const { body } = await at.admin.get(`/obligations?subject=${leadId}&ownerId=cid`);
      return body.obligations?.[0]?.state === 'OBLIGATION_STATE_OPEN';
    });
    const { body } = await cid.get(`/customers/${leadId}/ownership-history`);
    expect(body.stays.map(({ came }: { came: string }) => came)).toEqual([
      'claimed',
      'lost',
      'claimed',
      'no_eligible_rep',
    ]);
  }, 120_000);

  it('leave counters that equal the records', async () => {
    // Reservations of the killed processes are settled by the sweep, at its latest a minute and the time of a command later.
    await eventually(async () => check('check-holdings').status === 0, { ms: 120_000 });
    expect(check('check-holdings')).toEqual({ status: 0, stdout: '0 differences' });
    await eventually(async () => check('check-ledger').status === 0, { ms: 30_000 });
    expect(check('check-ledger').stdout).toMatch(/^\d+ decisions, 0 come out otherwise\n0 differences to the owners$/);
  }, 150_000);
});
