import { randomUUID } from 'node:crypto';
import { type common, customer as proto } from '@fairlead/proto';
import { failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { startInstallation } from '../testing/installation';

const { MatchAction } = proto;

/** Promise: a customer that is there already is recognised, however it is spelled, and nobody learns more than that. */
describe('MatchService', () => {
  let installed: Awaited<ReturnType<typeof startInstallation>>;
  let admin: CallOptions;
  let ann: CallOptions;
  let bob: CallOptions;
  beforeAll(async () => {
    installed = await startInstallation();
    const { at } = installed;
    [admin, ann, bob] = await Promise.all([at.admin(), at.rep('ann', 'south'), at.rep('bob', 'north')]);
  }, 60_000);
  afterAll(() => installed.stop());

  const matches = () => installed.at.client.matches;
  const create = (lead: Partial<proto.Customer>, strict = false, as = ann, requestId = randomUUID()) =>
    installed.at.client.customers.createLead(
      { lead: proto.Customer.fromPartial(lead), requestId, refusePossibleDuplicates: strict },
      as,
    );
  const give = async (customerId: string, ownerId: string) => {
    const ownership: common.Ownership = {
      ownerId,
      teamId: 'south',
      teamPath: ['south'],
      poolId: '',
      cycle: 1,
      revision: 1n,
      since: new Date(),
      maskedFields: [],
      reopenedCycle: 0,
    };
    await installed.at.client.customers.applyOwnership(
      { customerId, ownership },
      await installed.at.asService('assignment'),
    );
  };
  const setPolicy = async (change: Partial<proto.MatchPolicy>) => {
    const policy = { ...(await matches().getMatchPolicy({}, admin)), ...change };
    return matches().updateMatchPolicy({ policy, requestId: randomUUID() }, admin);
  };

  it('warns about a company name in another spelling, and lets a person go on', async () => {
    const first = await create({ displayName: '苏州长城精密仪器有限公司' });
    const spelled = { displayName: '蘇州長城（精密）儀器股份有限公司' };
    expect(await failureOf(create(spelled, true))).toMatchObject({
      code: 'ALREADY_EXISTS',
      reason: 'POSSIBLE_DUPLICATE',
      metadata: { field: 'company_name', customer_id: first.id },
    });
    expect((await create(spelled)).id).not.toBe(first.id);
  });

  it('names every field that another customer has, those that block before those that warn', async () => {
    const email = `${randomUUID()}@example.com`;
    await create({ displayName: 'Delta Optik GmbH', email, phone: '+4930222000111' });
    const failure = await failureOf(create({ displayName: 'Optik, Delta', email, phone: '+4930222000111' }, true));
    expect(failure).toMatchObject({ reason: 'DUPLICATE_CUSTOMER', metadata: { fields: 'phone,email' } });
  });

  it('releases what a refused creation had reserved', async () => {
    const email = `${randomUUID()}@example.com`;
    await create({ displayName: 'Holder', email });
    const phone = '+4930222000222';
    expect(await failureOf(create({ displayName: 'Refused One', email, phone }))).toBeDefined();
    expect((await create({ displayName: 'Refused One', phone }, true)).phone).toBe(phone);
  });

  it('lets namesakes come at the same moment when nobody asked to be warned', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => create({ displayName: 'Twenty At Once' })));
    expect(new Set(made.map(({ id }) => id)).size).toBe(20);
  });

  it('does not compare names of persons', async () => {
    const person = { displayName: 'Li Wei', type: proto.CustomerType.CUSTOMER_TYPE_PERSON };
    await create(person);
    expect((await create(person, true)).displayName).toBe('Li Wei');
  });

  it('answers a repetition as before, also after a namesake came', async () => {
    const requestId = randomUUID();
    const lead = { displayName: 'Repeated Name' };
    const first = await create(lead, true, ann, requestId);
    await create(lead);
    expect((await create(lead, true, ann, requestId)).id).toBe(first.id);
  });

  it('checks a renamed customer too', async () => {
    await create({ displayName: 'Old Harbour Ltd' });
    const other = await create({ displayName: 'New Harbour Ltd' });
    const rename = (strict: boolean) =>
      installed.at.client.customers.updateCustomer(
        {
          customer: proto.Customer.fromPartial({ ...other, displayName: 'Old Harbour Inc.' }),
          updateMask: ['display_name'],
          requestId: randomUUID(),
          refusePossibleDuplicates: strict,
        },
        ann,
      );
    expect(await failureOf(rename(true))).toMatchObject({ reason: 'POSSIBLE_DUPLICATE' });
    expect((await rename(false)).displayName).toBe('Old Harbour Inc.');
    // Its former name is free again.
    expect((await create({ displayName: 'New Harbour' }, true)).displayName).toBe('New Harbour');
  });

  it('finds duplicates of an unfinished lead, and hides those out of scope', async () => {
    const made = await create(
      { displayName: 'Gamma Werke AG', phone: '+4930222000333', externalRef: 'G-1' },
      false,
      admin,
    );
    await give(made.id, 'ann');
    const lead = proto.Customer.fromPartial({
      displayName: 'GAMMA WERKE',
      country: 'DE',
      phone: '030 222000333',
      email: 'not yet',
      externalRef: 'G-1',
    });
    const seen = await matches().findDuplicates({ lead }, ann);
    expect(seen.duplicates.map(({ field, action, customer }) => [field, action, customer?.id])).toEqual([
      ['phone', MatchAction.MATCH_ACTION_BLOCK, made.id],
      ['external_ref', MatchAction.MATCH_ACTION_BLOCK, made.id],
      ['company_name', MatchAction.MATCH_ACTION_WARN, made.id],
    ]);
    const hidden = await matches().findDuplicates({ lead }, bob);
    expect(hidden.duplicates.map(({ customer }) => customer)).toEqual([undefined, undefined, undefined]);
    expect((await failureOf(create({ displayName: 'X', externalRef: 'G-1' }, false, bob))).metadata).not.toHaveProperty(
      'customer_id',
    );
    expect((await matches().findDuplicates({ lead: proto.Customer.create() }, ann)).duplicates).toEqual([]);
  });

  it('changes the policy only with every action named, the newest etag and the right role', async () => {
    const policy = await matches().getMatchPolicy({}, admin);
    const requestId: string = randomUUID();
    const change = (over: Partial<proto.MatchPolicy>, as = admin, id = requestId) =>
      matches().updateMatchPolicy({ policy: { ...policy, ...over }, requestId: id }, as);
    expect((await failureOf(change({}, ann))).code).toBe('PERMISSION_DENIED');
    const unnamed = MatchAction.MATCH_ACTION_UNSPECIFIED;
    const faulty = await failureOf(change({ phone: unnamed, companyName: unnamed, etag: '' }, admin, 'x'));
    expect(faulty.fields.sort()).toEqual(['policy.company_name', 'policy.etag', 'policy.phone', 'request_id']);
    const changed = await change({ companyName: MatchAction.MATCH_ACTION_BLOCK });
    expect(changed.companyName).toBe(MatchAction.MATCH_ACTION_BLOCK);
    expect(await change({ companyName: MatchAction.MATCH_ACTION_BLOCK })).toEqual(changed);
    expect((await failureOf(change({}, admin, randomUUID()))).reason).toBe('STALE_ETAG');
    await create({ displayName: 'Blocked Twin' });
    expect((await failureOf(create({ displayName: 'blocked  TWIN' }))).reason).toBe('DUPLICATE_CUSTOMER');
    await setPolicy({ companyName: MatchAction.MATCH_ACTION_ALLOW, phone: MatchAction.MATCH_ACTION_ALLOW });
    expect((await create({ displayName: 'Blocked Twin' }, true)).displayName).toBe('Blocked Twin');
    await setPolicy({ companyName: MatchAction.MATCH_ACTION_WARN, phone: MatchAction.MATCH_ACTION_BLOCK });
  });
});
