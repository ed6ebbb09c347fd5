import type { Seat } from './support/browser';
import { Company } from './support/company';
import { eventually } from './support/eventually';
import { walkedIn } from './support/languages';

const SIZES = [390, 768, 1280, 1920];

/** Promise: a manager sets up pools, a rep claims and gives back with a reason, and everybody sees who had a lead. */
describe('pools in the console', () => {
  let company: Company;

  beforeAll(async () => {
    company = await Company.start(20);
    for (const name of ['Harbour Foods', '长江机械有限公司']) {
      await company.makeLead(name, undefined, {
        region: 'Hesse',
        industry: 'machines',
        valueLevel: 'VALUE_LEVEL_HIGH',
      });
      await company.makeLead(`${name} II`, undefined, { region: 'Hesse' });
    }
  }, 180_000);
  afterEach(() => company?.goHome());
  afterAll(() => company?.close(), 60_000);

  describe.each(walkedIn('zh'))('in %s', (language) => {
    const say = (english: string, chinese: string) => (language === 'en' ? english : chinese);
    const name = say('Harbour Foods', '长江机械有限公司');
    const poolId = `hesse-${language}`;
    const poolName = say('Hesse', '黑森');
    const button = (seat: Seat, text: string) => seat.page.getByRole('button', { name: text });
    const heading = (seat: Seat, text: string) => seat.page.getByRole('heading', { level: 1, name: text }).waitFor();
    const row = (seat: Seat, lead: string) =>
      seat.page.getByRole('listitem').filter({ has: seat.page.getByRole('link', { name: lead, exact: true }) });

    it('are set up by the manager, with every fault named', async () => {
      const seat = await company.seatOf('mia');
      await seat.speak(language);
      const { page } = seat;
      await seat.visit('/pool');
      await page.getByRole('link', { name: say('Settings of the pools', '公海池设置') }).click();
      await heading(seat, say('Settings of the pools', '公海池设置'));
      await page
        .getByRole('row')
        .filter({ hasText: say('Team South', 'South 团队') })
        .waitFor();
      await button(seat, say('New pool', '新建公海池')).click();
      const form = page.getByRole('form');
      const box = (label: string) => form.getByRole('textbox', { name: label }).first();
      const fill = (label: string, value: string) => box(label).fill(value);
      await fill(say('Short name (id)', '短名称（编号）'), 'pool-mine');
      const claimsPerDay = say('Claims per rep and day', '每人每天领取上限');
      await fill(claimsPerDay, 'few');
      await button(seat, say('Save', '保存')).click();
      await form.getByText(say('must be a whole number', '须为整数')).waitFor();
      await fill(claimsPerDay, '900');
      await fill(say('Warn the owner', '提前多少天提醒'), '5');
      await button(seat, say('Save', '保存')).click();
      await form.getByText(say('must not begin with pool-', '不能以 pool- 开头')).waitFor();
      await form.getByText(say('must not be empty', '不能为空')).waitFor();
      await form.getByText(say('must be from 0 to 500', '须在 0 到 500 之间')).waitFor();
      await form.getByText(say('must be fewer days', '须少于退回前的天数')).waitFor();

      await fill(say('Short name (id)', '短名称（编号）'), poolId);
      await form.getByRole('textbox', { name: say('Name', '名称'), exact: true }).fill(poolName);
      await fill(say('Only for these regions', '仅限这些地区'), 'Hesse');
      await fill(say('Back to the pool after', '多少天未联系则退回公海'), '20');
      await fill(claimsPerDay, '1');
      // Names are hidden too, but not for the best leads.
      await form
        .getByRole('checkbox', { name: say('Own terms for leads of the value: High', '为价值等级“高”单独设置规则') })
        .check();
      await seat.settled();
      expect(await seat.axeFaults()).toEqual([]);
      await form
        .getByRole('group', { name: say('Terms', '规则'), exact: true })
        .getByRole('checkbox', { name: say('Name', '名称'), exact: true })
        .check();
      // The answer gets lost on the way: it is the same pool all the same.
      await seat.loseAnswers(/\/api\/v1\/pools$/, 1);
      await button(seat, say('Save', '保存')).click();
      await page.getByRole('row').filter({ hasText: poolName }).waitFor();
      const { body } = await company.at.admin.get(`/pools/${poolId}`);
      expect(body.terms).toMatchObject({ recycleDays: 20, warnDays: 5, claimsPerDay: 1 });
      expect(body.terms.maskedFields).toEqual(['phone', 'email', 'address', 'display_name']);
      expect(body.levelTerms).toMatchObject([
        { valueLevel: 'VALUE_LEVEL_HIGH', terms: { maskedFields: ['phone', 'email', 'address'] } },
      ]);
      for (const width of SIZES) {
        await page.setViewportSize({ width, height: 900 });
        await seat.settled();
        expect([width, await seat.sidewaysScroll()]).toEqual([width, 0]);
      }
      await page.setViewportSize({ width: 1280, height: 860 });
      await button(seat, say('Edit Hesse', '编辑 黑森')).click();
      await seat.picture(`pool-settings-${language}`, true);

      // Into the new pool by hand, with the reason.
      for (const lead of [name, `${name} II`]) {
        await seat.visit(`/customers/${company.lead[lead]}`);
        await button(seat, say('Move to a pool', '移到公海池')).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel(say('Pool', '公海池')).selectOption(poolId);
        await dialog.getByRole('textbox').fill('Hesse sells it.');
        await dialog.getByRole('button', { name: say('Move to a pool', '移到公海池') }).click();
        await page.getByText(`${say('In the public pool', '在公海池中')}: ${poolName}`).waitFor();
        await eventually(async () => {
          const { body: moved } = await company.at.admin.get(`/customers/${company.lead[lead]}`);
          return moved.ownership.poolId === poolId;
        });
      }
    }, 180_000);

    it('show why a lead lies there, hide what the terms say, and count the claims of the day', async () => {
      const seat = await company.seatOf('ann');
      await seat.speak(language);
      const { page } = seat;
      await seat.visit(`/pool?pool=${poolId}`);
      await page.getByText(say('Claimed here today: 0 of 1', '今日在此领取：0 / 1')).waitFor();
      await row(seat, name).getByText(say('moved by hand', '手工移入')).waitFor();
      const masked = `${[...name][0]}***`;
      await row(seat, masked).waitFor();
      // Filters ask the server, and are kept in the address.
      await page.getByLabel(say('Industry', '行业')).fill('machines');
      await row(seat, masked).waitFor({ state: 'detached' });
      await row(seat, name).waitFor();
      await page.getByLabel(say('Value', '价值')).selectOption('VALUE_LEVEL_LOW');
      await page.getByText(say('The pool is empty.', '公海池是空的。')).waitFor();
      await page.getByLabel(say('Value', '价值')).selectOption('VALUE_LEVEL_HIGH');
      await row(seat, name).waitFor();
      await seat.settled();
      expect(await seat.axeFaults()).toEqual([]);
      await seat.picture(`pool-chosen-${language}`);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await seat.sidewaysScroll()).toBe(0);
      await page.setViewportSize({ width: 1280, height: 860 });

      await row(seat, name)
        .getByRole('button', { name: say('Claim', '领取') })
        .click();
      await row(seat, name).waitFor({ state: 'detached' });
      await seat.visit(`/pool?pool=${poolId}`);
      await page.getByText(say('Claimed here today: 1 of 1', '今日在此领取：1 / 1')).waitFor();
      await row(seat, masked)
        .getByRole('button', { name: say('Claim', '领取') })
        .click();
      await page.getByText(say('You have claimed 1 leads here today', '您今天已在此领取 1 条线索')).first().waitFor();
    }, 120_000);

    it('get a lead back with a reason, and everybody sees who had it', async () => {
      const seat = await company.seatOf('ann');
      await seat.speak(language);
      const { page } = seat;
      await seat.visit(`/customers/${company.lead[name]}`);
      const history = page.getByRole('region', { name: say('Who had it', '归属记录') });
      await history.getByText(say('Goes back to its pool on', '如未联系客户，将于')).waitFor();
      await button(seat, say('Give back to the pool', '退回公海池')).click();
      const dialog = page.getByRole('dialog');
      const confirm = dialog.getByRole('button', { name: say('Give back to the pool', '退回公海池') });
      expect(await confirm.isDisabled()).toBe(true);
      await dialog.getByRole('textbox').fill('No budget this year.');
      await confirm.click();
      await history.getByText('No budget this year.').waitFor();
      await history.getByText(say('given back', '退回')).first().waitFor();
      await history.getByText('Ann Lee').first().waitFor();
      await seat.settled();
      expect(await seat.axeFaults()).toEqual([]);
      await seat.picture(`ownership-history-${language}`, true);
      expect(seat.faults.filter((fault) => !/400|409/.test(fault))).toEqual([]);
    }, 120_000);

    it('are closed by the manager, their leads going where the manager says', async () => {
      const seat = await company.seatOf('mia');
      await seat.speak(language);
      const { page } = seat;
      await seat.visit('/pool/settings');
      await button(seat, say('Close Hesse', '关闭 黑森')).click();
      const dialog = page.getByRole('dialog');
      const close = dialog.getByRole('button', { name: say('Close Hesse', '关闭 黑森') });
      await close.click();
      await dialog.getByText(say('choose where they go', '请选择移到哪里')).waitFor();
      await dialog.getByRole('combobox').selectOption('pool-south');
      await close.click();
      await page.getByRole('row').filter({ hasText: poolName }).waitFor({ state: 'detached' });
      await eventually(async () => {
        const { body } = await company.at.admin.get(`/customers/${company.lead[name]}`);
        return body.ownership.poolId === 'pool-south';
      });
    }, 60_000);
  });
});
