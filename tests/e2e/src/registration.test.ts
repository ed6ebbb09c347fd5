import { randomUUID } from 'node:crypto';
import { customer } from '@fairlead/proto';
import { type AppError, fromClientError } from '@fairlead/service-kit';
import { openTestClient } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { eventually } from './support/eventually';
import { manager, type Person, rep, TestPlatform } from './support/platform';

const RIVALS = 100;
const partner = (id: string): Person => ({ sub: `user-${id}`, roles: ['partner'], rep: id, team: 'dealers' });

/** One company as many write it: width, legal form, traditional or simplified characters, order of words. */
const SPELLINGS = [
  '苏州长城精密仪器有限公司',
  '蘇州長城精密儀器股份有限公司',
  '長城精密儀器（蘇州）有限公司',
  '长城精密仪器有限公司(苏州)',
  '苏州 长城精密仪器',
  '蘇州長城精密儀器　集團有限公司',
  '苏州长城精密仪器',
  '苏州长城精密仪器有限责任公司',
  '蘇州長城精密儀器',
  '长城精密仪器 苏州',
];
const LATIN = [
  'Delta Optik Werke GmbH',
  'ＤＥＬＴＡ　ＯＰＴＩＫ　ＷＥＲＫＥ　Ｌｔｄ',
  'Optik Werke, Delta Inc.',
  'werke delta optik',
  'GmbH Delta-Optik Werke',
];

/** Promise: the first valid registration wins, whatever dies; who comes later learns until when, never by whom. */
describe('registrations of prospects', () => {
  let at: TestPlatform;
  const people: Person[] = [];
  const callers: CallOptions[] = [];

  beforeAll(async () => {
    at = await TestPlatform.start(23, { replicas: { customer: 2 } });
    await at.admin.post('/teams', { id: 'sales', displayName: 'Sales' });
    await at.admin.post('/teams', { id: 'south', displayName: 'South', parentId: 'sales' });
    await at.admin.post('/teams', { id: 'dealers', displayName: 'Dealers', parentId: 'sales' });
    for (const [id, teamId] of [
      ['mia', 'south'],
      ['cleo', 'sales'],
    ])
      await at.admin.post('/reps', { id, displayName: id, teamId });
    const sales = await at.admin.get('/teams/sales');
    await at.admin.patch('/teams/sales', { managerId: 'cleo' }, sales.body.etag);
    for (let index = 0; index < RIVALS; index += 1) {
      const isPartner = index % 2 === 1;
      const id = `${isPartner ? 'dealer' : 'seller'}-${index}`;
      await at.admin.post('/reps', { id, displayName: id, teamId: isPartner ? 'dealers' : 'south' });
      people.push(isPartner ? partner(id) : rep(id, 'south'));
    }
    for (const person of people) callers.push(await at.as(person));
  }, 180_000);
  afterAll(() => at?.stop(), 60_000);

  const clientsOf = () =>
    ['customer', 'customer-2'].map((name) => openTestClient(customer.RegistrationServiceDefinition, at.port(name)));

  type Outcome = { won: customer.Registration } | { lost: AppError };

  /** Registers under one request id until somebody answers: a caller whose process died asks the other replica. */
  async function register(
    clients: ReturnType<typeof clientsOf>,
    index: number,
    displayName: string,
    prospect: Partial<customer.Prospect> = {},
  ): Promise<Outcome> {
    let requestId = randomUUID() as string;
    for (let attempt = index; ; attempt += 1) {
      const request = { prospect: customer.Prospect.fromPartial({ displayName, ...prospect }), requestId };
      try {
        return { won: await clients[attempt % 2]!.registerProspect(request, callers[index]) };
      } catch (error) {
        const failure = fromClientError(error);
        if (failure.reason === 'REGISTRATION_CONFLICT') return { lost: failure };
        if (attempt > index + 200) throw error;
        if (failure.reason === 'CREATION_ABANDONED') requestId = randomUUID();
        else if (failure.reason !== failure.code) throw error;
        await new Promise((next) => setTimeout(next, 100));
      }
    }
  }

  type Client = ReturnType<typeof clientsOf>[number];

  /** A channel that met a dead process only looks again after a while. */
  const listed = (client: Client, pageSize: number, caller: (typeof callers)[number]) =>
    eventually(async () => {
      try {
        return (await client.listRegistrations({ pageSize }, caller)).registrations;
      } catch (error) {
        if (fromClientError(error).code !== 'UNAVAILABLE') throw error;
        return undefined;
      }
    });

  async function killAndRestart(name: string): Promise<void> {
    const { supervisor } = at.platform;
    supervisor.signal(name, 'SIGKILL');
    await eventually(async () => !supervisor.isReady(name));
    await eventually(async () => supervisor.isReady(name));
  }

  function expectOneWinner(outcomes: Outcome[]): customer.Registration {
    const won = outcomes.flatMap((outcome) => ('won' in outcome ? [outcome.won] : []));
    const lost = outcomes.flatMap((outcome) => ('lost' in outcome ? [outcome.lost] : []));
    expect([won.length, lost.length]).toEqual([1, RIVALS - 1]);
    const [winner] = won as [customer.Registration];
    // All met one conflict, and learn of it nothing but its reference and until when.
    const told = new Set(
      lost.map(({ code, reason, message, faults, metadata }) =>
        JSON.stringify([code, reason, message, faults, Object.entries(metadata).sort()]),
      ),
    );
    expect(told.size).toBe(1);
    expect(Object.keys(lost[0]!.metadata).sort()).toEqual(['conflict_reference', 'protected_until']);
    expect(lost[0]!.metadata.protected_until).toBe(winner.protectedUntil!.toISOString());
    const hidden = [winner.id, winner.registrantId, winner.teamId, winner.prospect!.displayName];
    for (const value of hidden) expect([...told][0]).not.toContain(value);
    return winner;
  }

  it('lets one of 100 registrations in all spellings win over two replicas, one killed at a time in between', async () => {
    const clients = clientsOf();
    const racing = Promise.all(
      people.map(async (_, index) => {
        await new Promise((next) => setTimeout(next, index * 10));
        return register(clients, index, SPELLINGS[index % SPELLINGS.length] as string);
      }),
    );
    await new Promise((next) => setTimeout(next, 150));
    await killAndRestart('customer');
    await killAndRestart('customer-2');
    const winner = expectOneWinner(await racing);
    // There is one record and no other; the winner has it, the others see nothing of it.
    const registrations = await listed(clients[0]!, 200, await at.as({ sub: 'a', roles: ['admin'] }));
    expect(registrations.map(({ id }) => id)).toEqual([winner.id]);
    const loser = people.findIndex(({ rep: id }) => id !== winner.registrantId);
    expect(await listed(clients[1]!, 0, callers[loser]!)).toEqual([]);
    for (const client of clients) client.close();
  }, 180_000);

  it('holds for names of other scripts, and with a phone that only some know, while a replica dies', async () => {
    const clients = clientsOf();
    const racing = Promise.all(
      people.map((_, index) =>
        register(
          clients,
          index,
          LATIN[index % LATIN.length] as string,
          index % 3 === 0 ? { phone: '+4930901820' } : {},
        ),
      ),
    );
    await killAndRestart('customer-2');
    expectOneWinner(await racing);
    for (const client of clients) client.close();
  }, 180_000);

  const setPolicy = async (change: object) => {
    const { body } = await at.admin.get('/registration-policy');
    const { etag, updateTime: _, ...policy } = body;
    expect((await at.admin.patch('/registration-policy', { ...policy, ...change }, etag)).status).toBe(200);
    // Every replica takes it over within two seconds.
    await new Promise((next) => setTimeout(next, 2100));
  };
  const notesOf = async (person: Person) =>
    (await (await at.rest(person)).get('/notifications')).body.notifications as { kind: string; subject: string }[];

  it('reminds its registrant, then releases the prospect by itself', async () => {
    await setPolicy({ protection: '16s', reminder: '10s' });
    const [seller, dealer] = [people[0] as Person, people[1] as Person];
    const mine = await at.rest(dealer);
    const made = await mine.post('/registrations', { displayName: 'Nova Pacific' });
    expect(made.status).toBe(201);
    const refused = await (await at.rest(seller)).post('/registrations', { displayName: 'PACIFIC NOVA Ltd' });
    expect([refused.status, refused.body.code]).toEqual([409, 'REGISTRATION_CONFLICT']);
    await eventually(
      async () => (await mine.get(`/registrations/${made.body.id}`)).body.state === 'REGISTRATION_STATE_EXPIRED',
    );
    await eventually(async () => (await notesOf(dealer)).length === 2);
    expect((await notesOf(dealer)).map(({ kind }) => kind).sort()).toEqual([
      'registration_expired',
      'registration_expiring',
    ]);
    await setPolicy({ protection: '7776000s', reminder: '1209600s' });
    const next = await (await at.rest(seller)).post('/registrations', { displayName: 'Pacific Nova' });
    expect(next.status).toBe(201);
  }, 90_000);

  it('lets a contest go up once when nobody decides, then the manager above decides', async () => {
    await setPolicy({ contest: '10s' });
    const [seller, dealer] = [people[2] as Person, people[3] as Person];
    const [mine, other, cleo, mia] = await Promise.all([
      at.rest(dealer),
      at.rest(seller),
      at.rest(manager('cleo', 'sales')),
      at.rest(manager('mia', 'south')),
    ]);
    const { body: registration } = await mine.post('/registrations', { displayName: 'Harbour Werke' });
    const { body: conflict } = await other.post('/registrations', { displayName: 'Werke Harbour' });
    const contest = {
      conflictReference: conflict.metadata.conflict_reference,
      reason: 'We have worked on it since May.',
      evidence: 'Offer 17 of the second of May.',
    };
    const filed = await other.post('/contests', contest);
    expect(filed.status).toBe(201);
    const deciding = async () =>
      (await notesOf(manager('cleo', 'sales'))).filter(({ kind }) => kind === 'contest_to_decide');
    await eventually(async () => (await deciding()).length === 1);
    // Above Sales there is nobody: after the first deadline it is the admins' to decide.
    await eventually(async () => (await cleo.get('/contests?openOnly=true')).body.contests[0]?.escalated);
    const decision = { decision: 'CONTEST_STATE_TRANSFERRED', reason: 'The offer of May is the older one.' };
    const path = `/registrations/${registration.id}/contests/${filed.body.id}:decide`;
    // Mia leads the contestant's side only.
    expect((await mia.post(path, decision)).status).toBe(403);
    expect((await cleo.post(path, decision)).body.state).toBe('CONTEST_STATE_TRANSFERRED');
    expect((await mine.get(`/registrations/${registration.id}`)).status).toBe(404);
    expect((await other.get(`/registrations/${registration.id}`)).body.registrantId).toBe(seller.rep);
    await eventually(async () => (await notesOf(seller)).some(({ kind }) => kind === 'contest_won'));
    await eventually(async () => (await notesOf(dealer)).some(({ kind }) => kind === 'registration_lost'));
    // Neither side is told the other one's name.
    expect(JSON.stringify(await notesOf(seller))).not.toContain(dealer.rep);
    expect(JSON.stringify(await notesOf(dealer))).not.toContain(seller.rep);
    await setPolicy({ contest: '259200s' });
  }, 90_000);

  it('keeps the time although the worker was away when it was made', async () => {
    await setPolicy({ protection: '12s', reminder: '0s' });
    const { supervisor } = at.platform;
    supervisor.signal('worker', 'SIGKILL');
    await eventually(async () => !supervisor.isReady('worker'));
    const mine = await at.rest(people[4] as Person);
    const { body } = await mine.post('/registrations', { displayName: 'Delayed Werke' });
    await eventually(async () => supervisor.isReady('worker'));
    await eventually(
      async () => (await mine.get(`/registrations/${body.id}`)).body.state === 'REGISTRATION_STATE_EXPIRED',
      {
        ms: 60_000,
      },
    );
    await setPolicy({ protection: '7776000s', reminder: '1209600s' });
  }, 120_000);
});
