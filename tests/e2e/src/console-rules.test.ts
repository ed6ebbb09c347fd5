import type { Locator, Page } from 'playwright-core';
import type { Seat } from './support/browser';
import { Company } from './support/company';
import { eventually } from './support/eventually';
import { LANGUAGES, walkedIn } from './support/languages';

const DAY_MS = 86_400_000;
/** More than can be chosen: the editor shows it as text. */
const ANN_ONLY = 'rep.id == "ann"';

/** Promise: a manager drafts a rule, tries it on the past, reads the difference and publishes; a rep reads why. */
describe('assignment rules in the console', () => {
  let company: Company;

  beforeAll(async () => {
    company = await Company.start(26, [
      { id: 'eva', displayName: 'Eva Stone', roles: ['admin'] },
      { id: 'ola', displayName: 'Ola Berg', roles: ['operator'] },
    ]);
    await change('bob', { skills: ['pumps'] });
    await change('mia', { capacityWeight: 0 });
    const { admin } = company.at;
    const all = { id: 'all', condition: 'true', teamIds: ['south'], repCondition: ANN_ONLY };
    const { body } = await admin.post('/rule-sets', {
      rules: [all],
      fallbackTeamId: 'south',
      description: 'Everything to Ann',
    });
    expect(body.version).toBe(1);
    expect((await admin.post('/rule-sets/1:publish')).status).toBe(200);
    for (const name of ['Harbour Foods', '长江机械有限公司', 'Fabrikam Tools']) expect(await newLead(name)).toBe('ann');
  }, 180_000);
  afterEach(() => company?.goHome());
  afterAll(() => company?.close(), 60_000);

  async function change(repId: string, values: object): Promise<void> {
    const { admin } = company.at;
    const { body } = await admin.get(`/reps/${repId}`);
    expect((await admin.patch(`/reps/${repId}`, values, body.etag)).status).toBe(200);
  }

  /** A lead from a fair; tells who got it. */
  async function newLead(displayName: string): Promise<string> {
    const { admin } = company.at;
    const lead = { displayName, country: 'DE', city: 'Berlin', source: 'expo-2026', valueLevel: 'VALUE_LEVEL_HIGH' };
    const { body } = await admin.post('/leads', lead);
    company.lead[displayName] = body.id;
    return eventually(async () => (await admin.get(`/customers/${body.id}`)).body.ownership?.ownerId);
  }

  describe.each(walkedIn('zh'))('in %s', (language) => {
    const say = (english: string, chinese: string) => (language === 'en' ? english : chinese);
    const button = ({ page }: Seat, name: string | RegExp) => page.getByRole('button', { name });
    const choice = (within: Page | Locator, name: string) => within.getByRole('combobox', { name, exact: true });
    const heading = ({ page }: Seat, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
    const ruleId = `pumps-${language}`;
    const number = (seat: Seat, place: number, id: string) =>
      seat.page.getByRole('listitem').filter({
        has: seat.page.getByRole('heading', { name: say(`Rule ${place}: ${id}`, `规则 ${place}：${id}`) }),
      });

    it('are drafted, tried, compared and published by a manager, and a rep reads why', async () => {
      const seat = await company.seatOf('mia');
      await seat.speak(language);
      const { page } = seat;
      await page.keyboard.press('g');
      await page.keyboard.press('a');
      await heading(seat, say('Assignment rules', '分配规则'));
      if (language === 'en') await page.getByText('Nothing has been tried yet.').waitFor();
      await page.getByText(say('In force: version', '生效中：第')).waitFor();
      await seat.settled();
      expect(await seat.axeFaults()).toEqual([]);
      await page.getByRole('link', { name: say('Version 1', '第 1 版'), exact: true }).click();
      await heading(seat, say('Version 1', '第 1 版'));
      await page.getByText(say('For every lead.', '适用于所有线索。')).waitFor();
      await button(seat, say('Edit as a new draft', '编辑为新草稿')).click();
      await heading(seat, say('New draft from version 1', '基于第 1 版的新草稿'));

      // What cannot be chosen is shown as text; a fault of it is marked at its place.
      await page
        .getByLabel(say('What it is for', '用途说明'))
        .fill(say('Pumps to those who know them', '泵类给懂的人'));
      const text = page.getByLabel(say('Condition as text (CEL)', '条件文本（CEL）'));
      expect(await text.inputValue()).toBe(ANN_ONLY);
      await page.getByText(say('It stays exactly as it is', '它会保持原样')).waitFor();
      await text.fill('rep.id = "ann"');
      await button(seat, say('Save the draft', '保存草稿')).click();
      await page.getByText(say('unexpected = (character 8)', '不应有 =（第 8 个字符）')).waitFor();
      expect(await page.locator('mark').textContent()).toBe('=');
      await page.getByText(say('Something is wrong in Rule 1: all.', '规则 1：all 有错误。')).waitFor();
      expect(await seat.axeFaults()).toEqual([]);
      await seat.picture(`rule-fault-${language}`, true);
      await text.fill(ANN_ONLY);

      // A new rule out of choices, without a line of code.
      await button(seat, say('Add a rule', '添加规则')).click();
      const draft = number(seat, 2, 'rule');
      await draft.getByLabel(say('Name of the rule', '规则名称')).fill(ruleId);
      const rule = number(seat, 2, ruleId);
      const leads = rule.getByRole('group', { name: say('For which leads', '适用于哪些线索'), exact: true });
      await leads.getByRole('button', { name: say('Add a condition', '添加条件') }).click();
      await choice(leads, say('What', '项目')).selectOption(say('source', '来源'));
      await choice(leads, say('How', '条件')).selectOption(say('begins with', '开头是'));
      const reps = rule.getByRole('group', { name: say('Which reps may get it', '哪些销售可以得到'), exact: true });
      await reps.getByRole('button', { name: say('Add a condition', '添加条件') }).click();
      await reps.getByRole('textbox', { name: say('Value', '值'), exact: true }).fill('pumps');
      await rule.getByRole('radio', { name: say('Fewest new leads today', '今天新线索最少') }).check();
      await rule.getByLabel(say('How long a lead waits for a rep', '线索等待销售的最长时间')).fill('2');
      await rule.getByLabel(say('Unit', '单位')).selectOption(say('days', '天'));
      // Nothing is sent while a value is missing.
      await button(seat, say('Save the draft', '保存草稿')).click();
      await leads.getByText(say('must not be empty', '不能为空')).waitFor();
      await leads.getByRole('textbox', { name: say('Value', '值'), exact: true }).fill('expo');
      await rule
        .getByText(say('For leads where source begins with “expo”.', '适用于来源以“expo”开头的线索。'))
        .waitFor();
      await rule.getByText(say('if the rep has the skill pumps.', '如果具备技能 pumps，可以得到。')).waitFor();

      // To the top: by the keys, by the button, and the focus stays.
      await rule.getByLabel(say('Name of the rule', '规则名称')).press('Alt+ArrowUp');
      await number(seat, 1, ruleId).waitFor();
      await page.keyboard.press('Alt+ArrowDown');
      await number(seat, 2, ruleId).waitFor();
      await page.keyboard.press('Alt+ArrowUp');
      await button(seat, say('Move rule 1 down', '下移规则 1')).click();
      await page
        .getByText(say(`${ruleId} is now rule 2 of 2.`, `${ruleId} 现在是第 2 条，共 2 条。`))
        .waitFor({ state: 'attached' });
      await page.keyboard.press('Tab');
      await button(seat, say('Move rule 2 up', '上移规则 2')).click();
      await number(seat, 1, ruleId).waitFor();

      // What was typed survives a reload; a lost answer makes no second version.
      await page.reload();
      await number(seat, 1, ruleId).waitFor();
      await button(seat, say('Edit rule 1', '编辑规则 1')).click();
      await seat.settled();
      expect(await seat.axeFaults()).toEqual([]);
      await seat.picture(`rule-editor-${language}`, true);
      const before = (await company.at.admin.get('/rule-sets')).body.ruleSets.length;
      await seat.loseAnswers(/\/api\/v1\/rule-sets$/, 1);
      await button(seat, say('Save the draft', '保存草稿')).click();
      const version = before + 1;
      await heading(seat, say(`Version ${version}`, `第 ${version} 版`));
      await page.getByText(say('Draft', '草稿'), { exact: true }).waitFor();
      const saved = (await company.at.admin.get(`/rule-sets/${version}`)).body;
      expect((await company.at.admin.get('/rule-sets')).body.ruleSets).toHaveLength(version);
      expect(saved.rules).toMatchObject([
        {
          id: ruleId,
          condition: 'lead.source.startsWith("expo")',
          repCondition: '"pumps" in rep.skills',
          balance: 'BALANCE_CAPACITY_WEIGHT',
          waitSeconds: '172800',
          teamIds: ['south'],
        },
        { id: 'all', condition: 'true', repCondition: ANN_ONLY },
      ]);

      // As a file, and out of a file again; another file is refused in words.
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        button(seat, say('Save as a file', '存为文件')).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`rules-${version}.json`);
      const file = await download.path();
      await seat.visit('/rules/new');
      const chooser = page.getByLabel(say('Take over from a file', '从文件读取'));
      await chooser.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
      await page.getByText(say('There are no rules in this file.', '这个文件里没有规则。')).waitFor();
      await chooser.setInputFiles(file);
      await number(seat, 2, 'all').waitFor();
      expect(await page.getByLabel(say('What it is for', '用途说明')).inputValue()).toBe(saved.description);
      await button(seat, say('Drop what I typed', '放弃输入的内容')).click();
      await number(seat, 2, 'all').waitFor({ state: 'detached' });
      await seat.visit(`/rules/${version}`);

      // What if it had been in force? One may leave and come back.
      await page.getByLabel(say('The last', '最近')).selectOption('other');
      await page.getByLabel(say('Number of days (1 to 366)', '天数（1 到 366）')).fill('400');
      await button(seat, say('Try it', '开始推演')).click();
      await page.getByText(say('must be from 1 to 366', '须在 1 到 366 之间')).waitFor();
      await page.getByLabel(say('The last', '最近')).selectOption('7');
      await seat.picture(`rule-version-${language}`, true);
      await button(seat, say('Try it', '开始推演')).click();
      await heading(seat, say(`What if version ${version} had been in force?`, `如果第 ${version} 版当时生效？`));
      await page.getByRole('link', { name: say('← All versions', '← 全部版本') }).click();
      const tried = page.getByRole('table', { name: say('What was tried before', '以前的模拟推演') });
      await tried
        .getByRole('row')
        .filter({ hasText: say('done', '已完成') })
        .first()
        .waitFor();
      await tried.getByRole('link').first().click();
      await page.getByText(say('The difference', '前后差别')).waitFor();
      const { body: list } = await company.at.admin.get('/what-ifs');
      const { body: job } = await company.at.admin.get(`/what-ifs/${list.whatIfs[0].id}`);
      expect(job.result.changedCount).toBe(3);
      const row = (name: string) =>
        page
          .getByRole('table', { name: say('Rep by rep', '逐位销售') })
          .getByRole('row')
          .filter({ hasText: name });
      await row('Ann Lee').getByText('−3').waitFor();
      await row('Bob Ray').getByText('+3').waitFor();
      expect(await row('').nth(1).textContent()).toContain('Bob Ray');
      await button(seat, say('Difference', '差别')).click();
      await eventually(async () => (await row('').nth(1).textContent())?.includes('Ann Lee'));
      const changes = page.getByRole('table', {
        name: say('Leads that would have gone elsewhere', '会分给别人的线索'),
      });
      await changes.getByRole('link', { name: 'Fabrikam Tools' }).waitFor();
      await changes
        .getByText(say(`Bob Ray · ${ruleId}`, `Bob Ray · ${ruleId}`))
        .first()
        .waitFor();
      await page.getByText(say('What is assumed', '推演的假设')).waitFor();
      await seat.settled();
      expect(await seat.axeFaults()).toEqual([]);
      await seat.picture(`what-if-${language}`, true);

      // From there into force, after a question.
      await button(seat, say('Put into force', '发布生效')).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(say('it is kept and can be put into force again', '可以重新生效')).waitFor();
      await dialog.getByRole('button', { name: say('Put into force', '发布生效') }).click();
      await page.getByText(say(`Version ${version} is in force.`, `第 ${version} 版已生效。`)).waitFor();
      expect((await company.at.admin.get('/rule-sets/0')).body.version).toBe(version);
      await eventually(async () => (await newLead(`Contoso ${language} ${Math.random()}`)) === 'bob');
      const name = `Contoso ${language}`;
      expect(await newLead(name)).toBe('bob');

      // Bob reads why he got it, Ann why she did not.
      const bob = await company.seatOf('bob');
      await bob.speak(language);
      await bob.page
        .getByRole('link', { name: say('Why did I (not) get a lead?', '线索为什么（没）分给我？') })
        .click();
      await heading(bob, say('Why did I (not) get this?', '为什么（没）分给我？'));
      const newest = (at: Seat) =>
        at.page
          .getByRole('list', { name: say('Decisions, newest first', '分配决定，最新的在前') })
          .getByRole('listitem')
          .first();
      await newest(bob)
        .getByText(say('You got it, as the only one who could take it.', '分给了您：只有您可以接。'))
        .waitFor();
      await newest(bob).getByText(say('source: expo-2026', '来源: expo-2026')).waitFor();
      await bob.settled();
      expect(await bob.axeFaults()).toEqual([]);
      await bob.picture(`why-${language}`);
      await newest(bob).getByRole('link').click();
      await heading(bob, name);
      const why = bob.page.getByRole('region', { name: say('Who got it, and why', '归谁，为什么') });
      await why
        .getByText(say(`Rule ${ruleId} gave it to Bob Ray, the only one`, `规则 ${ruleId} 分给了 Bob Ray，只有这一位`))
        .waitFor();
      await why.getByText(say('Who was looked at', '考虑过哪些销售')).click();
      await why.getByText(say('1 × not what the rule asks for', '1 位：不符合规则的要求')).waitFor();
      await why.getByText(say('1 × capacity weight 0', '1 位：产能权重为 0')).waitFor();
      await why.scrollIntoViewIfNeeded();
      expect(await bob.axeFaults()).toEqual([]);
      await bob.picture(`decision-${language}`, true);
      const ann = await company.seatOf('ann');
      await ann.speak(language);
      await ann.page.keyboard.press('g');
      await ann.page.keyboard.press('y');
      await newest(ann)
        .getByText(
          say(`Rule ${ruleId} asks for a rep who has the skill pumps.`, `规则 ${ruleId} 要求销售具备技能 pumps。`),
        )
        .waitFor();
      expect(await newest(ann).getByRole('link').count()).toBe(0);
      expect(await choice(ann.page, say('Rep', '销售')).count()).toBe(0);

      // The manager asks for the reps of her tree, and for herself.
      await seat.visit('/candidacies');
      await newest(seat).getByText(say('Your capacity weight was 0', '您的产能权重为 0')).waitFor();
      await choice(page, say('Rep', '销售')).selectOption('Bob Ray');
      await newest(seat).getByText(say('Bob Ray got it', '分给了Bob Ray')).waitFor();
      await newest(seat)
        .getByRole('link', { name: say(`Rule ${ruleId}, version ${version}`, `规则 ${ruleId}，第 ${version} 版`) })
        .click();
      await heading(seat, say(`Version ${version}`, `第 ${version} 版`));

      // And back again to what was in force.
      await seat.visit('/rules/1');
      await button(seat, say('Put into force again', '重新生效')).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: say('Put into force again', '重新生效') })
        .click();
      await page.getByText(say('Version 1 is in force.', '第 1 版已生效。')).waitFor();
      expect(seat.faults).toEqual([]);
    }, 180_000);

    it('go by settings and leave of a rep, which the manager keeps', async () => {
      const seat = await company.seatOf('mia');
      await seat.speak(language);
      const { page } = seat;
      await seat.visit('/team');
      await page.getByRole('link', { name: say('Settings of Ann Lee', 'Ann Lee 的设置') }).click();
      await heading(seat, 'Ann Lee');
      const save = button(seat, say('Save', '保存'));
      await page.getByLabel(say('Daily quota (0: none)', '每日配额（0：不限）')).fill('many');
      await page.getByRole('textbox', { name: /^(Languages|语言)/ }).fill('de, x_y');
      await save.click();
      await page.getByText(say('must be a whole number', '须为整数')).waitFor();
      await page.getByLabel(say('Daily quota (0: none)', '每日配额（0：不限）')).fill(say('5', '6'));
      await save.click();
      await page.getByText(say('must be a language tag such as zh-CN', '须为语言标签，如 zh-CN')).waitFor();
      await page.getByRole('textbox', { name: /^(Languages|语言)/ }).fill(say('de, zh-cn', 'de'));
      await page.getByLabel(/^(Level|级别)/).fill(say('3', '4'));
      // What is typed survives a reload until it is saved.
      await page.reload();
      await save.click();
      await page.getByText(say('The settings of Ann Lee are saved.', 'Ann Lee 的设置已保存。')).waitFor();
      const { body: ann } = await company.at.admin.get('/reps/ann');
      expect(ann).toMatchObject(
        language === 'en'
          ? { dailyQuota: 5, level: 3, languages: ['de', 'zh-CN'] }
          : { dailyQuota: 6, level: 4, languages: ['de'] },
      );

      const day = (ahead: number) => `${new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10)}T09:00`;
      const leave = page.getByRole('form', { name: say('Add the leave', '添加休假') });
      const add = async (from: string, to: string) => {
        await leave.getByLabel(say('From', '开始')).fill(from);
        await leave.getByLabel(say('Until', '结束')).fill(to);
        await leave.getByRole('button').click();
      };
      await add(day(5), day(3));
      await leave.getByText(say('The end must be after the start.', '结束必须晚于开始。')).waitFor();
      await add(day(3), day(5));
      await page.getByText(say('The leave is added.', '休假已添加。')).waitFor();
      await add(day(4), day(6));
      await leave.getByText(say('This overlaps the leave', '与休假')).waitFor();
      await seat.settled();
      expect(await seat.axeFaults()).toEqual([]);
      await seat.picture(`rep-settings-${language}`, true);
      await button(seat, new RegExp(say('Cancel the leave from', '取消休假：'))).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: say('Cancel the leave', '取消休假') })
        .click();
      await page.getByText(say('No leave is planned.', '没有安排休假。')).waitFor();
      expect(seat.faults).toEqual([]);
    }, 120_000);
  });

  describe.each(LANGUAGES)('in %s', (language) => {
    it('fit every screen, and axe finds nothing serious', async () => {
      const seat = await company.seatOf('mia');
      await seat.speak(language);
      const { page } = seat;
      const { body } = await company.at.admin.get('/what-ifs');
      const paths = [
        '/rules',
        '/rules/2',
        '/rules/new?from=2',
        `/rules/what-ifs/${body.whatIfs[0].id}`,
        '/candidacies?rep=ann',
        '/team/bob',
      ];
      for (const path of paths) {
        await seat.visit(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        if (path.includes('new')) {
          const name = language === 'en' ? 'Edit rule 1' : '编辑规则 1';
          await page.getByRole('button', { name }).click();
        }
        expect([path, await seat.misfits(`rules-*-${paths.indexOf(path)}-${language}`, true)]).toEqual([path, []]);
      }
      expect(seat.faults).toEqual([]);
    }, 120_000);
  });

  it('are read by operators, and no place of reps', async () => {
    const ola = await company.seatOf('ola');
    await ola.visit('/rules/2');
    await ola.page.getByRole('heading', { level: 1, name: 'Version 2' }).waitFor();
    await ola.page.getByText('For leads where source begins with “expo”.').waitFor();
    expect(await ola.page.getByRole('button', { name: /Edit|Put into force|Try it/ }).count()).toBe(0);
    const ann = await company.seatOf('ann');
    expect(await ann.page.getByRole('link', { name: 'Rules', exact: true }).count()).toBe(0);
    await ann.visit('/rules');
    await ann.page.getByText('There is nothing at this address.').waitFor();
    // Whoever was not due reads the numbers of both.
    const { admin } = company.at;
    const { body: open } = await admin.post('/rule-sets', {
      rules: [{ id: 'open', condition: 'true', teamIds: ['south'] }],
      fallbackTeamId: 'south',
    });
    await admin.post(`/rule-sets/${open.version}:publish`);
    const owner = await newLead('Northwind Traders');
    const other = await company.seatOf(owner === 'ann' ? 'bob' : 'ann');
    await other.visit('/candidacies');
    await other.page
      .getByText(/Place 2 of 2: the one who got it had \d+ open leads at weight 1, you had \d+ at weight 1\./)
      .first()
      .waitFor();
    // Not all teams that the rules name are hers: a manager reads them only.
    await admin.post('/teams', { id: 'north', displayName: 'North' });
    const foreign = { id: 'n', condition: 'true', teamIds: ['north'], repCondition: 'rep.level >= 0' };
    await admin.post('/reps', { id: 'nell', displayName: 'Nell Orr', teamId: 'north' });
    const { body } = await admin.post('/rule-sets', { rules: [foreign], fallbackTeamId: 'north' });
    const mia = await company.seatOf('mia');
    await mia.visit(`/rules/${body.version}`);
    await mia.page.getByText('You may read these rules.').waitFor();
    expect(await mia.page.getByRole('button', { name: /Edit|Put into force|Try it/ }).count()).toBe(0);
  }, 60_000);
});
