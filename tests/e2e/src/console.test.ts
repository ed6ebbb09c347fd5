import { NARROW, type Seat, WIDE } from './support/browser';
import { Company } from './support/company';
import { eventually } from './support/eventually';

const MANY = 1000;
const PARALLEL = 16;

/** Promise: what a person does with it all day works in a browser, in both languages and on a phone. */
describe('the console', () => {
  let company: Company;

  beforeAll(async () => {
    company = await Company.start(4, [{ id: 'zoe', displayName: 'Zoe Ott', team: 'big' }]);
    // Two leads whose time has passed, then some with a day left, then some in the pool.
    await company.setPolicy('1s', '3600s');
    for (const name of ['Contoso Pumps', '重庆长江轴承股份有限公司']) await company.makeLead(name, 'ann');
    await company.setPolicy('86400s', '14400s');
    for (const name of ['Adventure Works', 'Fabrikam Tools', '华为精密机械有限公司', 'Tailspin Toys'])
      await company.makeLead(name, 'ann');
    for (const name of ['Wingtip Valves', 'Northwind Cables', 'Litware Seals']) await company.makeLead(name);
  }, 180_000);
  afterEach(() => company?.goHome());
  afterAll(() => company?.close(), 60_000);

  it('refuses a wrong password in words, then shows the day', async () => {
    const seat = await company.door();
    await seat.page.getByLabel('User name').fill('ann');
    await seat.page.getByLabel('Password', { exact: true }).fill('wrong');
    await seat.page.getByRole('button', { name: 'Sign in' }).click();
    await seat.page.getByText('The name or the password is wrong.').waitFor();
    await seat.picture('sign-in');
    expect(await seat.axeFaults()).toEqual([]);
    await seat.signIn('ann', company.passwords.ann ?? '');
    await seat
      .section(/^Overdue/)
      .getByRole('link', { name: 'Contoso Pumps' })
      .waitFor();
    await seat.section(/^Due/).getByRole('link', { name: '华为精密机械有限公司' }).waitFor();
    await seat
      .section(/^To be claimed/)
      .getByRole('link', { name: 'Wingtip Valves' })
      .waitFor();
    await seat
      .section(/^Overdue/)
      .getByText(/late by/)
      .first()
      .waitFor();
    await seat.picture('my-day');
  }, 60_000);

  it('lets a rep record a follow-up: the clock ends, the next step becomes a task that can be done and undone', async () => {
    const seat = await company.seatOf('ann');
    await seat
      .section(/^Overdue/)
      .getByRole('link', { name: 'Contoso Pumps' })
      .click();
    await seat.page.getByRole('heading', { level: 1, name: 'Contoso Pumps' }).waitFor();
    await seat
      .section(/What is running/)
      .getByText('First contact')
      .waitFor();
    await seat
      .section(/What comes next/)
      .getByText('Back to the public pool')
      .waitFor();
    await seat.picture('customer');
    await seat.page.getByRole('button', { name: 'Record' }).click();
    await seat.page.getByText('Choose what came of it.').waitFor();
    await seat.page.getByLabel('Outcome').selectOption({ label: 'Reached, interested' });
    await seat.page.getByLabel('What was said and done').fill('Spoke with Li Wei. 样品下周寄出。');
    await seat.page.getByLabel('Next step', { exact: true }).fill('Send the sample');
    await seat.page.getByLabel('Next step due').fill('2030-01-15T09:00');
    // What is typed survives a reload.
    await seat.page.reload();
    expect(await seat.page.getByLabel('What was said and done').inputValue()).toContain('样品');
    await seat.page.getByLabel('What was said and done').press('Control+Enter');
    await seat.page.getByText('Recorded.').waitFor();
    await seat
      .section(/What happened/)
      .getByText('Call: Reached, interested')
      .waitFor();
    await seat
      .section(/What happened/)
      .getByText('样品下周寄出')
      .waitFor();
    await seat
      .section(/What is running/)
      .getByText('No clock runs.')
      .waitFor();
    await seat
      .section(/What comes next/)
      .getByText('Send the sample')
      .waitFor();
    const { body } = await company.at.admin.get(`/obligations?subject=${company.lead['Contoso Pumps']}`);
    expect(body.obligations[0].state).toBe('OBLIGATION_STATE_FULFILLED');
    await seat.visit('/');
    const due = seat.section(/^Due/);
    await due.getByText('Send the sample').waitFor();
    expect(
      await seat
        .section(/^Overdue/)
        .getByRole('link', { name: 'Contoso Pumps' })
        .count(),
    ).toBe(0);
    await due.getByRole('button', { name: 'Done' }).click();
    await seat.page.getByText('Done: Send the sample').waitFor();
    await due.getByText('Send the sample').waitFor({ state: 'detached' });
    await seat.page.getByRole('button', { name: 'Undo' }).click();
    await due.getByText('Send the sample').waitFor();
  }, 60_000);

  it('lets one of two who claim at once win, and tells the other; new leads appear live', async () => {
    const [ann, bob] = [await company.seatOf('ann'), await company.seatOf('bob')];
    const claimOf = (seat: Seat) =>
      seat
        .section(/^To be claimed/)
        .getByRole('listitem')
        .filter({ hasText: 'Wingtip Valves' })
        .getByRole('button', { name: 'Claim' });
    await Promise.all([claimOf(ann).waitFor(), claimOf(bob).waitFor()]);
    await Promise.all([claimOf(ann).click(), claimOf(bob).click()]);
    const won = (seat: Seat) => seat.page.getByText('Wingtip Valves is yours now.').count();
    const told = (seat: Seat) => seat.page.getByText('Somebody else has taken this lead.').count();
    await eventually(
      async () => (await won(ann)) + (await won(bob)) === 1 && (await told(ann)) + (await told(bob)) === 1,
    );
    await company.makeLead('Live Lead');
    await ann
      .section(/^To be claimed/)
      .getByRole('link', { name: 'Live Lead' })
      .waitFor();
    await ann
      .section(/^To be claimed/)
      .getByRole('link', { name: 'Wingtip Valves' })
      .waitFor({ state: 'detached' });
  }, 60_000);

  it('works by keyboard', async () => {
    const bob = await company.seatOf('bob');
    const { page } = bob;
    await page.getByRole('link', { name: 'Northwind Cables' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor({ state: 'hidden' });
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    for (let steps = 0; (await focused()) !== 'Northwind Cables' && steps < 20; steps += 1)
      await page.keyboard.press('j');
    expect(await focused()).toBe('Northwind Cables');
    await page.keyboard.press('c');
    await page.getByText('Northwind Cables is yours now.').waitFor();
    // The claimed lead goes from one list to the other; a key pressed in between would go to a link that is no more.
    await bob
      .section(/^To be claimed/)
      .getByRole('link', { name: 'Northwind Cables' })
      .waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Northwind Cables' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Northwind Cables' }).waitFor();
  }, 60_000);

  it('shows a manager the team, lets her assign, and speaks Chinese when asked', async () => {
    const seat = await company.seatOf('mia');
    await seat.page.getByTitle('Team').click();
    await seat
      .section(/^Overdue/)
      .getByText('Owner: Ann Lee')
      .first()
      .waitFor();
    await seat.visit(`/customers/${company.lead['Litware Seals']}`);
    await seat.page.getByRole('button', { name: 'Assign' }).click();
    await seat.page.getByLabel('Assign to').selectOption({ label: 'Bob Ray' });
    await seat.page.getByRole('dialog').getByRole('button', { name: 'Assign' }).click();
    await seat.page.getByText('Litware Seals now belongs to Bob Ray.').waitFor();
    await seat
      .section(/What happened/)
      .getByText('Assigned to Bob Ray by hand')
      .waitFor();
    await seat.page.getByLabel('Language').selectOption('zh');
    await seat
      .section(/已经发生/)
      .getByText('手动指派给 Bob Ray')
      .waitFor();
    await seat.page.reload();
    await seat
      .section(/正在运行/)
      .getByText('首次联系')
      .waitFor();
    await seat.picture('customer-zh');
    await seat.visit('/');
    await seat.page.getByRole('heading', { level: 1, name: '我的一天' }).waitFor();
    await seat.page.getByRole('button', { name: /消息/ }).click();
    await seat.page
      .getByRole('dialog')
      .getByText(/Ann Lee 未按时联系/)
      .first()
      .waitFor();
    await seat.picture('messages-zh');
    expect(await seat.axeFaults()).toEqual([]);
  }, 60_000);

  it.each([
    ['wide', WIDE],
    ['narrow', NARROW],
  ])(
    'has no sideways scroll and nothing serious for axe (%s)',
    async (name, viewport) => {
      const seat = await company.seatOf('ann', viewport);
      await seat.section(/^Due/).getByRole('link').first().waitFor();
      await seat.picture(`my-day-${name}`);
      expect(await seat.sidewaysScroll()).toBeLessThanOrEqual(0);
      expect(await seat.axeFaults()).toEqual([]);
      await seat.visit(`/customers/${company.lead.重庆长江轴承股份有限公司}`);
      await seat
        .section(/What is running/)
        .getByText('First contact')
        .waitFor();
      await seat.picture(`customer-${name}`, true);
      expect(await seat.sidewaysScroll()).toBeLessThanOrEqual(0);
      expect(await seat.axeFaults()).toEqual([]);
    },
    60_000,
  );

  it('brings the sign-in page when the session is over, and the same page afterwards', async () => {
    const seat = await company.seatOf('ann');
    await seat.visit(`/customers/${company.lead['Fabrikam Tools']}`);
    await seat.page.getByRole('heading', { level: 1, name: 'Fabrikam Tools' }).waitFor();
    const stage = seat.page.getByLabel('Stage');
    await stage.waitFor();
    await seat
      .section(/What is running/)
      .getByText('First contact')
      .waitFor();
    await seat.settled();
    await seat.context.clearCookies();
    // The command meets the end of the session, unless something that the page asks for by itself does before.
    await stage.selectOption({ label: 'Need' }, { timeout: 5000 }).catch(() => undefined);
    await seat.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    await seat.page.getByLabel('User name').fill('ann');
    await seat.page.getByLabel('Password', { exact: true }).fill(company.passwords.ann ?? '');
    await seat.page.getByRole('button', { name: 'Sign in' }).click();
    await seat.page.getByRole('heading', { level: 1, name: 'Fabrikam Tools' }).waitFor();
  }, 60_000);

  it('shows lists of 0, 1 and 1,000 rows', async () => {
    await company.at.admin.post('/teams', { id: 'big', displayName: 'Big' });
    await company.at.admin.post('/reps', { id: 'zoe', displayName: 'Zoe Ott', teamId: 'big' });
    const { body } = await company.at.admin.post('/rule-sets', { rules: [], fallbackTeamId: 'big' });
    await company.at.admin.post(`/rule-sets/${body.version}:publish`);
    const seat = await company.seatOf('zoe');
    await seat
      .section(/^To be claimed/)
      .getByText('The pool is empty.')
      .waitFor();
    await seat
      .section(/^Overdue/)
      .getByText('Nothing is overdue.')
      .waitFor();
    await company.at.admin.post('/leads', { displayName: 'Bulk 0' });
    await seat
      .section(/^To be claimed/)
      .getByRole('link', { name: 'Bulk 0' })
      .waitFor();
    expect(
      await seat
        .section(/^To be claimed/)
        .getByRole('listitem')
        .count(),
    ).toBe(1);
    const names = Array.from({ length: MANY - 1 }, (_, index) => `Bulk ${index + 1}`);
    const creating = Array.from({ length: PARALLEL }, async () => {
      for (let displayName = names.pop(); displayName; displayName = names.pop())
        await company.at.admin.post('/leads', { displayName });
    });
    await Promise.all(creating);
    await eventually(
      async () =>
        (await company.at.admin.get('/pools')).body.pools.some(
          (pool: { leadCount: number }) => pool.leadCount === MANY,
        ),
      { ms: 120_000, what: 'A pool of 1,000 leads' },
    );
    await seat.page.reload();
    const claimable = seat.section(/^To be claimed/);
    const more = claimable.getByRole('button', { name: 'Show more' });
    await claimable.getByRole('listitem').first().waitFor();
    for (let shown = 50; shown < MANY; shown += 50) {
      await more.click();
      await claimable.getByText(shown + 50 < MANY ? `${shown + 50} shown` : String(MANY), { exact: true }).waitFor();
    }
    expect(await claimable.getByRole('listitem').count()).toBe(MANY);
    expect(await more.count()).toBe(0);
    expect(await seat.sidewaysScroll()).toBeLessThanOrEqual(0);
    await seat.page.keyboard.press('j');
    await seat.page.keyboard.press('j');
    expect(await seat.page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Bulk /);
  }, 300_000);
});
