import type { Seat } from './support/browser';
import { Company } from './support/company';
import { eventually } from './support/eventually';
import { LANGUAGES, walkedIn } from './support/languages';

/** Promise: a rep's, a manager's and an operator's morning work on every page, in both languages, on any screen. */
describe('the pages of the console', () => {
  let company: Company;

  beforeAll(async () => {
    company = await Company.start(13, [
      { id: 'ola', displayName: 'Ola Berg', roles: ['operator'] },
      { id: 'eva', displayName: 'Eva Stone', roles: ['admin'] },
    ]);
    await company.setPolicy('1s', '36000s');
    await company.makeLead('Contoso Pumps', 'ann', { industry: 'Pumps', tags: ['expo'] });
    await company.setPolicy('86400s', '14400s');
    for (const name of ['Adventure Works', '华为精密机械有限公司', 'Tailspin Toys', '重庆长江轴承股份有限公司'])
      await company.makeLead(name, 'ann');
    for (const name of ['Fabrikam Tools', 'Proseware Gears']) await company.makeLead(name, 'bob');
    for (const name of ['Northwind Cables', 'Litware Seals']) await company.makeLead(name);
  }, 180_000);
  afterEach(() => company?.goHome());
  afterAll(() => company?.close(), 60_000);

  const table = (seat: Seat) => seat.page.getByRole('table');
  const row = (seat: Seat, name: string) => table(seat).getByRole('row').filter({ hasText: name });
  const heading = (seat: Seat, name: string) => seat.page.getByRole('heading', { level: 1, name }).waitFor();

  describe.each(walkedIn('en'))('in %s', (language) => {
    const say = (english: string, chinese: string) => (language === 'en' ? english : chinese);
    const at = async (username: string) => {
      const seat = await company.seatOf(username);
      await seat.speak(language);
      return seat;
    };

    it("is a rep's morning: the list narrowed and tagged, a card moved, a lead claimed", async () => {
      const seat = await at('ann');
      const { page } = seat;
      await seat
        .section(new RegExp(`^${say('Overdue', '已超时')}`))
        .getByRole('link', { name: 'Contoso Pumps' })
        .waitFor();
      await seat.picture(`day-${language}`);
      await page.keyboard.press('g');
      await page.keyboard.press('c');
      await heading(seat, say('Customers', '客户'));
      await row(seat, 'Tailspin Toys').waitFor();
      expect(await row(seat, 'Fabrikam Tools').count()).toBe(0);

      // Sorted by name, columns chosen, kept after a reload.
      await page.getByLabel(say('Sorted by', '排序')).selectOption('name');
      await page.getByRole('button', { name: say('Columns', '显示列') }).click();
      await page.getByRole('checkbox', { name: say('Industry', '行业') }).check();
      await page.keyboard.press('Escape');
      await page.reload();
      await table(seat)
        .getByRole('columnheader', { name: say('Industry', '行业') })
        .waitFor();
      await table(seat).getByRole('cell', { name: 'Pumps', exact: true }).waitFor();
      const names = await table(seat).locator('[data-row]').allTextContents();
      expect(names.filter((name) => /^[A-Z]/.test(name))).toEqual(
        expect.arrayContaining(['Adventure Works', 'Contoso Pumps', 'Tailspin Toys']),
      );
      expect(names.indexOf('Adventure Works')).toBeLessThan(names.indexOf('Contoso Pumps'));
      expect(names.indexOf('Contoso Pumps')).toBeLessThan(names.indexOf('Tailspin Toys'));

      // A filter with nothing in it, cleared; then one that is kept under a name.
      await page.getByLabel(say('Stage', '阶段')).selectOption('STAGE_COLLECTION');
      await page.getByText(say('There are no such customers.', '没有符合条件的客户。')).waitFor();
      await page.getByRole('button', { name: say('Clear the filters', '清除筛选') }).click();
      await page.getByLabel(say('State', '状态')).selectOption('CUSTOMER_STATE_LEAD');
      await page.getByRole('button', { name: say('Saved filters', '已存筛选') }).click();
      await page.getByLabel(say('Save the present filters as', '当前筛选另存为')).fill('Leads');
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'Leads', exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await seat.visit('/customers');
      await page.getByRole('button', { name: say('Saved filters', '已存筛选') }).click();
      await page.getByRole('link', { name: 'Leads', exact: true }).click();
      await page.waitForURL(/state=CUSTOMER_STATE_LEAD/);

      // Two are tagged at once, and that is taken back.
      await row(seat, 'Adventure Works').getByRole('checkbox').check();
      await row(seat, 'Tailspin Toys').getByRole('checkbox').check();
      const bar = seat.section(new RegExp(say('Selected customers', '已选客户')));
      expect(await bar.getByRole('button', { name: say('Assign', '指派') }).count()).toBe(0);
      await bar.getByRole('button', { name: say('Change tags', '更改标签') }).click();
      await page.getByLabel(say('Add (commas between them)', '添加（用逗号分隔）')).fill('hot, 热门');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: say('Change tags', '更改标签') })
        .click();
      await page.getByText(say('2 done', '2 位已完成')).waitFor();
      await row(seat, 'Tailspin Toys').getByText('hot, 热门').waitFor();
      await seat.picture(`customers-bulk-${language}`);
      await page.getByRole('button', { name: say('Undo 2', '撤销 2 位') }).click();
      await page.getByText(say('2 taken back', '2 位已撤销')).waitFor();
      await row(seat, 'Tailspin Toys').getByText('热门').waitFor({ state: 'detached' });

      // The board: a card moved by its menu and back by undo, then by dragging.
      await page.keyboard.press('g');
      await page.keyboard.press('p');
      await heading(seat, say('Pipeline', '销售漏斗'));
      const column = (name: string) => seat.section(new RegExp(`^${name}`));
      const [first, third] = [column(say('Lead', '线索')), column(say('Need', '需求'))];
      await first.getByRole('button', { name: say('Move Tailspin Toys', '移动 Tailspin Toys') }).click();
      await page.getByRole('button', { name: say('Need', '需求'), exact: true }).click();
      await third.getByRole('link', { name: 'Tailspin Toys' }).waitFor();
      await eventually(async () => {
        const { body } = await company.at.admin.get(`/customers/${company.lead['Tailspin Toys']}`);
        return body.stage === 'STAGE_NEED';
      });
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Tailspin Toys');
      await seat.picture(`pipeline-moved-${language}`);
      await page.getByRole('button', { name: say('Undo', '撤销') }).click();
      await first.getByRole('link', { name: 'Tailspin Toys' }).waitFor();
      const dragged = say('Contoso Pumps', 'Adventure Works');
      await first
        .locator('.card')
        .filter({ hasText: dragged })
        .dragTo(column(say('Contact', '联系')));
      await column(say('Contact', '联系')).getByRole('link', { name: dragged }).waitFor();

      // The pool, by keyboard.
      const claimed = say('Northwind Cables', 'Litware Seals');
      await page.keyboard.press('g');
      await page.keyboard.press('o');
      await heading(seat, say('Pool', '公海池'));
      await page.getByRole('link', { name: claimed }).focus();
      await seat.picture(`pool-${language}`);
      await page.keyboard.press('c');
      await page.getByText(say(`${claimed} is yours now.`, `${claimed} 现在归您负责`)).waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('m');
      await heading(seat, say('Messages', '消息'));
      await page
        .getByRole('main')
        .getByText(say(`You claimed ${claimed}`, `您领取了 ${claimed}`))
        .waitFor();
    }, 120_000);

    it('finds a customer on a key from anywhere, and narrows the list by words', async () => {
      const seat = await at('ann');
      const { page } = seat;
      const box = page.getByRole('combobox', { name: say('Find a customer', '查找客户') });
      const options = page.getByRole('listbox').getByRole('option');
      const open = async (typed: string, name: string) => {
        await page.keyboard.press('/');
        await box.fill(typed);
        await options.first().filter({ hasText: name }).waitFor();
      };
      // Words, pinyin, initials, the tail of a phone, a contact, a slip of the finger.
      for (const [typed, name] of [
        ['华为', '华为精密机械有限公司'],
        ['huawei', '华为精密机械有限公司'],
        ['cqcj', '重庆长江轴承股份有限公司'],
        ['tailspni toys', 'Tailspin Toys'],
        ['contsoo', 'Contoso Pumps'],
      ] as const) {
        await open(typed, name);
        await page.keyboard.press('Escape');
        await box.waitFor({ state: 'detached' });
      }
      await page.keyboard.press('Control+k');
      await box.fill('fabrikam');
      await page.getByText(say('No customer fits.', '没有符合的客户。')).waitFor();
      await box.fill('901820');
      await options.nth(1).waitFor();
      await page.getByText(say('found in: phone', '匹配：电话')).first().waitFor();
      await seat.picture(`lookup-${language}`);
      expect(await seat.axeFaults()).toEqual([]);
      const second = (await options.nth(1).locator('.lookup-name').textContent()) ?? '';
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await heading(seat, second);
      await box.waitFor({ state: 'detached' });

      await seat.visit('/customers');
      await row(seat, 'Contoso Pumps').waitFor();
      await page.getByLabel(say('Search', '搜索'), { exact: true }).fill('pumps');
      await row(seat, 'Tailspin Toys').waitFor({ state: 'detached' });
      await row(seat, 'Contoso Pumps').waitFor();
      await page.getByRole('button', { name: say('Clear the filters', '清除筛选') }).click();
      await row(seat, 'Tailspin Toys').waitFor();
      await page.getByRole('combobox', { name: say('Industry', '行业') }).selectOption('Pumps');
      await row(seat, 'Tailspin Toys').waitFor({ state: 'detached' });
      await row(seat, 'Contoso Pumps').waitFor();
    }, 120_000);

    it('creates a lead, and opens the one that is there already instead of a second one', async () => {
      const seat = await at('ann');
      const { page } = seat;
      const name = say('Wide World Importers GmbH', '苏州精工电机有限公司');
      await seat.visit('/customers');
      await row(seat, 'Adventure Works').waitFor();
      await page.keyboard.press('n');
      await heading(seat, say('New lead', '新建线索'));
      const field = (english: string, chinese: string) =>
        page.getByRole('textbox', { name: say(english, chinese), exact: true });
      const create = page.getByRole('button', { name: say('Create the lead', '创建线索') });
      const duplicates = seat.section(new RegExp(say('Possibly there already', '可能已存在')));
      await create.click();
      await page.getByText(say('must not be empty', '不能为空')).waitFor();
      await field('Name', '名称').fill(name);
      await field('Phone', '电话').first().fill(say('030 555801', '0512 65550801'));
      await field('Country', '国家').fill(say('DE', 'CN'));
      await page.getByRole('button', { name: say('Add a contact', '添加联系人') }).click();
      const contact = page.getByRole('group', { name: say('Contact 1', '联系人 1') });
      await contact.getByLabel(say('Name', '姓名')).fill('Eva Kern');
      await contact.getByLabel(say('Mail', '邮箱')).fill('wrong');
      await create.click();
      await contact.getByText(say('is not a mail address', '不是邮箱地址')).waitFor();
      await contact.getByLabel(say('Mail', '邮箱')).fill('eva@example.com');
      await page.reload();
      expect(await field('Name', '名称').first().inputValue()).toBe(name);
      await seat.picture(`new-lead-${language}`);
      await field('Name', '名称').first().press('Control+Enter');
      await heading(seat, name);
      await page.getByText('Eva Kern').waitFor();

      // The same company once more: asked, and created when the person says so.
      await seat.visit('/customers/new');
      await field('Name', '名称').fill(say('WIDE WORLD Importers', '蘇州精工電機'));
      await duplicates.getByText(say('the same company name', '相同：企业名称')).waitFor();
      await create.click();
      await page.getByText(say('Another customer may be the same.', '可能与另一位客户重复。')).waitFor();
      await seat.picture(`new-lead-duplicate-${language}`);
      expect(await seat.axeFaults()).toEqual([]);
      expect(await seat.sidewaysScroll()).toBeLessThanOrEqual(0);
      await page.getByRole('button', { name: say('Create it all the same', '仍然创建') }).click();
      await heading(seat, say('WIDE WORLD Importers', '蘇州精工電機'));

      // The same phone: refused, with a way to the existing one.
      await seat.visit('/customers/new');
      await field('Name', '名称').fill('Another');
      await field('Country', '国家').fill(say('DE', 'CN'));
      await field('Phone', '电话').fill(say('030 555801', '0512 65550801'));
      await duplicates
        .getByText(say('A second one with this cannot be created.', '不能再创建一位相同的客户。'))
        .waitFor();
      await create.click();
      await page.getByText(say('Another customer has the same phone', '另一位客户有相同的电话')).waitFor();
      await duplicates.getByRole('link', { name: say('Open the existing one instead', '改为打开已有客户') }).click();
      await heading(seat, name);
    }, 120_000);

    it('does nothing twice when answers get lost: a lead, a task, a contact', async () => {
      const seat = await at('ann');
      const { page } = seat;
      const { admin } = company.at;
      const lost = say('The server cannot be reached.', '无法连接服务器');
      const name = say('Lost Answer Motors', '丢包机电有限公司');
      await company.makeLead(name);
      await seat.visit('/customers/new');
      await page.getByRole('textbox', { name: say('Name', '名称'), exact: true }).fill(name);
      await page.getByRole('button', { name: say('Create the lead', '创建线索') }).click();
      const allTheSame = page.getByRole('button', { name: say('Create it all the same', '仍然创建') });
      await allTheSame.waitFor();
      await seat.loseAnswers(/\/api\/v1\/leads(\?|$)/, 1);
      await allTheSame.click();
      await page.getByRole('main').getByText(lost).waitFor();
      await allTheSame.click();
      await heading(seat, name);
      const { body } = await admin.get(`/customers?orderBy=create_time%20desc&pageSize=20`);
      expect(body.customers.filter((each: { displayName: string }) => each.displayName === name)).toHaveLength(2);

      const id = company.lead['Adventure Works'] as string;
      await seat.visit(`/customers/${id}`);
      await heading(seat, 'Adventure Works');
      const tasks = seat.section(new RegExp(`^${say('Tasks', '任务')}`));
      await tasks.getByRole('button', { name: say('New task', '新建任务') }).click();
      await tasks.getByLabel(say('What is to be done', '要做什么')).fill(`Once only ${language}`);
      await tasks.getByLabel(say('Until when', '截止时间')).fill('2030-02-01T10:00');
      await seat.loseAnswers(/\/api\/v1\/tasks$/, 3);
      await page.keyboard.press('Enter');
      await tasks.getByText(lost).waitFor();
      await tasks.getByRole('button', { name: say('Create the task', '创建任务') }).click();
      await page.getByText(say('The task is created.', '任务已创建。')).waitFor();
      const made = (await admin.get(`/tasks?customerId=${id}`)).body.tasks;
      expect(made.filter(({ title }: { title: string }) => title === `Once only ${language}`)).toHaveLength(1);

      const contacts = seat.section(new RegExp(`^${say('Contacts', '联系人')}`));
      await contacts.getByRole('button', { name: say('Add a contact', '添加联系人') }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(say('Name', '姓名')).fill(`Only One ${language}`);
      await seat.loseAnswers(/\/api\/v1\/customers\/[^/]+$/, 3);
      await page.keyboard.press('Enter');
      await dialog.getByText(lost).waitFor();
      await dialog.getByRole('button', { name: say('Save', '保存') }).click();
      await dialog.waitFor({ state: 'detached' });
      const { contacts: kept } = (await admin.get(`/customers/${id}`)).body;
      expect(kept.filter((each: { name: string }) => each.name === `Only One ${language}`)).toHaveLength(1);
    }, 120_000);

    it('lets a rep keep a customer up to date: profile, contacts, tasks, what happened', async () => {
      const name = say('Tailspin Toys', '重庆长江轴承股份有限公司');
      const seat = await at('ann');
      const { page } = seat;
      await seat.visit(`/customers/${company.lead[name]}`);
      await heading(seat, name);
      const profile = seat.section(new RegExp(`^${say('Profile', '资料')}`));
      await profile.getByRole('button', { name: say('Edit', '编辑') }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(say('City', '城市')).fill('Hamburg');
      await dialog.getByLabel(say('Country', '国家')).fill('XX');
      await dialog.getByLabel(say('Tags', '标签')).fill('key，重点');
      // What is typed survives a reload; a fault is shown at its field.
      await page.reload();
      await profile.getByRole('button', { name: say('Edit', '编辑') }).click();
      expect(await dialog.getByLabel(say('City', '城市')).inputValue()).toBe('Hamburg');
      await dialog.getByRole('button', { name: say('Save', '保存'), exact: true }).click();
      await dialog.getByText(say('must be a country, e.g. DE or China', '须为国家')).waitFor();
      await seat.picture(`edit-${language}`);
      expect(await seat.axeFaults()).toEqual([]);
      await dialog.getByLabel(say('Country', '国家')).fill('DE');
      // Somebody else writes the same field: told, then overruled.
      const now = await company.at.admin.get(`/customers/${company.lead[name]}`);
      const other = await company.at.admin.patch(`/customers/${company.lead[name]}`, { city: 'Bremen' }, now.body.etag);
      expect(other.status).toBe(200);
      await dialog.getByText(/Bremen/).waitFor();
      await dialog.getByLabel(say('City', '城市')).press('Control+Enter');
      await page.getByText(say('Saved.', '已保存。')).waitFor();
      await page.getByText('Hamburg, DE').waitFor();
      await profile.getByText('重点').waitFor();

      const contacts = seat.section(new RegExp(`^${say('Contacts', '联系人')}`));
      await contacts.getByRole('button', { name: say('Add a contact', '添加联系人') }).click();
      await dialog.getByLabel(say('Name', '姓名')).fill('Eva Kern');
      await dialog.getByLabel(say('Phone', '电话')).fill('12');
      await page.keyboard.press('Enter');
      await dialog.getByText(say('is not a phone number', '不是电话号码')).waitFor();
      await dialog.getByLabel(say('Phone', '电话')).fill('030 901821');
      await page.keyboard.press('Enter');
      await contacts.getByText('Eva Kern').waitFor();
      await contacts.getByRole('link', { name: '+4930901821' }).waitFor();
      await contacts.getByRole('button', { name: say('Remove Eva Kern', '删除 Eva Kern') }).click();
      await contacts.getByText('Eva Kern').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: say('Undo', '撤销') }).click();
      await contacts.getByText('Eva Kern').waitFor();

      const tasks = seat.section(new RegExp(`^${say('Tasks', '任务')}`));
      await tasks.getByRole('button', { name: say('New task', '新建任务') }).click();
      await tasks.getByRole('button', { name: say('Create the task', '创建任务') }).click();
      await tasks.getByText(say('Say until when.', '请填写截止时间。')).waitFor();
      await tasks.getByLabel(say('What is to be done', '要做什么')).fill('Send the catalogue');
      await tasks.getByLabel(say('Until when', '截止时间')).fill('2030-02-01T10:00');
      await page.keyboard.press('Enter');
      const done = tasks.getByRole('button', { name: say('Done: Send the catalogue', '完成：Send the catalogue') });
      await done.click();
      await done.waitFor({ state: 'detached' });

      const happened = seat.section(new RegExp(`^${say('What happened', '已经发生')}`));
      await happened.getByText(say('Changed: Contacts', '修改了：联系人')).first().waitFor();
      await happened.getByLabel(say('Show', '显示')).selectOption('tasks');
      await happened.getByText(say('Changed: Contacts', '修改了：联系人')).first().waitFor({ state: 'detached' });
      await happened.getByText(say('Task done', '任务完成')).waitFor();
      await page.reload();
      await happened.getByText(say('Task done', '任务完成')).waitFor();
      await seat.picture(`customer-edited-${language}`, true);
    }, 120_000);

    it('says that it is offline, keeps what was typed, and sends it afterwards', async () => {
      const seat = await at('ann');
      const { page, context } = seat;
      await seat.visit(`/customers/${company.lead.华为精密机械有限公司}`);
      await heading(seat, '华为精密机械有限公司');
      await page.getByLabel(say('Outcome', '结果')).selectOption('FOLLOW_UP_OUTCOME_NOT_REACHED');
      const content = page.getByLabel(say('What was said and done', '沟通内容'));
      await content.fill(`Nobody answered (${language}).`);
      await context.setOffline(true);
      await page.getByText(say('You are offline.', '当前离线。')).waitFor();
      await content.press('Control+Enter');
      await page.getByText(say('The server cannot be reached.', '无法连接服务器')).first().waitFor();
      await seat.picture(`offline-${language}`);
      expect(await content.inputValue()).toContain('Nobody answered');
      await context.setOffline(false);
      await page.getByText(say('You are offline.', '当前离线。')).waitFor({ state: 'detached' });
      await content.press('Control+Enter');
      await seat
        .section(new RegExp(say('What happened', '已经发生')))
        .getByText(`Nobody answered (${language}).`)
        .waitFor();
    }, 120_000);

    it('lets a person say which messages come by mail', async () => {
      const seat = await at(say('ann', 'bob'));
      const { page } = seat;
      await seat.visit('/profile');
      const mails = seat.section(new RegExp(say('Messages by mail', '邮件消息')));
      await mails.getByLabel(say('Mail address', '邮箱地址')).fill('not an address');
      const save = mails.getByRole('button', { name: say('Save', '保存') });
      await save.click();
      await mails.getByText(say('is not a mail address', '不是邮箱地址')).last().waitFor();
      await mails.getByLabel(say('Mail address', '邮箱地址')).fill('rep@example.com');
      await mails.getByLabel(say('For information', '仅供参考')).first().check();
      await mails.getByLabel(say('In these hours', '在此时段')).check();
      await mails.getByLabel(say('From', '开始'), { exact: true }).fill('21:30');
      await save.click();
      await page.getByText(say('Saved.', '已保存。')).waitFor();
      await page.reload();
      await eventually(
        async () => (await mails.getByLabel(say('From', '开始'), { exact: true }).inputValue()) === '21:30',
      );
      await seat.picture(`preferences-${language}`, true);
      await seat.visit('/messages?show=deliveries');
      await page.getByText(say('There are no such messages.', '没有符合条件的消息。')).waitFor();
    }, 120_000);

    it('asks for what the playbook says before a stage is left, and a manager may overrule it', async () => {
      const [from, fromName] = say('STAGE_SOLUTION Solution', 'STAGE_NEGOTIATION 谈判').split(' ') as [string, string];
      const to = say('STAGE_QUOTE', 'STAGE_CONTRACT');
      const eva = await at('eva');
      await eva.visit('/pipeline/playbook');
      await heading(eva, say('Playbook', '销售手册'));
      await eva.page.getByLabel(say('Stage', '阶段')).selectOption(from);
      const form = eva.page.getByRole('form', { name: fromName });
      const part = (name: string) => form.getByRole('group', { name });
      const type = async (name: string, texts: Record<string, string>) => {
        for (const [label, text] of Object.entries(texts)) await part(name).getByLabel(label).fill(text);
      };
      const [english, chinese, id] = [
        say('In English', '英文'),
        say('In Chinese', '中文'),
        new RegExp(say('^Id', '^编号')),
      ];
      const items = say('Checklist', '检查清单');
      await form.getByRole('button', { name: say('Add an item', '添加事项') }).click();
      await type(items, { [english]: 'Send the drawing', [chinese]: '发送图纸' });
      await part(items).getByLabel(id).fill(`drawing-${language}`);
      await part(items)
        .getByLabel(new RegExp(say('^Task of the owner', '^作为负责人的任务')))
        .fill('2');
      const exit = say('To leave it for a later stage, a customer has to fulfil', '离开此阶段进入后续阶段的条件');
      await part(exit)
        .getByRole('button', { name: say('Add a criterion', '添加条件') })
        .click();
      await type(exit, { [english]: 'Tagged as checked', [chinese]: '已标记核实' });
      await part(exit).getByLabel(id).fill(`checked-${language}`);
      const expression = part(exit).getByLabel(say('Condition as text (CEL)', '条件文本（CEL）'));
      await expression.fill('"checked" in customer.tagz');
      const save = form.getByRole('button', { name: say('Save', '保存') });
      await save.click();
      await part(exit).getByRole('alert').first().waitFor();
      expect(await eva.misfits(`playbook-*-${language}`, true)).toEqual([]);
      await expression.fill('"checked" in customer.tags');
      await save.click();
      await eva.page.getByText(say('The playbook is saved.', '销售手册已保存。')).waitFor();

      const name = 'Proseware Gears';
      const address = `/customers/${company.lead[name]}`;
      const stageOf = async () => (await company.at.admin.get(address)).body.stage;
      const bob = await at('bob');
      await bob.visit(address);
      const stage = (seat: Seat) => seat.page.getByRole('combobox', { name: new RegExp(say('^Stage', '^阶段')) });
      await stage(bob).selectOption(from);
      await eventually(async () => (await stageOf()) === from);
      const checklist = bob.section(new RegExp(`${items}.*${fromName}`));
      await checklist.getByText(say('Tagged as checked', '已标记核实')).waitFor();
      // Another item with a time: who stands in the stage gets it too, when that is chosen.
      await form.getByRole('button', { name: say('Add an item', '添加事项') }).click();
      const last = (label: string | RegExp) => part(items).getByLabel(label).last();
      await last(english).fill(`Ask for plan ${language}`);
      await last(chinese).fill('索取图纸');
      await last(id).fill(`plan-${language}`);
      await last(new RegExp(say('^Task of the owner', '^作为负责人的任务'))).fill('3');
      await save.click();
      const question = eva.page.getByRole('dialog');
      await question.getByText(say('Customers in the stage: 1.', '该阶段现有 1 个客户。')).waitFor();
      await eva.settled();
      expect(await eva.axeFaults()).toEqual([]);
      await question
        .getByRole('button', { name: say('Also for those in the stage (1)', '也包括该阶段的 1 个客户') })
        .click();
      await question.waitFor({ state: 'hidden' });
      await eventually(
        async () => {
          const { body } = await company.at.admin.get(`/tasks?customerId=${company.lead[name]}`);
          return body.tasks.some(({ title }: { title: string }) => title.includes(`Ask for plan ${language}`));
        },
        { ms: 60_000 },
      );
      await stage(bob).selectOption(to);
      const dialog = bob.page.getByRole('dialog');
      await dialog.getByText(say('Send the drawing', '发送图纸')).waitFor();
      await dialog.getByText(say('Tagged as checked', '已标记核实')).waitFor();
      await bob.picture(`playbook-held-${language}`);
      expect(await bob.axeFaults()).toEqual([]);
      await dialog.getByRole('button', { name: say('Understood', '知道了') }).click();
      // The item is a task too; done there, it is ticked off here.
      const tasks = bob.section(new RegExp(say('^Tasks', '^任务')));
      await tasks.getByRole('listitem').filter({ hasText: 'Send the drawing' }).getByRole('button').click();
      await checklist.getByText('Bob Ray').waitFor();
      expect(await stageOf()).toBe(from);

      const mia = await at('mia');
      await mia.visit(address);
      await stage(mia).selectOption(to);
      const anyway = mia.page.getByRole('button', { name: say('Move all the same', '仍然移动') });
      await mia.page.getByRole('dialog').getByText(say('Tagged as checked', '已标记核实')).waitFor();
      expect(await anyway.isDisabled()).toBe(true);
      expect(await mia.page.getByRole('dialog').getByText(say('Send the drawing', '发送图纸')).count()).toBe(0);
      await mia.page.getByRole('dialog').getByRole('textbox').fill('Known from the fair.');
      await anyway.click();
      await eventually(async () => (await stageOf()) === to);
      await mia
        .section(new RegExp(say('What happened', '已经发生')))
        .getByText(say('by a manager although', '经理特批'))
        .first()
        .waitFor();
    }, 180_000);

    it("is a manager's morning: who is late, and work given to somebody else", async () => {
      const seat = await at('mia');
      const { page } = seat;
      await page.keyboard.press('g');
      await page.keyboard.press('t');
      await heading(seat, say('Team', '团队'));
      await row(seat, 'Bob Ray').waitFor();
      await seat.picture(`team-${language}`);
      await row(seat, 'Ann Lee').getByRole('link', { name: '1', exact: true }).click();
      await heading(seat, say('Processes', '流程'));
      await row(seat, 'Contoso Pumps').waitFor();
      expect(await row(seat, 'Fabrikam Tools').count()).toBe(0);

      await seat.visit('/customers?owner=bob');
      await row(seat, 'Proseware Gears').getByRole('checkbox').check();
      await row(seat, 'Fabrikam Tools').getByRole('checkbox').check();
      const assign = say('Assign', '指派');
      await seat
        .section(new RegExp(say('Selected customers', '已选客户')))
        .getByRole('button', { name: assign })
        .click();
      await page.getByLabel(say('Assign to', '指派给')).selectOption({ label: 'Ann Lee' });
      await page.getByRole('dialog').getByRole('button', { name: assign }).click();
      await page.getByText(say('2 done', '2 位已完成')).waitFor();
      await seat.picture(`assigned-${language}`);
      await page.getByText(say('There are no such customers.', '没有符合条件的客户。')).waitFor();
      await page.getByRole('button', { name: say('Undo 2', '撤销 2 位') }).click();
      await page.getByText(say('2 taken back', '2 位已撤销')).waitFor();
      await row(seat, 'Proseware Gears').waitFor();
    }, 120_000);

    it("is an operator's morning: what runs, what is late, and one process in full", async () => {
      const seat = await at('ola');
      const { page } = seat;
      await page
        .getByRole('navigation')
        .getByRole('link', { name: say('Processes', '流程') })
        .click();
      await heading(seat, say('Processes', '流程'));
      await row(seat, '华为精密机械有限公司').waitFor();
      await seat.picture(`processes-${language}`);
      await page.getByLabel(say('Due', '截止')).selectOption('overdue');
      await row(seat, '华为精密机械有限公司').waitFor({ state: 'detached' });
      await row(seat, 'Contoso Pumps').getByRole('link', { name: 'Contoso Pumps' }).click();
      await page.getByRole('heading', { level: 1, name: /Contoso Pumps/ }).waitFor();
      await seat
        .section(new RegExp(say('Levels', '级别')))
        .getByText(say('Time is up', '时间到'))
        .waitFor();
      await seat
        .section(new RegExp(say('What was recorded', '已记录')))
        .getByText(say('The clock started (First contact)', '时钟启动（首次联系）'))
        .waitFor();
      const steps = seat.section(new RegExp(say('What the workflow did', '工作流步骤')));
      await steps.getByText(say('Waits for: Back to the public pool', '等待：退回公海池')).waitFor();
      await steps.getByText(say('Record the level that is reached', '记录已到的级别')).first().waitFor();
      await seat.picture(`process-${language}`, true);
      expect(await page.getByRole('link', { name: say('Team', '团队') }).count()).toBe(0);
    }, 120_000);
  });

  describe.each(LANGUAGES)('in %s', (language) => {
    it('fits every screen, and axe finds nothing serious', async () => {
      const seat = await company.seatOf('mia');
      await seat.speak(language);
      const processes = await company.at.admin.get(`/obligations?subject=${company.lead['Contoso Pumps']}`);
      const pages: [string, string][] = [
        ['my-day', '/'],
        ['customers', '/customers'],
        ['customer', `/customers/${company.lead['Contoso Pumps']}`],
        ['pipeline', '/pipeline'],
        ['pool', '/pool'],
        ['team', '/team'],
        ['processes', '/processes'],
        ['process', `/processes/${processes.body.obligations[0].id}`],
        ['messages', '/messages'],
        ['profile', '/profile'],
      ];
      for (const [name, path] of pages) {
        await seat.visit(path);
        await seat.page.getByRole('heading', { level: 1 }).waitFor();
        expect([path, await seat.misfits(`${name}-*-${language}`)]).toEqual([path, []]);
      }
    }, 240_000);
  });
});
