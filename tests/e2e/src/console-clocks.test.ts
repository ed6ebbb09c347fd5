import type { Seat } from './support/browser';
import { Company } from './support/company';
import { eventually } from './support/eventually';
import { walkedIn } from './support/languages';

/** Promise: an administrator changes clocks only after seeing what would move; a rep lets a clock stand still. */
describe('clocks in the console', () => {
  let company: Company;

  beforeAll(async () => {
    company = await Company.start(27, [{ id: 'eva', displayName: 'Eva Stone', roles: ['admin'] }]);
    await company.makeLead('Harbour Foods', 'ann');
    await company.makeLead('长江机械有限公司', 'ann');
  }, 180_000);
  afterEach(() => company?.goHome());
  afterAll(() => company?.close(), 60_000);

  describe.each(walkedIn('en'))('in %s', (language) => {
    const say = (english: string, chinese: string) => (language === 'en' ? english : chinese);
    const either = (english: RegExp, chinese: RegExp) => (language === 'en' ? english : chinese);
    const button = (seat: Seat, text: string) => seat.page.getByRole('button', { name: text });
    const field = (seat: Seat, english: string, chinese: string) => seat.page.getByLabel(say(english, chinese));

    it('are made with conditions and escalations; every fault is named at its field', async () => {
      const seat = await company.seatOf('eva');
      await seat.speak(language);
      const { page } = seat;
      await seat.visit('/processes');
      await page.getByRole('link', { name: say('Clocks', '时钟') }).click();
      await page.getByRole('heading', { level: 1, name: say('Clocks', '时钟') }).waitFor();
      await page.getByText('complaint-resolution', { exact: true }).waitFor();
      await page.getByText(either(/complaints · supervisor after 8 h/, /投诉 · 8 小时后通知主管/)).waitFor();
      await button(seat, say('New policy', '新建策略')).click();
      const id = `negotiation-${language}`;
      await field(seat, 'Id (letters, digits, dashes)', '编号（小写字母、数字、连字符）').fill(id);
      await field(seat, 'Time in hours', '时限（小时）').fill('48');
      await field(seat, 'Counted in', '计时日历').selectOption({ label: say('Around the clock', '全天候') });
      await field(seat, 'Reminders at percent of the time', '提醒（时限的百分比）').fill('50, 40');
      await field(seat, 'negotiation', '谈判').check();
      await button(seat, say('Add an escalation', '添加升级')).click();
      await field(seat, 'Hours from the start', '从开始算起的小时').fill('47');
      await button(seat, say('Save', '保存')).click();
      await page.getByText(say('must be later than the one before', '必须晚于前一个')).waitFor();
      await page.getByText(say('must not be before the time is up', '不能早于时限')).waitFor();
      await field(seat, 'Reminders at percent of the time', '提醒（时限的百分比）').fill('50, 80');
      await field(seat, 'Hours from the start', '从开始算起的小时').fill('60');
      await seat.settled();
      expect(await seat.axeFaults()).toEqual([]);
      await button(seat, say('Save', '保存')).click();
      await page.getByText(id, { exact: true }).waitFor();
      const { body } = await company.at.admin.get(`/clock-policies/${id}`);
      expect(body).toMatchObject({
        kind: 'stage',
        duration: '172800s',
        calendarId: 'always',
        stages: ['NEGOTIATION'],
        reminderFractions: [0.5, 0.8],
        escalations: [{ after: '216000s', role: 'supervisor' }],
        active: true,
      });
    });

    it('show what would move before they change, and move it only when they are told', async () => {
      const seat = await company.seatOf('eva');
      await seat.speak(language);
      const { page } = seat;
      const hours = async () => {
        const { body } = await company.at.admin.get('/obligations?kind=first_contact&openOnly=true');
        return body.obligations.map((each: { openTime: string; dueTime: string }) =>
          Math.round((Date.parse(each.dueTime) - Date.parse(each.openTime)) / 3_600_000),
        );
      };
      const before = await hours();
      const [from, to] = language === 'en' ? ['24', '30'] : ['30', '36'];
      await seat.visit('/clocks');
      await button(seat, say('Edit first-contact', '编辑 first-contact')).click();
      await field(seat, 'Time in hours', '时限（小时）').fill(to as string);
      await button(seat, say('Look at what would change', '查看影响')).click();
      await page
        .getByText(say('2 clocks run by it, 2 of them would move.', '共有 2 个时钟按此运行，其中 2 个将被调整。'))
        .waitFor();
      await page.getByRole('table', { name: say('Running clocks that would move', '将被调整的运行中时钟') }).waitFor();
      await seat.settled();
      expect(await seat.axeFaults()).toEqual([]);
      await seat.picture(`clocks-preview-${language}`, true);
      // Nothing is written yet; cancelled it stays so.
      await button(seat, say('Cancel', '取消')).click();
      expect((await company.at.admin.get('/clock-policies/first-contact')).body.duration).toBe(
        `${Number(from) * 3600}s`,
      );
      await button(seat, say('Look at what would change', '查看影响')).click();
      await button(seat, say('Publish and move 2 clocks', '发布并调整 2 个时钟')).click();
      await page
        .getByRole('heading', { name: say('Running clocks on their way to a new version', '运行中时钟的迁移') })
        .waitFor();
      await eventually(async () => (await hours()).every((each: number) => each === Number(to)));
      expect(before).toEqual([Number(from), Number(from)]);
      await seat.settled();
      await seat.picture(`clocks-${language}`, true);
    });

    it('stand still for a customer who is away, and go on', async () => {
      const seat = await company.seatOf('ann');
      await seat.speak(language);
      const { page } = seat;
      const name = say('Harbour Foods', '长江机械有限公司');
      await seat.visit(`/customers/${company.lead[name]}`);
      await button(seat, say('Let it stand still: First contact', '暂停：首次联系')).click();
      await seat.page.getByRole('button', { name: say('Let it stand still', '暂停'), exact: true }).click();
      await page.getByText(say('Until when does it stand still?', '请填写暂停的结束时间。')).waitFor();
      const until = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 16);
      await field(seat, 'Until when', '暂停至').fill(until);
      await page.getByRole('textbox', { name: say('Why', '原因'), exact: true }).fill(say('at a fair', '参加展会'));
      await seat.settled();
      expect(await seat.axeFaults()).toEqual([]);
      await seat.page.getByRole('button', { name: say('Let it stand still', '暂停'), exact: true }).click();
      await page.getByText(either(/Stands still until .*: at a fair/, /暂停至 .*：参加展会/)).waitFor();
      await page
        .getByText(either(/The clock stands still until/, /时钟暂停至/))
        .first()
        .waitFor();
      const read = async () =>
        (await company.at.admin.get(`/obligations?subject=${company.lead[name]}&kind=first_contact`)).body
          .obligations[0];
      expect(await read()).toMatchObject({ paused: true, pause: { reason: say('at a fair', '参加展会') } });
      await button(seat, say('Let it go on: First contact', '继续：首次联系')).click();
      await eventually(async () => (await read()).pause === undefined);
    });

    it('run in calendars that an administrator keeps', async () => {
      const seat = await company.seatOf('eva');
      await seat.speak(language);
      const { page } = seat;
      await seat.visit('/clocks/calendars');
      await button(seat, say('New calendar', '新建日历')).click();
      const id = `office-${language}`;
      await field(seat, 'Id (letters, digits, dashes)', '编号（小写字母、数字、连字符）').fill(id);
      await page.getByRole('textbox', { name: say('Name', '名称'), exact: true }).fill(say('Office', '办公室'));
      await field(seat, 'Holidays', '节假日').selectOption('CN');
      await field(seat, 'Tuesday', '星期二').fill('nine');
      await button(seat, say('Save', '保存')).click();
      await page.getByText(say('must be a time HH:mm', '须为 HH:mm 格式的时间')).waitFor();
      await field(seat, 'Tuesday', '星期二').fill('9:00-17:00');
      await field(
        seat,
        'Exceptions, a line each: date, hours (none: closed), label',
        '例外，每行一个：日期、时段（空：休息）、说明',
      ).fill('2026-12-24 09:00-12:00 party');
      await button(seat, say('Save', '保存')).click();
      await page.getByText(id, { exact: true }).waitFor();
      await seat.settled();
      expect(await seat.axeFaults()).toEqual([]);
      expect((await company.at.admin.get(`/calendars/${id}`)).body).toMatchObject({
        holidayRegion: 'CN',
        holidaysUntil: '2026-12-31',
        exceptions: [{ date: '2026-12-24', slots: [{ from: '09:00', to: '12:00' }], label: 'party' }],
      });
      await seat.picture(`calendars-${language}`, true);
    });
  });
});
