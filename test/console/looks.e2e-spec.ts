import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { type RunningApp, startApp } from '../e2e/running-app.js';
import { describeInBrowser, goTo, type OpenBrowser, openBrowser, pagesOf } from './browser.js';

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
  '/members/P-0001?on=2028-02-30&knownat=2027-01-01',
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

/** What axe finds serious; nothing is loaded for it, since every style is of this page. */
const SERIOUS = `axe.run({ resultTypes: ['violations'], preload: false }).then(({ violations }) =>
  violations.filter(({ impact }) => impact === 'serious' || impact === 'critical'))`;

/** The letter of P-0001, line by line. */
const LETTER = [
  '预览 · 未出具',
  '示例台账: 内容均为虚构',
  '居民医保待遇情况告知书',
  '编号 –',
  '参保人编号 P-0001',
  '姓名 ____________',
  '一、结论',
  '2028年3月15日的医疗费用, 统筹基金不予支付: 等待期内。',
  '待遇等待期自2028年1月1日至2028年5月31日; 2028年6月1日起发生的合规费用, 统筹基金按规定支付。',
  '大病保险有效封顶线 300,000 元。',
  '二、理由',
  '2028年3月15日在待遇等待期内, 2028年6月1日起可支付。',
  '2028 年度集中参保期内缴费, 此前断保 3 年(2025、2026、2027): 固定 3 个月, 变动 2 个月, 已修复 0 个月, 共 5 个月; 2028年1月1日至2028年5月31日, 2028年6月1日起可支付。',
  '三、依据',
  '闽政办〔2025〕3号 二(三) 一(一) 二(四) (转述)',
  '口径 R1 R3 R6 R7 R11 R33',
  '四、事实',
  '2027年11月20日 · 缴费 · 参保年度 2028 · 400 元 · tax',
  '2025、2026、2027 年度无缴费记录',
  '五、您可以',
  '修复 1 年 → 4 个月 · 2028年5月1日起可支付',
  '修复 2 年 → 3 个月 · 2028年4月1日起可支付',
  '再多修复, 等待期不再缩短。',
  '对事实有异议或不服本结论: 请持本告知书到参保地经办机构提出。',
  '业务日 2028-03-15 · 知悉 2031-01-02 06:25 #92 · fujian@1 · 引擎',
];

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

  const overflow = async (page: Page): Promise<unknown> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  describe.each(['zh', 'en'] as const)('in %s', (language) => {
    let browser: OpenBrowser;
    beforeAll(async () => {
      browser = await openBrowser({ url, language });
    });
    afterAll(() => browser.close());

    test('has no serious finding of axe, no fault, and fits 1366 × 768, 1920 × 1080 and a zoom of 400 %', async () => {
      const { page } = browser;
      const findings: string[] = [];
      for (const place of PLACES) {
        await page.setViewportSize({ width: 1366, height: 768 });
        await goTo(page, place);
        // Through the debugger, so that the policy of the page stays as it is.
        if (place === PLACES[0]) await page.evaluate(axe);
        if ((await overflow(page)) !== 0) findings.push(`${place}: wider than 1366`);
        for (const cell of await page.evaluate<readonly string[]>(CRUSHED))
          findings.push(`${place}: crushed: ${cell}`);
        for (const { id, nodes } of await page.evaluate<readonly Violation[]>(SERIOUS))
          findings.push(`${place}: ${id}: ${nodes[0]?.html ?? ''}`);
        await page.setViewportSize({ width: 1920, height: 1080 });
        if ((await overflow(page)) !== 0) findings.push(`${place}: wider than 1920`);
        for (const text of await page.evaluate<readonly string[]>(CUT_OR_BROKEN))
          findings.push(`${place}: ${text}`);
        await page.setViewportSize({ width: 341, height: 600 });
        if ((await overflow(page)) !== 0) findings.push(`${place}: wider than a zoom of 400 %`);
        if (place !== PLACES[2]) continue;
        // 1280 × 1024 at 400 %, less what the browser itself takes.
        await page.setViewportSize({ width: 320, height: 480 });
        const answer = await page.locator('.cards .value').first().boundingBox();
        if (answer === null || answer.y + answer.height > 480)
          findings.push(`${place}: no answer on the first screen at a zoom of 400 %`);
      }
      expect(findings).toEqual([]);
      expect(browser.faults).toEqual([]);
    });
  });

  test('prints letter, explanation and balances as text and vectors, without menus', async () => {
    const browser = await openBrowser({ url });
    const { page } = browser;
    const printed: Record<string, number> = {};
    for (const place of [PLACES[8], PLACES[3], PLACES[4]]) {
      await goTo(page, place ?? '');
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.menu').isVisible()).toBe(false);
      expect(await page.locator('.top').isVisible()).toBe(false);
      // The header is not printed; that it is a sample is.
      expect(await page.locator('.sample-stamp, .sample.print-only').first().isVisible()).toBe(true);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.toString('latin1')).not.toContain('/Subtype /Image');
      printed[place ?? ''] = pagesOf(pdf);
      if (place === PLACES[8]) expect(await linesOfLetter(page)).toEqual(LETTER);
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
    await goTo(page, PLACES[2] ?? '');
    await page.getByText('本机复算一致 ✓').waitFor();
    expect(browser.faults).toEqual([]);
    await browser.close();
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThanOrEqual(400_000);
  });
});

/** The lines of the letter as it prints; the digest of the rules and the version of the program are left out. */
async function linesOfLetter(page: Page): Promise<readonly string[]> {
  const text = await page.locator('.sheet').innerText();
  return text
    .split('\n')
    .map((line) => line.trim().replace(/(fujian@1) \w{4} · (引擎) [\d.]+$/, '$1 · $2'))
    .filter((line) => line !== '');
}
