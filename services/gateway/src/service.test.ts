import { parseConfig } from '@fairlead/service-kit';
import { makeTestAuth } from '@fairlead/service-kit/dist/testing';
import { gatewayConfig } from './config';
import { startGateway } from './service';

describe('a gateway that stops', () => {
  it('is not ready at once, and serves until the drain is over, closing kept connections', async () => {
    const auth = await makeTestAuth();
    const nowhere = '127.0.0.1:1';
    const names = ['CUSTOMER', 'ASSIGNMENT', 'FOLLOW_UP', 'ORDER', 'NOTIFICATION', 'INSIGHT', 'WORKFLOWS'];
    const gateway = await startGateway(
      parseConfig(gatewayConfig, {
        ...auth.env,
        ...Object.fromEntries(names.map((name) => [`${name}_ADDRESS`, nowhere])),
        HTTP_PORT: '0',
        DRAIN_DELAY_MS: '400',
        LOG_LEVEL: 'error',
      }),
    );
    const get = (path: string) => fetch(`http://127.0.0.1:${gateway.port}${path}`);
    expect((await get('/api/openapi.json')).headers.get('connection')).toBe('keep-alive');
    let stopped = false;
    const stopping = gateway.stop().then(() => {
      stopped = true;
    });
    expect(await (await get('/readyz')).json()).toMatchObject({ status: 503, code: 'DRAINING' });
    const answer = await get('/api/openapi.json');
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
    expect(stopped).toBe(false);
    await stopping;
    await expect(get('/healthz')).rejects.toThrow();
  });
});
