import { randomUUID } from 'node:crypto';
import { customer as proto } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { startInstallation } from '../testing/installation';

/** Promise: what somebody registered goes along when the rep leaves, each once, and comes back by an undo. */
describe('RegistrationWorkService', () => {
  let installed: Awaited<ReturnType<typeof startInstallation>>;
  const as = {} as Record<'ann' | 'bob' | 'cleo' | 'admin' | 'service', CallOptions>;

  beforeAll(async () => {
    installed = await startInstallation();
    const { at } = installed;
    as.ann = await at.rep('ann', 'south');
    as.bob = await at.rep('bob', 'south');
    as.cleo = await at.person({ sub: 'user-cleo', roles: ['rep', 'manager'], rep: 'cleo', team: 'sales' });
    as.admin = await at.admin();
    as.service = await at.asService('assignment');
  }, 60_000);
  afterAll(() => installed.stop());

  const registrations = () => installed.at.client.registrations;
  const work = () => installed.at.client.registrationWork;
  const register = (by = as.ann) =>
    registrations().registerProspect(
      {
        prospect: proto.Prospect.fromPartial({ displayName: `Prospect ${randomUUID()}`, note: 'Met twice.' }),
        requestId: randomUUID(),
      },
      by,
    );
  const get = (registrationId: string) => registrations().getRegistration({ registrationId }, as.admin);
  const count = async (registrantId: string, handoverId = '') =>
    (await work().countRegistrations({ registrantId, handoverId }, as.service)).count;
  const handOver = (handoverId: string, given: Partial<proto.HandOverRegistrationsRequest> = {}) =>
    work().handOverRegistrations(
      { handoverId, fromRepId: 'ann', toRepId: 'bob', toTeamPath: ['sales', 'south'], ...given },
      as.service,
    );
  const back = (handoverId: string) => handOver(handoverId, { fromRepId: 'bob', toRepId: 'ann', back: true });

  it('gives what protects to the receiver, once, with its times and notes, and takes it back', async () => {
    const handoverId = randomUUID();
    const [first, second, over, own] = [await register(), await register(), await register(), await register(as.bob)];
    await registrations().withdrawRegistration({ registrationId: over.id, requestId: randomUUID() }, as.ann);
    const before = new Map([first, second].map((each) => [each.id, each]));
    for (const id of before.keys()) before.set(id, await get(id));
    expect([await count('ann'), await count('bob')]).toEqual([2, 1]);
    expect(await handOver(handoverId)).toEqual({ moved: 2, nextAfterRegistrationId: '' });
    expect((await handOver(handoverId)).moved).toBe(0);
    expect([await count('ann'), await count('bob'), await count('bob', handoverId)]).toEqual([0, 3, 2]);
    expect(await get(first.id)).toMatchObject({
      registrantId: 'bob',
      teamId: 'south',
      protectedUntil: first.protectedUntil,
      prospect: { note: 'Met twice.' },
    });
    expect((await get(over.id)).registrantId).toBe('ann');
    expect((await failureOf(registrations().getRegistration({ registrationId: first.id }, as.ann))).code).toBe(
      'NOT_FOUND',
    );
    expect((await registrations().getRegistration({ registrationId: first.id }, as.bob)).id).toBe(first.id);

    expect((await back(handoverId)).moved).toBe(2);
    expect((await back(handoverId)).moved).toBe(0);
    const without = ({ etag: _etag, updateTime: _time, ...rest }: proto.Registration) => rest;
    for (const was of [first, second]) expect(without(await get(was.id))).toEqual(without(before.get(was.id) ?? was));
    expect((await get(own.id)).registrantId).toBe('bob');
  });

  it('leaves where it is what the receiver contests, and what went another way since', async () => {
    const handoverId = randomUUID();
    const [contested, taken] = [await register(), await register()];
    const failure = await failureOf(
      registrations().registerProspect({ prospect: contested.prospect, requestId: randomUUID() }, as.bob),
    );
    const reference = failure.metadata.conflict_reference ?? '';
    const words = { reason: 'We met them at the fair.', evidence: 'Minutes of the fair.', requestId: randomUUID() };
    await registrations().contestRegistration({ conflictReference: reference, ...words }, as.bob);
    await handOver(handoverId);
    expect([(await get(contested.id)).registrantId, (await get(taken.id)).registrantId]).toEqual(['ann', 'bob']);
    await registrations().withdrawRegistration({ registrationId: taken.id, requestId: randomUUID() }, as.bob);
    await back(handoverId);
    expect((await get(taken.id)).registrantId).toBe('bob');
  });

  it('goes on page by page, and tells of each that changed hands', async () => {
    const handoverId = randomUUID();
    const made: string[] = [];
    // What came by a handover counts for nobody's limit, so there may be more than a page.
    for (let round = 0; round < 2; round += 1) {
      for (let index = 0; index < 30; index += 1) made.push((await register()).id);
      await handOver(handoverId);
    }
    const given = await count('bob', handoverId);
    expect(given).toBeGreaterThanOrEqual(made.length);
    const first = await back(handoverId);
    expect(first.moved).toBe(50);
    const { nextAfterRegistrationId: afterRegistrationId } = first;
    const rest = { fromRepId: 'bob', toRepId: 'ann', back: true, afterRegistrationId };
    expect(await handOver(handoverId, rest)).toEqual({ moved: given - 50, nextAfterRegistrationId: '' });
    expect(await count('bob', handoverId)).toBe(0);
    const types = ['crm.customer.registration.transferred.v1'];
    await eventually(async () => {
      const told = new Set<string>();
      for await (const { item } of installed.at.client.events.subscribe({ types, untilHead: true }, as.service))
        if (item?.$case === 'event' && item.value.data?.previousRegistrantId === 'ann') told.add(item.value.subject);
      return made.every((id) => told.has(id));
    });
  }, 60_000);

  it('is for services only, and names every fault', async () => {
    for (const caller of [as.ann, as.cleo, as.admin]) {
      expect((await failureOf(work().countRegistrations({ registrantId: 'ann' }, caller))).code).toBe(
        'PERMISSION_DENIED',
      );
    }
    const faults = await failureOf(
      work().handOverRegistrations(
        { handoverId: 'x', fromRepId: 'A b', toRepId: 'A b', afterRegistrationId: 'y' },
        as.service,
      ),
    );
    expect(faults.fields.sort()).toEqual([
      'after_registration_id',
      'from_rep_id',
      'handover_id',
      'to_rep_id',
      'to_rep_id',
      'to_team_path',
    ]);
  });
});
