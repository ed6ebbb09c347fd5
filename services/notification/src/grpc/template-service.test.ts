import { randomUUID } from 'node:crypto';
import { notification as proto } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { ChannelWorld } from '../testing/channel-world';

const { DELIVERY_STATE_SENT } = proto.DeliveryState;
const KEY = { kind: 'lead_claimed', channel: 'mail', locale: 'en' };

describe('TemplateService', () => {
  const world = new ChannelWorld();
  let admin: CallOptions;
  beforeAll(async () => {
    await world.start();
    admin = await world.installation.at.admin();
  }, 60_000);
  afterAll(() => world.stop());
  const templates = () => world.installation.at.client.templates;
  const get = (key = KEY) => templates().getTemplate(key, admin);
  const update = (template: Partial<proto.MessageTemplate>, requestId: string = randomUUID()) =>
    templates().updateTemplate({ template: { ...KEY, ...template }, requestId }, admin);

  it('is for admins; operators may read and preview', async () => {
    const operator = await world.installation.at.person({ sub: 'op', roles: ['operator'] });
    const rep = await world.installation.at.rep('ann', 'south');
    const reads = (as: CallOptions) => [
      templates().listTemplates({}, as),
      templates().getTemplate(KEY, as),
      templates().previewTemplate({ ...KEY, subject: 'a', body: 'b' }, as),
    ];
    for (const call of reads(operator)) expect(await call).toBeDefined();
    const writes = (as: CallOptions) => [
      templates().updateTemplate({ template: KEY, requestId: randomUUID() }, as),
      templates().resetTemplate({ ...KEY, etag: '0', requestId: randomUUID() }, as),
    ];
    const refused = [...reads(rep), ...writes(rep), ...writes(operator)];
    for (const { code } of await Promise.all(refused.map(failureOf))) expect(code).toBe('PERMISSION_DENIED');
  });

  it('lists every text there is, by channel and language', async () => {
    const { templates: all } = await templates().listTemplates({}, admin);
    const { templates: some } = await templates().listTemplates({ channel: 'sms', locale: 'zh' }, admin);
    expect(all).toHaveLength(some.length * 6);
    expect(some.every(({ channel, locale }) => channel === 'sms' && locale === 'zh')).toBe(true);
    const wrong = templates().listTemplates({ channel: 'webhook', locale: 'fr' }, admin);
    expect((await failureOf(wrong)).fields).toEqual(['channel', 'locale']);
    const none = templates().getTemplate({ kind: 'none', channel: 'fax', locale: '' }, admin);
    expect((await failureOf(none)).fields).toEqual(['kind', 'channel', 'locale']);
  });

  it('puts an own text in the place of the built-in one, which then goes out, and takes it back', async () => {
    const builtIn = await get();
    expect(builtIn).toMatchObject({ etag: '0', version: 0, overridden: false, variables: ['customer', 'time'] });
    const requestId = randomUUID();
    const text = { etag: '0', subject: 'Well done: {customer}', body: 'You have {customer} since {time}.\nGo on.' };
    const saved = await update(text, requestId);
    expect(saved).toMatchObject({ ...text, etag: '1', version: 1, overridden: true, updatedBy: 'admin' });
    expect(await update(text, requestId)).toEqual(saved);
    expect((await failureOf(update(text))).reason).toBe('STALE_ETAG');
    await world.installation.prefer('ann', { address: 'ann@reps.test', mailUrgencies: [proto.Urgency.URGENCY_NORMAL] });
    const leadId = world.installation.neighbours.claim('ann');
    world.installation.neighbours.names.set(leadId, 'Contoso');
    await world.installation.until('ann', DELIVERY_STATE_SENT);
    const [own] = world.mail.mails.filter(({ to }) => to === 'ann@reps.test');
    expect(own?.raw).toMatch(/^Subject: Well done: Contoso$/m);
    expect(own?.raw).toContain('<br>Go on.');
    const reset = { ...KEY, etag: '1', requestId: randomUUID() };
    const back = await templates().resetTemplate(reset, admin);
    expect(back).toMatchObject({ subject: builtIn.subject, body: builtIn.body, version: 2, overridden: false });
    expect(await templates().resetTemplate(reset, admin)).toEqual(back);
    world.installation.neighbours.claim('ann');
    await world.installation.until('ann', DELIVERY_STATE_SENT, 2);
    expect(world.mail.mails.at(-1)?.raw).toMatch(/^Subject: You claimed a customer$/m);
    const told = await eventually(async () => {
      const found: unknown[] = [];
      for await (const { item } of world.installation.at.client.events.subscribe({ untilHead: true }, admin)) {
        if (item?.$case === 'event' && item.value.type === 'crm.notification.message_template.updated.v1')
          found.push(item.value.data?.overridden);
      }
      return found.length === 2 && found;
    });
    expect(told).toEqual([true, false]);
  });

  it('holds for robots and short messages, each with its own text', async () => {
    await update({ channel: 'sms', locale: 'zh', etag: '0', body: '恭喜领取{customer}' });
    await update({ channel: 'robot', locale: 'zh', etag: '0', subject: '喜报', body: '{customer} {time}' });
    const sms = { phone: '+8613800138000', smsUrgencies: [proto.Urgency.URGENCY_NORMAL], locale: 'zh' };
    await world.installation.prefer('bob', sms);
    world.installation.neighbours.teams.set('bob', 'south');
    await world.robot('south', { key: 'south-key' });
    const leadId = world.installation.neighbours.claim('bob');
    world.installation.neighbours.names.set(leadId, '天河');
    await eventually(() => world.sms.received.length === 1 && world.robots.received.length === 1);
    expect(world.sms.received[0]?.content).toMatch(/^恭喜领取/);
    expect(world.robots.received[0]?.content).toMatch(/^\*\*喜报\*\*/);
  });

  it('names every fault with its place and writes nothing', async () => {
    const key = { kind: 'lead_assigned', channel: 'mail', locale: 'zh' };
    const wrong = await failureOf(update({ ...key, etag: '', subject: '{x}', body: '{customer} {' }, 'no uuid'));
    expect(wrong.fields.sort()).toEqual([
      'request_id',
      'template.body',
      'template.body',
      'template.etag',
      'template.subject',
    ]);
    const words = wrong.faults.map(({ description }) => description);
    expect(words).toContain('{x} at character 0 is no variable of this message; there are customer, time');
    expect(words).toContain('must contain {time}');
    expect((await get(key)).etag).toBe('0');
    expect((await failureOf(templates().updateTemplate({ requestId: randomUUID() }, admin))).fields).toEqual([
      'template',
    ]);
    const reset = templates().resetTemplate({ ...key, etag: '', requestId: 'x' }, admin);
    expect((await failureOf(reset)).fields.sort()).toEqual(['etag', 'request_id']);
  });

  it('previews a text with sample or given values, and says its faults without throwing', async () => {
    const text = { subject: 'For {customer}', body: '{customer}: {time} {nmae}' };
    const preview = await templates().previewTemplate({ ...KEY, ...text, values: { customer: '<Acme>' } }, admin);
    expect(preview.subject).toBe('For <Acme>');
    expect(preview.html).toContain('&lt;Acme&gt;: 1 Jul 2026');
    expect(preview.faults).toEqual([{ field: 'body', reason: 'unknown_variable', variable: 'nmae', position: 19 }]);
    const sms = { kind: 'lead_claimed', channel: 'sms', locale: 'zh', body: `{customer}${'长'.repeat(80)}` };
    const short = await templates().previewTemplate(sms, admin);
    expect(short).toMatchObject({ characters: 70, maxCharacters: 70, segments: 2, html: '' });
    const wrong = templates().previewTemplate({ ...KEY, values: { rep: 'x' }, body: 'x'.repeat(5001) }, admin);
    expect((await failureOf(wrong)).fields.sort()).toEqual(['body', 'values[rep]']);
  });
});
