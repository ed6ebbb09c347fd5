import type { Seat } from './support/browser';
import { Company } from './support/company';
import { walkedIn } from './support/languages';

const SIZES = [390, 768, 1280];

/** Promise: who registers first is protected; who comes later is told so plainly, may contest, and a manager decides. */
describe('registrations in the console', () => {
  let company: Company;

  beforeAll(async () => {
    company = await Company.start(22, [
      { id: 'pia', displayName: 'Pia Dealer', team: 'south', roles: ['partner'] },
      { id: 'eva', displayName: 'Eva Stone', roles: ['admin'] },
    ]);
    await company.at.admin.post('/reps', { id: 'pia', displayName: 'Pia Dealer', teamId: 'south' });
  }, 180_000);
  afterEach(() => company?.goHome());
  afterAll(() => company?.close(), 60_000);

  describe.each(walkedIn('zh'))('in %s', (language) => {
    const say = (english: string, chinese: string) => (language === 'en' ? english : chinese);
    const name = say('Harbour Optik GmbH', '苏州长城精密仪器有限公司');
    const spelled = say('OPTIK Harbour Ltd', '長城精密儀器（蘇州）有限公司');
    const button = (seat: Seat, text: string) => seat.page.getByRole('button', { name: text });
    const field = (seat: Seat, label: string) => seat.page.getByRole('textbox', { name: label, exact: true });
    const heading = (seat: Seat, text: string) => seat.page.getByRole('heading', { level: 1, name: text }).waitFor();
    async function seatOf(person: string): Promise<Seat> {
      const seat = await company.seatOf(person);
      await seat.speak(language);
      return seat;
    }

    it('are made with every fault named, once although the answer gets lost, and extended on evidence', async () => {
      const seat = await seatOf('ann');
      const { page } = seat;
      await page.keyboard.press('g');
      await page.keyboard.press('e');
      await heading(seat, say('Registrations', '报备'));
      await button(seat, say('Register a prospect', '报备潜客')).click();
      await heading(seat, say('Register a prospect', '报备潜客'));
      await field(seat, say('Mail', '邮箱')).fill('nobody');
      await page.getByLabel(say('Expected close', '预计成交日期')).fill('2020-01-01');
      await button(seat, say('Register', '报备')).last().click();
      await page.getByText(say('must not be empty', '不能为空')).waitFor();
      await page.getByText(say('is not a mail address', '不是邮箱地址')).waitFor();
      await page.getByText(say('must not lie in the past', '不得早于今天')).waitFor();
      expect(await seat.axeFaults()).toEqual([]);
      await field(seat, say('Mail', '邮箱')).fill('');
      await page.getByLabel(say('Expected close', '预计成交日期')).fill('2099-01-31');
      await field(seat, say('Name', '名称')).fill(name);
      await field(seat, say('Expected amount', '预计金额')).fill('1200.50');
      await seat.loseAnswers(/\/api\/v1\/registrations$/, 1);
      // What was typed survives a reload; Ctrl + Enter sends it.
      await page.reload();
      await field(seat, say('Name', '名称')).press('Control+Enter');
      await heading(seat, name);
      const { body } = await company.at.admin.get('/registrations?registrantId=ann&protectingOnly=true');
      expect(
        body.registrations.filter((each: { prospect: { displayName: string } }) => each.prospect.displayName === name),
      ).toHaveLength(1);
      await button(seat, say('Extend', '延期')).click();
      const dialog = page.getByRole('dialog');
      await dialog
        .getByLabel(say('Evidence', '证据'), { exact: true })
        .fill(say('The offer of May is with them.', '五月的报价已在对方手中，正在审批。'));
      await dialog.getByLabel(say('Link to the evidence', '证据链接')).fill('https://example.com/offer.pdf');
      await dialog.getByRole('button', { name: say('Extend', '延期') }).click();
      await page.getByText(say('Extensions left: 1', '剩余延期次数：1')).waitFor();
      await page.getByText(say('The offer of May is with them.', '五月的报价已在对方手中')).waitFor();
      await seat.settled();
      expect(await seat.axeFaults()).toEqual([]);
      await seat.picture(`registration-${language}`);
      await seat.close();
    }, 120_000);

    it('show a conflict without its winner, and a partner contests it', async () => {
      const seat = await seatOf('pia');
      const { page } = seat;
      // A partner has no pool, no team, no imports and no figures.
      const places = await page.getByRole('navigation').first().getByRole('link').allInnerTexts();
      expect(places.map((place) => place.trim())).not.toContain(say('Pool', '公海池'));
      expect(places).toHaveLength(8);
      await seat.visit('/registrations?show=protecting');
      await page.getByText(say('There are no such registrations.', '没有这样的报备。')).waitFor();
      await seat.visit('/registrations/new');
      await field(seat, say('Name', '名称')).fill(spelled);
      await button(seat, say('Register', '报备')).last().click();
      await page.getByText(say(`${spelled} is taken`, `${spelled} 已撞单`)).waitFor();
      await page.getByText(say('It is protected for somebody else until', '该潜客由他人报备，保护期至')).waitFor();
      const shown = await page.getByRole('main').innerText();
      for (const hidden of ['Ann', 'ann', name]) expect(shown).not.toContain(hidden);
      for (const width of SIZES) {
        await page.setViewportSize({ width, height: 900 });
        expect([width, await seat.sidewaysScroll()]).toEqual([width, 0]);
      }
      await seat.settled();
      expect(await seat.axeFaults()).toEqual([]);
      await seat.picture(`registration-conflict-${language}`);
      await button(seat, say('Contest it', '提出争议')).click();
      await button(seat, say('File the contest', '提交争议')).click();
      await page
        .getByText(say('must have 10 to 2000 characters', '须为 10 到 2000 个字符'))
        .or(page.getByText(say('must not be empty', '不能为空')))
        .first()
        .waitFor();
      await page
        .getByLabel(say('Why it is yours', '为何归您'))
        .fill(say('We brought them to the fair.', '我们带他们参加了展会，并一直跟进。'));
      await page
        .getByLabel(say('Evidence', '证据'), { exact: true })
        .fill(say('Minutes of the fair of May.', '五月展会的会议纪要和名片。'));
      await button(seat, say('File the contest', '提交争议')).click();
      await heading(seat, say('Contests', '争议'));
      await page.getByText(say('We brought them to the fair.', '我们带他们参加了展会')).waitFor();
      await seat.settled();
      expect(await seat.axeFaults()).toEqual([]);
      await seat.picture(`contests-own-${language}`);
      expect(await page.getByRole('main').innerText()).not.toMatch(/Ann|ann\b/);
      await seat.close();
    }, 120_000);

    it('are told to be contested, and a manager above both sides decides', async () => {
      const ann = await seatOf('ann');
      await ann.visit('/registrations');
      await ann.page.getByRole('link', { name }).click();
      await ann.page.getByText(say('Somebody claims this prospect', '有人主张该潜客')).waitFor();
      expect(await ann.page.getByRole('main').innerText()).not.toMatch(/Pia|五月展会|Minutes/);
      const mia = await seatOf('mia');
      const { page } = mia;
      // The message leads to what is to be decided.
      await mia.visit('/messages');
      await page
        .getByRole('link', { name: say('Decide a contest by', '前裁定争议') })
        .first()
        .press('Enter');
      await heading(mia, say('Contests', '争议'));
      await page
        .getByText(
          say(`${name}: registered by Ann Lee, claimed by Pia Dealer`, `${name}：由 Ann Lee 报备，Pia Dealer 主张`),
        )
        .waitFor();
      await button(mia, say('Decide', '裁定')).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: say('It goes to Pia Dealer', '归 Pia Dealer') }).check();
      await dialog
        .getByLabel(say('Reason, told to both sides', '理由，将告知双方'))
        .fill(say('The minutes of May are older.', '五月的会议纪要更早，因此归主张人。'));
      await mia.settled();
      expect(await mia.axeFaults()).toEqual([]);
      await mia.picture(`contest-decide-${language}`);
      await mia.loseAnswers(/:decide$/, 1);
      await dialog.getByRole('button', { name: say('Decide', '裁定') }).click();
      await page.getByText(say('There are no contests.', '没有争议。')).waitFor();
      const pia = await seatOf('pia');
      await pia.visit('/registrations');
      await pia.page.getByRole('link', { name }).click();
      await heading(pia, name);
      // She gives it up: the prospect is free.
      await button(pia, say('Withdraw', '撤回')).click();
      await pia.page
        .getByRole('dialog')
        .getByRole('button', { name: say('Withdraw', '撤回') })
        .click();
      await pia.page.getByText(say('withdrawn', '已撤回'), { exact: true }).waitFor();
      await ann.visit('/registrations');
      await ann.page.getByRole('heading', { level: 1 }).waitFor();
      await ann.settled();
      expect(await ann.page.getByRole('link', { name }).count()).toBe(0);
      for (const seat of [ann, mia, pia]) expect(seat.faults).toEqual([]);
      for (const seat of [ann, mia, pia]) await seat.close();
    }, 120_000);

    it('hold on terms that everybody reads and an administrator changes', async () => {
      const title = say('Terms of registrations', '报备规则');
      const contest = say('Time to decide a contest', '争议裁定时限');
      const mia = await seatOf('mia');
      await mia.visit('/registrations');
      await mia.page.getByRole('link', { name: title }).click();
      await heading(mia, title);
      await mia.page.getByText(say('An administrator changes them.', '由管理员修改。')).waitFor();
      expect(await mia.page.getByLabel(contest).isDisabled()).toBe(true);
      const eva = await seatOf('eva');
      await eva.visit('/registrations/policy');
      const time = eva.page.getByLabel(contest);
      await time.fill('x');
      await time.press('Enter');
      await eva.page.getByText(say('must be a number', '须为数字')).waitFor();
      await time.fill('31');
      await time.press('Enter');
      await eva.page.getByText(say('must be from 0.00001 to 30', '须在 0.00001 到 30 之间')).waitFor();
      await eva.settled();
      expect(await eva.axeFaults()).toEqual([]);
      await eva.picture(`registration-policy-${language}`);
      for (const width of SIZES) {
        await eva.page.setViewportSize({ width, height: 900 });
        expect([width, await eva.sidewaysScroll()]).toEqual([width, 0]);
      }
      const [days, seconds] = language === 'en' ? ['4', '345600s'] : ['4.5', '388800s'];
      await eva.loseAnswers(/\/registration-policy$/, 1);
      await time.fill(days);
      await time.press('Enter');
      await eva.page.getByText(say('The terms are saved.', '规则已保存。')).waitFor();
      const { body } = await company.at.admin.get('/registration-policy');
      expect(body).toMatchObject({ contest: seconds, protection: '7776000s', extensions: 2 });
      await mia.page.reload();
      await heading(mia, title);
      expect(await mia.page.getByLabel(contest).inputValue()).toBe(days);
      for (const seat of [mia, eva]) expect(seat.faults).toEqual([]);
      for (const seat of [mia, eva]) await seat.close();
    }, 120_000);
  });
});
