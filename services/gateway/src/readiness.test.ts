import type { AddressInfo } from 'node:net';
import express from 'express';
import { availability, readiness } from './readiness';

describe('readiness', () => {
  const serving: Record<string, boolean> = { customer: true, order: false };
  const closing = new AbortController();
  const clients = { serving: async () => serving };
  const app = express().get('/readyz', readiness(clients, closing.signal)).get('/statusz', availability(clients));
  const server = app.listen(0);
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    const { code, services } = (await response.json()) as { code?: string; services?: string[] };
    return [response.status, code, services];
  };
  afterAll(() => server.close());

  it('waits for every service, then stays when one goes away, and says which by another path', async () => {
    expect(await get('/readyz')).toEqual([503, 'NOT_READY', ['order']]);
    serving.order = true;
    expect([await get('/readyz'), await get('/statusz')]).toEqual([
      [200, undefined, undefined],
      [200, undefined, undefined],
    ]);
    serving.customer = false;
    expect(await get('/readyz')).toEqual([200, undefined, undefined]);
    expect(await get('/statusz')).toEqual([503, 'NOT_AVAILABLE', ['customer']]);
    closing.abort();
    expect(await get('/readyz')).toEqual([503, 'DRAINING', undefined]);
  });
});
