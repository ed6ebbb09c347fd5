import { readFileSync } from 'node:fs';
import { secretFiles } from '@fairlead/local';
import { chromium, type Page } from 'playwright-core';
import { customerRows } from '../company/customers';
import { typicalQueries } from '../company/queries';
import type { Measured, Measurement, Run } from '../measurement';
import { fillCustomers } from '../support/fill';
import { percentile } from '../support/percentile';
import { LoadPlatform } from '../support/platform';

const FLAGS = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const BOX_MS = 3000;
const ROWS_MS = 10_000;
const ROUNDS = 3;

/** From a key press to rows on the screen, beside the same question as a bare request of the page. */
export const lookupUi: Measurement = { name: 'lookup-ui', measure };

async function measure({ sizes, seed, log }: Run): Promise<Measured> {
  const at = await LoadPlatform.start();
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const page = await signedIn(at, await browser.newPage());
    if (!(await hasBox(page))) {
      return { figures: [], notes: ['skipped: the console has no box "Find a customer" that opens on /'] };
    }
    const size = sizes.lookup[0] as number;
    await fillCustomers(at, size, seed, log);
    const queries = Object.values(typicalQueries([...customerRows(size, seed)])).flat();
    const [bare, shown]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const query of queries) {
        bare.push(await bareMs(page, query));
        shown.push(await shownMs(page, query));
      }
    }
    const figure = {
      name: `lookup in the console, ${size}`,
      floorIs: 'the same lookup as a request of the page that shows nothing',
      floor: percentile(bare, 0.95),
      ours: percentile(shown, 0.95),
      unit: 'ms',
      better: 'lower' as const,
    };
    return {
      figures: [figure],
      notes: [`${shown.length} queries, each typed at once; wanted: rows at most 150 ms after the key press`],
      details: { bare, shown },
    };
  } finally {
    await browser.close();
    await at.stop();
  }
}

async function signedIn(at: LoadPlatform, page: Page): Promise<Page> {
  const password = readFileSync(secretFiles(at.dataDir).adminPassword, 'utf8').trim();
  await page.goto(at.platform.url);
  await page.getByLabel(/User name|用户名/).fill('admin');
  await page.getByLabel(/^(Password|密码)$/).fill(password);
  await page.getByRole('button', { name: /Sign in|登录/ }).click();
  await page.getByRole('heading', { level: 1, name: /My day|我的一天/ }).waitFor();
  return page;
}

const box = (page: Page) => page.getByRole('combobox', { name: /Find a customer|查找客户/ });

async function hasBox(page: Page): Promise<boolean> {
  if (await box(page).isVisible()) return true;
  await page.keyboard.press('/');
  return box(page)
    .waitFor({ timeout: BOX_MS })
    .then(
      () => true,
      () => false,
    );
}

/** A lookup by fetch, with its answer read. */
const bareMs = (page: Page, query: string): Promise<number> =>
  page.evaluate(async (q) => {
    const started = performance.now();
    const headers = { 'x-requested-with': 'fairlead' };
    const response = await fetch(`/api/v1/lookup?q=${encodeURIComponent(q)}`, { headers });
    await response.json();
    return performance.now() - started;
  }, query);

/** From the input of a query until its rows are painted: the list is no longer busy with another one. */
async function shownMs(page: Page, query: string): Promise<number> {
  await box(page).fill('');
  await page.waitForFunction(() => !document.querySelector('[role=listbox][aria-busy=true]'));
  const painted = page.evaluate(
    (ms) =>
      new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`No rows came within ${ms} ms.`)), ms);
        const look = (started: number) => {
          if (document.querySelector('[role=listbox][aria-busy=false]')) resolve(performance.now() - started);
          else requestAnimationFrame(() => look(started));
        };
        const begin = () => {
          const started = performance.now();
          requestAnimationFrame(() => look(started));
        };
        document.addEventListener('input', begin, { capture: true, once: true });
      }),
    ROWS_MS,
  );
  await box(page).focus();
  await page.keyboard.insertText(query);
  return painted;
}
