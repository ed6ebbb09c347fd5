import { randomUUID } from 'node:crypto';
import { type common, type event as eventProto, customer as proto } from '@fairlead/proto';
import { createdId } from '@fairlead/service-kit';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { ABANDONED_MS } from '../application/heal-keys';
import { healRegistrationKeys } from '../application/heal-registration-keys';
import { prospectNames } from '../domain/prospect-name';
import { MatchKeys } from '../repository/match-keys';
import { registrationKeyModel } from '../repository/models';
import { registrationModel } from '../repository/registration-models';
import { RegistrationRepository } from '../repository/registration-repository';
import { startInstallation } from '../testing/installation';

const { ContestState, RegistrationState } = proto;
type Failure = Awaited<ReturnType<typeof failureOf>>;
const failed = (error: unknown): Promise<Failure> => failureOf(Promise.reject(error));
const CASE = { reason: 'We met them at the fair.', evidence: 'Minutes of the fair of May.' };
const DECISION = 'Both sides were heard.';

/** Promise: the first valid registration protects its prospect; who comes later learns until when, never by whom. */
describe('RegistrationService', () => {
  let installed: Awaited<ReturnType<typeof startInstallation>>;
  const as = {} as Record<'ann' | 'bob' | 'nina' | 'pia' | 'mia' | 'nora' | 'cleo' | 'admin' | 'service', CallOptions>;
  let store: { registrations: RegistrationRepository; registrationKeys: MatchKeys };

  beforeAll(async () => {
    installed = await startInstallation(2);
    const { at } = installed;
    as.ann = await at.rep('ann', 'south');
    as.bob = await at.rep('bob', 'south');
    as.nina = await at.rep('nina', 'north');
    as.pia = await at.person({ sub: 'user-pia', roles: ['partner'], rep: 'pia', team: 'partners' });
    as.mia = await at.person({ sub: 'user-mia', roles: ['rep', 'manager'], rep: 'mia', team: 'south' });
    as.nora = await at.person({ sub: 'user-nora', roles: ['rep', 'manager'], rep: 'nora', team: 'north' });
    as.cleo = await at.person({ sub: 'user-cleo', roles: ['rep', 'manager'], rep: 'cleo', team: 'sales' });
    as.admin = await at.admin();
    as.service = await at.asService('workflows');
    const connection = at.service.connection.useDb(at.config.MONGODB_DATABASE as string);
    store = {
      registrations: new RegistrationRepository(registrationModel(connection), () => undefined),
      registrationKeys: new MatchKeys(registrationKeyModel(connection)),
    };
  }, 60_000);
  afterAll(() => installed.stop());

  const calls = (instance = 0) => installed.at.clients[instance]!.registrations;
  const someName = () => `Prospect ${randomUUID()}`;
  const register = (
    prospect: Partial<proto.Prospect>,
    by = as.ann,
    { requestId = randomUUID() as string, registrantId = '', instance = 0 } = {},
  ) =>
    calls(instance).registerProspect({ prospect: proto.Prospect.fromPartial(prospect), registrantId, requestId }, by);
  /** The registrant, or why not. On a busy machine a slow creation may be given up; whoever is told so tries again. */
  const race = async (displayName: string, by: CallOptions, instance: number): Promise<string | Failure> => {
    for (;;) {
      const outcome = await register({ displayName }, by, { instance }).then(
        ({ registrantId }) => registrantId,
        failed,
      );
      if (typeof outcome === 'string' || outcome.reason !== 'CREATION_ABANDONED') return outcome;
    }
  };
  const get = (registrationId: string, by = as.ann) => calls().getRegistration({ registrationId }, by);
  const advance = (registrationId: string) => calls().advanceRegistration({ registrationId }, as.service);
  const extend = (registrationId: string, over: Partial<proto.ExtendRegistrationRequest> = {}, by = as.ann) =>
    calls().extendRegistration(
      { registrationId, evidence: 'A quote was asked for.', requestId: randomUUID(), ...over },
      by,
    );
  const withdraw = (registrationId: string, by = as.ann, etag = '') =>
    calls().withdrawRegistration({ registrationId, etag, requestId: randomUUID() }, by);
  const contest = (conflictReference: string, by: CallOptions, over: Partial<proto.ContestRegistrationRequest> = {}) =>
    calls().contestRegistration({ conflictReference, ...CASE, requestId: randomUUID(), ...over }, by);
  const decide = (registrationId: string, contestId: string, decision: proto.ContestState, by: CallOptions) =>
    calls().decideContest({ registrationId, contestId, decision, reason: DECISION, requestId: randomUUID() }, by);
  const contests = async (by: CallOptions, openOnly = false) =>
    (await calls().listContests({ openOnly, pageSize: 200 }, by)).contests;
  const setPolicy = async (change: Partial<proto.RegistrationPolicy>) => {
    const policy = { ...(await calls().getRegistrationPolicy({}, as.admin)), ...change };
    await calls(1).updateRegistrationPolicy({ policy, requestId: randomUUID() }, as.admin);
    return calls().updateRegistrationPolicy(
      {
        policy: { ...policy, etag: (await calls().getRegistrationPolicy({}, as.admin)).etag },
        requestId: randomUUID(),
      },
      as.admin,
    );
  };
  const seconds = (value: number) => ({ seconds: BigInt(value), nanos: 0 });
  const sleepUntil = (time: Date | undefined) =>
    new Promise((resolve) => setTimeout(resolve, (time?.getTime() ?? 0) - Date.now() + 50));

  /** A registration of Ann's, and the conflict that it makes for others. */
  async function taken(prospect: Partial<proto.Prospect> = {}) {
    const name = prospect.displayName ?? someName();
    const registration = await register({ ...prospect, displayName: name });
    const conflict = await failureOf(register({ displayName: name }, as.nina));
    return { name, registration, reference: conflict.metadata.conflict_reference as string, conflict };
  }

  describe('RegisterProspect', () => {
    it('answers the registration in normal form', async () => {
      const made = await register({
        displayName: ' 东方电气 ',
        country: 'cn',
        phone: '138 0013 8765',
        email: 'A@Example.CN',
        expectedAmount: { currencyCode: 'CNY', minorUnits: 500_000n },
        expectedCloseDate: '2099-12-31',
        note: 'via the fair',
      });
      expect(made).toMatchObject({
        name: `registrations/${made.id}`,
        state: 'REGISTRATION_STATE_ACTIVE',
        registrantId: 'ann',
        teamId: 'south',
        extensionsLeft: 2,
        prospect: { displayName: '东方电气', phone: '+8613800138765', email: 'a@example.cn', note: 'via the fair' },
      });
      expect(made.protectedUntil!.getTime() - made.createTime!.getTime()).toBe(90 * 86_400_000);
      expect(made.dueTime).toEqual(made.remindTime);
      expect(await get(made.id)).toEqual(made);
    });

    it('names every fault at once and writes nothing', async () => {
      const before = (await calls().listRegistrations({}, as.ann)).registrations.length;
      const faulty = await failureOf(
        register(
          {
            displayName: '',
            country: 'XX',
            phone: '1',
            email: 'no',
            expectedAmount: { currencyCode: 'EURO', minorUnits: -1n },
            expectedCloseDate: '2020-01-01',
            note: 'x'.repeat(2001),
          },
          as.ann,
          { requestId: 'no', registrantId: 'A B' },
        ),
      );
      expect(faulty.code).toBe('INVALID_ARGUMENT');
      expect(faulty.fields.sort()).toEqual([
        'prospect.country',
        'prospect.display_name',
        'prospect.email',
        'prospect.expected_amount.currency_code',
        'prospect.expected_amount.minor_units',
        'prospect.expected_close_date',
        'prospect.note',
        'prospect.phone',
        'registrant_id',
        'request_id',
      ]);
      const past = await failureOf(register({ displayName: someName(), expectedCloseDate: '2020-01-01' }));
      expect(past.faults.map(({ description }) => description)).toEqual(['must not lie in the past']);
      for (const expectedCloseDate of ['2099-02-30', 'tomorrow', '2099-1-1'])
        expect((await failureOf(register({ displayName: someName(), expectedCloseDate }))).fields).toEqual([
          'prospect.expected_close_date',
        ]);
      expect((await failureOf(register({ displayName: '???' }))).fields).toEqual(['prospect.display_name']);
      const person = { displayName: 'Li Wei', type: proto.CustomerType.CUSTOMER_TYPE_PERSON };
      expect((await failureOf(register(person))).fields).toEqual(['prospect.phone']);
      const empty = await failureOf(calls().registerProspect({ requestId: randomUUID() }, as.ann));
      expect(empty.fields).toContain('prospect');
      expect((await calls().listRegistrations({}, as.ann)).registrations).toHaveLength(before);
    });

    it('lets one of many spellings at once win over two instances; all others meet the same conflict', async () => {
      const spellings = [
        '苏州长城精密仪器有限公司',
        '蘇州長城精密儀器股份有限公司',
        '長城精密儀器（蘇州）有限公司',
        '长城精密仪器有限公司(苏州)',
        '苏州 长城精密仪器',
        '苏州长城精密仪器',
      ];
      const names = Array.from({ length: 30 }, (_, index) => `rival-${index}`);
      for (const name of names) installed.assignment.repTeams.set(name, 'south');
      const rivals = await Promise.all(names.map((name) => installed.at.rep(name, 'south')));
      const outcomes = await Promise.all(
        rivals.map((rival, index) => race(spellings[index % 6] as string, rival, index % 2)),
      );
      const conflicts = outcomes.filter((outcome): outcome is Failure => typeof outcome !== 'string');
      expect(conflicts).toHaveLength(29);
      const winner = outcomes.find((outcome) => typeof outcome === 'string') as string;
      const told = new Set(conflicts.map(({ code, reason, metadata }) => JSON.stringify([code, reason, metadata])));
      expect(told.size).toBe(1);
      const [one] = conflicts;
      expect(one).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'REGISTRATION_CONFLICT' });
      expect(Object.keys(one!.metadata).sort()).toEqual(['conflict_reference', 'protected_until']);
      expect(JSON.stringify(conflicts)).not.toContain(winner);
      expect(JSON.stringify(conflicts)).not.toContain('south');
    }, 60_000);

    it('recognises a prospect by phone and mail too, whoever has only one of them', async () => {
      const [email, phone] = [`${randomUUID()}@example.com`, `+4930${String(Math.random()).slice(2, 10)}`];
      await register({ displayName: someName(), email, phone });
      for (const same of [{ email }, { phone }])
        expect((await failureOf(register({ displayName: someName(), ...same }, as.pia))).reason).toBe(
          'REGISTRATION_CONFLICT',
        );
      // What a loser had reserved beside is free.
      const name = someName();
      expect((await failureOf(register({ displayName: name, email }, as.bob))).reason).toBe('REGISTRATION_CONFLICT');
      expect((await register({ displayName: name }, as.nina)).registrantId).toBe('nina');
    });

    it('answers a repetition as before, refuses another request under its id, and tells the own registration', async () => {
      const [requestId, displayName] = [randomUUID(), someName()];
      const made = await Promise.all(
        Array.from({ length: 10 }, (_, index) => register({ displayName }, as.ann, { requestId, instance: index % 2 })),
      );
      expect(new Set(made.map(({ id }) => id)).size).toBe(1);
      expect((await failureOf(register({ displayName: someName() }, as.ann, { requestId }))).reason).toBe(
        'REQUEST_ID_REUSED',
      );
      expect((await failureOf(register({ displayName }, as.nina, { requestId }))).reason).toBe('REQUEST_ID_FOREIGN');
      expect(await failureOf(register({ displayName }))).toMatchObject({
        reason: 'ALREADY_REGISTERED',
        metadata: { registration_id: made[0]!.id },
      });
      // After all of this the prospect is still taken.
      expect((await failureOf(register({ displayName }, as.nina))).reason).toBe('REGISTRATION_CONFLICT');
    });

    it('is for oneself; managers name a rep of their teams, admins any', async () => {
      const named = (registrantId: string, by: CallOptions) =>
        register({ displayName: someName() }, by, { registrantId });
      expect((await named('ann', as.mia)).registrantId).toBe('ann');
      expect((await named('nina', as.admin)).teamId).toBe('north');
      expect((await failureOf(named('bob', as.ann))).code).toBe('PERMISSION_DENIED');
      expect((await failureOf(named('ann', as.pia))).code).toBe('PERMISSION_DENIED');
      const foreign = await failureOf(named('nina', as.mia));
      const missing = await failureOf(named('nobody', as.mia));
      expect(foreign.faults).toEqual(missing.faults);
      expect((await failureOf(named('', as.admin))).fields).toEqual(['registrant_id']);
      const operator = await installed.at.person({ sub: 'olga', roles: ['operator'] });
      expect((await failureOf(named('ann', operator))).code).toBe('PERMISSION_DENIED');
    });

    it("meets a conflict without an end with somebody else's customer, and none with the own or a pooled one", async () => {
      const give = async (displayName: string, ownerId: string) => {
        const { customers } = installed.at.client;
        const lead = proto.Customer.fromPartial({ displayName });
        const { id: customerId } = await customers.createLead({ lead, requestId: randomUUID() }, as.admin);
        const ownership: common.Ownership = {
          ownerId,
          teamId: 'south',
          teamPath: ['sales', 'south'],
          poolId: ownerId === '' ? 'pool-south' : '',
          cycle: 1,
          revision: 1n,
          since: new Date(),
          maskedFields: [],
          reopenedCycle: 0,
        };
        await customers.applyOwnership({ customerId, ownership }, as.service);
        return customerId;
      };
      const [owned, pooled] = [someName(), someName()];
      const customerId = await give(owned, 'bob');
      await give(pooled, '');
      const first = await failureOf(register({ displayName: `${owned} GmbH` }, as.nina));
      expect(first).toMatchObject({ reason: 'REGISTRATION_CONFLICT', metadata: { protected_until: '' } });
      expect(JSON.stringify(first)).not.toMatch(new RegExp(`bob|south|${customerId}`));
      expect((await failureOf(register({ displayName: owned }, as.pia))).metadata).toEqual(first.metadata);
      expect((await register({ displayName: owned }, as.bob)).registrantId).toBe('bob');
      expect((await register({ displayName: pooled }, as.nina)).registrantId).toBe('nina');
    });

    it('keeps a limit exactly under simultaneous registrations, and frees a place with each end', async () => {
      await setPolicy({ mostPerRegistrant: 5 });
      installed.assignment.repTeams.set('lea', 'south');
      const lea = await installed.at.rep('lea', 'south');
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          register({ displayName: someName() }, lea, { instance: index % 2 }).then(({ id }) => id, failed),
        ),
      );
      const made = outcomes.filter((each): each is string => typeof each === 'string');
      expect(made).toHaveLength(5);
      expect(outcomes.filter((each) => (each as Failure).reason === 'REGISTRATION_LIMIT')).toHaveLength(7);
      await withdraw(made[0] as string, lea);
      expect((await register({ displayName: someName() }, lea)).registrantId).toBe('lea');
      expect((await failureOf(register({ displayName: someName() }, lea))).code).toBe('RESOURCE_EXHAUSTED');
      // Those that are there count when fewer are allowed.
      await setPolicy({ mostPerRegistrant: 3 });
      await withdraw(made[1] as string, lea);
      await withdraw(made[2] as string, lea);
      expect((await failureOf(register({ displayName: someName() }, lea))).reason).toBe('REGISTRATION_LIMIT');
      await withdraw(made[3] as string, lea);
      expect((await register({ displayName: someName() }, lea)).registrantId).toBe('lea');
      await setPolicy({ mostPerRegistrant: 500 });
    }, 60_000);
  });

  describe('after a crash', () => {
    it('keys of a registration that was never written are taken over, and a late writer is told to start afresh', async () => {
      const displayName = `Crash ${randomUUID()}`;
      const requestId = randomUUID();
      const abandoned = createdId({ method: 'RegisterProspect', requestId });
      await store.registrationKeys.reserve([`name:${prospectNames(displayName)[0]}`], abandoned, new Date());
      expect((await register({ displayName }, as.nina)).registrantId).toBe('nina');
      expect(await failureOf(register({ displayName }, as.ann, { requestId }))).toMatchObject({
        code: 'ABORTED',
        reason: 'CREATION_ABANDONED',
      });
    }, 30_000);

    it('left-over keys are healed, and those in use are left alone', async () => {
      const { registration, name } = await taken();
      await store.registrationKeys.reserve([`name:${randomUUID()}`, 'slot:ann:400'], randomUUID(), new Date());
      const later = new Date(Date.now() + 2 * ABANDONED_MS);
      expect(await healRegistrationKeys(store, later)).toBeGreaterThanOrEqual(2);
      expect(await healRegistrationKeys(store, later)).toBe(0);
      expect((await failureOf(register({ displayName: name }, as.nina))).reason).toBe('REGISTRATION_CONFLICT');
      // An end whose keys were not given up any more.
      const keys = await store.registrationKeys.holders(['slot:ann:0', 'slot:ann:1', 'slot:ann:2']);
      expect([...keys.values()].length).toBeGreaterThan(0);
      await store.registrations.store.change(
        registration.id,
        () => ({ set: { state: RegistrationState.REGISTRATION_STATE_EXPIRED, endTime: new Date() }, events: [] }),
        { now: new Date(), actor: 'test' },
      );
      expect((await register({ displayName: name }, as.nina)).registrantId).toBe('nina');
      expect(await healRegistrationKeys(store, later)).toBeGreaterThanOrEqual(1);
    });
  });

  describe('the life of a registration', () => {
    it('is extended on evidence as often as the policy allows, by whom it belongs to', async () => {
      const { registration } = await taken();
      const requestId = randomUUID();
      const evidenceLink = 'https://example.com/quote.pdf';
      const once = await extend(registration.id, { evidenceLink, requestId });
      expect(once.protectedUntil!.getTime() - registration.protectedUntil!.getTime()).toBe(30 * 86_400_000);
      expect(once).toMatchObject({
        extensionsLeft: 1,
        extensions: [{ evidence: 'A quote was asked for.', evidenceLink }],
      });
      expect(await extend(registration.id, { evidenceLink, requestId })).toEqual(once);
      expect((await failureOf(extend(registration.id, { etag: registration.etag }))).reason).toBe('STALE_ETAG');
      const faults = await failureOf(
        extend(registration.id, { evidence: 'short', evidenceLink: 'javascript:alert(1)', requestId: 'no' }),
      );
      expect(faults.fields.sort()).toEqual(['evidence', 'evidence_link', 'request_id']);
      expect((await extend(registration.id, {}, as.mia)).extensionsLeft).toBe(0);
      expect((await failureOf(extend(registration.id))).reason).toBe('EXTENSION_LIMIT');
      for (const stranger of [as.bob, as.nina, as.pia])
        expect((await failureOf(extend(registration.id, {}, stranger))).reason).toBe('REGISTRATION_NOT_FOUND');
    });

    it('ends by withdrawing: the prospect is free at once', async () => {
      const { registration, name } = await taken();
      expect((await failureOf(withdraw(registration.id, as.bob))).code).toBe('NOT_FOUND');
      expect((await failureOf(withdraw(registration.id, as.ann, '99'))).reason).toBe('STALE_ETAG');
      const over = await withdraw(registration.id);
      expect(over).toMatchObject({ state: 'REGISTRATION_STATE_WITHDRAWN', dueTime: undefined });
      expect((await failureOf(withdraw(registration.id))).reason).toBe('REGISTRATION_ENDED');
      expect((await register({ displayName: name }, as.nina)).registrantId).toBe('nina');
    });

    it('ends by its time, also when nobody keeps it; then the next one wins', async () => {
      await setPolicy({ protection: seconds(9), reminder: seconds(6) });
      const { registration, name, conflict } = await taken();
      expect(conflict.metadata.protected_until).toBe(registration.protectedUntil!.toISOString());
      await setPolicy({ protection: seconds(7_776_000), reminder: seconds(86_400) });
      await sleepUntil(registration.remindTime);
      const reminded = await advance(registration.id);
      expect([reminded.remindTime, reminded.state]).toEqual([undefined, 'REGISTRATION_STATE_ACTIVE']);
      expect(await advance(registration.id)).toEqual(reminded);
      await sleepUntil(registration.protectedUntil);
      expect((await register({ displayName: name }, as.nina)).registrantId).toBe('nina');
      const over = await get(registration.id);
      expect(over.state).toBe('REGISTRATION_STATE_EXPIRED');
      expect(await advance(registration.id)).toMatchObject({ state: 'REGISTRATION_STATE_EXPIRED', etag: over.etag });
      const types = (await eventsOf(registration.id, as.ann)).map(({ type }) => type.split('.').at(-2));
      expect(types).toEqual(['registered', 'expiring', 'expired']);
    }, 30_000);

    it('leaves its prospect to one of many who come when its time is up', async () => {
      await setPolicy({ protection: seconds(4), reminder: seconds(0) });
      const { name, registration } = await taken({ email: `${randomUUID()}@example.com` });
      await setPolicy({ protection: seconds(7_776_000) });
      await sleepUntil(registration.protectedUntil);
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          race(name, [as.bob, as.nina, as.pia][index % 3] as CallOptions, index % 2),
        ),
      );
      const won = outcomes.filter((each) => typeof each === 'string');
      expect(won).toHaveLength(1);
      const reasons = new Set(outcomes.flatMap((each) => (typeof each === 'string' ? [] : [each.reason])));
      expect([...reasons].sort()).toEqual(['ALREADY_REGISTERED', 'REGISTRATION_CONFLICT']);
    }, 30_000);

    it('ends by becoming a customer of the registrant that matches', async () => {
      const { registration, name } = await taken();
      const lead = (displayName: string, by: CallOptions) =>
        installed.at.client.customers.createLead(
          {
            lead: proto.Customer.fromPartial({ displayName }),
            requestId: randomUUID(),
            refusePossibleDuplicates: true,
          },
          by,
        );
      const own = async (customerId: string, ownerId: string) =>
        installed.at.client.customers.applyOwnership(
          {
            customerId,
            ownership: {
              ownerId,
              teamId: 'south',
              teamPath: ['sales', 'south'],
              poolId: '',
              cycle: 1,
              revision: 1n,
              since: new Date(),
            },
          },
          as.service,
        );
      const convert = (customerId: string, by = as.ann) =>
        calls().convertRegistration({ registrationId: registration.id, customerId, requestId: randomUUID() }, by);
      // Somebody else's lead of a registered prospect is refused like a duplicate; the registrant may create it.
      expect(await failureOf(lead(`${name} Ltd`, as.bob))).toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'REGISTRATION_CONFLICT',
      });
      const { id } = await lead(name, as.ann);
      expect((await failureOf(convert(id))).reason).toBe('CUSTOMER_DIFFERS');
      const other = await lead(someName(), as.ann);
      await own(other.id, 'ann');
      expect((await failureOf(convert(other.id))).reason).toBe('CUSTOMER_DIFFERS');
      expect((await failureOf(convert(randomUUID()))).reason).toBe('CUSTOMER_DIFFERS');
      await own(id, 'ann');
      expect((await failureOf(convert(id, as.nina))).code).toBe('NOT_FOUND');
      expect(await convert(id)).toMatchObject({ state: 'REGISTRATION_STATE_CONVERTED', customerId: id });
      // From now on the ownership protects.
      expect((await failureOf(register({ displayName: name }, as.nina))).metadata.protected_until).toBe('');
    });
  });

  it('keeps leads of others out as the match policy says of an equal key, also in imports', async () => {
    const phone = `+4930${String(Math.random()).slice(2, 10)}`;
    const { name } = await taken({ phone });
    const lead = (values: Partial<proto.Customer>, by: CallOptions, refusePossibleDuplicates = false) =>
      installed.at.client.customers.createLead(
        { lead: proto.Customer.fromPartial(values), requestId: randomUUID(), refusePossibleDuplicates },
        by,
      );
    // A phone blocks; a name only warns whoever wants to be asked.
    expect((await failureOf(lead({ displayName: 'Another', phone }, as.bob))).reason).toBe('REGISTRATION_CONFLICT');
    expect((await failureOf(lead({ displayName: `${name} AG` }, as.bob, true))).reason).toBe('REGISTRATION_CONFLICT');
    const rows = [`${name} GmbH,`, `Row ${randomUUID()},${phone}`, `Row ${randomUUID()},`];
    const { imports } = installed.at.client;
    const upload = async function* () {
      const header = { fileName: 'leads.csv', requestId: randomUUID() };
      yield { part: { $case: 'header' as const, value: header } };
      yield { part: { $case: 'content' as const, value: Buffer.from(['Company,Phone', ...rows].join('\n')) } };
    };
    const { id: importId } = await imports.uploadImport(upload(), as.bob);
    const columns = [
      { column: 'Company', field: 'display_name' },
      { column: 'Phone', field: 'phone' },
    ];
    await imports.startImport(
      { importId, kind: proto.ImportKind.IMPORT_KIND_LEADS, mapping: { columns }, requestId: randomUUID() },
      as.bob,
    );
    await eventually(async () => (await imports.getImport({ importId }, as.bob)).state === 'IMPORT_STATE_DONE');
    const { rows: rejected } = await imports.listRejectedRows({ importId }, as.bob);
    const description = 'somebody has registered this prospect';
    expect(rejected.map(({ faults }) => faults)).toEqual([
      [{ column: 'Company', description }],
      [{ column: 'Phone', description }],
    ]);
    // Managers above create it for their registrant, as one does for a partner; others' managers do not.
    expect((await failureOf(lead({ displayName: name, phone }, as.nora))).reason).toBe('REGISTRATION_CONFLICT');
    expect((await lead({ displayName: name, phone }, as.mia)).displayName).toBe(name);
  }, 30_000);

  const eventsOf = async (subject: string, by: CallOptions) => {
    const seen: eventProto.Event[] = [];
    const stream = installed.at.client.events.subscribe({ subject, untilHead: true }, by);
    for await (const { item } of stream) if (item?.$case === 'event') seen.push(item.value);
    return seen;
  };

  describe('contests', () => {
    it('are filed by the conflict, masked for both sides, and decided by who stands above both', async () => {
      const { registration, reference } = await taken();
      const filed = await contest(reference, as.nina, { evidenceLink: 'https://example.com/minutes' });
      expect(filed).toMatchObject({
        conflictReference: reference,
        state: 'CONTEST_STATE_OPEN',
        contestantId: 'nina',
        ...CASE,
        registrationId: '',
        registrantId: '',
        prospectName: '',
        decidable: false,
      });
      expect((await failureOf(get(registration.id, as.nina))).code).toBe('NOT_FOUND');
      const seen = await get(registration.id);
      expect(seen.state).toBe('REGISTRATION_STATE_CONTESTED');
      expect(seen.contests).toMatchObject([
        { id: filed.id, contestantId: '', reason: '', evidence: '', decidable: false },
      ]);
      expect(await contests(as.nina, true)).toEqual([filed]);
      // The contestant's manager sees the case, the registrant's one that there is one; who stands above both, all.
      const byManager = (await contests(as.nora, true)).find(({ id }) => id === filed.id);
      expect(byManager).toMatchObject({ contestantId: 'nina', registrantId: '', registrationId: '', decidable: false });
      const byOther = (await contests(as.mia, true)).find(({ id }) => id === filed.id);
      expect(byOther).toMatchObject({ contestantId: '', registrationId: registration.id, decidable: false });
      const whole = { contestantId: 'nina', registrantId: 'ann', prospectName: registration.prospect!.displayName };
      for (const above of [as.cleo, as.admin])
        expect((await contests(above, true)).find(({ id }) => id === filed.id)).toMatchObject({
          ...whole,
          decidable: true,
        });
      expect((await contests(as.bob)).length).toBe(0);
      expect(await contests(as.pia)).toEqual([]);
      const { CONTEST_STATE_TRANSFERRED } = ContestState;
      const code = async (by: CallOptions) =>
        (await failureOf(decide(registration.id, filed.id, CONTEST_STATE_TRANSFERRED, by))).code;
      expect(await code(as.mia)).toBe('PERMISSION_DENIED');
      expect(await code(as.nora)).toBe('PERMISSION_DENIED');
      expect(await code(as.ann)).toBe('PERMISSION_DENIED');
      const decided = await decide(registration.id, filed.id, CONTEST_STATE_TRANSFERRED, as.cleo);
      expect(decided).toMatchObject({ state: 'CONTEST_STATE_TRANSFERRED', decisionReason: DECISION, decidable: false });
      expect((await failureOf(get(registration.id))).code).toBe('NOT_FOUND');
      expect(await get(registration.id, as.nina)).toMatchObject({
        registrantId: 'nina',
        state: 'REGISTRATION_STATE_ACTIVE',
        extensions: [],
      });
      expect((await failureOf(decide(registration.id, filed.id, CONTEST_STATE_TRANSFERRED, as.cleo))).reason).toBe(
        'CONTEST_ENDED',
      );
      // Neither side reads the other's name in the events.
      for (const by of [as.ann, as.nina])
        expect(JSON.stringify((await eventsOf(registration.id, by)).map(({ data }) => data))).not.toMatch(
          by === as.ann ? /nina/ : /ann"/,
        );
      expect(
        (await eventsOf(registration.id, as.cleo)).map(({ type }) => type.split('.').slice(-3, -1).join('.')),
      ).toEqual([
        'registration.registered',
        'registration_contest.filed',
        'registration_contest.ended',
        'registration.transferred',
      ]);
    });

    it('uphold the registration, which goes on as before', async () => {
      const { registration, reference } = await taken();
      const { id } = await contest(reference, as.pia);
      // There is no team above both: admins decide.
      expect((await failureOf(decide(registration.id, id, ContestState.CONTEST_STATE_UPHELD, as.cleo))).code).toBe(
        'PERMISSION_DENIED',
      );
      await decide(registration.id, id, ContestState.CONTEST_STATE_UPHELD, as.admin);
      expect(await get(registration.id)).toMatchObject({
        state: 'REGISTRATION_STATE_ACTIVE',
        protectedUntil: registration.protectedUntil,
      });
      expect(await contests(as.pia)).toMatchObject([{ state: 'CONTEST_STATE_UPHELD', decisionReason: DECISION }]);
    });

    it('are one open of each contestant, repeatable, and can be taken back', async () => {
      const { registration, reference } = await taken();
      const requestId = randomUUID();
      const filed = await contest(reference, as.nina, { requestId });
      expect(await contest(reference, as.nina, { requestId })).toEqual(filed);
      expect((await failureOf(contest(reference, as.nina))).reason).toBe('CONTEST_OPEN');
      expect((await failureOf(contest(reference, as.ann))).reason).toBe('OWN_REGISTRATION');
      const back = (by: CallOptions) =>
        calls().withdrawContest({ conflictReference: reference, requestId: randomUUID() }, by);
      expect((await failureOf(back(as.bob))).reason).toBe('CONTEST_NOT_FOUND');
      expect((await back(as.nina)).state).toBe('CONTEST_STATE_WITHDRAWN');
      expect((await get(registration.id)).state).toBe('REGISTRATION_STATE_ACTIVE');
      expect((await failureOf(contest(randomUUID(), as.nina))).reason).toBe('CONFLICT_NOT_FOUND');
      const faulty = await failureOf(
        contest('no', as.nina, { reason: '', evidence: '', evidenceLink: 'ftp://x', requestId: '' }),
      );
      expect(faulty.fields.sort()).toEqual(['conflict_reference', 'evidence', 'evidence_link', 'reason', 'request_id']);
      const noRep = await installed.at.person({ sub: 'max', roles: ['manager'], team: 'sales' });
      expect((await failureOf(contest(reference, noRep))).code).toBe('PERMISSION_DENIED');
      await withdraw(registration.id);
      expect((await failureOf(contest(reference, as.nina))).reason).toBe('REGISTRATION_ENDED');
      const undecided = await failureOf(decide(registration.id, filed.id, ContestState.CONTEST_STATE_OPEN, as.admin));
      expect(undecided.fields).toEqual(['decision']);
    });

    it('escalate once when nobody decides, then the registration stands', async () => {
      await setPolicy({ contest: seconds(4) });
      installed.assignment.repTeams.set('max', 'south');
      const max = await installed.at.rep('max', 'south');
      const { registration, reference } = await taken();
      const filed = await contest(reference, max);
      expect((await get(registration.id)).dueTime).toEqual(filed.deadline);
      await sleepUntil(filed.deadline);
      const [first, second] = await Promise.all([advance(registration.id), advance(registration.id)]);
      expect([first.contests[0], second.contests[0]]).toMatchObject([{ escalated: true }, { escalated: true }]);
      const deciders = (await eventsOf(registration.id, as.admin)).flatMap(({ type, data }) =>
        type.includes('contest') ? [[type.split('.').at(-2), data?.deciderId]] : [],
      );
      // Mia leads the team of both; above her there is Cleo.
      expect(deciders).toEqual([
        ['filed', 'mia'],
        ['escalated', 'cleo'],
      ]);
      await sleepUntil(first.contests[0]?.deadline);
      expect(await advance(registration.id)).toMatchObject({
        state: 'REGISTRATION_STATE_ACTIVE',
        contests: [{ state: 'CONTEST_STATE_LAPSED' }],
      });
      await setPolicy({ contest: seconds(259_200) });
    }, 30_000);
  });

  describe('lists and the policy', () => {
    it('show own registrations, a manager those of the teams, by state and end, in pages', async () => {
      installed.assignment.repTeams.set('pam', 'partners');
      const pam = await installed.at.person({ sub: 'user-pam', roles: ['partner'], rep: 'pam', team: 'partners' });
      const made = [];
      for (let count = 0; count < 3; count += 1) made.push(await register({ displayName: someName() }, pam));
      await withdraw(made[2]!.id, pam);
      const list = async (request: object, by = pam) =>
        (await calls().listRegistrations(request, by)).registrations.map(({ id }) => id);
      expect(await list({})).toEqual(made.map(({ id }) => id));
      expect(await list({ protectingOnly: true })).toEqual(made.slice(0, 2).map(({ id }) => id));
      expect(await list({ state: 'REGISTRATION_STATE_WITHDRAWN' })).toEqual([made[2]!.id]);
      expect(await list({ expiringBefore: made[0]!.protectedUntil })).toEqual([]);
      expect(await list({ expiringBefore: new Date(made[1]!.protectedUntil!.getTime()) })).toEqual([made[0]!.id]);
      expect((await list({ orderBy: 'create_time desc' }))[0]).toBe(made[2]!.id);
      const pages: string[] = [];
      for (let pageToken = '', turns = 0; turns < 4; turns += 1) {
        const page = await calls().listRegistrations({ pageSize: 2, pageToken }, pam);
        pages.push(...page.registrations.map(({ id }) => id));
        pageToken = page.nextPageToken;
        if (pageToken === '') break;
      }
      expect(pages).toEqual(made.map(({ id }) => id));
      expect(await list({ registrantId: 'pam' }, as.admin)).toHaveLength(3);
      expect(await list({ registrantId: 'pam' }, as.cleo)).toEqual([]);
      expect(await list({ registrantId: 'pam' }, as.pia)).toEqual([]);
      expect((await list({ teamId: 'south', pageSize: 200 }, as.mia)).length).toBeGreaterThan(3);
      const faulty = await failureOf(calls().listRegistrations({ orderBy: 'name', pageSize: -1 }, pam));
      expect(faulty.fields.sort()).toEqual(['order_by', 'page_size']);
      expect((await failureOf(calls().getRegistration({ registrationId: 'x' }, pam))).fields).toEqual([
        'registration_id',
      ]);
      expect((await failureOf(calls().advanceRegistration({ registrationId: made[0]!.id }, as.admin))).code).toBe(
        'PERMISSION_DENIED',
      );
      expect((await failureOf(advance(randomUUID()))).code).toBe('NOT_FOUND');
    });

    it('changes the policy by admins only, every value checked, with the newest etag', async () => {
      const policy = await calls().getRegistrationPolicy({}, as.pia);
      const change = (over: Partial<proto.RegistrationPolicy>, by = as.admin, requestId = randomUUID() as string) =>
        calls().updateRegistrationPolicy({ policy: { ...policy, ...over }, requestId }, by);
      expect((await failureOf(change({}, as.cleo))).code).toBe('PERMISSION_DENIED');
      const faulty = await failureOf(
        change(
          {
            etag: '',
            protection: seconds(0),
            reminder: seconds(5),
            extensions: 11,
            extension: undefined,
            contest: seconds(9_999_999),
            mostPerRegistrant: 0,
          },
          as.admin,
          'no',
        ),
      );
      expect(faulty.fields.sort()).toEqual([
        'policy.contest',
        'policy.etag',
        'policy.extension',
        'policy.extensions',
        'policy.most_per_registrant',
        'policy.protection',
        'policy.reminder',
        'request_id',
      ]);
      const requestId = randomUUID();
      const changed = await change({ extensions: 3 }, as.admin, requestId);
      expect(changed.extensions).toBe(3);
      expect(await change({ extensions: 3 }, as.admin, requestId)).toEqual(changed);
      expect((await failureOf(change({}))).reason).toBe('STALE_ETAG');
    });
  });
});
