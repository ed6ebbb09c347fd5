import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Seat } from './support/browser';
import { Company } from './support/company';
import { eventually } from './support/eventually';
import { walkedIn } from './support/languages';

interface Arrival {
  path: string;
  id: string;
  time: string;
  signatures: string[];
  body: string;
}

/** Promise: an administrator connects other systems and group chats, and writes the texts, without a manual. */
describe('channels in the console', () => {
  let company: Company;
  let outside: Server;
  let url = '';
  const arrivals: Arrival[] = [];

  beforeAll(async () => {
    // Another system, and the robots of WeCom: whatever comes is kept and taken.
    outside = createServer(async (request, response) => {
      const { url: path = '', headers } = request;
      arrivals.push({
        path,
        id: String(headers['webhook-id']),
        time: String(headers['webhook-timestamp']),
        signatures: String(headers['webhook-signature']).split(' '),
        body: await text(request),
      });
      response.end(JSON.stringify({ errcode: 0, errmsg: 'ok' }));
    });
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
    process.env.WEBHOOK_ALLOW_INTERNAL = 'true';
    process.env.WECOM_ROBOT_URL = url;
    company = await Company.start(31, [
      { id: 'eva', displayName: 'Eva Stone', roles: ['admin'] },
      { id: 'ola', displayName: 'Ola Berg', roles: ['operator'] },
    ]);
  }, 180_000);
  afterEach(() => company?.goHome());
  afterAll(async () => {
    await company?.close();
    delete process.env.WEBHOOK_ALLOW_INTERNAL;
    delete process.env.WECOM_ROBOT_URL;
    outside?.closeAllConnections();
    outside?.close();
  }, 60_000);

  const isSignedBy = ({ id, time, signatures, body }: Arrival, secret: string) => {
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    return signatures.includes(`v1,${createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')}`);
  };

  describe.each(walkedIn('en'))('in %s', (language) => {
    const say = (english: string, chinese: string) => (language === 'en' ? english : chinese);
    const button = (seat: Seat, name: string) => seat.page.getByRole('button', { name });
    const seatOf = async (person: string) => {
      const seat = await company.seatOf(person);
      await seat.speak(language);
      return seat;
    };
    const fits = async (seat: Seat) => {
      await seat.settled();
      expect(await seat.axeFaults()).toEqual([]);
      await seat.page.setViewportSize({ width: 390, height: 900 });
      await seat.settled();
      expect([await seat.sidewaysScroll(), await seat.axeFaults()]).toEqual([0, []]);
      await seat.page.setViewportSize({ width: 1280, height: 860 });
    };

    it('are webhook endpoints: their secret is shown once, they are tested, rotated and switched off', async () => {
      const seat = await seatOf('eva');
      const { page } = seat;
      await page.keyboard.press('g');
      await page.keyboard.press('n');
      await page.getByRole('heading', { level: 1, name: say('Channels', '消息渠道') }).waitFor();
      await button(seat, say('New endpoint', '新建端点')).click();
      const address = page.getByLabel(say('Address (https)', '地址（https）'));
      await address.fill('ftp://nowhere');
      await button(seat, say('Save', '保存')).click();
      await page.getByText(say('must be an http or https address', '须为 http 或 https 地址')).waitFor();
      await fits(seat);
      const path = `/hook-${language}`;
      await address.fill(`${url}${path}`);
      await page.getByLabel(say('… is yours', '… 分给您了'), { exact: true }).check();
      // The answer gets lost on the way: it is the same endpoint all the same, and its secret is told.
      await seat.loseAnswers(/\/api\/v1\/webhook-endpoints$/, 1);
      await button(seat, say('Save', '保存')).click();
      const shown = page.locator('[data-secret]');
      const first = (await shown.textContent()) ?? '';
      expect(first).toMatch(/^whsec_/);
      await fits(seat);
      await button(seat, say('I have kept it', '我已保存')).click();
      await shown.waitFor({ state: 'detached' });
      const row = page.getByRole('row').filter({ hasText: path });
      expect(await row.count()).toBe(1);
      await row.getByRole('button', { name: say('Send a test', '发送测试') }).click();
      await page.getByText(say('The test has arrived.', '测试已送达。')).waitFor();
      const [test] = arrivals.filter((each) => each.path === path) as [Arrival];
      expect(isSignedBy(test, first)).toBe(true);
      expect(JSON.parse(test.body).type).toBe('notification.test');

      await row.getByRole('button', { name: say('New secret', '更换密钥') }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(say('Hours', '小时')).fill('999');
      await dialog.getByRole('button', { name: say('New secret', '更换密钥') }).click();
      await dialog.getByText(say('must be from 0 to 168', '须在 0 到 168 之间')).waitFor();
      await dialog.getByLabel(say('Hours', '小时')).fill('2');
      await dialog.getByRole('button', { name: say('New secret', '更换密钥') }).click();
      const second = (await shown.textContent()) ?? '';
      expect(second).not.toBe(first);
      await button(seat, say('I have kept it', '我已保存')).click();
      await row.getByRole('button', { name: say('Send a test', '发送测试') }).click();
      const both = await eventually(async () => arrivals.filter((each) => each.path === path)[1]);
      expect([isSignedBy(both, first), isSignedBy(both, second)]).toEqual([true, true]);
      await row.getByRole('button', { name: say('Switch off', '停用') }).click();
      await row.getByText(say('switched off here', '在此停用')).waitFor();
      await fits(seat);
      await seat.picture(`channels-webhooks-${language}`, true);
      expect(seat.faults).toEqual([]);
    }, 120_000);

    it('are robots of teams: registered with every fault named, tested, never showing their key', async () => {
      const seat = await seatOf('eva');
      const { page } = seat;
      await seat.visit('/channels?show=robots');
      await button(seat, say('New robot', '新建机器人')).click();
      await page.getByLabel(say('Key', '密钥'), { exact: true }).fill('not a key');
      for (const urgency of await page.getByRole('form').getByRole('checkbox').all()) await urgency.uncheck();
      await button(seat, say('Save', '保存')).click();
      await page.getByText(say('letters, digits and dashes', '字母、数字和连字符')).first().waitFor();
      await page.getByText(say('choose at least one', '请至少选择一项')).waitFor();
      await page.getByRole('combobox', { name: say('Team', '团队'), exact: true }).selectOption({ label: 'South' });
      await page
        .getByRole('form')
        .getByRole('combobox', { name: say('Language', '语言') })
        .selectOption(language);
      const key = `secret-key-${language}`;
      await page.getByLabel(say('Key', '密钥'), { exact: true }).fill(key);
      await page.getByLabel(say('What it is for', '用途')).fill(`Chat ${language}`);
      await page.getByLabel(say('Something is being missed', '正在被遗漏')).check();
      await fits(seat);
      await button(seat, say('Save', '保存')).click();
      const row = page.getByRole('row').filter({ hasText: `Chat ${language}` });
      await row.getByText('South').waitFor();
      expect(await page.content()).not.toContain(key);
      await row.getByRole('button', { name: say('Send a test', '发送测试') }).click();
      await page.getByText(say('The test has arrived.', '测试已送达。')).waitFor();
      const said = arrivals.filter((each) => each.path.endsWith(`key=${key}`));
      expect(said.map(({ body }) => JSON.parse(body).markdown.content)).toEqual([
        expect.stringContaining(say('This is a test', '这是一条测试消息')),
      ]);
      await fits(seat);
      await seat.picture(`channels-robots-${language}`, true);
      expect(seat.faults).toEqual([]);
    }, 120_000);

    it('have texts that are written beside what goes out, with every fault named, and reset', async () => {
      const seat = await seatOf('eva');
      const { page } = seat;
      await seat.visit('/channels?show=texts');
      await page.getByLabel(say('Language', '语言')).last().selectOption(language);
      await page.getByRole('combobox', { name: say('Channel', '渠道'), exact: true }).selectOption('sms');
      const row = page.getByRole('row').filter({ hasText: say('You claimed …', '您领取了 …') });
      await row.getByRole('button').click();
      const body = page.getByRole('textbox', { name: say('Text', '正文'), exact: true });
      const save = button(seat, say('Save', '保存'));
      await body.fill('{custmer}!');
      await page
        .getByText(say('there is no variable {custmer} (character 1)', '没有变量 {custmer}（第 1 个字符）'))
        .waitFor();
      await page.getByText(say('{customer} is missing', '缺少 {customer}')).waitFor();
      expect(await save.isDisabled()).toBe(true);
      await body.fill(say('Well done: {customer}', '恭喜领取：{customer}'));
      await page.getByText(say('Well done: Contoso Trading', '恭喜领取：天河贸易有限公司')).waitFor();
      await page.getByText(say('billed as 1 messages', '按 1 条计费')).waitFor();
      await fits(seat);
      await seat.picture(`channels-texts-${language}`, true);
      await save.click();
      await row.getByText(say('own, version 1', '自定义, 第 1 版')).waitFor();
      await row.getByRole('button').click();
      await button(seat, say('Back to the built-in text', '恢复内置文本')).click();
      await row.getByText(say('built in', '内置')).waitFor();
      await fits(seat);
      expect(seat.faults).toEqual([]);
    }, 120_000);

    it('show what went out by channel and kind; operators look and send again, and change nothing', async () => {
      const seat = await seatOf('ola');
      const { page } = seat;
      await seat.visit('/channels');
      await page
        .getByRole('row')
        .filter({ hasText: `/hook-${language}` })
        .waitFor();
      expect(await button(seat, say('New endpoint', '新建端点')).count()).toBe(0);
      await seat.visit('/messages?show=deliveries');
      await page.getByLabel(say('Channel', '渠道')).selectOption('webhook');
      await page.getByLabel(say('Kind', '类型')).selectOption('test');
      const rows = page.getByRole('row').filter({ hasText: say('Test', '测试') });
      await rows.first().waitFor();
      await fits(seat);
      const recipient = page.getByRole('combobox', { name: say('To', '收件人'), exact: true });
      await recipient.selectOption({ label: 'Ann Lee' });
      await page.getByText(say('There are no such messages.', '没有符合条件的消息。')).waitFor();
      await recipient.selectOption('');
      await rows.first().waitFor();
      await button(seat, say('Send all given up again', '重新发送所有已放弃的消息')).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: say('Send all given up again', '重新发送所有已放弃的消息') })
        .click();
      await page.getByText(say('0 are sent again.', '正在重新发送 0 条。')).waitFor();
      await page.getByLabel(say('Channel', '渠道')).selectOption('sms');
      await page.getByText(say('There are no such messages.', '没有符合条件的消息。')).waitFor();
      expect(seat.faults).toEqual([]);
    }, 120_000);

    it('reach a person by phone when the person says so', async () => {
      const seat = await seatOf(say('ann', 'bob'));
      const { page } = seat;
      await seat.visit('/profile');
      const phone = page.getByLabel(say('Phone number', '手机号码'));
      await phone.fill('13800138000');
      const wanted = page.getByRole('group', { name: say('short messages', '哪些消息发短信') });
      await wanted.getByLabel(say('Something is being missed', '正在被遗漏')).check();
      await button(seat, say('Save', '保存')).click();
      await page.getByText(say('with its country code, as +86', '含国家代码的手机号码，如 +86')).waitFor();
      await phone.fill('+86 138 0013 8000');
      await button(seat, say('Save', '保存')).click();
      await page.getByText(say('Saved.', '已保存。')).waitFor();
      await page.reload();
      await eventually(async () => (await phone.inputValue()) === '+8613800138000');
      await page.getByLabel(say('In these hours', '在此时段')).check();
      await page.getByText(say('Other mails wait for the end.', '其他邮件等到时段结束。')).waitFor();
      await fits(seat);
      expect(seat.faults).toEqual([]);
    }, 120_000);
  });
});
