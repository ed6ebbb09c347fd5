import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '@fairlead/service-kit/dist/testing';
import { Installation } from './testing/installation';

const run = promisify(execFile);

/** The command that compares counters with records, as an operator runs it. */
describe('check-holdings', () => {
  let at: Installation;
  let leadId = '';

  beforeAll(async () => {
    at = await Installation.start();
    await at.makeTeam('south');
    await at.makeRep('ann', 'south');
    leadId = at.customer.addLead();
    await at.decided(leadId);
    await at.client.pools.claimLead({ leadId, requestId: randomUUID() }, await at.rep('ann', 'south'));
  });
  afterAll(() => at.stop());

  const collection = (name: string) => at.service.connection.collection<{ _id: string }>(name);
  async function check(): Promise<{ code: number; kinds: string[] }> {
    const { MONGODB_URI, MONGODB_DATABASE, MONGODB_LOCAL_STORE } = at.config;
    const env = { ...process.env, MONGODB_URI, MONGODB_DATABASE, MONGODB_LOCAL_STORE: String(MONGODB_LOCAL_STORE) };
    const { code, stdout } = await run('node', [join(__dirname, '../dist/check-holdings.js')], { env }).then(
      (done) => ({ code: 0, stdout: done.stdout }),
      (error: { code: number; stdout: string }) => error,
    );
    const kinds = [...stdout.matchAll(/"kind":"(\w+)"/g)].map(([, kind]) => kind ?? '');
    return { code, kinds };
  }
  /** Claims that are under way are passed over: this one is to be long done. */
  const age = (ms: number) =>
    eventually(async () => {
      const set = { $set: { time: new Date(Date.now() - ms) } };
      // The consumer of the own log keeps the decision a moment after the claim.
      return (await collection('decisions').updateOne({ _id: `${leadId}:2` }, set)).matchedCount === 1;
    });

  it('finds nothing where all is well', async () => {
    await age(60_000);
    expect(await check()).toEqual({ code: 0, kinds: [] });
  });

  it('finds a claim that is not counted, and one that never was', async () => {
    const holding = await collection('holdings').findOne({ _id: 'ann' });
    await collection('holdings').updateOne({ _id: 'ann' }, { $set: { claims: [] } });
    expect(await check()).toEqual({ code: 1, kinds: ['uncounted'] });
    const { claims } = holding as unknown as { claims: object[] };
    const another = { ...claims[0], leadId: randomUUID() };
    await collection('holdings').updateOne({ _id: 'ann' }, { $set: { claims: [...claims, another] } });
    expect(await check()).toEqual({ code: 1, kinds: ['overcounted'] });
    await collection('holdings').updateOne({ _id: 'ann' }, { $set: { claims } });
  });

  it('finds a lead in a pool that is not there, and a place that the records do not bear out', async () => {
    const lost = at.customer.addLead();
    await at.decided(lost);
    await collection('lead_ownerships').updateOne({ _id: lost }, { $set: { poolId: 'gone' } });
    await collection('holdings').updateOne({ _id: 'ann' }, { $set: { entries: [] } });
    const { code, kinds } = await check();
    expect({ code, kinds: kinds.sort() }).toEqual({ code: 1, kinds: ['astray', 'missing'] });
  });
});
