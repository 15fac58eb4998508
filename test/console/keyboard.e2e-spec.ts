import type { AddressInfo } from 'node:net';
import type { Locator, Page } from 'playwright-core';
import { type RunningApp, startApp } from '../e2e/running-app.js';
import { describeInBrowser, goTo, type OpenBrowser, openBrowser } from './browser.js';

jest.setTimeout(60_000);

/** So many stops lie at most between one control and another on a page. */
const MAX_STOPS = 60;

interface Stop {
  /** Empty where the focus shows. */
  readonly unseen: string;
  readonly isThere: boolean;
  /** What was looked for is another element now. */
  readonly isGone: boolean;
}

describeInBrowser('the journeys of the console by keyboard alone', () => {
  let run: RunningApp;
  let browser: OpenBrowser;
  let page: Page;
  beforeAll(async () => {
    run = await startApp({ sample: true });
    const { port } = run.server.address() as AddressInfo;
    browser = await openBrowser({ url: `http://127.0.0.1:${String(port)}` });
    ({ page } = browser);
    page.setDefaultTimeout(10_000);
    // A headless browser has no window for printing: that it was asked to is all that can be seen.
    await page.addInitScript('window.printed = 0; window.print = () => { window.printed += 1; }');
  });
  afterAll(async () => {
    await browser.close();
    await run.stop();
  });
  beforeEach(async () => {
    await goTo(page, '/');
    await page.getByRole('heading', { name: '工作台' }).waitFor();
  });
  afterEach(() => {
    expect(browser.faults).toEqual([]);
  });

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const row = (name: string): Locator =>
    page.locator('tr', { has: page.getByRole('rowheader', { name, exact: true }) });
  const isIdentical = (): Promise<void> => page.getByText('本机复算一致 ✓').waitFor();
  const isFocused = async (target: Locator): Promise<boolean> =>
    (await target.and(page.locator(':focus')).count()) === 1;

  /** Goes from stop to stop until it is there; every stop on the way shows that it has the focus. */
  const tabTo = async (target: Locator): Promise<void> => {
    // One question a stop: looking the target up each time takes longer than the way.
    const mark = (): Promise<void> =>
      target.evaluate((element) => void Object.assign(globalThis, { wanted: element }));
    await mark();
    for (let stop = 0; stop < MAX_STOPS; stop += 1) {
      await press('Tab');
      const { unseen, isThere, isGone } = await page.evaluate<Stop>(
        `({ unseen: ${SHOWN_FOCUS}, isThere: document.activeElement === wanted, isGone: !wanted.isConnected })`,
      );
      if (unseen !== '') throw new Error(`Nothing shows that this has the focus: ${unseen}`);
      if (isThere) return;
      if (isGone) await mark();
    }
    throw new Error(`${String(target)} is not among the next ${String(MAX_STOPS)} stops.`);
  };
  const follow = async (name: string | RegExp): Promise<void> => {
    await tabTo(page.getByRole('link', { name, exact: true }).first());
    await press('Enter');
  };
  /** Opens a member from the search field, on a day. */
  const open = async (member: string, on: string): Promise<void> => {
    await press('/');
    await page.keyboard.type(member);
    await press('Enter');
    await page.getByRole('heading', { name: member }).waitFor();
    await tabTo(page.getByLabel('业务日', { exact: true }));
    await press('ControlOrMeta+a');
    await page.keyboard.type(on);
    await press('Enter', 'Escape');
    await page.waitForURL(new RegExp(`on=${on}`));
    await isIdentical();
  };

  test('J1: search, day, why, the letter, served and printed', async () => {
    await open('P-0001', '2028-03-14');
    await press(']');
    await page.waitForURL(/on=2028-03-15/);
    await row('待遇等待期').getByText('5 个月', { exact: true }).waitFor();
    await press('e');
    await page.getByRole('heading', { name: /为什么 P-0001 的待遇等待期是 5 个月/ }).waitFor();
    await page.getByText('修复 2 年 → 3 个月').waitFor();
    await press('p');
    expect(await page.evaluate('window.printed')).toBe(1);
    await tabTo(page.getByRole('radio', { name: '对经办' }));
    await press('ArrowRight');
    await page.getByText('waiting.fixed').first().waitFor();
    // A choice takes no letters, so single keys count on it too.
    await press('p');
    expect(await page.evaluate('window.printed')).toBe(2);
    await follow('告知书');
    await page.getByText('预览 · 未出具').waitFor();
    await tabTo(page.getByRole('button', { name: '出具并记录' }));
    await press('Enter');
    await page.getByText('服务端重算一致').waitFor();
    await isIdentical();
    await press('p');
    expect(await page.evaluate('window.printed')).toBe(3);
    const id = /dec_\w+/.exec(page.url())?.[0] ?? '';
    await press('/');
    await page.keyboard.type(id);
    await press('Enter');
    await page.getByRole('heading', { name: id }).waitFor();
  });

  test('J2: good and bad consequence on one screen, the other readings, and what Anhui would say', async () => {
    await open('P-0002', '2030-03-15');
    const late = page.getByRole('region', { name: '2030 年度在年初之后缴费的后果' });
    const outcomes = late.getByRole('listitem');
    // The page shows where the answer will stand before it is there.
    await outcomes.first().waitFor();
    expect(await outcomes.allInnerTexts()).toEqual([
      expect.stringContaining('没有等待期'),
      expect.stringContaining('本年不增加连续参保激励, 余额仍为 3,000 元; 连续参保 5 年 → 6 年'),
      expect.stringContaining('2030-01-01 至 2030-02-27 没有待遇'),
    ]);
    expect(await outcomes.locator('.mark').allInnerTexts()).toEqual(['✓', '✗', '✗']);
    await tabTo(outcomes.nth(1).getByRole('link', { name: '为什么' }));
    await press('Enter');
    await row('R16').getByText('冻结').waitFor();
    await isIdentical();
    await follow('激励余额');
    await row('2030-02-28').getByText('6 年').waitFor();
    await follow('地区对比');
    await row('可支付起').getByText('2030-05-28').waitFor();
    await isIdentical();
  });

  test('J3: what was known on 5 March 2027, what came later, and which fact flipped it', async () => {
    await open('P-0003', '2027-03-02');
    await tabTo(page.getByLabel('知悉', { exact: true }));
    await page.keyboard.type('2027-03-05');
    await press('Enter', 'Escape');
    await page.waitForURL(/knownAt=2027-03-05/);
    await page.getByText('当日终了').waitFor();
    await row('统筹基金').getByText('不予支付').waitFor();
    const later = page.locator('.facts tr.later', { hasText: '2027-02-26' });
    expect(await later.innerText()).toMatch(/2027-03-09 03:12.*当时未知\s+来源 tax-359901 TX/s);
    await isIdentical();
    await press('.');
    await page.waitForURL(/knownAt=pos:40/);
    await row('统筹基金')
      .getByText(/^✓\s*可支付$/)
      .waitFor();
    await press(',');
    await page.waitForURL(/knownAt=pos:36/);
    await press('d');
    await row('统筹基金').getByText('迟 11 天').waitFor();
    await press('b');
    await page.getByText('← 翻转').waitFor();
    await tabTo(page.getByRole('slider', { name: '知悉' }));
    await press('ArrowRight', 'ArrowRight');
    await page.getByText('两边没有不同。').or(page.getByText('不变')).first().waitFor();
    await press('[');
    await page.waitForURL(/on=2027-03-01/);
  });

  test('J10: P-0001 in Fujian and in Anhui, then in a third region', async () => {
    await open('P-0001', '2028-03-15');
    await follow('地区对比');
    await row('断保降低额').getByText('9,000').waitFor();
    await row('有效封顶线').getByText('291,000').waitFor();
    expect(await row('待遇等待期').count()).toBe(0);
    await tabTo(page.getByLabel('晋城'));
    await press('Space');
    await page.getByRole('columnheader', { name: /晋城/ }).waitFor();
    await tabTo(page.getByLabel('只看不同'));
    await press('Space');
    await row('断保年').waitFor();
    await isIdentical();
  });

  test('J12: one year helps P-0007; under the other reading of R1 two do', async () => {
    await open('P-0007', '2030-01-10');
    await follow('修复试算');
    await row('不修复').getByText('7 个月').waitFor();
    await row('2 年').getByText('缴了也不会再缩短', { exact: false }).waitFor();
    await isIdentical();
    await press('e');
    await row('R1').getByRole('link', { name: '是', exact: true }).waitFor();
    await tabTo(row('R1').getByRole('link', { name: '是', exact: true }));
    await press('Enter');
    await page.waitForURL(/readings=R1%3Dyes/);
    await page.getByText('假设性结果', { exact: false }).first().waitFor();
    await follow('修复试算');
    await row('不修复').getByText('8 个月').waitFor();
    await row('2 年').getByText('缩短等待期', { exact: true }).waitFor();
    await isIdentical();
  });

  test('the skip link leads past the menu, and a link to the beginning of its page', async () => {
    await page.goto('/console');
    await page.getByRole('heading', { name: '工作台' }).waitFor();
    await press('Tab');
    const skip = page.getByRole('link', { name: '跳到正文' });
    expect(await isFocused(skip)).toBe(true);
    expect((await skip.boundingBox())?.x).toBeGreaterThanOrEqual(0);
    await press('Enter', 'Tab');
    expect(await isFocused(page.getByRole('button', { name: '</> 接口' }))).toBe(true);
    await press('Tab');
    expect(await isFocused(page.getByRole('link', { name: /P-0001/ }))).toBe(true);
    await press('Enter');
    await page.getByRole('heading', { name: 'P-0001' }).waitFor();
    expect(await isFocused(page.locator('#content'))).toBe(true);
  });

  test('a dialog keeps the focus inside and gives it back; a key can be chosen anew there, and stays chosen', async () => {
    const open = page.getByRole('button', { name: '按键', exact: true });
    await tabTo(open);
    await press('Enter');
    const dialog = page.getByRole('dialog');
    await tabTo(dialog.getByRole('button', { name: '更改按键: 为什么' }));
    await press('Enter', 'Escape');
    // Escape gave up the choice, not the dialog.
    await press('Enter', 'd');
    await dialog.getByText('d 已用于: 回放与对比').waitFor();
    await press('w');
    await row('w').getByText('为什么').waitFor();
    for (let stop = 0; stop < MAX_STOPS; stop += 1) {
      await press('Tab');
      expect(
        await page.evaluate(
          "document.activeElement.closest('dialog') ?? document.activeElement === document.body",
        ),
      ).toBeTruthy();
    }
    await press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await isFocused(open)).toBe(true);
    await page.reload();
    await open.waitFor();
    await press('/');
    await page.keyboard.type('P-0001');
    await press('Enter');
    await isIdentical();
    await press('e');
    expect(page.url()).not.toContain('/why/');
    await press('w');
    await page.waitForURL(/\/why\/waiting/);
    await press('?');
    await tabTo(dialog.getByRole('button', { name: '恢复默认按键' }));
    await press('Enter', 'Escape', 'e');
    await page.waitForURL(/\/why\/waiting/);
  });

  test('which fact is recorded is chosen with the arrows, and the focus stays on the choice', async () => {
    await open('P-0008', '2031-02-28');
    await follow('登记事实');
    const choice = page.getByLabel('事实', { exact: true });
    await tabTo(choice);
    for (const [key, path] of [
      ['ArrowDown', 'PremiumRefunded'],
      ['ArrowDown', 'CoverageLapsed'],
      ['ArrowUp', 'PremiumRefunded'],
    ] as const) {
      await press(key);
      await page.waitForURL(new RegExp(`/record/${path}`));
      expect(await isFocused(choice)).toBe(true);
    }
  });

  test('J1: a contested fact opens a correction that puts another in its place, after a dry run', async () => {
    await open('P-0001', '2028-03-15');
    await press('j');
    const paid = page.locator('.facts tr', { hasText: '2027-11-20' });
    for (let stop = 0; stop < MAX_STOPS && !(await isFocused(paid)); stop += 1) await press('j');
    await press('Enter');
    await tabTo(paid.getByRole('link', { name: '更正此事实' }));
    await press('Enter');
    await page.getByLabel('所更正的事实').waitFor();
    await tabTo(page.getByLabel('原因'));
    await press('ArrowDown');
    await tabTo(page.getByRole('radio', { name: '撤销, 如同从未登记' }));
    await press('ArrowDown');
    await tabTo(page.getByLabel('到账日'));
    await press('ControlOrMeta+a');
    await page.keyboard.type('20 Nov');
    await tabTo(page.getByRole('button', { name: '先试算' }));
    await press('Enter');
    // The summary has the focus; its first link leads to the first field that is wrong.
    await tabTo(page.getByRole('link', { name: '到账日' }));
    await press('Enter');
    expect(await isFocused(page.getByLabel('到账日'))).toBe(true);
    await press('ControlOrMeta+a');
    await page.keyboard.type('2028-02-10');
    await tabTo(page.getByLabel('来源单据号'));
    await page.keyboard.type('GZ-1');
    await press('Enter');
    await page.getByText('试算: 它会改变什么').waitFor();
    await tabTo(page.getByRole('button', { name: '确认登记' }));
    await press('Enter');
    await page.getByText(/已登记, 位置 #\d+/).waitFor();
    await press('Tab');
    expect(await isFocused(page.getByRole('link', { name: '查看 P-0001' }))).toBe(true);
    await press('Enter');
    await page.getByText('更正 · 录入错误 · 以更正内容为准').waitFor();
    await isIdentical();
  });
});

/** Empty where the focused element shows its focus; else what it is. A choice or tick shows it on the words beside it. */
const SHOWN_FOCUS = `(() => {
  const element = document.activeElement;
  if (element === document.body) return '';
  const place = /^(radio|checkbox)$/.test(element.type ?? '') ? element.closest('label') ?? element : element;
  const shown = [element, place, ...place.querySelectorAll('*')].some((each) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || (each !== element && boxShadow !== 'none' && boxShadow.includes('0px 0px 0px'));
  });
  return shown ? '' : element.outerHTML.slice(0, 200);
})()`;
