import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@fairlead/local';
import { runK6 } from './k6';
import type { Mix } from './mix';
import { planOf } from './plan';
import { type Report, reportOf } from './report';

/** No time is asserted: these limits are never reached. */
const OPTIONS = { vus: 1, seconds: 2, slack: 100_000 };
const PERSON = { username: 'ann', password: 'x', rep: 'ann', team: 'south' };

/** Promise: what does not answer, or answers wrongly, makes the load test fail, whatever the protocol. */
describe('a load test of something broken', () => {
  const dir = mkdtempSync(join(tmpdir(), 'fairlead-load-test-'));
  let server: Server;
  let url: string;

  // People can sign in and see a pool, and nothing else works.
  beforeAll(async () => {
    const answers: Record<string, unknown> = {
      '/api/v1/session': { user: PERSON },
      '/api/v1/pools/pool-south/leads?pageSize=50': { leads: [{ leadId: 'a' }] },
    };
    server = createServer((request, response) => {
      const answer = answers[request.url ?? ''];
      response.writeHead(answer ? 200 : 500, { 'content-type': 'application/json' });
      response.end(answer ? JSON.stringify(answer) : 'no JSON');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    rmSync(dir, { recursive: true, force: true });
  });

  async function reportBy(mix: Mix): Promise<Report> {
    const [planFile, summaryFile] = [join(dir, 'plan.json'), join(dir, 'summary.json')];
    const grpcAddress = `127.0.0.1:${await freePort()}`;
    const at = { url, grpcAddress, grpcTls: false, client: { id: 'load', secret: 'x' }, people: [PERSON] };
    const prepared = { leads: [{ id: 'a', owner: 'ann' }], queries: ['a'], product: { id: 'a', currencyCode: 'EUR' } };
    writeFileSync(planFile, JSON.stringify(planOf(at, prepared, OPTIONS, summaryFile, mix)));
    const passed = await runK6(planFile, () => undefined, 'ignore');
    return reportOf(JSON.parse(readFileSync(summaryFile, 'utf8')), passed, OPTIONS.seconds, OPTIONS.slack);
  }

  it.each<[string, Mix]>([
    ['refused connections of gRPC', { lookup_grpc: 1 }],
    ['wrong answers over HTTP', { my_day: 1 }],
    ['orders that nobody takes', { order: 1 }],
    ['answers that are no JSON', { claim: 1 }],
  ])(
    'does not pass with %s',
    async (_what, mix) => {
      const report = await reportBy(mix);
      expect(report.passed).toBe(false);
      expect(report.errorRate).toBeGreaterThan(0.01);
    },
    60_000,
  );
});
