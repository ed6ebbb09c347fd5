import type { Seat } from './support/browser';
import { Company } from './support/company';
import { walkedIn } from './support/languages';

/** Promise: a handover is planned, approved, acknowledged and undone at the screen, in both languages, on any of them. */
describe('handovers in the console', () => {
  let company: Company;

  beforeAll(async () => {
    company = await Company.start(24);
    await company.makeLead('Harbour Foods', 'ann');
    await company.makeLead('长江机械有限公司', 'ann');
    await company.makeLead('Fabrikam Tools', 'ann');
    await company.at.admin.post(`/customers/${company.lead['Fabrikam Tools']}:convert`);
  }, 180_000);
  afterEach(() => company?.goHome());
  afterAll(() => company?.close(), 60_000);

  describe.each(walkedIn('zh'))('in %s', (language) => {
    const say = (english: string, chinese: string) => (language === 'en' ? english : chinese);
    const name = say('Harbour Foods', '长江机械有限公司');
    // Not exact: a button that was busy may still carry the sign of it for a moment.
    const button = (seat: Seat, text: string) => seat.page.getByRole('button', { name: text });
    const dialog = (seat: Seat, text: string) => seat.page.getByRole('dialog').getByRole('button', { name: text });
    const stateIs = (seat: Seat, text: string) =>
      seat.page.locator('.stage', { hasText: text }).waitFor({ timeout: 90_000 });
    const ownerOf = async (lead: string) =>
      (await company.at.admin.get(`/customers/${company.lead[lead]}`)).body.ownership.ownerId as string;

    it('pass everything on to whom the plan names, and take it back', async () => {
      const mia = await company.seatOf('mia');
      await mia.speak(language);
      const { page } = mia;
      await page.keyboard.press('g');
      await page.keyboard.press('h');
      await page.getByRole('heading', { level: 1, name: say('Handovers', '交接') }).waitFor();
      await button(mia, say('New handover', '新建交接')).click();
      await page.getByRole('heading', { level: 1, name: say('New handover', '新建交接') }).waitFor();
      await page.getByLabel(say('Who hands over', '交出人')).selectOption('ann');
      await page.getByText(say('2 open leads and 1 customers.', '2 条未结线索和 1 个客户。')).waitFor();

      // Faults stand at their fields, in the reader's language; nothing is written.
      await page.getByLabel(say('The rest', '其余')).selectOption('RECEIVER_RULE_SHARES');
      await page.getByLabel(say('Receiver 1', '接手人 1')).selectOption('bob');
      await page.getByLabel(say('Share', '份额值'), { exact: true }).fill('0');
      await button(mia, say('Save the draft', '保存草稿')).click();
      await page.getByText(say('must be from 1 to 100', '须在 1 到 100 之间')).waitFor();
      expect((await company.at.admin.get('/handovers?state=HANDOVER_STATE_DRAFT')).body.handovers).toEqual([]);
      await page.getByLabel(say('Share', '份额值'), { exact: true }).fill('1');
      await page
        .getByText(say('Bob Ray gets 2 open leads and 1 customers', 'Bob Ray 接手 2 条未结线索和 1 个客户'))
        .waitFor();
      // One of them goes to somebody by name.
      await page.getByLabel(say('Give Fabrikam Tools to', '把 Fabrikam Tools 交给')).selectOption('mia');
      await page
        .getByText(say('Mia Roth gets 0 open leads and 1 customers', 'Mia Roth 接手 0 条未结线索和 1 个客户'))
        .waitFor();
      await mia.settled();
      expect(await mia.axeFaults()).toEqual([]);
      await mia.picture(`handover-plan-${language}`);

      // The answer gets lost on the way: it is the same handover all the same.
      await mia.loseAnswers(/\/api\/v1\/handovers$/, 1);
      await button(mia, say('Save the draft', '保存草稿')).click();
      await page.getByRole('heading', { level: 1, name: say('Handover of Ann Lee', 'Ann Lee 的交接') }).waitFor();
      expect((await company.at.admin.get('/handovers?state=HANDOVER_STATE_DRAFT')).body.handovers).toHaveLength(1);

      await button(mia, say(`Note on ${name}`, `关于 ${name} 的备注`)).click();
      await page.getByLabel(say('What was promised', '特殊承诺')).fill('Two percent more.');
      await dialog(mia, say(`Note on ${name}`, `关于 ${name} 的备注`)).click();
      await page.getByText(say('Promised: Two percent more.', '承诺：Two percent more.')).waitFor();

      // It is sent back, changed, and approved.
      await button(mia, say('Ask for approval', '提交审批')).click();
      await stateIs(mia, say('waits for approval', '待审批'));
      await button(mia, say('Send back', '退回')).click();
      await page.getByRole('dialog').getByRole('textbox').fill('Say why.');
      await dialog(mia, say('Send back', '退回')).click();
      await stateIs(mia, say('draft', '草稿'));
      await page.getByText('Say why.').waitFor();
      await button(mia, say('Change', '修改')).click();
      await page.getByLabel(say('For all receivers', '给所有接手人的说明')).fill('Ann moves on.');
      await button(mia, say('Save the draft', '保存草稿')).click();
      await button(mia, say('Ask for approval', '提交审批')).click();
      await button(mia, say('Approve', '批准')).click();
      await dialog(mia, say('Approve', '批准')).click();
      await stateIs(mia, say('to be acknowledged', '待确认'));
      await page.getByText(say('3 with their receivers', '3 个已交到接手人')).waitFor();
      await mia.settled();
      expect(await mia.axeFaults()).toEqual([]);
      await page.waitForFunction(() => !document.querySelector('.ant-message-notice'));
      await mia.picture(`handover-${language}`);
      expect(await ownerOf(name)).toBe('bob');
      const address = new URL(page.url()).pathname;

      // The receiver is told, sees what came with its note, and takes note of it.
      const bob = await company.seatOf('bob');
      await bob.speak(language);
      await bob.visit('/messages');
      const message = bob.page.getByRole('link', {
        name: say(
          'You take over 2 open leads and 0 customers from Ann Lee',
          '您从 Ann Lee 接手 2 条未结线索和 0 个客户',
        ),
      });
      // With the keyboard, as one may.
      await message.first().press('Enter');
      await bob.page.getByText(say('Promised: Two percent more.', '承诺：Two percent more.')).waitFor();
      await bob.page.getByText('Ann moves on.').waitFor();
      expect(await bob.page.getByText('Fabrikam Tools').count()).toBe(0);
      await button(bob, say('I took note', '我已知悉')).click();
      await bob.page.getByText(say('Thank you.', '谢谢。')).waitFor();
      await bob.page.getByRole('link', { name }).click();
      await bob.page
        .getByText(say('Handed over from Ann Lee to Bob Ray', '由 Ann Lee 交接给 Bob Ray'))
        .first()
        .waitFor();

      // What is no longer Bob's is not looked at by him any more.
      await bob.visit('/handovers');
      await bob.page.getByRole('row').filter({ hasText: 'Ann Lee' }).first().waitFor();

      await button(mia, say('I took note', '我已知悉')).click();
      await stateIs(mia, say('done', '已完成'));
      await button(mia, say('Undo the handover', '撤销交接')).click();
      await dialog(mia, say('Undo the handover', '撤销交接')).click();
      await stateIs(mia, say('undone', '已撤销'));
      await page.getByText(say('3 back', '3 个已返回')).waitFor();
      expect(await ownerOf(name)).toBe('ann');

      for (const path of ['/handovers', address, '/handovers/new?from=ann']) {
        await mia.visit(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect([path, await mia.misfits()]).toEqual([path, []]);
      }
      expect([...mia.faults, ...bob.faults]).toEqual([]);
    }, 300_000);

    it('are planned by the rep herself, and show nothing to whom they do not concern', async () => {
      const ann = await company.seatOf('ann');
      await ann.speak(language);
      await ann.visit('/handovers/new');
      await ann.page
        .getByText(say('You hand over your own leads and customers.', '您将交出自己的线索和客户。'))
        .waitFor();
      await ann.page.getByLabel(say('Why', '原因')).selectOption('HANDOVER_REASON_ON_LEAVE');
      await button(ann, say('Save the draft', '保存草稿')).click();
      await ann.page.getByText(say('is required for a stand-in', '代管须填写')).waitFor();
      await ann.page.getByLabel(say('Comes back', '返回时间')).fill('2027-01-10T09:00');
      await button(ann, say('Save the draft', '保存草稿')).click();
      await ann.page.getByRole('heading', { level: 1, name: say('Handover of Ann Lee', 'Ann Lee 的交接') }).waitFor();
      const address = new URL(ann.page.url()).pathname;
      const bob = await company.seatOf('bob');
      await bob.speak(language);
      await bob.visit('/handovers');
      await bob.page.getByRole('heading', { level: 1 }).waitFor();
      const asked = await bob.page.request.get(`${company.at.platform.url}/api/v1${address}`);
      expect(asked.status()).toBe(404);
      expect(await bob.page.locator(`a[href="${address}"]`).count()).toBe(0);
      await button(ann, say('Give up', '放弃')).click();
      await dialog(ann, say('Give up', '放弃')).click();
      await stateIs(ann, say('given up', '已放弃'));
      expect(ann.faults).toEqual([]);
    }, 90_000);
  });
});
