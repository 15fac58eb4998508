import type { AddressInfo } from 'node:net';
import type { Role } from '#libs/ledger';
import { FACT_EXAMPLES } from '../../apps/ledger/src/openapi/fact-examples.js';
import { type RunningApp, startApp } from '../e2e/running-app.js';
import { describeInBrowser, type OpenBrowser, openBrowser } from './browser.js';

jest.setTimeout(60_000);

describeInBrowser('the console of a real ledger', () => {
  const author = { actor: 'test', correlationId: 'test' };
  let run: RunningApp;
  let browser: OpenBrowser;
  const keys = new Map<Role, string>();

  beforeAll(async () => {
    run = await startApp({ sample: false });
    const { access, policy } = run.service.ledger;
    const region = { premiumFen: new Map(), baseCeilingFen: new Map(), sample: false };
    await policy.importRegions([{ ...region, code: '359901', policy: 'fujian' }], author);
    for (const role of ['caseworker', 'auditor', 'policy-officer'] as const) {
      const { secret } = await access.createKey({ role, regions: ['359901'], label: role }, author);
      keys.set(role, secret);
    }
    await run
      .http()
      .post('/v1/members')
      .set({ Authorization: `Bearer ${keys.get('caseworker') ?? ''}`, 'Idempotency-Key': 'one' })
      .send(FACT_EXAMPLES.MemberRegistered)
      .expect(201);
    const { port } = run.server.address() as AddressInfo;
    browser = await openBrowser({ url: `http://127.0.0.1:${String(port)}` });
  });
  afterAll(async () => {
    await browser.close();
    await run.stop();
  });

  const signIn = async (role: Role): Promise<void> => {
    const { page } = browser;
    await page.goto('/console');
    const out = page.getByRole('button', { name: '退出' });
    await page.getByLabel('密钥').or(out).first().waitFor();
    if (await out.isVisible()) await out.click();
    await page.getByLabel('密钥').fill(keys.get(role) ?? '');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('heading', { name: '工作台' }).waitFor();
  };

  test('a wrong key is refused; a right one signs in, says no sample clock and is kept from scripts', async () => {
    const { page, context } = browser;
    await page.goto('/console');
    await page.getByLabel('密钥').fill('canbao.k000000000000.wrong');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('not-authenticated').waitFor();
    await signIn('caseworker');
    expect(await page.getByText('示例时钟').count()).toBe(0);
    expect(await page.evaluate('document.cookie')).toBe('');
    expect((await context.cookies())[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    await page.reload();
    await page.getByRole('heading', { name: '工作台' }).waitFor();
  });

  test('a caseworker may record, and asks for a purpose', async () => {
    const { page } = browser;
    await signIn('caseworker');
    await page.getByLabel('查询目的').selectOption('dispute');
    const asked = page.waitForRequest((request) => request.url().includes('/standing'));
    await page.goto('/console/members/P-1001');
    expect((await asked).headers()['access-purpose']).toBe('dispute');
    await page.getByText('本机复算一致 ✓').waitFor();
    // What set a figure is recomputed for a caller of one region, too, who sees every fact of the member.
    await page.locator('.figure').first().focus();
    await page.locator('.recomputed[data-compared="3"]').waitFor();
    await page.getByRole('navigation', { name: 'P-1001 的页面' }).getByText('登记事实').waitFor();
  });

  test('an auditor reads and does not record; a policy officer sees rules and no member', async () => {
    const { page } = browser;
    await signIn('auditor');
    await page.goto('/console/members/P-1001');
    await page.getByText('本机复算一致 ✓').waitFor();
    expect(await page.getByText('登记事实').count()).toBe(0);
    await page.goto('/console/members/P-1001/record');
    await page.getByText('您的角色不使用此页面。').waitFor();
    await signIn('policy-officer');
    await page.getByRole('link', { name: '规则库' }).first().click();
    await page.getByRole('link', { name: 'fujian@1' }).waitFor();
    expect(await page.getByText('参保人检索').count()).toBe(0);
    expect(browser.faults).toEqual([]);
  });
});
