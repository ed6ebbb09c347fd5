import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '@fairlead/service-kit';
import { makeTestAuth } from '@fairlead/service-kit/dist/testing';
import express from 'express';
import { gatewayConfig } from './config';
import { consoleFiles } from './console-files';
import { startGateway } from './service';

const HTML = { accept: 'text/html,*/*' };

describe('the files of the console', () => {
  const dir = mkdtempSync(join(tmpdir(), 'fairlead-files-'));
  const ends: (() => unknown)[] = [];

  beforeAll(() => {
    mkdirSync(join(dir, 'assets'));
    for (const [file, text] of Object.entries({
      'index.html': '<p>page</p>',
      'sw.js': 'self;',
      'manifest.webmanifest': '{}',
      'manifest.zh.webmanifest': '{}',
      'mark.svg': '<svg/>',
      'assets/a-1.js': '1;',
    }))
      writeFileSync(join(dir, file), text);
  });
  afterAll(async () => {
    for (const end of ends) await end();
    rmSync(dir, { recursive: true, force: true });
  });

  async function serve(folder: string) {
    const server = express().use(consoleFiles(folder)).listen(0);
    ends.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    return (path: string, headers: Record<string, string> = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers });
  }

  it('are asked for each time where they lead to others, and kept for a year where their names are of their content', async () => {
    const get = await serve(dir);
    const seen = async (path: string) => {
      const { status, headers } = await get(path);
      return [status, headers.get('content-type')?.split(';')[0], headers.get('cache-control')];
    };
    expect(await seen('/sw.js')).toEqual([200, 'text/javascript', 'no-cache']);
    for (const manifest of ['/manifest.webmanifest', '/manifest.zh.webmanifest'])
      expect(await seen(manifest)).toEqual([200, 'application/manifest+json', 'no-cache']);
    expect(await seen('/assets/a-1.js')).toEqual([200, 'text/javascript', 'public, max-age=31536000, immutable']);
    expect(await seen('/index.html')).toEqual([200, 'text/html', 'public, max-age=0']);
    const page = await get('/visits', HTML);
    expect([await page.text(), page.headers.get('cache-control')]).toEqual(['<p>page</p>', 'no-cache']);
  });

  it('are missing, and not the page, where a build has no service worker: a browser then forgets the one that it has', async () => {
    rmSync(join(dir, 'sw.js'));
    const get = await serve(dir);
    for (const path of ['/sw.js', '/assets/b-2.js']) expect((await get(path, HTML)).status).toBe(404);
  });

  it('may be a service worker and manifests of this server alone', async () => {
    const auth = await makeTestAuth();
    const names = ['CUSTOMER', 'ASSIGNMENT', 'FOLLOW_UP', 'ORDER', 'NOTIFICATION', 'INSIGHT', 'WORKFLOWS'];
    const gateway = await startGateway(
      parseConfig(gatewayConfig, {
        ...auth.env,
        ...Object.fromEntries(names.map((name) => [`${name}_ADDRESS`, '127.0.0.1:1'])),
        HTTP_PORT: '0',
        DRAIN_DELAY_MS: '0',
        LOG_LEVEL: 'error',
        CONSOLE_DIR: dir,
      }),
    );
    ends.push(() => gateway.stop());
    const at = `http://127.0.0.1:${gateway.port}`;
    const policy = (await fetch(`${at}/manifest.webmanifest`)).headers.get('content-security-policy') ?? '';
    for (const rule of ["worker-src 'self'", "manifest-src 'self'"]) expect(policy.split(';')).toContain(rule);
    // What the gateway answers itself is never the page, whatever a browser says that it accepts.
    for (const path of ['/api/nothing', '/api/openapi.json', '/healthz']) {
      const answer = await fetch(at + path, { headers: HTML });
      expect([path, answer.headers.get('content-type')?.includes('html')]).toEqual([path, false]);
    }
  });
});
