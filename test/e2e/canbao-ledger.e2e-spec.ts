import { canbao, type Demo, startDemo } from './canbao.js';
import { flagsOf, newAddress } from './tested-store.js';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
}, 60_000);
afterAll(async () => {
  await demo.stop('SIGKILL');
});

const ask = (...args: string[]): ReturnType<typeof canbao> => canbao([...args, '--url', demo.url]);
const payment = [
  ...['append', 'PremiumPaid', 'P-0001', '--coverage-year', '2031', '--paid-on', '2031-03-01'],
  ...['--amount-fen', '40000', '--system', 'test'],
];

describe('canbao demo', () => {
  it('prints where it is and three things to try that work as printed', async () => {
    expect(demo.banner[0]).toBe(
      `API ${demo.url}/v1   /docs   /console   账本: ${demo.store}   示例: 8 人, 示例区 359901   示例时钟 2031-03-01`,
    );
    const requests = demo.banner.filter((line) => line.startsWith('  curl ')).map(requestOf);
    expect(requests).toHaveLength(4);
    const answers: { status: number; body: Record<string, unknown> }[] = [];
    for (const { url, init } of requests) {
      const response = await fetch(url, init);
      answers.push({ status: response.status, body: (await response.json()) as Record<string, unknown> });
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 201, 201]);
    expect(answers[0]?.body).toMatchObject({ waiting: { totalMonths: 5 } });
    expect(answers[3]?.body['consequences']).not.toHaveLength(0);
  });

  it('says that its port is taken', () => {
    const { status, stderr } = canbao(['demo', '--port', new URL(demo.url).port, '--lang', 'en']);
    expect(status).toBe(7);
    expect(stderr).toContain('is taken by another program');
  });

  it('ends in good order when it is asked to', async () => {
    const other = await startDemo();
    expect(await other.stop('SIGTERM')).toBe(0);
    await expect(fetch(`${other.url}/livez`)).rejects.toThrow();
  }, 60_000);
});

describe('the answers of a served ledger', () => {
  it('explains the wait of P-0001 as docs/api.md prints it', () => {
    const { stdout } = ask('explain', 'P-0001', 'waiting', '--on', '2028-03-15', '-o', 'table');
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('等待期 5 个月   2028-01-01 至 2028-05-31   2028-06-01 起可支付');
    expect(lines[1]).toBe('  = 固定 3  断保 2025 2026 2027      闽政办〔2025〕3号 二(三) [R6]');
    expect(lines[2]).toContain('+ 变动 2  (3 年 - 首年) x 1 个月');
    expect(lines[4]).toBe('可改变: 修复 1 年 -> 4 个月(至 04-30)  修复 2 年 -> 3 个月(至 03-31)');
    expect(lines[5]).toMatch(/^on 2028-03-15 \| pos:\d+ \| fujian@1 [0-9a-f]{4} \| 0\.1\.0$/);
  });

  it('asks under both clocks and other readings', () => {
    const known = ask('standing', 'P-0003', '--on', '2027-03-05', '--known-at', '2027-03-05');
    const now = ask('standing', 'P-0003', '--on', '2027-03-05');
    expect(JSON.parse(known.stdout)).toMatchObject({ covered: 'none' });
    expect(JSON.parse(now.stdout)).toMatchObject({ covered: 'resident' });
    const whatIf = ask('standing', 'P-0001', '--on', '2028-03-15', '--reading', 'R1=yes');
    expect(JSON.parse(whatIf.stdout)).toMatchObject({ hypothetical: true, waiting: { totalMonths: 6 } });
  });

  it('draws a timeline and ends its records with the coordinates', () => {
    expect(ask('timeline', 'P-0001', '-o', 'table').stdout).toMatch(/^断保年 +x{36}/m);
    const lines = ask('timeline', 'P-0001').stdout.trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ coordinates: { engine: '0.1.0' } });
  });

  it('says which repairs are worth paying for', () => {
    const { stdout } = ask('quote', 'repair', 'P-0007', '--on', '2030-01-15', '-o', 'table', '--lang', 'en');
    expect(stdout).toMatch(/^ +1 +400 yuan +6 months +2030-07-01$/m);
    expect(stdout).toMatch(/^ +2 +800 yuan +6 months +2030-07-01 +would shorten nothing more$/m);
  });

  it('does not find a member who is not there', () => {
    const { status, stderr } = ask('standing', 'P-9999');
    expect(status).toBe(3);
    expect(stderr).toContain('[member-not-found]');
  });

  it('appends only with --commit, and says what changed', () => {
    const dry = ask(...payment, '--document', 'E2E-1', '-o', 'table');
    expect(dry.stderr).toContain('--commit');
    expect(dry.stdout).toMatch(/2031-06-01 至 2031-12-31 {2}统筹基金: 不支付\(未参保\) -> 可支付/);
    const done = ask(...payment, '--document', 'E2E-1', '--commit');
    expect(done.status).toBe(0);
    expect(JSON.parse(done.stdout)).toMatchObject({ appended: true });
    const again = ask(...payment, '--document', 'E2E-2', '--commit');
    expect(again.status).toBe(5);
    expect(again.stderr).toContain('[duplicate-payment]');
    const other = ask(
      ...payment.map((part) => (part === '40000' ? '50000' : part)),
      '--document',
      'E2E-1',
      '--commit',
    );
    expect(other.status).toBe(4);
  });
});

describe('canbao on a store', () => {
  it('makes the first key, lists it without its text and revokes it', () => {
    const data = flagsOf(newAddress());
    const create = [
      'key',
      'create',
      ...data,
      '--role',
      'caseworker',
      '--regions',
      '350100',
      '--label',
      'window-3',
    ];
    expect(JSON.parse(canbao(create).stdout)).toMatchObject({ created: false });
    expect(canbao(['key', 'list', ...data]).status).toBe(3);
    const { secret, keyId } = JSON.parse(canbao([...create, '--commit']).stdout) as Record<string, string>;
    expect(secret?.length).toBeGreaterThan(20);
    const listed = canbao(['key', 'list', ...data]).stdout;
    expect(listed).toContain('window-3');
    expect(listed).not.toContain(secret);
    const revoked = canbao(['key', 'revoke', keyId ?? '', ...data, '--commit', '-o', 'json']);
    expect(JSON.parse(revoked.stdout)).toEqual([expect.objectContaining({ revokedAt: expect.any(String) })]);
    expect(canbao(['standing', 'P-0001', ...data]).status).toBe(3);
  });
});

/** The request of a printed `curl` line. */
function requestOf(line: string): { readonly url: string; readonly init: RequestInit } {
  const [, url = ''] = /curl '([^']+)'/.exec(line) ?? [];
  const headers = [...line.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  const body = / -d '([^']+)'$/.exec(line)?.[1];
  return {
    url,
    init: body === undefined ? {} : { method: 'POST', headers: Object.fromEntries(headers), body },
  };
}
