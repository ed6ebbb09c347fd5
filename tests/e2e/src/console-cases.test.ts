import { NARROW, type Seat } from './support/browser';
import { Company } from './support/company';
import { eventually } from './support/eventually';
import { rep } from './support/platform';

const SIZES = [390, 768, 1280];

/** Promise: what a customer complains of is heard, answered in time, resolved and rated, and everybody above sees it. */
describe('complaints in the console', () => {
  let company: Company;

  beforeAll(async () => {
    company = await Company.start(29, [
      { id: 'olaf', displayName: 'Olaf Berg', team: 'desk' },
      { id: 'sue', displayName: 'Sue Kent', team: 'desk' },
      { id: 'lea', displayName: 'Lea Dorn', team: 'desk', roles: ['rep', 'manager'] },
      { id: 'dan', displayName: 'Dan West', team: 'house', roles: ['rep', 'manager'] },
      { id: 'eva', displayName: 'Eva Stone', roles: ['admin'] },
    ]);
    const { admin } = company.at;
    await admin.post('/teams', { id: 'house', displayName: 'House' });
    await admin.post('/teams', { id: 'desk', displayName: 'Desk', parentId: 'house' });
    for (const [id, displayName, teamId, skills] of [
      ['olaf', 'Olaf Berg', 'desk', []],
      ['sue', 'Sue Kent', 'desk', ['service']],
      ['lea', 'Lea Dorn', 'desk', []],
      ['dan', 'Dan West', 'house', []],
    ])
      expect((await admin.post('/reps', { id, displayName, teamId, skills })).status).toBe(201);
    for (const [id, managerId] of [
      ['desk', 'lea'],
      ['house', 'dan'],
    ]) {
      const team = await admin.get(`/teams/${id}`);
      expect((await admin.patch(`/teams/${id}`, { managerId }, team.body.etag)).status).toBe(200);
    }
  }, 180_000);
  afterEach(() => company?.goHome());
  afterAll(() => company?.close(), 60_000);

  describe.each(['en', 'zh'] as const)('in %s', (language) => {
    const say = (english: string, chinese: string) => (language === 'en' ? english : chinese);
    const customer = say('Leaking Pumps GmbH', '长江水泵有限公司');
    const said = say('The customer complains: the pump leaks at the flange.', '客户投诉：水泵法兰漏水。');
    const heading = (seat: Seat, text: string) => seat.page.getByRole('heading', { level: 1, name: text }).waitFor();
    const button = (seat: Seat, text: string) => seat.page.getByRole('button', { name: text, exact: true });
    async function seatOf(person: string): Promise<Seat> {
      const seat = await company.seatOf(person);
      await seat.speak(language);
      return seat;
    }
    /** Asks for something by its button, and answers what is asked. */
    async function act(seat: Seat, verb: string, done: string, fill?: [label: string, text: string]): Promise<void> {
      await button(seat, verb).first().click();
      const dialog = seat.page.getByRole('dialog');
      if (fill) await dialog.getByLabel(fill[0]).fill(fill[1]);
      await dialog.getByRole('button', { name: verb, exact: true }).click();
      await seat.page.getByText(done).first().waitFor();
      await dialog.waitFor({ state: 'hidden' });
    }
    const fits = async (seat: Seat) => {
      for (const width of SIZES) {
        await seat.page.setViewportSize({ width, height: 900 });
        expect([width, await seat.sidewaysScroll()]).toEqual([width, 0]);
      }
    };
    let link = '';

    it('are heard in a follow-up, answered, paused and resolved by the agent', async () => {
      const id = await company.makeLead(customer, 'olaf');
      const olaf = await company.at.rest(rep('olaf', 'desk'));
      const call = { method: 'CONTACT_METHOD_CALL', outcome: 'FOLLOW_UP_OUTCOME_UNDECIDED', content: said };
      expect((await olaf.post(`/customers/${id}/follow-ups`, call)).status).toBe(201);
      await eventually(async () => (await olaf.get(`/cases?customerId=${id}`)).body.cases[0]?.assigneeId === 'sue');
      const owner = await seatOf('olaf');
      await owner.visit(`/customers/${id}`);
      await owner.page
        .getByRole('region', { name: say('Complaints & service', '投诉与服务') })
        .getByText(said)
        .waitFor();
      await owner.page.getByText(say('Complaint: Sue Kent works on it', '投诉：由 Sue Kent 处理')).waitFor();
      const sue = await seatOf('sue');
      const { page } = sue;
      await page
        .getByRole('region', { name: say('Your open cases', '您的未结工单') })
        .getByRole('link', { name: said })
        .click();
      await heading(sue, said);
      // No language is known of the customer: the load decided, and the page says so.
      const about = page.getByRole('region', { name: say('What it is about', '工单内容') });
      await about.getByText(say('has the fewest open cases', '未结工单最少')).waitFor();
      await sue.settled();
      expect(await sue.axeFaults()).toEqual([]);
      await fits(sue);
      await sue.picture(`case-${language}`);
      await page
        .getByRole('region', { name: say('What is running', '正在运行') })
        .getByText(say('First answer', '首次答复'))
        .waitFor();
      await act(
        sue,
        say('Answered the customer', '已答复客户'),
        say('The first response is recorded.', '首次答复已记录。'),
        [say('What you told the customer', '答复内容'), say('A technician comes tomorrow.', '技术人员明天上门。')],
      );
      await page.getByText(say('A technician comes tomorrow.', '技术人员明天上门。')).waitFor();
      await act(sue, say('Wait for the customer', '等待客户'), say('The clock stands still.', '时钟已暂停。'), [
        say('What the customer has to do', '客户需要做什么'),
        say('Send a photo', '发送照片'),
      ]);
      await page.getByText(say('Waits for the customer until', '等待客户至')).waitFor();
      await act(sue, say('Go on', '继续处理'), say('The case goes on.', '工单继续处理。'));
      await act(sue, say('Resolve', '解决'), say('The case is resolved.', '工单已解决。'), [
        say('What was done', '处理结果'),
        say('New seal.', '更换密封圈。'),
      ]);
      link = await page.getByLabel(say('Link for the customer', '客户评价链接')).inputValue();
      expect(link).toContain('/rate/');
      // The owner sees what happened with it, and can do nothing but note and confirm.
      await owner.page
        .getByRole('region', { name: say('Complaints & service', '投诉与服务') })
        .getByRole('link', { name: said })
        .click();
      await heading(owner, said);
      await owner.page
        .getByRole('region', { name: say('What happened', '已经发生') })
        .getByText(say('Complaint: resolved', '投诉：已解决'))
        .waitFor();
      expect(await button(owner, say('Resolve', '解决')).count()).toBe(0);
      await button(owner, say('Customer is content', '客户已确认')).waitFor();
      for (const seat of [owner, sue]) expect(seat.faults).toEqual([]);
      for (const seat of [owner, sue]) await seat.close();
    }, 180_000);

    it('are rated by the customer without signing in; a poor rating becomes an improvement on the board of the director', async () => {
      const dan = await seatOf('dan');
      await dan.visit('/cases/board');
      await heading(dan, say('Live board', '实时看板'));
      const column = dan.page.getByRole('region', { name: new RegExp(say('^In time', '^时限内')) });
      const before = await column.getByRole('link', { name: said }).count();
      const guest = await company.door(NARROW);
      await guest.page.goto(link);
      await guest.page.getByLabel(/Language|语言/).selectOption(language);
      await heading(guest, say('How did we do?', '请评价我们的服务'));
      await guest.page.getByText(said).waitFor();
      expect(await guest.sidewaysScroll()).toBe(0);
      expect(await guest.axeFaults()).toEqual([]);
      await guest.picture(`rate-${language}`);
      // By keys alone: the second of five.
      await guest.page.getByRole('radio', { name: '1' }).first().focus();
      await guest.page.keyboard.press('ArrowRight');
      await button(guest, say('Send', '提交')).click();
      await guest.page.getByText(say('Thank you for your rating.', '感谢您的评价。')).waitFor();
      await guest.page.reload();
      await guest.page.getByText(say('Thank you for your rating.', '感谢您的评价。')).waitFor();
      // A link that was changed is none.
      const changed = link.replace('/rate/', '/api/v1/surveys/').replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
      expect((await fetch(changed)).status).toBe(404);
      // The board moves by itself.
      await eventually(async () => (await column.getByRole('link', { name: said }).count()) === before + 1, {
        ms: 30_000,
      });
      await dan.settled();
      expect(await dan.axeFaults()).toEqual([]);
      await dan.picture(`case-board-${language}`);
      await fits(dan);
      const lea = await seatOf('lea');
      await lea.visit('/messages');
      await lea.page
        .getByText(
          say(
            `${customer} gave a poor rating; an improvement work order is open`,
            `${customer} 给出差评，已生成改进工单`,
          ),
        )
        .first()
        .press('Enter');
      await heading(lea, said);
      await lea.page.getByText(say('Satisfaction 2 of 5', '满意度 2/5')).waitFor();
      await lea.visit('/cases?assigneeId=lea');
      await lea.page.getByRole('link', { name: said }).first().click();
      await lea.page.getByText(say('Improvement work order', '改进工单')).waitFor();
      await lea.page.getByRole('link', { name: say('Follows from this case', '源自此工单') }).waitFor();
      for (const seat of [dan, lea, guest]) expect(seat.faults).toEqual([]);
      for (const seat of [dan, lea, guest]) await seat.close();
    }, 180_000);

    it('are opened from the customer’s page with every fault named, listed, and kept on settings of an administrator', async () => {
      const olaf = await seatOf('olaf');
      const { page } = olaf;
      await olaf.visit(`/customers/${company.lead[customer]}`);
      await page.getByRole('link', { name: say('New case', '新建工单') }).click();
      await heading(olaf, say('New case', '新建工单'));
      await button(olaf, say('Open the case', '创建工单')).click();
      await page.getByText(say('must not be empty', '不能为空')).waitFor();
      expect(await olaf.axeFaults()).toEqual([]);
      const subject = say('Invoice is wrong', '发票金额错误');
      await page.getByLabel(say('Subject', '主题')).fill(subject);
      await olaf.loseAnswers(/\/api\/v1\/cases$/, 1);
      await button(olaf, say('Open the case', '创建工单')).click();
      await heading(olaf, subject);
      await olaf.page.keyboard.press('g');
      await olaf.page.keyboard.press('s');
      await heading(olaf, say('Complaints & service', '投诉与服务'));
      await page.getByRole('link', { name: subject }).waitFor();
      expect(await page.getByRole('link', { name: subject }).count()).toBe(1);
      await olaf.settled();
      expect(await olaf.axeFaults()).toEqual([]);
      await fits(olaf);
      await olaf.visit('/cases?kind=CASE_KIND_SERVICE_REQUEST&priority=CASE_PRIORITY_URGENT');
      await page.getByText(say('There are no cases here.', '这里没有工单。')).waitFor();
      await olaf.visit('/cases/settings');
      await page.getByText(say('An administrator changes them.', '由管理员修改。')).waitFor();
      const eva = await seatOf('eva');
      await eva.visit('/cases/settings');
      const days = eva.page.getByLabel(say('Time to object', '对处理结果提出异议'));
      await days.fill('91');
      await days.press('Enter');
      await eva.page.getByText(say('must be from 0 to 90', '须在 0 到 90 之间')).waitFor();
      await days.fill(language === 'en' ? '6' : '7');
      await days.press('Enter');
      await eva.page.getByText(say('The settings are saved.', '设置已保存。')).waitFor();
      expect((await company.at.admin.get('/case-settings')).body.objection).toBe(
        language === 'en' ? '518400s' : '604800s',
      );
      expect(await eva.axeFaults()).toEqual([]);
      for (const seat of [olaf, eva]) expect(seat.faults).toEqual([]);
      for (const seat of [olaf, eva]) await seat.close();
    }, 180_000);
  });
});
