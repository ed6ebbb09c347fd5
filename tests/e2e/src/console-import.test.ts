import { readFileSync } from 'node:fs';
import { type Seat, WIDE } from './support/browser';
import { Company } from './support/company';
import { eventually } from './support/eventually';

const MESSY = Buffer.from(
  '\ufeff公司名称;Phone;E-mail;Country;Owner;Remark\r\n' +
    '华为技术有限公司;13800138000;info@huawei.example;中国;ann;=1+1\r\n' +
    'Alfreds Futterkiste;030 901820;alfreds@example.com;Germany;Bob Ray;"two\nlines"\n' +
    'Alfreds Zweite;;alfreds@example.com;DE;bob;\r' +
    ';030 901821;nobody@example.com;DE;ann;no name\n' +
    'Phoneless;12;x;Nowhere;ann;\n' +
    'Ownerless;030 901822;o@example.com;DE;somebody;\n',
);
const GBK = Buffer.from([
  ...Buffer.from([0xb9, 0xab, 0xcb, 0xbe, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xb3, 0xc7, 0xca, 0xd0, 0x0a]), // 公司名称,城市
  ...Buffer.from([0xb3, 0xa4, 0xbd, 0xad, 0xd6, 0xe1, 0xb3, 0xd0, 0x2c, 0xd6, 0xd8, 0xc7, 0xec, 0x0a]), // 长江轴承,重庆
]);

/** Promise: whoever has a table brings it in without help, and sees what did not come in and why. */
describe('the import wizard', () => {
  let company: Company;
  beforeAll(async () => {
    company = await Company.start(12);
  }, 180_000);
  afterEach(() => company?.goHome());
  afterAll(() => company?.close(), 60_000);

  const choose = async (seat: Seat, name: string, buffer: Buffer) => {
    const mimeType = 'text/csv';
    await seat.page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
    await seat.page.getByRole('heading', { level: 1, name }).waitFor();
  };
  const figure = (seat: Seat, name: string) =>
    seat.page.locator('.figure').filter({ hasText: name }).locator('dd').textContent();

  it('brings in every good row of a messy file and names each bad one', async () => {
    const seat = await company.seatOf('mia');
    const { page } = seat;
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await page.getByRole('heading', { level: 1, name: 'Imports' }).waitFor();
    await page.getByText('Nothing has been imported yet.').waitFor();
    await seat.picture('imports-empty');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) });
    await page.getByText('The file is empty.').waitFor();

    await choose(seat, 'messy.csv', MESSY);
    await page.getByText('CSV (utf-8, separated by ;), 6 rows.').waitFor();
    const columnOf = (heading: string) => page.getByRole('region', { name: 'First rows' }).getByLabel(heading);
    expect(await columnOf('公司名称').inputValue()).toBe('display_name');
    expect(await columnOf('E-mail').inputValue()).toBe('email');
    expect(await columnOf('Remark').inputValue()).toBe('');
    await columnOf('公司名称').selectOption('');
    await page.getByText('Choose the column that holds the name.').waitFor();
    expect(await page.getByRole('button', { name: 'Check first' }).isDisabled()).toBe(true);
    await columnOf('公司名称').selectOption('display_name');
    await page.getByText(/The same for all rows/).click();
    await page.getByRole('textbox', { name: 'Source' }).fill('Fair 2026');
    // What was chosen survives a reload.
    await page.reload();
    expect(await page.getByRole('textbox', { name: 'Source' }).inputValue()).toBe('Fair 2026');
    await seat.picture('import-columns', true);
    expect(await seat.axeFaults()).toEqual([]);

    await page.getByRole('button', { name: 'Check first' }).click();
    await page.getByRole('heading', { name: 'What the import would do' }).waitFor();
    expect(await figure(seat, 'Would come in')).toBe('2');
    expect((await company.at.admin.get('/customers')).body.customers).toEqual([]);

    await page.getByRole('button', { name: 'Import 6 rows' }).click();
    await page.getByRole('heading', { name: 'What came of it' }).waitFor();
    expect(await figure(seat, 'Came in')).toBe('2');
    expect(await figure(seat, 'There already')).toBe('1');
    expect(await figure(seat, 'With faults')).toBe('3');
    const rejected = page.getByRole('table', { name: 'Rejected rows' });
    const rowOf = (text: string) => rejected.getByRole('row').filter({ hasText: text });
    await rowOf('Alfreds Zweite').getByText('a customer with this is there already').waitFor();
    await rowOf('Phoneless')
      .getByText(/is not a phone number/)
      .waitFor();
    await rowOf('Phoneless')
      .getByText(/is not a mail address/)
      .waitFor();
    await rowOf('Phoneless')
      .getByText(/must be a country/)
      .waitFor();
    await rowOf('no name').getByText('must not be empty').waitFor();
    await rowOf('Ownerless')
      .getByText(/there is no such rep/)
      .waitFor();
    await seat.picture('import-result', true);
    expect(await seat.axeFaults()).toEqual([]);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the rejected rows' }).click(),
    ]);
    const file = readFileSync(await download.path(), 'utf8');
    for (const name of ['Alfreds Zweite', 'Phoneless', 'Ownerless']) expect(file).toContain(name);
    expect(file).not.toContain('Futterkiste');

    await rowOf('Alfreds Zweite').getByRole('link', { name: 'Open the existing customer' }).click();
    await page.getByRole('heading', { level: 1, name: 'Alfreds Futterkiste' }).waitFor();
    await page.getByText('Owner: Bob Ray').waitFor();
    await seat.visit('/imports');
    await page.getByRole('link', { name: 'messy.csv' }).waitFor();
  }, 120_000);

  it('shows how far it is, can be left and stopped', async () => {
    const seat = await company.seatOf('mia');
    const { page } = seat;
    const lines = Array.from({ length: 3000 }, (_, index) => `Company ${index},m${index}@example.com,ann`);
    await seat.visit('/imports');
    await choose(seat, 'many.csv', Buffer.from(`Company,Mail,Owner\n${lines.join('\n')}`));
    await page.getByRole('button', { name: 'Import 3000 rows' }).click();
    await page.getByText(/rows\/s/).waitFor();
    await seat.picture('import-progress');
    expect(await seat.axeFaults()).toEqual([]);
    await seat.visit('/imports');
    await page.getByRole('cell', { name: 'running' }).waitFor();
    await page.getByRole('link', { name: 'many.csv' }).click();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('heading', { name: 'What came of it' }).waitFor();
    const came = Number(await figure(seat, 'Came in'));
    const left = Number(await figure(seat, 'Not reached'));
    expect(came + left).toBe(3000);
    expect(left).toBeGreaterThan(0);
    // What is left comes in when it is started again, and nothing twice.
    await page.getByRole('button', { name: 'Import 3000 rows' }).click();
    await page.getByText(/rows\/s/).waitFor();
    await page.getByRole('heading', { name: 'What came of it' }).waitFor({ timeout: 180_000 });
    expect(await figure(seat, 'Came in')).toBe('3000');
    expect(await figure(seat, 'There already')).toBe('0');
    await eventually(
      async () => (await company.at.admin.get('/lookup?q=company&pageSize=1')).body.estimatedTotal === 3000,
    );
  }, 330_000);

  it('speaks Chinese, reads GBK, and lets a rep bring in leads', async () => {
    const seat = await company.seatOf('ann', WIDE);
    await seat.speak('zh');
    const { page } = seat;
    await seat.visit('/imports');
    await choose(seat, '客户.csv', GBK);
    await page.getByText(/gb18030/).waitFor();
    await page.getByRole('cell', { name: '长江轴承' }).waitFor();
    expect(await page.getByRole('radio').count()).toBe(1);
    await page.getByRole('button', { name: '导入 1 行' }).click();
    await page.getByRole('heading', { name: '导入结果' }).waitFor();
    expect(await figure(seat, '已导入')).toBe('1');
    await seat.picture('import-result-zh', true);
    // The same once more: it is there already.
    await seat.visit('/imports');
    await choose(seat, '再来一次.csv', GBK);
    await page.getByText('各列沿用上次的设置。').waitFor();
    await page.getByRole('button', { name: '先检查' }).click();
    await page.getByRole('heading', { name: '导入后的结果预览' }).waitFor();
    expect(await figure(seat, '已存在')).toBe('1');
    await page.getByText('已有相同的客户').waitFor();
  }, 120_000);

  it.each([390, 768, 1920])(
    'has no sideways scroll at %d pixels',
    async (width) => {
      const seat = await company.seatOf('mia', { width, height: 844 });
      await seat.visit('/imports');
      await seat.page.getByRole('link', { name: 'messy.csv' }).waitFor();
      await seat.picture(`imports-${width}`);
      expect(await seat.sidewaysScroll()).toBeLessThanOrEqual(0);
      expect(await seat.axeFaults()).toEqual([]);
      await seat.page.getByRole('link', { name: 'messy.csv' }).click();
      await seat.page.getByRole('table', { name: 'Rejected rows' }).waitFor();
      await seat.picture(`import-result-${width}`, true);
      expect(await seat.sidewaysScroll()).toBeLessThanOrEqual(0);
      await seat.visit('/imports');
      await choose(seat, `wide-${width}.csv`, MESSY);
      await seat.page.getByRole('button', { name: 'Check first' }).waitFor();
      await seat.picture(`import-columns-${width}`, true);
      expect(await seat.sidewaysScroll()).toBeLessThanOrEqual(0);
      expect(await seat.axeFaults()).toEqual([]);
    },
    120_000,
  );
});
