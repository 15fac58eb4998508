import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import type { MemberEvent } from '#libs/ledger';
import { type RunningApp, startApp } from '../e2e/running-app.js';
import { describeInBrowser, goTo, type OpenBrowser, openBrowser, pagesOf } from './browser.js';

jest.setTimeout(60_000);

describeInBrowser('the journeys of the console', () => {
  let run: RunningApp;
  let browser: OpenBrowser;
  let page: Page;
  beforeAll(async () => {
    run = await startApp({ sample: true });
    const { port } = run.server.address() as AddressInfo;
    browser = await openBrowser({ url: `http://127.0.0.1:${String(port)}` });
    ({ page } = browser);
  });
  afterAll(async () => {
    await browser.close();
    await run.stop();
  });
  afterEach(() => {
    expect(browser.faults).toEqual([]);
  });

  const go = (place: string): Promise<void> => goTo(page, place);
  const isIdentical = (): Promise<void> => page.getByText('本机复算一致 ✓').waitFor();
  const row = (name: string): ReturnType<Page['locator']> =>
    page.locator('tr', { has: page.getByRole('rowheader', { name, exact: true }) });

  test('J1 with the mouse: why P-0001 waits 5 months, what would shorten it, and the letter', async () => {
    await go('/');
    await page.getByRole('link', { name: /P-0001/ }).click();
    await isIdentical();
    await row('待遇等待期').getByText('5 个月', { exact: true }).waitFor();
    await row('统筹基金').getByText('2028-06-01 起可支付').waitFor();
    await row('待遇等待期').getByText('5 个月', { exact: true }).focus();
    await row('待遇等待期').getByText('由 缴费 · 参保年度 2028 · 400 元 · tax 定下').waitFor();
    await row('待遇等待期').getByText('闽政办〔2025〕3号 二(三)').waitFor();
    await row('待遇等待期').getByRole('link', { name: '查看此前: 无' }).click();
    await page.waitForURL(/knownAt=pos:49/);
    await row('统筹基金').getByText('未参保').waitFor();
    await page.goBack();
    await row('待遇等待期').getByRole('link', { name: '为什么: 待遇等待期' }).click();
    await page
      .getByText(/固定 3 个月, 变动 2 个月/)
      .first()
      .waitFor();
    await page.getByText('闽政办〔2025〕3号 二(三)').first().waitFor();
    await page.getByText('修复 2 年 → 3 个月').waitFor();
    await page.locator('.decision-table summary').click();
    const own = page.locator('.decision-table .lit [aria-current]');
    expect(await own.innerText()).toBe('3 + 2 = 5 个月');
    await isIdentical();
    expect(await page.locator('.recomputed').getAttribute('data-compared')).toBe('4');
    await page.getByRole('link', { name: '告知书' }).last().click();
    await page.getByText('预览 · 未出具').waitFor();
    await page.getByRole('button', { name: '出具并记录' }).click();
    await page.getByText('服务端重算一致').waitFor();
    await isIdentical();
    expect(page.url()).toMatch(/\/console\/decisions\/dec_/);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pagesOf(pdf)).toBe(1);
  });

  test('J1 by keyboard alone: search, day, why', async () => {
    await go('/');
    await page.getByRole('heading', { name: '工作台' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('P-0001');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'P-0001' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('2028-03-14');
    await page.keyboard.press('Enter');
    await row('待遇等待期').getByText('5 个月', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press(']');
    await page.waitForURL(/on=2028-03-15/);
    await isIdentical();
    await page.keyboard.press('e');
    await page
      .getByText(/固定 3 个月, 变动 2 个月/)
      .first()
      .waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('检索参保人').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test('J2: paid on 28 February: no credit this year, the streak goes on, and what Anhui would say', async () => {
    await go('/members/P-0002/balances?on=2030-03-15');
    await isIdentical();
    const year = page.locator('tr', { has: page.getByRole('rowheader', { name: '2030-02-28' }) });
    await year.getByText('6 年').focus();
    await page.getByText('2030-02-28 连续参保: 由 缴费 · 参保年度 2030').waitFor();
    expect(await year.textContent()).not.toContain('C 连续');
    await page.getByRole('link', { name: /^查看此前: / }).click();
    await page.waitForURL(/\/balances\?on=2030-02-28&knownAt=pos:/);
    await page.goBack();
    await isIdentical();
    await page.getByRole('link', { name: '地区对比' }).click();
    await row('可支付起').getByText('2030-05-28').waitFor();
    await isIdentical();
  });

  test('J3: what was known on 5 March 2027, which fact flipped it, each step under 100 ms', async () => {
    await go('/members/P-0003/replay?on=2027-03-02&knownAt=2027-03-05');
    const fund = row('统筹基金');
    await fund.getByText('不予支付 (未参保)').waitFor();
    await fund.getByText('可支付', { exact: true }).waitFor();
    await fund.getByText('迟 11 天').waitFor();
    await page.keyboard.press('b');
    await page.getByText('← 翻转').waitFor();
    const slider = page.getByRole('slider', { name: '知悉' });
    await slider.focus();
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowRight');
    await page.getByText('两边没有不同。').or(page.getByText('不变')).first().waitFor();
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^知悉至 2027年3月9日, 位置 4\d|^知悉至/);
    const day = page.getByRole('slider', { name: '业务日' });
    await day.focus();
    const steps: number[] = [];
    for (let step = 0; step < 10; step += 1) {
      await page.keyboard.press('ArrowLeft');
      steps.push(Number(await page.locator('[data-step-ms]').getAttribute('data-step-ms')));
    }
    expect(Math.max(...steps)).toBeLessThan(100);
    expect(await day.getAttribute('aria-valuetext')).toMatch(/^业务日 \d{4}年/);
    // What is heard is one short sentence, once the slider rests.
    await page
      .getByRole('status')
      .getByText(/^\d{4}年\d+月\d+日: 统筹基金.*; 与 B 有 \d+ 项不同$/)
      .waitFor();
    expect(await page.locator('table[aria-live]').count()).toBe(0);
    await page.waitForURL(/on=202\d-/);
  });

  test('J3: two coordinates that do it only together are both named, as the API has it', async () => {
    const at = `on=2027-12-31&knownAt=pos:49&bOn=2028-03-15&bKnownAt=pos:50`;
    await go(`/members/P-0001/replay?${at}`);
    await row('统筹基金').getByText('不予支付 (等待期内)').waitFor();
    await row('统筹基金').getByText('共同造成: 知悉的事实、业务日').waitFor();
    await row('统筹基金').getByText('业务日到了 2028-01-01').waitFor();
    await page.getByText('A: #49').first().waitFor();
  });

  test('J10: P-0001 in Fujian and in Anhui, only what differs, each cell with its clause', async () => {
    await go('/members/P-0001/regions?on=2028-03-15');
    await row('断保降低额').getByText('9,000').waitFor();
    await row('断保降低额').getByText('皖医保发〔2024〕6号', { exact: false }).waitFor();
    await row('有效封顶线').getByText('291,000').waitFor();
    await row('有效封顶线').getByText('300,000').waitFor();
    expect(await row('待遇等待期').count()).toBe(0);
    await isIdentical();
  });

  test('J12: one year helps P-0007, more is greyed; under R1 = yes it starts at 8 and two help', async () => {
    await go('/members/P-0007/repair?on=2030-01-10');
    await row('不修复').getByText('7 个月').waitFor();
    await row('1 年').getByText('2030-07-01').waitFor();
    await row('2 年').getByText('缴了也不会再缩短', { exact: false }).waitFor();
    await isIdentical();
    await go('/members/P-0007/repair?on=2030-01-10&readings=R1=yes');
    await row('不修复').getByText('8 个月').waitFor();
    await row('2 年').getByText('缩短等待期', { exact: true }).waitFor();
    await page.getByText('假设性结果', { exact: false }).first().waitFor();
    await isIdentical();
  });

  test('a fact is tried before it is recorded, and then stands in the file', async () => {
    await go('/members/P-0001/record/PremiumPaid?on=2031-03-01');
    await page.getByRole('button', { name: '先试算' }).click();
    await page.getByText('请改正以下各项').waitFor();
    await page.getByLabel('参保年度').fill('2031');
    await page.getByLabel('到账日').fill('2031-02-20');
    await page.getByLabel('金额 (元)').fill('400');
    await page.getByLabel('来源单据号').fill('TX-CONSOLE-1');
    await page.getByRole('button', { name: '先试算' }).click();
    await page.getByText('试算: 它会改变什么').waitFor();
    await page
      .locator('.check')
      .getByText(/统筹基金: 不予支付/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: '确认登记' }).click();
    await page.getByText(/已登记, 位置 #\d+/).waitFor();
    await page.getByRole('link', { name: '查看 P-0001' }).click();
    await page.getByText('缴费 · 参保年度 2031 · 400 元').waitFor();
    await isIdentical();
  });

  test('a repair of too many years is refused; one click makes it fewer', async () => {
    const typed = 'breakYears=2025+2026&enrolmentYear=2030&paidOn=2030-01-10&amountFen=80000';
    await go(`/members/P-0007/record/RepairPaid?on=2030-01-10&${typed}`);
    await page.getByLabel('来源单据号').fill('XF-1');
    await page.getByRole('button', { name: '先试算' }).click();
    await page.getByText('还可减少 1 个月, 本次修复 2 年。').waitFor();
    await page.getByRole('link', { name: '修复试算' }).last().waitFor();
    await page.getByRole('button', { name: '改为修复 1 年' }).click();
    await page.getByText('试算: 它会改变什么').waitFor();
    expect(await page.getByLabel('修复的断保年').inputValue()).toBe('2025');
  });

  test('a correction is corrected again: what it put in place is typed anew, tried and recorded', async () => {
    const facts = await run.http().get('/v1/members/P-0005/events?order=recorded').expect(200);
    const { items } = facts.body as unknown as { readonly items: readonly MemberEvent[] };
    const paid = items.find(({ type }) => type === 'PremiumPaid')!;
    const { body } = await run
      .http()
      .post('/v1/members/P-0005/corrections')
      .set('Idempotency-Key', 'corrected')
      .send({
        corrects: paid.id,
        reason: 'typing-error',
        replacement: { type: 'PremiumPaid', ...paid.data, amountFen: 12_300 },
        source: { system: 's', document: 'GZ-A' },
      })
      .expect(201);
    const correction = (body as { readonly event: { readonly id: string } }).event.id;
    await go(`/members/P-0005/record/FactCorrected?on=2031-03-01&corrects=${correction}`);
    await page.getByText(/^更正后: 缴费/).waitFor();
    await page.getByLabel('原因').selectOption('typing-error');
    await page.getByLabel('改为以下内容').check();
    expect(await page.getByLabel('金额 (元)').inputValue()).toBe('123.00');
    await page.getByLabel('金额 (元)').fill('321');
    await page.getByLabel('来源单据号').fill('GZ-B');
    await page.getByRole('button', { name: '先试算' }).click();
    await page.getByText('试算: 它会改变什么').waitFor();
    await page.getByRole('button', { name: '确认登记' }).click();
    await page.getByText(/已登记, 位置 #\d+/).waitFor();
    const after = await run.http().get('/v1/members/P-0005/events?order=recorded').expect(200);
    const corrected = (after.body as unknown as { readonly items: readonly MemberEvent[] }).items;
    expect(corrected.find(({ id }) => id === correction)?.undoneBy).toBe(corrected.at(-1)?.id);
    expect(corrected.at(-1)?.data).toMatchObject({
      corrects: correction,
      replacement: { corrects: paid.id, replacement: { type: 'PremiumPaid', amountFen: 32_100 } },
    });
    await go('/members/P-0005?on=2031-03-01');
    await isIdentical();
  });

  test('a source that has not come far enough is named; a day without rules leads to their timeline', async () => {
    await run
      .http()
      .post('/v1/sources/tax-359901/watermarks')
      .set('Idempotency-Key', 'behind')
      .send({ region: '359901', kind: 'premiums', completeThrough: '2026-12-31' })
      .expect(201);
    await go('/members/P-0007?on=2027-03-15');
    await page.getByText('待定: tax-359901 的缴费数据完整至 2026-12-31, 需要至 2027-02-28').first().waitFor();
    await page.getByRole('button', { name: '看缺哪些来源' }).click();
    await page.getByRole('dialog').getByRole('rowheader', { name: '缴费' }).first().waitFor();
    await page.keyboard.press('Escape');
    await go('/members/P-0001?on=2024-06-01');
    await page.getByText('统筹区 359901 在 2024-06-01 没有生效的规则', { exact: false }).waitFor();
    await page.getByRole('link', { name: '规则时间线' }).click();
    await page.getByRole('heading', { name: '规则库' }).waitFor();
  });

  test('who was faster is told, with a way on', async () => {
    await go('/members/P-0008/record/MemberDeceased?on=2031-03-01');
    await page.getByLabel('死亡日').fill('2031-02-20');
    await page.getByLabel('来源单据号').fill('SW-1');
    await run
      .http()
      .post('/v1/members/P-0008/claims')
      .set('Idempotency-Key', 'faster')
      .send({
        ...{ claimId: 'JS-F', servedOn: '2031-02-01', settledOn: '2031-02-10' },
        ...{
          pooledFundFen: 100,
          majorIllnessFen: 0,
          medicalAidFen: 0,
          source: { system: 's', document: 'f' },
        },
      })
      .expect(201);
    await page.getByRole('button', { name: '先试算' }).click();
    await page.getByText('您查看后又有 1 条新事实').waitFor();
    await page.getByRole('button', { name: '已看过, 继续' }).click();
    await page.getByRole('button', { name: '先试算' }).click();
    await page.getByText('试算: 它会改变什么').waitFor();
  });

  test('an answer that is not what the browser computes is said loudly, and names the part', async () => {
    await page.route('**/v1/members/P-0004/standing**', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace('"streakYears":7', '"streakYears":8');
      await route.fulfill({ response: answer, body });
    });
    await go('/members/P-0004?on=2031-03-01');
    await page.getByRole('alert').getByText('本机复算不一致! standing: /streakYears').waitFor();
    await page.unroute('**/v1/members/P-0004/standing**');
  });

  test('what set a figure, and why two sides differ, are computed here too; one that is altered is said loudly', async () => {
    const alter = async (path: string, from: string, to: string): Promise<void> => {
      await page.route(path, async (route) => {
        const answer = await route.fetch();
        const text = await answer.text();
        expect(text).toContain(from);
        await route.fulfill({ response: answer, body: text.replace(from, to) });
      });
    };
    await alter('**/v1/members/P-0001/blame**', '"until":"2029-01-01"', '"until":"2029-01-02"');
    await go('/members/P-0001?on=2028-03-15');
    await isIdentical();
    await row('待遇等待期').getByText('5 个月', { exact: true }).focus();
    await page.getByRole('alert').getByText('本机复算不一致! blame waiting 2028-03-15: /validFor').waitFor();
    await row('连续参保').getByText('1 年', { exact: true }).focus();
    await page.getByRole('alert').getByText('blame streakYears').waitFor();
    await page.unroute('**/v1/members/P-0001/blame**');

    await alter('**/v1/members/P-0003/diffs', '"lateByDays":11', '"lateByDays":10');
    await go('/members/P-0003/replay?on=2027-03-02&knownAt=2027-03-05');
    await page.getByRole('alert').getByText('本机复算不一致! diff: /changes').waitFor();
    await page.unroute('**/v1/members/P-0003/diffs');
    await page.reload();
    await isIdentical();
    await page.locator('.recomputed[data-compared="3"]').waitFor();
  });

  test('a link pins its coordinates: opened alone it shows the same', async () => {
    // Loaded anew: which figure had the focus is no part of an address.
    await page.goto('/console/members/P-0001?on=2028-03-15&knownAt=2027-12-01');
    await isIdentical();
    const before = await page.locator('.cards').innerText();
    const other = await browser.context.newPage();
    await other.goto(page.url());
    await other.getByText('本机复算一致 ✓').waitFor();
    expect(await other.locator('.cards').innerText()).toBe(before);
    await other.close();
  });

  test('an instant is a right moment: the field holds all of it and takes a position, but not what is neither', async () => {
    const instant = '2028-03-15T10:02:00+08:00';
    await go(`/members/P-0001?on=2028-03-15&knownAt=${encodeURIComponent(instant)}`);
    const field = page.getByLabel('知悉', { exact: true });
    expect(await field.inputValue()).toBe(instant);
    expect(await field.getAttribute('aria-invalid')).toBe('false');
    const isWhole = await field.evaluate((element) => {
      const { scrollWidth, clientWidth } = element as unknown as Record<
        'scrollWidth' | 'clientWidth',
        number
      >;
      return scrollWidth <= clientWidth;
    });
    expect(isWhole).toBe(true);
    await field.fill('pos:abc');
    await field.press('Enter');
    await page.getByText('应为 2027-03-05、pos:92 或带时区的时刻').waitFor();
    await field.fill('pos:92');
    await field.press('Enter');
    await page.waitForURL(/knownAt=pos:92/);
  });

  test('the lines of the replay are of this ledger, and pin both sides as they are on the screen', async () => {
    await go('/members/P-0003/replay?on=2027-03-02&knownAt=2027-03-05');
    const [, a = '', b = ''] = await page.getByRole('columnheader').allInnerTexts();
    const [atA, atB] = [a, b].map((side) => /#(\d+)/.exec(side)?.[1] ?? 'none');
    await page.getByRole('button', { name: '</> 接口' }).click();
    const lines = page.locator('dialog[open] pre').last();
    const { origin } = new URL(page.url());
    expect(await lines.innerText()).toContain(
      `\ncanbao diff P-0003 --a on=2027-03-02 --a known-at=pos:${atA} --b on=2027-03-02 --b known-at=pos:${atB} --url ${origin}`,
    );
    await page.getByRole('button', { name: '关闭' }).click();
  });

  test('what is not there, and a moment that has not come, say so and lead on', async () => {
    await go('/members/P-4711');
    await page.getByText('没有找到该编号, 或不在您的地区范围。').waitFor();
    await go('/members/P-0001?knownAt=2032-01-01');
    await page.getByRole('button', { name: '设为此刻' }).click();
    await isIdentical();
    await go('/nowhere');
    await page.getByText('没有这个页面。').waitFor();
  });
});
