import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: FLAGS });

/** Folder for a picture of everything that is looked at; unset: none are taken, for they cost the machine a lot. */
const ALL_PICTURES = process.env.FAIRLEAD_ALL_PICTURES_DIR;
/** The guide's pictures, to be made anew when this folder is named; others are not added to it. */
const GUIDE_PICTURES = process.env.FAIRLEAD_PICTURES_DIR;

/** Widths at which every page has to be in order, in pixels. From 1280 on the layout is the same: axe looks below and there. */
const SIZES = [390, 768, 1280, 1920];
const LAST_LAYOUT = 1280;
export const WIDE = { width: 1280, height: 860 };
export const NARROW = { width: 390, height: 844 };

/** One person at one screen; every fault of the page is kept. */
export class Seat {
  readonly faults: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    public page: Page,
    private readonly url: string,
  ) {
    this.watch(page);
  }

  /** Notes every fault of a page. */
  watch(page: Page): void {
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      // Refusals are told on the page; "who is signed in" is answered 401 before there is a session.
      const expected = /40[019]|503|net::/.test(message.text());
      if (message.type() === 'error' && !expected) this.faults.push(message.text());
    });
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions): Promise<Seat> {
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
    const seat = new Seat(context, await context.newPage(), url);
    await seat.page.goto(url);
    return seat;
  }

  async signIn(username: string, password: string): Promise<void> {
    await this.page.getByLabel(/User name|用户名/).fill(username);
    await this.page.getByLabel(/^(Password|密码)$/).fill(password);
    await this.page.getByRole('button', { name: /Sign in|登录/ }).click();
    await this.page.getByRole('heading', { level: 1, name: /My day|我的一天/ }).waitFor();
  }

  /** Closes the page and opens another one, as somebody does who comes back later. */
  async reopen(path: string): Promise<void> {
    await this.page.close();
    this.page = await this.context.newPage();
    this.watch(this.page);
    await this.visit(path);
  }

  /** Chooses a language, as one does in the header. */
  speak = (language: 'en' | 'zh') => this.page.getByLabel(/Language|语言/).selectOption(language);

  /** Waits until nothing is on its way: no placeholder of a list, no busy one. */
  settled = () =>
    this.page.waitForFunction(() => !document.querySelector('.loading, [aria-busy="true"], .ant-spin-spinning'));

  /** The server does what the next requests to an address ask, and its answers get lost on the way. */
  async loseAnswers(address: RegExp, times: number): Promise<void> {
    let left = times;
    await this.page.route(address, async (route) => {
      // A list that is read again in between is not what gets lost.
      if (left === 0 || route.request().method() === 'GET') return route.fallback();
      left -= 1;
      await route.fetch();
      await route.abort();
    });
  }

  visit = (path: string) => this.page.goto(`${this.url}${path}`);

  /** A list of the day by its heading. */
  section = (name: RegExp) => this.page.getByRole('region', { name });

  /** How far the page can be scrolled sideways, in pixels. */
  sidewaysScroll = () => this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

  /** Waits until what fades in or out has done so; what turns for ever is not waited for. */
  private still = () =>
    this.page.evaluate(async () => {
      const passing = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
      await Promise.allSettled(passing.map(({ finished }) => finished));
    });

  /** What axe calls serious or critical. */
  async axeFaults(): Promise<string[]> {
    await this.still();
    if (!(await this.page.evaluate(() => 'axe' in window))) await this.page.evaluate(axeSource);
    const violations = await this.page.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window.
      const { axe } = window as any;
      // Rules whose findings are minor or moderate are not asked for: they take their time, too.
      const mild = axe._audit.rules.filter(({ impact }: { impact: string }) => /minor|moderate/.test(impact));
      const rules = Object.fromEntries(mild.map(({ id }: { id: string }) => [id, { enabled: false }]));
      const result = await axe.run(document, { rules, resultTypes: ['violations'], preload: false });
      return result.violations as { id: string; impact: string; nodes: { html: string }[] }[];
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  }

  /** What is not in order at any width of a screen: sideways scroll, or what axe calls serious. The page stays as it is. */
  async misfits(picture?: string, fullPage = false): Promise<string[]> {
    const before = this.page.viewportSize();
    const found: string[] = [];
    for (const width of SIZES) {
      await this.page.setViewportSize({ width, height: 900 });
      await this.settled();
      const beyond = await this.sidewaysScroll();
      if (beyond > 0) found.push(`${width}: scrolls sideways by ${beyond}`);
      if (width <= LAST_LAYOUT) found.push(...(await this.axeFaults()).map((fault) => `${width}: ${fault}`));
      if (picture) await this.picture(picture.replace('*', String(width)), fullPage);
    }
    if (before) await this.page.setViewportSize(before);
    return found;
  }

  async picture(name: string, fullPage = false): Promise<void> {
    const file = `${name}.png`;
    const kept = GUIDE_PICTURES && existsSync(join(GUIDE_PICTURES, file)) ? join(GUIDE_PICTURES, file) : undefined;
    const all = ALL_PICTURES && join(ALL_PICTURES, file);
    for (const path of [kept, all]) if (path) await this.page.screenshot({ path, fullPage });
  }

  close = () => this.context.close();
}
