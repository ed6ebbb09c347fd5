import { randomUUID } from 'node:crypto';
import { notification as proto } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { MailInstallation } from '../testing/mail-installation';
import { makeChannelKeys } from '../testing/settings';

const { URGENCY_HIGH, URGENCY_CRITICAL } = proto.Urgency;
const { ROBOT_KIND_WECOM, ROBOT_KIND_DINGTALK, ROBOT_KIND_UNSPECIFIED } = proto.RobotKind;

describe('ChannelService', () => {
  let at: MailInstallation;
  let admin: CallOptions;
  let operator: CallOptions;
  beforeAll(async () => {
    at = await MailInstallation.start({ CHANNEL_KEYS_FILE: makeChannelKeys(), WEBHOOK_ALLOW_INTERNAL: false });
    admin = await at.at.admin();
    operator = await at.at.person({ sub: 'op', roles: ['operator'] });
    at.neighbours.teams.set('ann', 'south');
    at.neighbours.teams.set('bob', 'north');
  }, 60_000);
  afterAll(() => at.stop());
  const channels = () => at.at.client.channels;
  const requestId = () => randomUUID();
  const endpoint = async (values: Partial<proto.WebhookEndpoint> = {}) => {
    const request = { endpoint: { url: 'https://hooks.test/a', ...values }, requestId: requestId() };
    return (await channels().createWebhookEndpoint(request, admin)).endpoint as proto.WebhookEndpoint;
  };
  const wecom = {
    teamId: 'south',
    kind: ROBOT_KIND_WECOM,
    key: 'k-1',
    urgencies: [URGENCY_HIGH],
    locale: 'zh',
    timeZone: 'UTC',
  };
  const robot = (values: Partial<proto.TeamRobot> = {}) =>
    channels().createTeamRobot({ robot: { ...wecom, ...values }, requestId: requestId() }, admin);

  it('is for admins; operators may read; others are refused', async () => {
    const { id } = await endpoint();
    const { id: robotId } = await robot();
    const writes = (as: CallOptions) => [
      channels().createWebhookEndpoint({ endpoint: { url: 'https://a.test' }, requestId: requestId() }, as),
      channels().updateWebhookEndpoint(
        { endpoint: { id, etag: '1' }, updateMask: ['url'], requestId: requestId() },
        as,
      ),
      channels().rotateWebhookSecret({ endpointId: id, requestId: requestId() }, as),
      channels().testWebhookEndpoint({ endpointId: id, requestId: requestId() }, as),
      channels().createTeamRobot({ robot: wecom, requestId: requestId() }, as),
      channels().updateTeamRobot(
        { robot: { id: robotId, etag: '1' }, updateMask: ['active'], requestId: requestId() },
        as,
      ),
      channels().testTeamRobot({ robotId, requestId: requestId() }, as),
    ];
    const reads = (as: CallOptions) => [
      channels().getChannels({}, as),
      channels().listWebhookEndpoints({}, as),
      channels().getWebhookEndpoint({ endpointId: id }, as),
      channels().listTeamRobots({}, as),
      channels().getTeamRobot({ robotId }, as),
    ];
    const rep = await at.at.rep('ann', 'south');
    const manager = await at.at.manager('mia', 'south');
    const refused = [...writes(rep), ...reads(rep), ...writes(manager), ...reads(manager), ...writes(operator)];
    for (const { code } of await Promise.all(refused.map(failureOf))) expect(code).toBe('PERMISSION_DENIED');
    for (const call of reads(operator)) expect(await call).toBeDefined();
  });

  describe('GetChannels', () => {
    it('says what is configured and what may be asked for', async () => {
      const found = await channels().getChannels({}, operator);
      expect(found).toMatchObject({ configured: ['webhook', 'robot'], internalAllowed: false });
      expect(found.eventTypes).toContain('notification.lead_assigned');
    });
  });

  describe('CreateWebhookEndpoint', () => {
    it('answers a secret, to this request alone, once per request id', async () => {
      const request = { endpoint: { url: 'https://hooks.test/x', description: 'ERP' }, requestId: requestId() };
      const made = await channels().createWebhookEndpoint(request, admin);
      expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      expect(await channels().createWebhookEndpoint(request, admin)).toEqual(made);
      const { id } = made.endpoint as proto.WebhookEndpoint;
      const read = await channels().getWebhookEndpoint({ endpointId: id }, operator);
      expect(read).toMatchObject({ url: 'https://hooks.test/x', description: 'ERP', active: true, eventTypes: [] });
      expect(read.secrets).toHaveLength(1);
      expect(JSON.stringify(read)).not.toContain(made.secret.slice(6));
      expect(
        (await failureOf(channels().createWebhookEndpoint(request, await at.at.person({ sub: 'x', roles: ['admin'] }))))
          .reason,
      ).toBe('REQUEST_ID_FOREIGN');
    });

    it('names every fault and writes nothing', async () => {
      const count = async () => (await channels().listWebhookEndpoints({}, admin)).endpoints.length;
      const before = await count();
      const wrong = {
        url: 'http://hooks.test',
        name: 'x',
        etag: '1',
        description: 'x'.repeat(201),
        eventTypes: ['notification.none'],
      };
      expect(
        (await failureOf(channels().createWebhookEndpoint({ endpoint: wrong, requestId: 'x' }, admin))).fields.sort(),
      ).toEqual([
        'endpoint.description',
        'endpoint.etag',
        'endpoint.event_types[0]',
        'endpoint.name',
        'endpoint.url',
        'request_id',
      ]);
      expect((await failureOf(channels().createWebhookEndpoint({ requestId: requestId() }, admin))).fields).toEqual([
        'endpoint',
      ]);
      expect(await count()).toBe(before);
    });
  });

  describe('UpdateWebhookEndpoint', () => {
    it('changes what the mask names, refuses a stale etag, and repeats its answer', async () => {
      const { id, etag } = await endpoint();
      const change = {
        id,
        etag,
        url: 'https://hooks.test/b',
        eventTypes: ['notification.lead_claimed'],
        active: false,
      };
      const request = { endpoint: change, updateMask: ['url', 'event_types', 'active'], requestId: requestId() };
      const changed = await channels().updateWebhookEndpoint(request, admin);
      expect(changed).toMatchObject({ ...change, etag: '2', disabledReason: 'by_admin' });
      expect(await channels().updateWebhookEndpoint(request, admin)).toEqual(changed);
      const stale = channels().updateWebhookEndpoint({ ...request, requestId: requestId() }, admin);
      expect((await failureOf(stale)).reason).toBe('STALE_ETAG');
      const on = { endpoint: { id, etag: '2', active: true }, updateMask: ['active'], requestId: requestId() };
      expect(await channels().updateWebhookEndpoint(on, admin)).toMatchObject({ active: true, disabledReason: '' });
    });

    it('names every fault; a strange one is not found', async () => {
      const wrong = { endpoint: { id: 'x', url: 'no' }, updateMask: ['url', 'secrets'], requestId: 'x' };
      expect((await failureOf(channels().updateWebhookEndpoint(wrong, admin))).fields.sort()).toEqual([
        'endpoint.etag',
        'endpoint.id',
        'endpoint.url',
        'request_id',
        'update_mask',
      ]);
      const none = { endpoint: { id: randomUUID(), etag: '1' }, updateMask: ['active'], requestId: requestId() };
      expect((await failureOf(channels().updateWebhookEndpoint(none, admin))).reason).toBe(
        'WEBHOOK_ENDPOINT_NOT_FOUND',
      );
      expect((await failureOf(channels().getWebhookEndpoint({ endpointId: 'x' }, admin))).fields).toEqual([
        'endpoint_id',
      ]);
    });
  });

  describe('RotateWebhookSecret', () => {
    it('gives new secrets, at most three in force', async () => {
      const { id: endpointId } = await endpoint();
      const rotate = (overlapHours: number) =>
        channels().rotateWebhookSecret({ endpointId, overlapHours, requestId: requestId() }, admin);
      expect((await rotate(24)).endpoint?.secrets).toHaveLength(2);
      expect((await rotate(24)).endpoint?.secrets).toHaveLength(3);
      expect((await failureOf(rotate(24))).reason).toBe('TOO_MANY_SECRETS');
      expect((await rotate(0)).endpoint?.secrets).toHaveLength(1);
      expect((await failureOf(rotate(169))).fields).toEqual(['overlap_hours']);
    });
  });

  describe('TestWebhookEndpoint', () => {
    it('makes one delivery per request, which says what became of it', async () => {
      const { id: endpointId } = await endpoint({ url: 'https://127.0.0.1:1/' });
      const request = { endpointId, requestId: requestId() };
      const made = await channels().testWebhookEndpoint(request, admin);
      expect(made).toMatchObject({ kind: 'test', channel: 'webhook', targetId: endpointId, recipientId: 'admin' });
      expect(await channels().testWebhookEndpoint(request, admin)).toEqual(made);
      const dead = await eventually(async () => {
        const found = await at.client.getDelivery({ deliveryId: made.id }, admin);
        return found.reason !== '' && found;
      });
      expect(dead.reason).toBe('address_refused');
      const none = channels().testWebhookEndpoint({ endpointId: randomUUID(), requestId: requestId() }, admin);
      expect((await failureOf(none)).reason).toBe('WEBHOOK_ENDPOINT_NOT_FOUND');
    });
  });

  describe('CreateTeamRobot', () => {
    it('keeps its key to itself, and repeats its answer', async () => {
      const request = { robot: { ...wecom, key: 'very-secret-key' }, requestId: requestId() };
      const made = await channels().createTeamRobot(request, admin);
      expect(made).toMatchObject({ teamId: 'south', kind: ROBOT_KIND_WECOM, active: true, key: '', secret: '' });
      expect(await channels().createTeamRobot(request, admin)).toEqual(made);
      const kept = await at.at.service.connection.collection('team_robots').find().toArray();
      expect(JSON.stringify(kept)).not.toContain('very-secret-key');
    });

    it('names every fault; a team has five at most', async () => {
      const wrong = {
        ...{ teamId: 'A B', kind: ROBOT_KIND_UNSPECIFIED, key: 'a b', secret: 'x', etag: '1', urgencies: [] },
        ...{ locale: 'fr', timeZone: 'Mars/Base', description: 'x'.repeat(201) },
      };
      expect((await failureOf(robot(wrong))).fields.sort()).toEqual([
        'robot.description',
        'robot.etag',
        'robot.key',
        'robot.kind',
        'robot.locale',
        'robot.secret',
        'robot.team_id',
        'robot.time_zone',
        'robot.urgencies',
      ]);
      expect((await failureOf(robot({ teamId: 'nowhere' }))).fields).toEqual(['robot.team_id']);
      for (let count = 0; count < 5; count += 1) await robot({ teamId: 'north' });
      expect((await failureOf(robot({ teamId: 'north' }))).reason).toBe('TOO_MANY_ROBOTS');
    });
  });

  describe('UpdateTeamRobot', () => {
    it('changes what the mask names; a key with its form; refuses a stale etag', async () => {
      const { id, etag } = await robot({ kind: ROBOT_KIND_DINGTALK, key: 'token', secret: 'SECx' });
      const values = { id, etag, urgencies: [URGENCY_CRITICAL], key: 'other', secret: 'SECy', active: false };
      const request = { robot: values, updateMask: ['urgencies', 'key', 'active'], requestId: requestId() };
      const changed = await channels().updateTeamRobot(request, admin);
      expect(changed).toMatchObject({
        etag: '2',
        urgencies: [URGENCY_CRITICAL],
        active: false,
        disabledReason: 'by_admin',
      });
      expect(await channels().updateTeamRobot(request, admin)).toEqual(changed);
      expect((await failureOf(channels().updateTeamRobot({ ...request, requestId: requestId() }, admin))).reason).toBe(
        'STALE_ETAG',
      );
      const wrong = { robot: { id, etag: '2', key: 'a b' }, updateMask: ['key'], requestId: requestId() };
      expect((await failureOf(channels().updateTeamRobot(wrong, admin))).fields).toEqual(['robot.key']);
    });
  });

  describe('ListTeamRobots', () => {
    it('pages by id, of one team or all, bound to filter and caller', async () => {
      const all: string[] = [];
      for (let pageToken = ''; ; ) {
        const page = await channels().listTeamRobots({ pageSize: 2, pageToken }, admin);
        all.push(...page.robots.map(({ id }) => id));
        if (page.nextPageToken === '') break;
        pageToken = page.nextPageToken;
      }
      expect(new Set(all).size).toBe(all.length);
      const { robots } = await channels().listTeamRobots({ teamId: 'north' }, admin);
      expect(robots).toHaveLength(5);
      const first = await channels().listTeamRobots({ pageSize: 1 }, admin);
      const other = channels().listTeamRobots({ teamId: 'north', pageToken: first.nextPageToken }, admin);
      expect((await failureOf(other)).reason).toBe('PAGE_TOKEN_MISMATCH');
    });
  });

  describe('TestTeamRobot', () => {
    it('makes one delivery per request', async () => {
      const { id: robotId } = await robot({ kind: ROBOT_KIND_DINGTALK });
      const request = { robotId, requestId: requestId() };
      const made = await channels().testTeamRobot(request, admin);
      expect(made).toMatchObject({ kind: 'test', channel: 'robot', targetId: robotId });
      expect(await channels().testTeamRobot(request, admin)).toEqual(made);
      const none = channels().testTeamRobot({ robotId: randomUUID(), requestId: requestId() }, admin);
      expect((await failureOf(none)).reason).toBe('TEAM_ROBOT_NOT_FOUND');
    });
  });
});

describe('without keys for secrets', () => {
  let at: MailInstallation;
  beforeAll(async () => {
    at = await MailInstallation.start({});
  }, 60_000);
  afterAll(() => at.stop());

  it('nothing is registered', async () => {
    const request = { endpoint: { url: 'https://a.test' }, requestId: randomUUID() };
    const made = at.at.client.channels.createWebhookEndpoint(request, await at.at.admin());
    expect((await failureOf(made)).reason).toBe('NO_CHANNEL_KEYS');
    expect((await at.at.client.channels.getChannels({}, await at.at.admin())).configured).toEqual([]);
  });
});
