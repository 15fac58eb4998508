import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { type RunningApp, startApp } from '../e2e/running-app.js';
import { describeInBrowser, type OpenBrowser, openBrowser, pagesOf } from './browser.js';

jest.setTimeout(120_000);

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Every kind of page, on sample members. */
const PLACES = [
  '/',
  '/members',
  '/members/P-0001?on=2028-03-15',
  '/members/P-0001/why/waiting?on=2028-03-15',
  '/members/P-0004/balances?on=2031-03-01',
  '/members/P-0003/replay?on=2027-03-02&knownAt=2027-03-05',
  '/members/P-0001/regions?on=2028-03-15',
  '/members/P-0007/repair?on=2030-01-10',
  '/members/P-0001/letter?on=2028-03-15',
  '/members/P-0001/record?on=2028-03-15',
  '/record/MemberRegistered',
  '/rules',
  '/rules/fujian@1',
  '/readings',
  '/readings/R1',
];

/** Cells of tables whose words are broken into single letters, for want of width. */
const CRUSHED = `[...document.querySelectorAll('.data td, .data th')]
  .filter((cell) => cell.innerText.trim().length > 8 && cell.clientWidth < 48)
  .map((cell) => cell.innerText)`;

/** Buttons and tabs that take more than one line, and texts that their box cuts off. */
const CUT_OR_BROKEN = `[...document.querySelectorAll('button:not(.figure), .tabs a, th, td')]
  .filter((each) => each.checkVisibility())
  .filter((each) =>
    /^(BUTTON|A)$/.test(each.tagName)
      ? each.getClientRects().length > 1 || each.clientHeight > 60
      : each.scrollWidth > each.clientWidth + 1,
  )
  .map((each) => each.tagName + ' ' + each.textContent)`;

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

describeInBrowser('every page of the console', () => {
  let run: RunningApp;
  let url = '';
  beforeAll(async () => {
    run = await startApp({ sample: true });
    url = `http://127.0.0.1:${String((run.server.address() as AddressInfo).port)}`;
  });
  afterAll(() => run.stop());

  const settled = async (page: Page, place: string): Promise<void> => {
    await page.goto(`/console${place}`);
    await page.locator('.page').waitFor();
    const pending = page.locator('.waiting, .recomputed.pending, [aria-busy="true"]');
    await pending.first().waitFor({ state: 'detached' });
  };

  const overflow = async (page: Page): Promise<unknown> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  describe.each(['zh', 'en'] as const)('in %s', (language) => {
    let browser: OpenBrowser;
    beforeAll(async () => {
      browser = await openBrowser({ url, language });
    });
    afterAll(() => browser.close());

    test('has no serious finding of axe, no fault, and fits 1366 × 768 and a zoom of 400 %', async () => {
      const { page } = browser;
      const findings: string[] = [];
      for (const place of PLACES) {
        await page.setViewportSize({ width: 1366, height: 768 });
        await settled(page, place);
        if ((await overflow(page)) !== 0) findings.push(`${place}: wider than 1366`);
        for (const cell of await page.evaluate<readonly string[]>(CRUSHED))
          findings.push(`${place}: crushed: ${cell}`);
        // Through the debugger, so that the policy of the page stays as it is.
        await page.evaluate(axe);
        const violations = await page.evaluate<readonly Violation[]>(
          'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations.filter(({ impact }) => impact === "serious" || impact === "critical"))',
        );
        for (const { id, nodes } of violations) findings.push(`${place}: ${id}: ${nodes[0]?.html ?? ''}`);
        await page.setViewportSize({ width: 341, height: 600 });
        if ((await overflow(page)) !== 0) findings.push(`${place}: wider than a zoom of 400 %`);
      }
      expect(findings).toEqual([]);
      expect(browser.faults).toEqual([]);
    });
  });

  test('fills a window of 1920 × 1080: nothing wider, no button of two lines, no word cut', async () => {
    const browser = await openBrowser({ url, width: 1920, height: 1080 });
    const findings: string[] = [];
    for (const place of PLACES) {
      await settled(browser.page, place);
      if ((await overflow(browser.page)) !== 0) findings.push(`${place}: wider than 1920`);
      const cut = await browser.page.evaluate<readonly string[]>(CUT_OR_BROKEN);
      findings.push(...cut.map((text) => `${place}: ${text}`));
    }
    expect(findings).toEqual([]);
    expect(browser.faults).toEqual([]);
    await browser.close();
  });

  test('prints letter, explanation and balances as text and vectors, without menus', async () => {
    const browser = await openBrowser({ url });
    const { page } = browser;
    const printed: Record<string, number> = {};
    for (const place of [PLACES[8], PLACES[3], PLACES[4]]) {
      await settled(page, place ?? '');
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.menu').isVisible()).toBe(false);
      expect(await page.locator('.top').isVisible()).toBe(false);
      // The header is not printed; that it is a sample is.
      expect(await page.locator('.sample-stamp, .sample.print-only').first().isVisible()).toBe(true);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.toString('latin1')).not.toContain('/Subtype /Image');
      printed[place ?? ''] = pagesOf(pdf);
      if (place === PLACES[8]) expect(await lettersLines(page)).toEqual(LETTER);
      await page.emulateMedia({ media: 'screen' });
    }
    await browser.close();
    expect(Object.values(printed)).toEqual([1, expect.any(Number), 1]);
    expect(printed[PLACES[3] ?? '']).toBeLessThanOrEqual(2);
  });

  test('the person route loads at most 400 KB, compressed, and all of it from here', async () => {
    const browser = await openBrowser({ url });
    const { page } = browser;
    const client = await browser.context.newCDPSession(page);
    await client.send('Network.enable');
    let bytes = 0;
    const scripts = new Set<string>();
    client.on('Network.responseReceived', ({ requestId, response }) => {
      if (response.url.includes('/console/')) scripts.add(requestId);
    });
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await settled(page, PLACES[2] ?? '');
    await page.getByText('本机复算一致 ✓').waitFor();
    expect(browser.faults).toEqual([]);
    await browser.close();
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThanOrEqual(400_000);
  });
});

/** The lines of the letter on the screen; what changes with the program and its texts is left out. */
async function lettersLines(page: Page): Promise<readonly string[]> {
  const text = await page.locator('.sheet').innerText();
  return text
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/(fujian@1) \w{4}/, '$1')
        .replace(/ (#\d+|引擎 [\d.]+).*$/, ''),
    )
    .filter((line) => line !== '');
}
