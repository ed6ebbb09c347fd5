import type { Request } from 'playwright-core';
import type { Seat } from './support/browser';
import { Company } from './support/company';
import { eventually } from './support/eventually';
import { walkedIn } from './support/languages';

const DAY_MS = 86_400_000;
/** Half past nine yesterday, on the wall clock of Berlin. */
const YESTERDAY = `${new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format(Date.now() - DAY_MS)}T09:30`;
const TOO_LONG = 'x'.repeat(5001);

/** Promise: a visit written without a network is not lost, and is recorded once; nothing else is kept on the device. */
describe('visits without a network', () => {
  let company: Company;

  beforeAll(async () => {
    company = await Company.start(34);
    company.keepsShell = true;
    for (const name of ['Harbour Foods', '长江机械有限公司']) {
      await company.makeLead(name, 'ann');
      await company.makeLead(`${name} II`, 'ann');
    }
  }, 180_000);
  afterAll(() => company?.close(), 60_000);

  const recorded = async (lead: string) => {
    const { body } = await company.at.admin.get(`/customers/${company.lead[lead]}/follow-ups`);
    return body.followUps as { content: string; occurTime: string; method: string; author: string }[];
  };
  /** The addresses of what is kept on the device, once all of it is there and answers for this page. */
  const keptFiles = (seat: Seat) =>
    seat.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      const names = await caches.keys();
      const found = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return navigator.serviceWorker.controller ? found.flat().map(({ url }) => new URL(url).pathname) : [];
    });

  describe.each(walkedIn('zh'))('in %s', (language) => {
    const say = (english: string, chinese: string) => (language === 'en' ? english : chinese);
    const name = say('Harbour Foods', '长江机械有限公司');
    const second = `${name} II`;
    const button = (seat: Seat, text: string) => seat.page.getByRole('button', { name: text });
    const heading = (seat: Seat, text: string) => seat.page.getByRole('heading', { level: 1, name: text }).waitFor();
    const row = (seat: Seat, text: string) => seat.page.getByRole('listitem').filter({ hasText: text });
    const label = {
      customer: say('Customer', '客户'),
      outcome: say('Outcome', '结果'),
      content: say('What was said and done', '沟通内容'),
      when: say('Time of the visit (Europe/Berlin)', '拜访时间（Europe/Berlin）'),
    };
    const content = (seat: Seat) => seat.page.getByLabel(label.content);
    const write = async (seat: Seat, lead: string, words: string) => {
      await seat.visit('/visits/new');
      await heading(seat, say('Log a visit', '记录拜访'));
      await seat.page.getByLabel(label.customer, { exact: true }).fill(lead);
      await seat.page.getByRole('button', { name: new RegExp(`^${lead}(?! II)`) }).click();
      await seat.page.getByLabel(label.outcome).selectOption('FOLLOW_UP_OUTCOME_INTERESTED');
      await content(seat).fill(words);
      await seat.page.getByLabel(label.when).fill(YESTERDAY);
      await seat.page.getByText(say('Kept on this device', '已保存在此设备'), { exact: true }).waitFor();
    };
    const finish = async (seat: Seat, text = say('Finish and send', '完成并发送')) => {
      await button(seat, text).click();
      await heading(seat, say('Visits', '拜访记录'));
    };
    const later = say('Finish; send once online', '完成，联网后发送');
    const none = say('Every visit is recorded.', '所有拜访都已提交。');

    let seat: Seat;
    beforeAll(async () => {
      seat = await company.seatOf('ann');
      await seat.speak(language);
      await seat.visit(`/customers/${company.lead[name]}`);
      await heading(seat, name);
      await eventually(async () => (await keptFiles(seat)).length > 0);
    }, 60_000);
    afterAll(() => seat?.context.setOffline(false));

    it('are an app in the person’s language, of which only the shell is kept on the device', async () => {
      const { page, context } = seat;
      const cdp = await context.newCDPSession(page);
      const { url, errors, data } = await cdp.send('Page.getAppManifest');
      expect([errors, url.endsWith(say('/manifest.webmanifest', '/manifest.zh.webmanifest'))]).toEqual([[], true]);
      const manifest = JSON.parse(data ?? '{}');
      expect(manifest).toMatchObject({ lang: say('en', 'zh-CN'), display: 'standalone', start_url: '/' });
      for (const { src } of manifest.icons) expect((await page.request.get(new URL(src, url).href)).status()).toBe(200);
      for (const { name: shortcut } of manifest.shortcuts) expect(shortcut).not.toBe('');
      const files = await keptFiles(seat);
      expect(files).toEqual(expect.arrayContaining(['/index.html', expect.stringContaining('visits-page')]));
      expect(files.filter((file) => !/^\/(index\.html|mark\.svg|assets\/[^/]+\.(js|css))$/.test(file))).toEqual([]);
      expect(files.filter((file) => /dashboard|processes|rule-editor/.test(file))).toEqual([]);
    }, 60_000);

    it('are written in a basement, survive closing the page, and are sent once when the network is back', async () => {
      await seat.context.setOffline(true);
      await seat.visit('/visits');
      await seat.page.getByText(say('The server cannot be reached.', '无法连接服务器。')).waitFor();
      await seat.page.getByText(say('Written by Ann Lee', '由 Ann Lee 填写')).waitFor();
      await seat.page.getByText(none).waitFor();
      const words = say('Saw the cold store.', '参观了车间。');
      await button(seat, say('Log a visit', '记录拜访')).click();
      // Nothing is left out silently.
      await button(seat, later).click();
      await seat.page.getByText(say('Choose the customer.', '请选择客户。')).waitFor();
      await seat.page.getByText(say('Choose what came of it.', '请选择结果。')).waitFor();
      await write(seat, name, words);
      expect(await seat.misfits(`visit-${language}-*`)).toEqual([]);
      await seat.reopen('/visits');
      await row(seat, name).getByText(say('Draft', '草稿'), { exact: true }).waitFor();
      await seat.page.getByRole('link', { name }).click();
      expect(await content(seat).inputValue()).toBe(words);
      expect(await seat.page.getByLabel(label.when).inputValue()).toBe(YESTERDAY);
      await finish(seat, later);
      await row(seat, name).getByText(say('Finished, waits to be sent', '已完成，等待发送')).waitFor();
      expect(await seat.misfits(`visits-offline-${language}-*`)).toEqual([]);
      // Of anything else it says that it needs the network.
      await seat.visit('/customers');
      await heading(seat, say('No network', '没有网络'));
      await seat.page.getByText(say('and nothing else', '这里只能填写拜访记录')).waitFor();

      // The first answer gets lost: the visit is sent again, and recorded once.
      await seat.loseAnswers(/\/follow-ups$/, 1);
      await seat.context.setOffline(false);
      await heading(seat, say('Customers', '客户'));
      await eventually(async () => (await recorded(name)).length === 1);
      await seat.page.getByText(say('Visit recorded: ', '拜访已记录：') + name).waitFor({ timeout: 30_000 });
      await seat.visit('/visits');
      await seat.page.getByText(none).waitFor();
      expect(await recorded(name)).toMatchObject([
        { content: words, method: 'CONTACT_METHOD_VISIT', author: 'user-ann' },
      ]);
      const berlin = new Intl.DateTimeFormat('sv', {
        timeZone: 'Europe/Berlin',
        dateStyle: 'short',
        timeStyle: 'short',
      });
      const [only] = await recorded(name);
      expect(berlin.format(new Date(only?.occurTime ?? 0)).replace(' ', 'T')).toBe(YESTERDAY);
      await seat.visit(`/customers/${company.lead[name]}`);
      await seat
        .section(/What happened|已经发生/)
        .getByText(words)
        .waitFor();
    }, 180_000);

    it('are mended when they are refused, with the reason beside the field', async () => {
      await write(seat, name, TOO_LONG);
      await finish(seat);
      await row(seat, name).getByText(say('Refused: to be mended', '被拒绝，需修改')).waitFor();
      await seat.page.getByRole('navigation').getByText(say('not sent yet:', '尚未发送：')).first().waitFor();
      expect(await seat.misfits(`visits-refused-${language}-*`)).toEqual([]);
      await seat.page.getByRole('main').getByRole('link', { name }).click();
      await seat.page.getByText(say('must have at most 5000 characters', '最多 5000 个字符')).first().waitFor();
      const words = say('Shorter now.', '缩短了。');
      await content(seat).fill(words);
      await finish(seat);
      await seat.page.getByText(none).waitFor();
      expect((await recorded(name)).map((followUp) => followUp.content)).toContain(words);
    }, 120_000);

    it('are told clearly when the customer went to somebody else, and nothing is lost', async () => {
      await seat.visit(`/customers/${company.lead[second]}`);
      await heading(seat, second);
      await seat.context.setOffline(true);
      const words = say('They want pumps.', '他们需要水泵。');
      await write(seat, second, words);
      await finish(seat, later);
      const bob = { repId: 'bob' };
      expect((await company.at.admin.post(`/leads/${company.lead[second]}:assign`, bob)).status).toBe(200);
      await eventually(async () => {
        const { body } = await company.at.admin.get(`/customers/${company.lead[second]}`);
        return body.ownership.ownerId === 'bob';
      });
      await seat.context.setOffline(false);
      await row(seat, second).getByText(say('Refused: to be mended', '被拒绝，需修改')).waitFor({ timeout: 30_000 });
      await seat.page.getByRole('main').getByRole('link', { name: second }).click();
      await seat.page.getByText(say('Nothing is lost:', '内容没有丢失：')).waitFor();
      expect(await content(seat).inputValue()).toBe(words);
      await seat.context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await button(seat, say('Copy the text: ', '复制文本：') + second).click();
      await seat.page.getByText(say('Copied.', '已复制。')).waitFor();
      expect(await seat.page.evaluate(() => navigator.clipboard.readText())).toContain(words);
      await seat.visit('/visits');
      await button(seat, say('Delete: ', '删除：') + second).click();
      await seat.page
        .getByRole('dialog')
        .getByRole('button', { name: say('Delete', '删除') })
        .click();
      await seat.page.getByText(none).waitFor();
      expect(await recorded(second)).toEqual([]);
      // A browser notes the refusal too.
      expect(seat.faults.splice(0).filter((fault) => !/status of 404/.test(fault))).toEqual([]);
    }, 120_000);

    it('are sent by one tab alone, and follow what the other one does', async () => {
      const before = (await recorded(name)).length;
      const posts: string[] = [];
      const note = (request: Request) => {
        if (request.method() === 'POST' && request.url().endsWith('/follow-ups')) posts.push(request.url());
      };
      seat.context.on('request', note);
      await seat.context.setOffline(true);
      await write(seat, name, say('Two tabs.', '两个标签页。'));
      const other = await seat.context.newPage();
      seat.watch(other);
      await other.goto(seat.page.url());
      const field = other.getByLabel(label.content);
      await field.fill(say('Written in the other one.', '另一个标签页填写。'));
      await seat.page.waitForFunction(
        (text) => document.querySelector('textarea')?.value === text,
        say('Written in the other one.', '另一个标签页填写。'),
      );
      await finish(seat, later);
      await seat.context.setOffline(false);
      await seat.page.getByText(none).waitFor({ timeout: 30_000 });
      expect([posts.length, (await recorded(name)).length]).toEqual([1, before + 1]);
      seat.context.off('request', note);
      await other.close();
    }, 120_000);

    it('are kept when there is a newer version, which waits until the person takes it', async () => {
      const words = say('Half a sentence', '写了一半');
      await write(seat, name, words);
      const { page } = seat;
      await page.evaluate(() => Object.assign(window, { before: true }));
      // The page looks for versions a second after it was loaded.
      await page.waitForTimeout(3000);
      // Another address of the service worker is another version to a browser.
      await page.evaluate(() => navigator.serviceWorker.register('/sw.js?newer'));
      await page.getByText(say('A new version is there.', '有新版本。')).waitFor();
      expect(await page.evaluate(() => 'before' in window)).toBe(true);
      expect(await content(seat).inputValue()).toBe(words);
      expect(await seat.misfits(`visits-version-${language}-*`)).toEqual([]);
      await page.getByRole('button', { name: say('Reload', '刷新'), exact: true }).click();
      await page.waitForFunction(() => !('before' in window));
      await content(seat).waitFor();
      expect(await content(seat).inputValue()).toBe(words);
      await seat.visit('/visits');
      await button(seat, say('Delete: ', '删除：') + name).click();
      await seat.page
        .getByRole('dialog')
        .getByRole('button', { name: say('Delete', '删除') })
        .click();
      await seat.page.getByText(none).waitFor();
    }, 60_000);

    it('stay with the person who wrote them, and go when that person says so', async () => {
      const draft = say('A new one in town', '新客户');
      const start = async () => {
        await seat.visit('/visits/new');
        await seat.page.getByLabel(label.customer, { exact: true }).fill(draft);
        await seat.page.getByText(say('Kept on this device', '已保存在此设备'), { exact: true }).waitFor();
      };
      const leave = async (choice: string) => {
        await button(seat, say('Sign out', '退出登录')).click();
        await seat.page.getByRole('dialog').getByRole('button', { name: choice }).click();
        await seat.page.getByLabel(/User name|用户名/).waitFor();
      };
      await start();
      await leave(say('Keep them and sign out', '保留并退出'));
      // Signed out, the device names nobody.
      await seat.context.setOffline(true);
      await seat.visit('/visits');
      await seat.page.getByText(say('Nobody is signed in on this device.', '此设备上没有人登录。')).waitFor();
      await seat.context.setOffline(false);
      await seat.page.getByLabel(/User name|用户名/).waitFor();
      await seat.visit('/');
      await seat.signIn('bob', company.passwords.bob ?? '');
      await seat.visit('/visits');
      await seat.page.getByText(none).waitFor();
      await button(seat, say('Sign out', '退出登录')).click();
      await seat.page.getByLabel(/User name|用户名/).waitFor();
      await seat.visit('/');
      await seat.signIn('ann', company.passwords.ann ?? '');
      await seat.visit('/visits');
      await row(seat, draft).getByText(say('The customer is still to be chosen.', '尚需选择客户。')).waitFor();
      await leave(say('Delete them and sign out', '删除并退出'));
      await seat.visit('/');
      await seat.signIn('ann', company.passwords.ann ?? '');
      await seat.visit('/visits');
      await seat.page.getByText(none).waitFor();
    }, 120_000);
  });
});
