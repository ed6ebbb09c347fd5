import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { addClient, ROOT } from '@fairlead/local';
import * as grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { TestPlatform } from './support/platform';

interface ForeignEvent {
  id: string;
  type: string;
  subject: string;
  sequence: string;
}

/** Promise: another system needs nothing of ours but the protos and a client secret. */
describe('a client without our code', () => {
  let at: TestPlatform;
  let metadata: grpc.Metadata;
  // biome-ignore lint/suspicious/noExplicitAny: the client is made of the protos at run time, as a foreign one is.
  let services: any;

  beforeAll(async () => {
    at = await TestPlatform.start(2);
    const secret = addClient(at.dataDir, 'erp', ['admin']);
    const response = await fetch(`${at.platform.url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`erp:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    metadata = new grpc.Metadata();
    metadata.set('authorization', `Bearer ${token}`);
    const files = ['crm/customer/v1/customer.proto', 'crm/event/v1/event.proto'];
    const definition = loadSync(files, {
      includeDirs: [join(ROOT, 'proto')],
      longs: String,
      enums: String,
      oneofs: true,
    });
    services = grpc.loadPackageDefinition(definition);
  }, 120_000);
  afterAll(() => at?.stop(), 60_000);

  const connect = (name: 'customer' | 'event', service: string) =>
    new services.crm[name].v1[service](`127.0.0.1:${at.port('customer')}`, grpc.credentials.createInsecure());

  const createLead = (requestId: string, displayName: string) =>
    new Promise<{ id: string }>((resolve, reject) => {
      const done = (error: Error | null, lead: { id: string }) => (error ? reject(error) : resolve(lead));
      connect('customer', 'CustomerService').createLead({ lead: { displayName }, requestId }, metadata, done);
    });

  /** Reads events until there are `count` or the log's end is reached, then cuts the stream. */
  const read = (afterSequence: string, count: number) =>
    new Promise<ForeignEvent[]>((resolve, reject) => {
      const events: ForeignEvent[] = [];
      const stream = connect('event', 'EventLogService').subscribe({ afterSequence, untilHead: true }, metadata);
      stream.on('data', ({ event }: { event?: ForeignEvent }) => {
        if (event && events.length < count) events.push(event);
        if (events.length === count) stream.cancel();
      });
      stream.on('end', () => resolve(events));
      stream.on('error', (error: grpc.ServiceError) =>
        error.code === grpc.status.CANCELLED ? resolve(events) : reject(error),
      );
    });

  it('creates a lead once and follows the events across a cut, each once', async () => {
    const requestIds = Array.from({ length: 6 }, () => randomUUID());
    const ids: string[] = [];
    for (const [index, requestId] of requestIds.entries()) {
      const [once, again] = [await createLead(requestId, `ERP ${index}`), await createLead(requestId, `ERP ${index}`)];
      expect(again.id).toBe(once.id);
      ids.push(once.id);
    }
    await expect(createLead(requestIds[0]!, 'Another body')).rejects.toMatchObject({
      code: grpc.status.INVALID_ARGUMENT,
    });
    // Wait until all are in the log, then read it in two pieces.
    const whole = async (): Promise<ForeignEvent[]> => {
      const events = await read('0', Number.POSITIVE_INFINITY);
      const created = events.filter(({ type }) => type === 'crm.customer.lead.created.v1');
      return created.length === ids.length ? events : whole();
    };
    await whole();
    const before = await read('0', 3);
    const after = await read(before.at(-1)!.sequence, Number.POSITIVE_INFINITY);
    const all = [...before, ...after];
    expect(all.map(({ sequence }) => Number(sequence))).toEqual(all.map((_, index) => index + 1));
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const created = all.filter(({ type }) => type === 'crm.customer.lead.created.v1');
    expect(created.map(({ subject }) => subject).sort()).toEqual([...ids].sort());
  }, 60_000);

  it('is refused without a token', async () => {
    const call = new Promise((resolve, reject) =>
      connect('customer', 'CustomerService').getCustomer({ customerId: randomUUID() }, (error: Error | null) =>
        error ? reject(error) : resolve(undefined),
      ),
    );
    await expect(call).rejects.toMatchObject({ code: grpc.status.UNAUTHENTICATED });
  });
});
