import type { AddressInfo } from 'node:net';
import type { Test } from 'supertest';
import type { BisectionAnswer, DiffAnswer, RadarAnswer, WhatIfAnswer } from '#libs/ledger';
import { buildProgram } from '../../apps/cli/src/program.js';
import { reportFailure } from '../../apps/cli/src/failures/report-failure.js';
import type { Language } from '../../apps/cli/src/language.js';
import { recordingShell } from '../../apps/cli/src/testing/recording-shell.js';
import { type RunningApp, startApp } from './running-app.js';

let run: RunningApp;
let url = '';
beforeAll(async () => {
  run = await startApp({ sample: true });
  url = `http://127.0.0.1:${String((run.server.address() as AddressInfo).port)}`;
});
afterAll(() => run.stop());
afterEach(() => {
  process.exitCode = undefined;
});

const post = (path: string, body: object): Test => run.http().post(`/v1/members/${path}`).send(body);

/** Runs `canbao` in this process, against the server. */
async function canbao(
  args: readonly string[],
  language: Language = 'en',
): Promise<{
  readonly exit: typeof process.exitCode;
  readonly printed: readonly string[];
  readonly noted: string;
}> {
  const shell = recordingShell(language);
  process.exitCode = 0;
  try {
    await buildProgram(shell).parseAsync([...args, '--url', url], { from: 'user' });
  } catch (error) {
    process.exitCode = reportFailure(error, shell);
  }
  return { exit: process.exitCode, printed: shell.printed, noted: shell.noted.join('\n') };
}

const late = {
  a: { on: '2027-03-02', knownAt: '2027-03-05' },
  b: { on: '2027-03-02', knownAt: '2027-03-10' },
};
const lateFlags = ['--on', '2027-03-02', '--a', 'known-at=2027-03-05', '--b', 'known-at=2027-03-10'];

describe('POST /v1/members/{m}/diffs', () => {
  test('each changed field has its cause; the headers are those of side B; the same question has the same bytes', async () => {
    const { body, headers, text } = await post('P-0003/diffs', late).expect(200);
    const answer = body as DiffAnswer;
    expect(answer.changes.find(({ field }) => field === 'pooledFund')).toMatchObject({
      cause: { axis: 'knownAt', flip: { event: { type: 'PremiumPaid', lateByDays: 11 } } },
    });
    expect(answer.facts).toMatchObject([{ knownOn: 'b', lateByDays: 11 }]);
    expect(headers).toMatchObject({
      'ledger-on': '2027-03-02',
      'ledger-position': String(answer.b.coordinates.position),
      'cache-control': 'private, no-cache',
    });
    expect((await post('P-0003/diffs', late)).text).toBe(text);
  });

  test('a fault of a side is told with its place', async () => {
    const { body } = await post('P-0003/diffs', { a: { on: '2027-02-30' } }).expect(422);
    expect(body).toMatchObject({ code: 'invalid-date', errors: [{ pointer: '/a/on' }] });
    const unknown = await post('P-0003/diffs', { a: {}, when: 1 }).expect(400);
    expect(unknown.body).toMatchObject({ code: 'malformed-request', errors: [{ pointer: '/when' }] });
    await post('P-9999/diffs', {}).expect(404);
  });
});

test.each([
  ['diffs', {}],
  ['bisections', { field: 'waiting' }],
  [
    'what-ifs',
    { facts: [{ type: 'PremiumPaid', coverageYear: 2027, paidOn: '2026-10-20', amountFen: 40_000 }] },
  ],
])('%s: coordinates in the query, where they would not count, are refused', async (path, body) => {
  const { body: problem } = await post(`P-0001/${path}?on=2028-03-15`, body).expect(400);
  expect(problem).toMatchObject({ code: 'malformed-request', errors: [{ parameter: 'on' }] });
  await post(`P-0001/${path}?minPosition=1`, body).expect(200);
});

test('POST /v1/members/{m}/bisections names what flipped a field', async () => {
  const body = { field: 'pooledFund', b: { on: '2027-03-02' } };
  const { body: answer } = await post('P-0003/bisections', body).expect(200);
  expect((answer as BisectionAnswer).flip).toMatchObject({ axis: 'knownAt', event: { lateByDays: 11 } });
  const { body: refused } = await post('P-0003/bisections', { b: {} }).expect(400);
  expect(refused).toMatchObject({ code: 'malformed-request', errors: [{ pointer: '/field' }] });
});

describe('canbao diff', () => {
  test('shows what changed, why, and how late the fact was', async () => {
    const { exit, printed } = await canbao(['diff', 'P-0003', ...lateFlags, '-o', 'table']);
    expect(exit).toBe(0);
    const text = printed.join('\n');
    expect(text).toMatch(
      /pooled fund +does not pay \(not covered\) +pays +premium 2027-02-26 \(11 days late\) #\d+/,
    );
    expect(text).toMatch(/only B: premium 2027-02-26 \(11 days late\)/);
    const chinese = await canbao(['diff', 'P-0003', ...lateFlags, '-o', 'table'], 'zh');
    expect(chinese.printed.join('\n')).toMatch(
      /统筹基金 +不支付\(未参保\) +可支付 +缴费 2027-02-26 \(迟 11 天\)/,
    );
  });

  test('--exit-code ends with 1 only where something differs', async () => {
    expect((await canbao(['diff', 'P-0003', ...lateFlags, '--exit-code'])).exit).toBe(1);
    const same = ['--on', '2027-03-02', '--a', 'known-at=2027-03-10', '--b', 'known-at=2027-03-11'];
    const { exit, printed } = await canbao(['diff', 'P-0003', ...same, '--exit-code', '-o', 'table']);
    expect(exit).toBe(0);
    expect(printed.join('\n')).toContain('Nothing differs.');
  });

  test('wrong usage is told: no side, an unknown coordinate, one that is given twice', async () => {
    expect((await canbao(['diff', 'P-0003'])).exit).toBe(2);
    const unknown = await canbao(['diff', 'P-0003', '--a', 'when=2027-03-05']);
    expect(unknown.exit).toBe(2);
    expect(unknown.noted).toContain('on=…, known-at=…, pack=… or reading=…');
    expect((await canbao(['diff', 'P-0003', '--a', 'on=2027-03-05', '--a', 'on=2027-03-06'])).exit).toBe(2);
    expect((await canbao(['diff', 'P-9999', ...lateFlags])).exit).toBe(3);
  });
});

test('canbao bisect names the fact, the day or the reading', async () => {
  const fact = await canbao(['bisect', 'P-0003', '--field', 'covered', '--on', '2027-03-02', '-o', 'table']);
  expect(fact.printed.join('\n')).toMatch(/-> premium 2027-02-26 \(11 days late\) #\d+/);
  const day = await canbao(
    ['bisect', 'P-0003', '--field', 'covered', '--a', 'on=2027-02-01', '--b', 'on=2027-12-31', '-o', 'table'],
    'zh',
  );
  expect(day.printed.join('\n')).toContain('-> 到日 2027-02-26');
  const reading = await canbao([
    'bisect',
    'P-0001',
    '--field',
    'waiting',
    '--on',
    '2028-03-15',
    '--a',
    'reading=R1=no',
    '--b',
    'reading=R1=yes',
    '-o',
    'json',
  ]);
  expect(JSON.parse(reading.printed.join('\n'))).toMatchObject({
    hypothetical: true,
    flip: { axis: 'readings', reading: 'R1', from: 'no', to: 'yes' },
  });
  const same = await canbao(['bisect', 'P-0003', '--field', 'breakPenalty', '-o', 'table']);
  expect(same.printed.join('\n')).toContain('nothing flipped it');
});

const receipt = { type: 'PremiumPaid', coverageYear: 2027, paidOn: '2026-10-20', amountFen: 40_000 };

describe('what if', () => {
  test('a supposed fact is answered, marked, and refused where it is submitted as it was shown', async () => {
    const { body } = await post('P-0001/what-ifs', { facts: [receipt], on: '2028-03-15' }).expect(200);
    const { hypothetical, supposed, standing } = body as WhatIfAnswer;
    expect(hypothetical).toBe(true);
    expect(standing).toMatchObject({ hypothetical: true, waiting: null });
    const source = { system: 'tax-359901', document: 'TX-WHAT-IF' };
    for (const shown of [supposed[0], { ...supposed[0], ...receipt }]) {
      const { body: problem } = await post('P-0001/premium-payments', { ...shown, source })
        .set('Idempotency-Key', 'what-if')
        .expect(400);
      expect(problem).toMatchObject({ code: 'malformed-request' });
    }
  });

  test('what the ledger would refuse cannot be supposed', async () => {
    const { body } = await post('P-0001/what-ifs', { facts: [receipt, receipt] }).expect(422);
    expect(body).toMatchObject({ code: 'duplicate-payment', errors: [{ pointer: '/facts/1/coverageYear' }] });
    await post('P-0001/what-ifs', { facts: [] }).expect(400);
  });

  test('canbao what-if shows the supposed fact and what would be other, and says that it is a supposition', async () => {
    const fact = JSON.stringify(receipt);
    const { exit, printed } = await canbao([
      'what-if',
      'P-0001',
      '--fact',
      fact,
      '--on',
      '2028-03-15',
      '-o',
      'table',
    ]);
    expect(exit).toBe(0);
    const text = printed.join('\n');
    expect(text).toContain('suppose ~1: premium PremiumPaid amountFen=40000 coverageYear=2027');
    expect(text).toMatch(/break years +2025 2026 2027 +2025 2026/);
    expect(printed.at(-1)).toMatch(/\| what if$/);
    expect((await canbao(['what-if', 'P-0001', '--fact', fact, '--fact', fact])).exit).toBe(5);
    expect((await canbao(['what-if', 'P-0001', '--fact', '{'])).exit).toBe(2);
    expect((await canbao(['what-if', 'P-0001'])).exit).toBe(2);
  });
});

test('blame names fact, clause and reading over HTTP and on the command line', async () => {
  const { body } = await run
    .http()
    .get('/v1/members/P-0003/blame?field=pooledFund&on=2027-03-02')
    .expect(200);
  expect(body).toMatchObject({
    set: { event: { lateByDays: 11 }, why: { clause: { document: '闽政办〔2025〕3号' } } },
  });
  await run.http().get('/v1/members/P-0003/blame?field=height').expect(400);
  const { printed } = await canbao(['blame', 'P-0001', 'waiting', '--on', '2028-03-15', '-o', 'table']);
  const text = printed.join('\n');
  expect(text).toMatch(/^5 months /);
  expect(text).toMatch(/premium 2027-11-20 \(1 day late\) #\d+/);
  expect(text).toMatch(/闽政办〔2025〕3号 二\(三\) \[.*R1=no.*\]/);
  expect(text).toContain('before: none');
});

describe('the radar', () => {
  test('counts what came late and what was undone; the defaults are those of the API', async () => {
    const { body } = await run.http().get('/v1/radar?minDelayDays=10').expect(200);
    const { backdated, next } = body as RadarAnswer;
    expect(backdated.facts.map(({ member }) => member)).toContain('P-0003');
    expect(next).toBeNull();
    expect((await run.http().get('/v1/radar').expect(200)).body).toMatchObject({ minDelayDays: 30 });
    await run.http().get('/v1/radar?minDelayDays=0').expect(400);
    await run.http().get('/v1/radar?recordedFrom=2027-02-30').expect(422);
    await run.http().get('/v1/radar?type=Nothing').expect(400);
    const named = (await run.http().get('/v1/radar?minDelayDays=10&type=PremiumPaid').expect(200))
      .body as RadarAnswer;
    expect(named.backdated.byType.map(({ type }) => type)).toEqual(['PremiumPaid']);
  });

  test('canbao radar about a region that is not there is used wrongly', async () => {
    const refused = await canbao(['radar', '--region', '110000']);
    expect(refused).toMatchObject({ exit: 2, printed: [] });
    expect(refused.noted).toContain('[unknown-region]');
  });

  test('canbao radar lists them; an empty one says so', async () => {
    const found = await canbao(['radar', '--min-delay', '10', '-o', 'table']);
    expect(found.printed.join('\n')).toMatch(/P-0003 +premium +2027-02-26 +2027-03-09 +11/);
    const none = await canbao(['radar', '--recorded-from', '2031-02-28', '-o', 'table']);
    expect(none.printed.join('\n')).toMatch(/^Nothing found: 0 facts looked at/);
    expect(none.exit).toBe(0);
    const chinese = await canbao(['radar', '--recorded-from', '2031-02-28', '-o', 'table'], 'zh');
    expect(chinese.printed.join('\n')).toMatch(/^没有发现/);
    expect((await canbao(['radar', '--min-delay', 'soon'])).exit).toBe(2);
    expect((await canbao(['radar', '--type', 'Nothing'])).exit).toBe(2);
    const premiums = await canbao(['radar', '--type', 'PremiumPaid', '--min-delay', '10', '-o', 'table']);
    expect(premiums.printed.join('\n')).not.toContain('registration');
  });

  test('its records end with what was counted; beside CSV it is told, also that nothing was found', async () => {
    const { printed } = await canbao(['radar', '--min-delay', '10', '-o', 'ndjson']);
    const last = JSON.parse(printed.at(-1) ?? '') as RadarAnswer;
    expect(last).toMatchObject({ empty: false, corrections: { byActor: expect.any(Array) as unknown } });
    expect(last.backdated.count).toBe(printed.length - 1);
    const none = await canbao(['radar', '--recorded-from', '2031-02-28', '-o', 'ndjson']);
    expect(none.printed.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ empty: true }]);
    const csv = await canbao(['radar', '--recorded-from', '2031-02-28', '--excel']);
    expect(csv.noted).toMatch(/^Nothing found/);
  });
});
