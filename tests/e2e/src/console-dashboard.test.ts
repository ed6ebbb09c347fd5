import type { Seat } from './support/browser';
import { Company } from './support/company';
import { eventually } from './support/eventually';
import { walkedIn } from './support/languages';
import { manager, rep } from './support/platform';

const LONG = '86400s';

interface Figure {
  count: string;
  // biome-ignore lint/suspicious/noExplicitAny: a query of the REST API.
  records: any;
}

/** Promise: everybody sees how things stand, and each figure leads to exactly the records that it counts. */
describe('the dashboard in the console', () => {
  let company: Company;
  let reached: string;

  beforeAll(async () => {
    company = await Company.start(18, [{ id: 'eva', displayName: 'Eva Stone', roles: ['admin'] }]);
    const { admin } = company.at;
    await admin.post('/teams', { id: 'north', displayName: 'North' });
    const [ann, bob] = [await company.at.rest(rep('ann', 'south')), await company.at.rest(rep('bob', 'south'))];
    const call = { method: 'CONTACT_METHOD_CALL', outcome: 'FOLLOW_UP_OUTCOME_INTERESTED', content: 'Called.' };
    await company.setPolicy('1s', LONG);
    for (const name of ['Harbour Foods', '长江机械有限公司', 'Fabrikam Tools']) await company.makeLead(name, 'ann');
    await company.setPolicy('5s', LONG);
    reached = await company.makeLead('Contoso Pumps', 'ann');
    expect((await ann.post(`/customers/${reached}/follow-ups`, call)).status).toBeLessThan(300);
    await company.setPolicy(LONG, LONG);
    const quoted = await company.makeLead('Northwind Traders', 'bob');
    await bob.post(`/customers/${quoted}:changeStage`, { stage: 'STAGE_QUOTE' });
    const back = await company.makeLead('Adatum Optics', 'ann');
    const { body: owned } = await admin.get(`/customers/${back}/ownership`);
    await ann.post(`/leads/${back}:recycle`, { cycle: owned.ownership.cycle, reason: 'returned' });
    expect((await bob.post(`/leads/${back}:claim`)).status).toBe(200);
    await ann.post(`/customers/${reached}:convert`);
    await admin.post('/products', {
      id: 'chai',
      displayName: 'Chai',
      listPrice: { currencyCode: 'EUR', minorUnits: '1800' },
    });
    const days = [0, 40, 70].map((ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10));
    for (const [orderDate, currencyCode, minorUnits, confirmed] of [
      [days[0], 'EUR', '125050', true],
      [days[0], 'EUR', '990', false],
      [days[0], 'CNY', '880000', true],
      [days[1], 'EUR', '480000', true],
      [days[2], 'EUR', '240000', true],
    ] as const) {
      const lines = [{ productId: 'chai', quantity: '1', unitPrice: { currencyCode, minorUnits } }];
      const { body } = await ann.post('/orders', { customerId: reached, currencyCode, orderDate, lines });
      if (confirmed) expect((await ann.post(`/orders/${body.id}:confirm`)).status).toBe(200);
    }
    await eventually(async () => {
      const { overdue, open, firstContact, poolMoves } = (await admin.get('/dashboard')).body;
      // Five first contacts, and the clock of the stage in which a quote was given.
      return [overdue.count, open.count, firstContact.met, poolMoves.length].join() === '3,6,1,3';
    });
  }, 120_000);
  afterEach(() => company?.goHome());
  afterAll(() => company?.close(), 60_000);

  describe.each(walkedIn('zh'))('in %s', (language) => {
    const say = (english: string, chinese: string) => (language === 'en' ? english : chinese);
    const link = ({ page }: Seat, name: string) => page.getByRole('link', { name, exact: true });
    const overdue = (seat: Seat, { count }: Figure) => link(seat, `${count} ${say('Overdue', '已超时')}`);
    const stage = (seat: Seat, name: string, { count }: Figure) =>
      link(seat, say(`${name}, Leads: ${count}`, `${name}，线索：${count}`));

    /** The page shows what the API answers. */
    async function shows(seat: Seat, figures: Record<string, Figure> & { funnel: { leads: Figure }[] }) {
      await overdue(seat, figures.overdue as Figure).waitFor();
      await link(seat, `${figures.open?.count} ${say('Open', '未完成')}`).waitFor();
      await link(seat, `${figures.due?.count} ${say('Due in 24 hours', '24 小时内到期')}`).waitFor();
      await stage(seat, say('Lead', '线索'), figures.funnel[0]?.leads as Figure).waitFor();
      await stage(seat, say('Quote', '报价'), figures.funnel[4]?.leads as Figure).waitFor();
    }

    /** A figure leads to a list of as many rows, and back again. */
    async function leads(seat: Seat, figure: ReturnType<Seat['page']['getByRole']>, count: number): Promise<void> {
      await figure.click();
      await seat.page.locator('.dashboard').waitFor({ state: 'detached' });
      await seat.page
        .locator('tbody tr')
        .nth(count - 1)
        .waitFor();
      await seat.settled();
      expect(await seat.page.locator('tbody tr').count()).toBe(count);
      await seat.page.goBack();
      await figure.waitFor();
    }

    it('shows a rep the own figures, each with its records', async () => {
      const seat = await company.seatOf('ann');
      await seat.speak(language);
      const { page } = seat;
      await page.keyboard.press('g');
      await page.keyboard.press('f');
      await page.getByRole('heading', { level: 1, name: say('Dashboard', '仪表盘') }).waitFor();
      const { body } = await (await company.at.rest(rep('ann', 'south'))).get('/dashboard');
      await shows(seat, body);
      expect([body.overdue.count, body.firstContact.met, body.firstContact.missed]).toEqual(['3', '1', '3']);
      await page.getByText(say('1 met · 3 missed', '达成 1 · 未达成 3')).waitFor();
      expect(await page.getByLabel(say('Rep', '销售')).count()).toBe(0);
      await page.getByText(/(As of|截至) \d\d:\d\d/).waitFor();
      await seat.settled();
      await seat.picture(`dashboard-${language}`, true);

      await leads(seat, overdue(seat, body.overdue), 3);
      await leads(seat, link(seat, `${body.open.count} ${say('Open', '未完成')}`), 3);
      await leads(seat, stage(seat, say('Lead', '线索'), body.funnel[0].leads), 3);
      await leads(seat, link(seat, say('25% met; show all that were due', '达成 25%，查看全部到期事项')), 4);
      // Two orders of this month are counted; the draft and the one in another currency are not among the euros.
      const month = page.getByRole('table', { name: /EUR/ }).getByRole('link').first();
      await leads(seat, month, 1);
    }, 60_000);

    it('lets a manager choose a team or a rep and a period, and keeps that in the address', async () => {
      const seat = await company.seatOf('mia');
      await seat.speak(language);
      const { page } = seat;
      const mia = await company.at.rest(manager('mia', 'south'));
      await seat.visit('/dashboard');
      await shows(seat, (await mia.get('/dashboard')).body);
      await page.getByLabel(say('Rep', '销售')).selectOption('bob');
      await shows(seat, (await mia.get('/dashboard?ownerId=bob')).body);
      await page.getByText(say('No first contact was due in this period.', '该时段没有到期的首次联系。')).waitFor();
      await page.getByText(say('Nothing was ordered in the last twelve months.', '最近十二个月没有订单。')).waitFor();
      await page.getByLabel(say('Period', '时段')).selectOption('lastMonth');
      await page.getByText(say('Nothing came into a pool or left one', '该时段没有线索进出公海池')).waitFor();
      expect(new URL(page.url()).search).toBe('?owner=bob&period=lastMonth');
      await page.reload();
      await page.getByText(say('Nothing came into a pool or left one', '该时段没有线索进出公海池')).waitFor();
      expect(await page.getByLabel(say('Rep', '销售')).inputValue()).toBe('bob');
      expect(await page.getByLabel(say('Period', '时段')).inputValue()).toBe('lastMonth');
      await page.goBack();
      await page.getByText(say('Out: claimed', '离开：被领取')).waitFor();
      await page.goBack();
      await shows(seat, (await mia.get('/dashboard')).body);
      await seat.visit('/dashboard?team=south');
      await page.getByRole('table', { name: /EUR/ }).getByRole('link').first().click();
      await page.getByRole('heading', { level: 1, name: say('Orders', '订单') }).waitFor();
      expect(new URL(page.url()).searchParams.get('teamId')).toBe('south');
    }, 60_000);

    it('fits every screen, and axe finds nothing serious', async () => {
      const seat = await company.seatOf('mia');
      await seat.speak(language);
      await seat.visit('/dashboard');
      await seat.page.getByRole('table', { name: /EUR/ }).waitFor();
      expect(await seat.misfits(`dashboard-*-${language}`, true)).toEqual([]);
      // The lists with the filters of the figures, at the width that is hardest.
      await seat.page.setViewportSize({ width: 390, height: 900 });
      const period = 'after=2026-01-01T00:00:00Z&before=2099-01-01T00:00:00Z';
      for (const path of [`/processes?state=all&${period}`, '/orders?countedOnly=true&currencyCode=EUR']) {
        await seat.visit(path);
        await seat.page.locator('tbody tr').first().waitFor();
        await seat.settled();
        expect([path, await seat.sidewaysScroll(), await seat.axeFaults()]).toEqual([path, 0, []]);
        await seat.picture(`dashboard-list-${path.length}-${language}`);
      }
    }, 60_000);
  });

  it('shows an executive the company, team by team', async () => {
    const seat = await company.seatOf('eva');
    const { page } = seat;
    await seat.visit('/dashboard');
    await page.getByRole('link', { name: '6 Open' }).waitFor();
    await page.getByLabel('Team').selectOption('North');
    await page.getByText('There are no leads and no customers yet.').waitFor();
    expect(await page.getByLabel('Rep').count()).toBe(0);
    await page.getByLabel('Team').selectOption('South');
    await page.getByRole('link', { name: '6 Open' }).waitFor();
    await page.getByLabel('Rep').selectOption('Ann Lee');
    await page.getByRole('link', { name: '3 Open' }).waitFor();
    await page.getByRole('table', { name: /EUR/ }).waitFor();
    expect(new URL(page.url()).search).toBe('?team=south&owner=ann');
    await seat.settled();
    await seat.picture('dashboard-executive');
  }, 60_000);

  it('follows what happens, and says when it cannot', async () => {
    const seat = await company.seatOf('ann');
    const { page } = seat;
    await seat.visit('/dashboard');
    await page.getByRole('link', { name: '3 Overdue' }).waitFor();
    const ann = await company.at.rest(rep('ann', 'south'));
    const call = { method: 'CONTACT_METHOD_CALL', outcome: 'FOLLOW_UP_OUTCOME_INTERESTED', content: 'Called.' };
    await ann.post(`/customers/${company.lead['Harbour Foods']}/follow-ups`, call);
    // By the event, or at the latest when the page looks again.
    await page.getByRole('link', { name: '2 Overdue' }).waitFor({ timeout: 20_000 });
    await page.route(/\/api\/v1\/dashboard/, (route) => route.abort());
    await page.getByLabel('Period').selectOption('days7');
    await page.getByRole('alert').getByText('The server cannot be reached.').waitFor();
    await page.unroute(/\/api\/v1\/dashboard/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: '2 Overdue' }).waitFor();
  }, 60_000);
});
