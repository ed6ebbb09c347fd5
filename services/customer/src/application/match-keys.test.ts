import { randomUUID } from 'node:crypto';
import { customer as proto } from '@fairlead/proto';
import { failureOf } from '@fairlead/service-kit/dist/testing';
import { CustomerRepository } from '../repository/customer-repository';
import { MatchKeys } from '../repository/match-keys';
import { customerModel, matchKeyModel } from '../repository/models';
import { startInstallation } from '../testing/installation';
import { ABANDONED_MS } from './heal-keys';
import { healMatchKeys } from './heal-match-keys';

/** What a crash between the keys and the record leaves behind. */
describe('match keys after a crash', () => {
  let installed: Awaited<ReturnType<typeof startInstallation>>;
  let keys: MatchKeys;
  let customers: CustomerRepository;
  const mail = () => `${randomUUID()}@example.com`;

  beforeAll(async () => {
    installed = await startInstallation();
    const connection = installed.at.service.connection.useDb(installed.at.config.MONGODB_DATABASE as string);
    keys = new MatchKeys(matchKeyModel(connection));
    customers = new CustomerRepository(customerModel(connection), () => undefined);
  }, 60_000);
  afterAll(() => installed.stop());

  const create = async (email: string, requestId = randomUUID()) =>
    installed.at.client.customers.createLead(
      { lead: proto.Customer.fromPartial({ displayName: 'A', email }), requestId },
      await installed.at.admin(),
    );

  it('whose lead was never written are taken over, and the late writer is told to start afresh', async () => {
    const email = mail();
    const abandoned = randomUUID();
    await keys.reserve([`mail:${email}`], abandoned, new Date());
    const made = await create(email);
    expect(made.email).toBe(email);
    // The abandoned id is barred for ever: its document can no longer appear.
    const late = await customers.store.create(abandoned, { ...(await customers.store.find(made.id))! }, [], {
      now: new Date(),
      actor: 'late',
    });
    expect([late.replayed, late.doc.tombstone]).toEqual([true, true]);
  });

  it('that refuse nothing leave a creation in peace that is under way', async () => {
    const underWay = randomUUID();
    await keys.reserve(['name:under way'], underWay, new Date());
    const lead = proto.Customer.fromPartial({ displayName: 'Under Way Ltd' });
    const requestId = randomUUID();
    await installed.at.client.customers.createLead({ lead, requestId }, await installed.at.admin());
    expect(await customers.store.find(underWay)).toBeNull();
    expect((await keys.holders(['name:under way'])).get('name:under way')).toBe(underWay);
  });

  it('are healed when nobody asks for them, and those in use are left alone', async () => {
    const [orphan, used] = [mail(), mail()];
    await keys.reserve([`mail:${orphan}`], randomUUID(), new Date());
    const made = await create(used);
    const later = new Date(Date.now() + ABANDONED_MS * 2);
    expect(await healMatchKeys({ customers, keys }, later)).toBeGreaterThanOrEqual(1);
    expect(await healMatchKeys({ customers, keys }, later)).toBe(0);
    expect((await create(orphan)).email).toBe(orphan);
    expect(await failureOf(create(used))).toMatchObject({ metadata: { customer_id: made.id } });
  });

  it('of an update that died before its write are healed too', async () => {
    const [old, fresh] = [mail(), mail()];
    const made = await create(old);
    await keys.reserve([`mail:${fresh}`], made.id, new Date());
    await healMatchKeys({ customers, keys }, new Date(Date.now() + ABANDONED_MS * 2));
    expect((await create(fresh)).email).toBe(fresh);
    expect(await failureOf(create(old))).toMatchObject({ reason: 'DUPLICATE_CUSTOMER' });
  });
});
