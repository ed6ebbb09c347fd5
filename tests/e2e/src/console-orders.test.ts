import type { Seat } from './support/browser';
import { Company } from './support/company';
import { walkedIn } from './support/languages';

/** Promise: a rep takes an order from the first line to its arrival, in both languages, on any screen. */
describe('orders in the console', () => {
  let company: Company;

  beforeAll(async () => {
    company = await Company.start(15, [{ id: 'eva', displayName: 'Eva Stone', roles: ['admin'] }]);
    await company.makeLead('Harbour Foods', 'ann');
    await company.makeLead('长江机械有限公司', 'ann');
    await company.makeLead('Fabrikam Tools', 'bob');
    const { admin } = company.at;
    for (const [id, displayName, minorUnits] of [
      ['chai', 'Chai', '1800'],
      ['chang', 'Chang', '1000'],
    ])
      await admin.post('/products', { id, displayName, listPrice: { currencyCode: 'EUR', minorUnits } });
  }, 180_000);
  afterEach(() => company?.goHome());
  afterAll(() => company?.close(), 60_000);

  describe.each(walkedIn('zh'))('in %s', (language) => {
    const say = (english: string, chinese: string) => (language === 'en' ? english : chinese);
    const name = say('Harbour Foods', '长江机械有限公司');
    // Not exact: a button that was busy may still carry the sign of it for a moment.
    const button = (seat: Seat, text: string) => seat.page.getByRole('button', { name: text });
    const line = (seat: Seat, number: number) =>
      seat.page.getByRole('group', { name: say(`Line ${number}`, `第 ${number} 行`) });

    it('are drafted with every fault named, confirmed, shipped and received', async () => {
      const seat = await company.seatOf('ann');
      await seat.speak(language);
      const { page } = seat;
      await seat.visit(`/customers/${company.lead[name]}`);
      await page.getByText(say('Nothing is ordered yet.', '还没有订单。')).waitFor();
      await page.getByRole('link', { name: say('New order', '新建订单') }).click();
      await page.getByRole('heading', { level: 1, name: say('New order', '新建订单') }).waitFor();

      // Faults stand at their fields, in the reader's language; nothing is written.
      await page.getByLabel(say('Currency', '币种')).fill('EUR');
      await line(seat, 1).getByLabel(say('Article', '商品')).fill('tea');
      await line(seat, 1).getByLabel(say('Quantity', '数量')).fill('0');
      await button(seat, say('Save the draft', '保存草稿')).click();
      await line(seat, 1)
        .getByText(
          say('must be a number with at most 3 decimal places, in its range', '须为数字，最多 3 位小数，且在范围内'),
        )
        .waitFor();
      await line(seat, 1).getByLabel(say('Quantity', '数量')).fill('3');
      await button(seat, say('Save the draft', '保存草稿')).click();
      await line(seat, 1).getByText(say('there is no such product', '没有这种商品')).waitFor();

      // The amounts stand beside the lines while they are typed; what was typed survives a reload.
      await line(seat, 1).getByLabel(say('Article', '商品')).fill('chai');
      await line(seat, 1).getByLabel(say('Unit price', '单价')).fill('12.5');
      await line(seat, 1).getByLabel(say('Discount %', '折扣 %')).fill('10');
      await button(seat, say('Add a line', '添加一行')).click();
      await line(seat, 2).getByLabel(say('Article', '商品')).fill('chang');
      await line(seat, 2).getByLabel(say('Quantity', '数量')).fill('0.25');
      await page.reload();
      await page.getByText(say('Total: €36.25', '合计: €36.25')).waitFor();
      await seat.settled();
      expect(await seat.axeFaults()).toEqual([]);
      await seat.picture(`order-form-${language}`);

      // The answer gets lost on the way: it is the same order all the same.
      await seat.loseAnswers(/\/api\/v1\/orders$/, 1);
      await button(seat, say('Save the draft', '保存草稿')).click();
      await button(seat, say('Confirm', '确认订单')).click();
      await button(seat, say('Ship what is open', '发出未发货部分')).click();
      await page.getByLabel(say('Carrier', '承运人')).fill('Speedy');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: say('Ship what is open', '发出未发货部分') })
        .click();
      await page.getByText(/3 × Chai, 0.25 × Chang/).waitFor();
      await button(seat, say('Mark as arrived', '标记为已到货')).click();
      await page.getByText(say('received', '已到货'), { exact: true }).first().waitFor();
      await seat.settled();
      await seat.picture(`order-${language}`);
      const { body } = await company.at.admin.get(`/orders?customerId=${company.lead[name]}`);
      expect(body.orders).toHaveLength(1);
      expect(body.orders[0]).toMatchObject({ state: 'ORDER_STATE_RECEIVED', total: { minorUnits: '3625' } });

      // The customer's page counts it and its timeline tells it.
      await page.getByRole('link', { name }).click();
      await page.getByText(say('1 orders, the last on', '共 1 个订单，最近一次')).waitFor();
      await page.getByText(say('goods arrived, received', '货物已到，已到货')).waitFor();
      expect(seat.faults).toEqual([]);
    }, 120_000);

    it('name products of a catalogue that an administrator keeps and others read', async () => {
      const seat = await company.seatOf('eva');
      await seat.speak(language);
      const { page } = seat;
      await seat.visit('/orders');
      await page.getByRole('link', { name: say('Products', '商品') }).click();
      await page.getByRole('heading', { level: 1, name: say('Products', '商品') }).waitFor();
      await button(seat, say('New product', '新建商品')).click();
      const form = page.getByRole('form');
      const fill = (label: string, value: string) =>
        form.getByRole('textbox', { name: label, exact: true }).fill(value);
      await fill(say('Article number', '商品编号'), 'No Spaces');
      await fill(say('List price', '目录价'), 'cheap');
      await button(seat, say('Save', '保存')).click();
      await form.getByText(say('must be an amount', '须为该币种的金额')).waitFor();
      await fill(say('List price', '目录价'), '19.5');
      await button(seat, say('Save', '保存')).click();
      await form.getByText(say('lower-case letters, digits and dashes', '只能是小写字母')).waitFor();
      expect(await seat.axeFaults()).toEqual([]);
      const id = `oolong-${language}`;
      await fill(say('Article number', '商品编号'), id);
      await fill(say('Name', '名称'), 'Oolong');
      // The answer gets lost on the way: it is the same product all the same.
      await seat.loseAnswers(/\/api\/v1\/products$/, 1);
      await button(seat, say('Save', '保存')).click();
      const row = page.getByRole('row').filter({ hasText: id });
      await row.getByText(say('€19.50', '¥19.50')).waitFor();
      await row.getByRole('button').click();
      await fill(say('List price', '目录价'), '21');
      await form.getByRole('checkbox').check();
      await button(seat, say('Save', '保存')).click();
      await row.getByText(say('€21.00', '¥21.00')).waitFor();
      await row.getByText(say('discontinued', '已停售')).waitFor();
      await page.setViewportSize({ width: 390, height: 900 });
      await seat.settled();
      expect([await seat.sidewaysScroll(), await seat.axeFaults()]).toEqual([0, []]);
      await seat.picture(`products-narrow-${language}`, true);
      await page.setViewportSize({ width: 1280, height: 860 });
      await button(seat, say('New product', '新建商品')).click();
      await seat.settled();
      await seat.picture(`products-${language}`);
      expect(seat.faults.filter((fault) => !/400/.test(fault))).toEqual([]);
      const ann = await company.seatOf('ann');
      await ann.speak(language);
      await ann.visit('/products');
      await ann.page.getByRole('row').filter({ hasText: id }).waitFor();
      expect(await ann.page.getByRole('button', { name: say('New product', '新建商品') }).count()).toBe(0);
    }, 120_000);

    it('are listed by state and day, within the scope, on any screen', async () => {
      const seat = await company.seatOf('ann');
      await seat.speak(language);
      const { page } = seat;
      await page.keyboard.press('g');
      await page.keyboard.press('b');
      await page.getByRole('heading', { level: 1, name: say('Orders', '订单') }).waitFor();
      await page.getByRole('row').filter({ hasText: name }).waitFor();
      await page.getByLabel(say('State', '状态')).selectOption('ORDER_STATE_CANCELLED');
      await page.getByText(say('There are no such orders.', '没有符合条件的订单。')).waitFor();
      await page.getByLabel(say('State', '状态')).selectOption('');
      await page.getByLabel(say('From', '从')).fill('2020-01-01');
      const row = page.getByRole('row').filter({ hasText: name });
      await row.waitFor();
      const order = await row.getByRole('link').first().getAttribute('href');
      for (const path of ['/orders', order as string, `/customers/${company.lead[name]}/orders/new`]) {
        await seat.visit(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect([path, await seat.misfits(`orders-*-${path.split('/').length}-${language}`, true)]).toEqual([path, []]);
      }
      const bob = await company.seatOf('bob');
      await bob.speak(language);
      await bob.visit('/orders');
      await bob.page.getByText(say('There are no such orders.', '没有符合条件的订单。')).waitFor();
      const asked = await bob.page.request.get(`${company.at.platform.url}/api/v1${order}`);
      expect(asked.status()).toBe(404);
      expect(seat.faults).toEqual([]);
    }, 120_000);
  });
});
