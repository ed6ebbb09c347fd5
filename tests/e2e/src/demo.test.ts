import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  check,
  demoLeads,
  readSnapshot,
  SABOTAGES,
  type Sabotage,
  type Summary,
  sabotage,
  settledSnapshot,
} from '@fairlead/demo';
import { ROOT } from '@fairlead/local';
import { TestPlatform, usePorts } from './support/platform';

/** Promise: no lead is dropped, and the checker that says so can fail. */
describe('the demo', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'fairlead-demo-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  const runDemo = (...flags: string[]) =>
    new Promise<{ status: number | null; output: string }>((resolve, reject) => {
      usePorts(3);
      const args = [join(ROOT, 'demo/dist/main.js'), '--exit', '--data-dir', dataDir, ...flags];
      const child = spawn(process.execPath, args, { env: process.env, stdio: ['ignore', 'pipe', 'pipe'] });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));
      child.once('error', reject);
      child.once('close', (status) => resolve({ status, output }));
    });
  const summary = () => JSON.parse(readFileSync(join(dataDir, 'demo-summary.json'), 'utf8')) as Summary;

  it('contacts, converts, claims or pools every lead of the day', async () => {
    const { status, output } = await runDemo();
    expect({ status, tail: status === 0 ? '' : output.slice(-3000) }).toEqual({ status: 0, tail: '' });
    const told = summary();
    expect(told).toMatchObject({ leads: 121, dropped: 0, doubled: 0, openObligations: 0, seed: 1 });
    for (const count of [told.recycled, told.escalations, told.claimed, told.reminders, told.contacted]) {
      expect(count).toBeGreaterThan(0);
    }
    expect(told.contacted + told.pooled).toBeGreaterThanOrEqual(told.leads);
  }, 300_000);

  it('has a checker that finds each damage, and nothing else', async () => {
    const at = await TestPlatform.start(3, { dataDir });
    try {
      const { mongoUri, temporalAddress } = at.platform;
      const addresses = { mongoUri, temporalAddress };
      const input = demoLeads();
      expect(check(input, await settledSnapshot(input, addresses))).toEqual([]);
      // What cannot be undone comes last, by the demo itself.
      for (const kind of SABOTAGES.filter((each) => each !== 'remove-history')) {
        const undo = await sabotage(kind, addresses);
        const found = check(input, await readSnapshot(addresses));
        expect(found.map((finding) => finding.kind)).toContain(EXPECTED[kind]);
        await undo();
        expect(check(input, await readSnapshot(addresses))).toEqual([]);
      }
    } finally {
      await at.stop({ keepData: true });
    }
  }, 180_000);

  it('exits non-zero when a history is missing', async () => {
    const { status, output } = await runDemo('--sabotage', 'remove-history');
    expect(status).toBe(1);
    expect(output).toContain('dropped: workflow history of');
    expect(summary().dropped).toBeGreaterThan(0);
  }, 300_000);
});

const EXPECTED: Record<Sabotage, 'dropped' | 'doubled'> = {
  'remove-event': 'dropped',
  'remove-reminder': 'dropped',
  'remove-history': 'dropped',
  'double-effect': 'doubled',
};
