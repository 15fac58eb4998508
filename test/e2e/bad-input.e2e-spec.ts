import { type AddressInfo, connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Test } from 'supertest';
import { type RunningApp, startApp } from './running-app.js';

let run: RunningApp;
beforeAll(async () => {
  run = await startApp({ sample: true });
});
afterAll(() => run.stop());

const source = { system: 'tax-359901', document: 'BAD-1' };
const premium = { coverageYear: 2031, paidOn: '2031-03-01', amountFen: 40000, source };
const claim = {
  claimId: 'C-1',
  servedOn: '2031-01-02',
  settledOn: '2031-01-03',
  pooledFundFen: 1,
  majorIllnessFen: 0,
  medicalAidFen: 0,
  source,
};
const citizen = '11010519491231002X';

/** What is sent, and the status and code that answer it. */
type Row = readonly [name: string, sent: unknown, status: number, code: string];
const malformed = (name: string, sent: unknown): Row => [name, sent, 400, 'malformed-request'];
const badDate = (paidOn: unknown): Row => [
  `paidOn ${String(paidOn)}`,
  { ...premium, paidOn },
  422,
  'invalid-date',
];
const badAmount = (name: string, literal: string): Row => [
  `amount ${name}`,
  JSON.stringify(premium).replace('40000', literal),
  422,
  'invalid-amount',
];
const personal = (name: string, sent: unknown): Row => [name, sent, 422, 'personal-identifier'];

const without = (body: object, name: string): object =>
  Object.fromEntries(Object.entries(body).filter(([each]) => each !== name));
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

const bodies: readonly Row[] = [
  ...[
    '',
    ' ',
    '{',
    '}',
    '[',
    '"',
    '{"a"',
    '{"a":}',
    '{"a":1,}',
    "{'a':1}",
    'undefined',
    'NaN',
    '{"a":01}',
    '{} {}',
    '\u0000',
    '// x\n{}',
    '{"a":"\u0001"}',
  ].map((text) => malformed(`not JSON: ${JSON.stringify(text)}`, text)),
  ...['null', '1', '-1', 'true', '"text"', '[]', '[{}]', '1e400'].map((text) =>
    malformed(`not an object: ${text}`, text),
  ),
  malformed('an empty object', {}),
  ...Object.keys(premium).map((name) => malformed(`without ${name}`, without(premium, name))),
  ...[
    'type',
    'member',
    'id',
    'recordedAt',
    'effectiveOn',
    'constructor',
    'toString',
    '',
    'amount_fen',
    'AmountFen',
    '<b>',
    '/a~b',
  ].map((name) => malformed(`with a field "${name}"`, { ...premium, [name]: 'x' })),
  ...[null, '2031', 2031.5, true, [], {}, [2031], 2 ** 53].map((coverageYear) =>
    malformed(`coverageYear ${JSON.stringify(coverageYear)}`, { ...premium, coverageYear }),
  ),
  ...[null, 20310301, true, [], {}, ['2031-03-01']].map((paidOn) =>
    malformed(`paidOn ${JSON.stringify(paidOn)}`, { ...premium, paidOn }),
  ),
  ...[
    '2026-02-30',
    '2027-02-29',
    '2031-13-01',
    '2031-00-10',
    '2031-01-00',
    '0000-01-01',
    '0000-00-00',
    '99999-01-01',
    '2031-3-1',
    '2031/03/01',
    '20310301',
    '01-03-2031',
    '2031-03-01T00:00:00Z',
    '2031-03-01 ',
    ' 2031-03-01',
    'today',
    '',
    '二〇三一',
    '２０３１-03-01',
    '+2031-03-01',
    '-2031-03-01',
    '1899-12-31',
    '2200-01-01',
  ].map(badDate),
  badAmount('negative', '-1'),
  badAmount('negative zero point', '-0.5'),
  badAmount('fractional', '400.5'),
  badAmount('a tenth', '0.1'),
  badAmount('2^53', '9007199254740992'),
  badAmount('2^53 + 1', '9007199254740993'),
  badAmount('huge', '1e308'),
  badAmount('infinite', '1e400'),
  badAmount('negative infinite', '-1e400'),
  ...[null, '40000', true, [], {}, [40000]].map((amountFen) =>
    malformed(`amountFen ${JSON.stringify(amountFen)}`, { ...premium, amountFen }),
  ),
  ...[0, 1, 1999, 9999, 99999, -2031, Number.MAX_SAFE_INTEGER].map((coverageYear): Row => [
    `year ${String(coverageYear)}`,
    { ...premium, coverageYear },
    422,
    'year-outside-pack',
  ]),
  ...[
    null,
    'tax',
    1,
    [],
    {},
    { system: 'tax' },
    { document: 'd' },
    { system: 1, document: 'd' },
    { system: '', document: 'd' },
    { system: 's', document: ' ' },
    { system: 's', document: 'd', line: 1 },
    { system: 's', document: 'x'.repeat(201) },
    { system: 'a\u0007', document: 'd' },
  ].map((other) => malformed(`source ${JSON.stringify(other).slice(0, 60)}`, { ...premium, source: other })),
  ...['', ' ', 'x'.repeat(201), 'line\nbreak', 'nul\u0000', 1, null, ['tax'], {}].map((channel) =>
    malformed(`channel ${JSON.stringify(channel).slice(0, 40)}`, { ...premium, channel }),
  ),
  ...[
    citizen,
    citizen.toLowerCase(),
    `id ${citizen}.`,
    `证件号 ${citizen}`,
    '13812345678',
    '+8613812345678',
    'tel:13812345678',
    '１３８１２３４５６７８',
  ].map((channel) => personal(`channel ${channel}`, { ...premium, channel })),
  personal('source.system', { ...premium, source: { system: citizen, document: 'd' } }),
  malformed('a lone surrogate in a value', JSON.stringify(premium).replace('BAD-1', '\\ud800')),
  malformed(
    'a lone surrogate in a name',
    JSON.stringify(premium).replace('"source"', '"\\udfff":1,"source"'),
  ),
  malformed('__proto__', JSON.stringify(premium).replace('"source"', '"__proto__":{"amountFen":1},"source"')),
  malformed(
    '__proto__ in the source',
    JSON.stringify(premium).replace('"system"', '"__proto__":{},"system"'),
  ),
  malformed(
    'an escaped __proto__',
    JSON.stringify(premium).replace('"source"', '"\\u005f_proto__":1,"source"'),
  ),
  malformed('a field twice', JSON.stringify(premium).replace('"source"', '"amountFen":1,"source"')),
  malformed('a nested field twice', JSON.stringify(premium).replace('"system"', '"document":"x","system"')),
  malformed('deep objects', nested(17)),
  malformed('very deep objects', nested(50_000)),
  malformed('very deep lists', '['.repeat(300_000)),
  malformed('a byte order mark in the middle', `{"coverageYear":2031,\ufeff"paidOn":"2031-03-01"}`),
];

const otherRoutes: readonly (readonly [path: string, row: Row])[] = [
  ['claims', malformed('a claim id that is a number', { ...claim, claimId: 7 })],
  ['claims', malformed('an unknown scheme', { ...claim, scheme: 'private' })],
  ['claims', ['a negative fund', { ...claim, medicalAidFen: -1 }, 422, 'invalid-amount']],
  ['claims', ['served on no day', { ...claim, servedOn: '2031-02-29' }, 422, 'invalid-date']],
  [
    'claim-reversals',
    malformed('an unknown reason', { claimId: 'C-1', reversedOn: '2031-01-05', reason: 'because', source }),
  ],
  [
    'special-statuses',
    ['an unknown status', { status: 'rich', from: '2031-01-01', source }, 422, 'unknown-status'],
  ],
  [
    'special-statuses',
    personal('a status that is a phone number', { status: '13812345678', from: '2031-01-01', source }),
  ],
  [
    'special-statuses',
    malformed('a status that ends before it begins', {
      status: 'medical-aid',
      from: '2031-01-02',
      until: '2031-01-01',
      source,
    }),
  ],
  [
    'repair-payments',
    malformed('no years', {
      breakYears: [],
      enrolmentYear: 2028,
      paidOn: '2028-02-01',
      amountFen: 1,
      source,
    }),
  ],
  [
    'repair-payments',
    malformed('a year twice', {
      breakYears: [2027, 2027],
      enrolmentYear: 2028,
      paidOn: '2028-02-01',
      amountFen: 1,
      source,
    }),
  ],
  [
    'repair-payments',
    malformed('years that are text', {
      breakYears: ['2027'],
      enrolmentYear: 2028,
      paidOn: '2028-02-01',
      amountFen: 1,
      source,
    }),
  ],
  [
    'repair-payments',
    malformed('a thousand years', {
      breakYears: Array.from({ length: 1000 }, (_, index) => index),
      enrolmentYear: 2028,
      paidOn: '2028-02-01',
      amountFen: 1,
      source,
    }),
  ],
  [
    'scheme-transfers',
    malformed('from a scheme to itself', {
      from: 'employee',
      to: 'employee',
      effectiveOn: '2031-01-01',
      source,
    }),
  ],
  [
    'scheme-transfers',
    personal('a reason with an identity number', {
      from: 'resident',
      to: 'employee',
      effectiveOn: '2031-01-01',
      reason: `hired ${citizen}`,
      source,
    }),
  ],
  [
    'region-transfers',
    [
      'to nowhere',
      { fromRegion: '359901', toRegion: '999999', effectiveOn: '2031-01-01', source },
      422,
      'unknown-region',
    ],
  ],
  ['deaths', malformed('a day that is a number', { diedOn: 20310101, source })],
  [
    'opening-balances',
    malformed('a count that is negative', {
      asOfYear: 2030,
      streakYears: -1,
      continuousCreditFen: 0,
      zeroClaimCreditFen: 0,
      breakPenaltyFen: 0,
      openBreakYears: [],
      paidResidentYears: 0,
      source,
    }),
  ],
  [
    'corrections',
    [
      'an event that is not there',
      { corrects: 'nothing', reason: 'typing-error', source },
      422,
      'unknown-event',
    ],
  ],
  [
    'corrections',
    malformed('a replacement without a type', {
      corrects: 'x',
      reason: 'typing-error',
      replacement: {},
      source,
    }),
  ],
  [
    'corrections',
    malformed('replacements inside replacements', {
      corrects: 'x',
      reason: 'typing-error',
      source,
      replacement: {
        type: 'FactCorrected',
        corrects: 'x',
        reason: 'typing-error',
        replacement: {
          type: 'FactCorrected',
          corrects: 'x',
          reason: 'typing-error',
          replacement: {
            type: 'FactCorrected',
            corrects: 'x',
            reason: 'typing-error',
            replacement: { type: 'MemberDeceased', diedOn: '2031-01-01' },
          },
        },
      },
    }),
  ],
];

const registration = { member: 'BAD-9', region: '359901', liableFrom: '2031-01-01', source };
const registrations: readonly Row[] = [
  malformed('no member', without(registration, 'member')),
  ...[null, 7, '', ' ', 'x'.repeat(201), 'a\u0000b', ['P']].map((member) =>
    malformed(`member ${JSON.stringify(member).slice(0, 30)}`, { ...registration, member }),
  ),
  ['a region that is not configured', { ...registration, region: '000001' }, 422, 'unknown-region'],
  ['born on no day', { ...registration, bornOn: '2031-02-30' }, 422, 'invalid-date'],
];

const queries: readonly (readonly [query: string, status: number, code: string])[] = [
  ['standing?on=2026-02-30', 422, 'invalid-date'],
  ['standing?on=99999-01-01', 422, 'invalid-date'],
  ['standing?on=0000-01-01', 422, 'invalid-date'],
  ['standing?on=', 422, 'invalid-date'],
  ['standing?on=today', 422, 'invalid-date'],
  ['standing?on=2031-01-01&on=2031-01-02', 400, 'malformed-request'],
  ['standing?on[]=2031-01-01', 400, 'malformed-request'],
  ['standing?date=2031-01-01', 400, 'malformed-request'],
  ['standing?asOf=2031-01-01', 400, 'malformed-request'],
  ['standing?On=2031-01-01', 400, 'malformed-request'],
  ['standing?__proto__=1', 400, 'malformed-request'],
  ['standing?constructor=1', 400, 'malformed-request'],
  ['standing?on=%00', 400, 'malformed-request'],
  ['standing?on=%ED%A0%80', 400, 'malformed-request'],
  [`standing?on=${'9'.repeat(400)}`, 400, 'malformed-request'],
  ['standing?knownAt=never', 400, 'malformed-request'],
  ['standing?knownAt=2031-02-30', 400, 'malformed-request'],
  ['standing?knownAt=pos:-1', 400, 'malformed-request'],
  ['standing?knownAt=pos:1.5', 400, 'malformed-request'],
  ['standing?knownAt=pos:9007199254740993', 400, 'malformed-request'],
  ['standing?knownAt=2031-03-01T00:00:00', 400, 'malformed-request'],
  ['standing?knownAt=2099-01-01', 400, 'known-at-in-future'],
  ['standing?pack=atlantis@1', 422, 'unknown-pack'],
  ['standing?pack=fujian', 422, 'unknown-pack'],
  ['standing?readings=R1', 400, 'malformed-request'],
  ['standing?readings=R1=perhaps', 400, 'malformed-request'],
  ['standing?readings=R999=yes', 400, 'malformed-request'],
  ['standing?minPosition=-1', 400, 'malformed-request'],
  ['standing?minPosition=1e3', 400, 'malformed-request'],
  ['standing?minPosition=0x10', 400, 'malformed-request'],
  ['standing?minPosition=', 400, 'malformed-request'],
  ['standing?minPosition=9999999999999999', 400, 'malformed-request'],
  ['timeline?field=waiting', 400, 'malformed-request'],
  ['explanation', 400, 'malformed-request'],
  ['explanation?field=everything', 400, 'malformed-request'],
  ['explanation?field=waiting&depth=deep', 400, 'malformed-request'],
  ['events?order=random', 400, 'malformed-request'],
  ['events?limit=0', 400, 'malformed-request'],
  ['events?limit=501', 400, 'malformed-request'],
  ['events?limit=1.5', 400, 'malformed-request'],
  ['events?after=nonsense', 400, 'malformed-request'],
  ['events?expand=all', 400, 'malformed-request'],
];

const paths: readonly (readonly [path: string, status: number, code: string])[] = [
  ['/v1/members/NOBODY', 404, 'member-not-found'],
  ['/v1/members/NOBODY/standing', 404, 'member-not-found'],
  ['/v1/members/%00/standing', 404, 'member-not-found'],
  ['/v1/members/%F0%9F%98%80', 404, 'member-not-found'],
  [`/v1/members/${'x'.repeat(2000)}`, 404, 'member-not-found'],
  ['/v1/members/..%2F..%2Fetc%2Fpasswd', 404, 'member-not-found'],
  ['/v1/members/__proto__', 404, 'member-not-found'],
  ['/v1/members/%FF', 400, 'malformed-request'],
  ['/v1/members/%', 400, 'malformed-request'],
  ['/v1/events/0', 404, 'not-found'],
  ['/v1/events/-1', 404, 'not-found'],
  ['/v1/events/1.5', 404, 'not-found'],
  ['/v1/events/9007199254740993', 404, 'not-found'],
  ['/v1/events/999999999', 404, 'not-found'],
  ['/v1/regions/__proto__', 404, 'not-found'],
  ['/v1/policy-packs/__proto__/versions/1', 404, 'not-found'],
  ['/v1/policy-packs/fujian/versions/%00', 404, 'not-found'],
  ['/v1/members?region=%00', 400, 'malformed-request'],
  ['/v1/members?prefix=a&prefix=b', 400, 'malformed-request'],
  ['/v1/nothing', 404, 'not-found'],
  ['/v2/members', 404, 'not-found'],
];

let key = 0;
const post = (path: string, sent: unknown): Test => {
  key += 1;
  const request = run
    .http()
    .post(`/v1/${path}`)
    .set('Idempotency-Key', `bad-${String(key)}`)
    .type('json');
  return request.send(typeof sent === 'string' ? sent : JSON.stringify(sent));
};

/** The answer is this problem, whole, and the ledger is as it was. */
async function expectRefused(request: Test, status: number, code: string): Promise<void> {
  const head = (await run.service.ledger.status()).position;
  const answer = await request;
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.body).toMatchObject({
    type: `/problems/${code}`,
    status,
    title: expect.any(String),
    detail: expect.any(String),
  });
  expect(answer.body.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  expect(answer.text).not.toMatch(/\bat .*\.ts:\d+|node_modules/);
  expect(answer.text).not.toContain(citizen);
  expect((await run.service.ledger.status()).position).toBe(head);
}

describe('a premium payment', () => {
  test.each(bodies)('%s', async (_name, sent, status, code) => {
    await expectRefused(post('members/P-0001/premium-payments', sent), status, code);
  });
});

describe('other facts', () => {
  test.each(otherRoutes)('%s: %p', async (path, [, sent, status, code]) => {
    await expectRefused(post(`members/P-0001/${path}`, sent), status, code);
  });
  test.each(registrations)('a registration: %s', async (_name, sent, status, code) => {
    await expectRefused(post('members', sent), status, code);
  });
  test('a fact of nobody', async () => {
    await expectRefused(post('members/NOBODY/premium-payments', premium), 404, 'member-not-found');
    await expectRefused(post('members/%00/premium-payments', premium), 400, 'malformed-request');
    await expectRefused(
      post(`members/${'x'.repeat(500)}/premium-payments`, premium),
      400,
      'malformed-request',
    );
  });
});

describe('a query', () => {
  test.each(queries)('%s', async (query, status, code) => {
    await expectRefused(run.http().get(`/v1/members/P-0001/${query}`), status, code);
  });
  test.each(paths)('%s', async (path, status, code) => {
    await expectRefused(run.http().get(path), status, code);
  });
});

describe('questions that are posted', () => {
  test.each([
    ['repair-quotes', {}, 400, 'malformed-request'],
    ['repair-quotes', [], 400, 'malformed-request'],
    ['repair-quotes', null, 400, 'malformed-request'],
    ['repair-quotes', { member: 7 }, 400, 'malformed-request'],
    ['repair-quotes', { member: 'P-0001', years: 1 }, 400, 'malformed-request'],
    ['repair-quotes', { member: 'P-0001', enrolmentYear: '2028' }, 400, 'malformed-request'],
    ['repair-quotes', { member: 'P-0001', on: '2031-02-30' }, 422, 'invalid-date'],
    ['repair-quotes', { member: 'P-0001', on: 20310301 }, 400, 'malformed-request'],
    ['repair-quotes', { member: 'NOBODY' }, 404, 'member-not-found'],
    ['derivations', {}, 400, 'malformed-request'],
    ['derivations', [], 400, 'malformed-request'],
    ['derivations', 'null', 400, 'malformed-request'],
    ['derivations', { policy: 'atlantis', on: '2031-01-01', events: [] }, 422, 'unknown-pack'],
    ['derivations', { policy: 'fujian', on: '2031-02-30', events: [] }, 422, 'invalid-date'],
    ['derivations', { policy: 'fujian', on: '2031-01-01', events: {} }, 400, 'malformed-request'],
    ['derivations', { policy: 'fujian', on: '2031-01-01', events: [7] }, 400, 'malformed-request'],
    [
      'derivations',
      { policy: 'fujian', on: '2031-01-01', events: [], readings: { R1: 'perhaps' } },
      400,
      'malformed-request',
    ],
    ['derivations', { policy: 'fujian', on: '2031-01-01', events: [], more: 1 }, 400, 'malformed-request'],
  ] as const)('%s %j', async (path, sent, status, code) => {
    await expectRefused(post(path, sent), status, code);
  });
});

describe('a message about a parameter or a field', () => {
  const fault = async (asked: Test): Promise<object> => {
    const { body } = await asked.expect(400);
    const { detail, errors } = body as { readonly detail: string; readonly errors: readonly object[] };
    return { detail, ...errors[0] };
  };

  test('says what was seen and what was expected', async () => {
    const get = (path: string): Test => run.http().get(path).set('Accept-Language', 'en');
    expect(await fault(get('/v1/members?limit=many'))).toMatchObject({
      parameter: 'limit',
      seen: 'many',
      detail: expect.stringMatching(/limit \(seen many, expected .+\)/) as string,
    });
    expect(await fault(get('/v1/members?limit=1&limit=2'))).toMatchObject({ seen: 'a list of 2' });
    expect(await fault(get('/v1/members?colour=red'))).toMatchObject({ expected: 'no such name' });
    expect(await fault(post('repair-quotes', {}).set('Accept-Language', 'en'))).toMatchObject({
      pointer: '/member',
      seen: 'nothing',
    });
    expect(await fault(post('repair-quotes', { member: 7 }))).toMatchObject({
      pointer: '/member',
      seen: '7',
    });
  });

  test('shows nothing of a value that is no plain word, or that could name a person', async () => {
    for (const sent of ['11010519491231002X', 'a'.repeat(40), '张三']) {
      const asked = run.http().get('/v1/members').set('Accept-Language', 'en').query({ limit: sent });
      const { body } = await asked.expect(400);
      expect(JSON.stringify(body)).not.toContain(sent);
      expect((body as { readonly errors: readonly object[] }).errors).toMatchObject([
        { seen: `text of ${sent.length} characters` },
      ]);
    }
  });
});

describe('a query parameter of a route that reads none', () => {
  test.each(['derivations?on=2031-01-01', 'repair-quotes?on=2031-01-01', 'year-closes?region=359901'])(
    '%s',
    async (path) => {
      await expectRefused(post(path, {}), 400, 'malformed-request');
      const { body } = await post(path, {});
      expect(body).toMatchObject({ errors: [{ parameter: path.replace(/.*\?(.*)=.*/, '$1') }] });
    },
  );
});

describe('the form of a request', () => {
  const path = '/v1/members/P-0001/premium-payments';
  const withKey = (): Test => run.http().post(path).set('Idempotency-Key', 'form');

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=gbk',
    'application/merge-patch+json',
    'application/xml',
    'json',
  ])('Content-Type %s', async (type) => {
    await expectRefused(
      withKey().set('Content-Type', type).send(JSON.stringify(premium)),
      415,
      'unsupported-encoding',
    );
  });

  test('no Content-Type, or a compressed body', async () => {
    await expectRefused(withKey(), 415, 'unsupported-encoding');
    const gzip = withKey().set({ 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
    await expectRefused(gzip.send(JSON.stringify(premium)), 415, 'unsupported-encoding');
  });

  test('a body that is not UTF-8', async () => {
    const bytes = Buffer.from(JSON.stringify(premium).replace('BAD-1', '\u00ff'), 'latin1');
    const raw = withKey()
      .type('json')
      .serialize((body: unknown) => body as string);
    await expectRefused(raw.send(bytes), 400, 'malformed-request');
  });

  test.each([1_048_577, 10_000_000, 40_000_000])('a body of %d bytes', async (size) => {
    const text = JSON.stringify({ ...premium, channel: 'x'.repeat(size) });
    await expectRefused(post('members/P-0001/premium-payments', text), 413, 'too-large');
  });

  test('a body in many pieces is read whole; one that breaks off is refused, though nobody is there to read that', async () => {
    const counted = async (): Promise<string> => {
      const { text } = await run.http().get('/metrics');
      return /^canbao_refusals_total\{code="malformed-request"\} .*$/m.exec(text)?.[0] ?? '';
    };
    const { port } = run.server.address() as AddressInfo;
    const body = JSON.stringify({ ...premium, source: { ...source, document: 'BAD-PIECES' } });
    const head = [
      'POST /v1/members/P-0001/premium-payments?dryRun=true HTTP/1.1',
      `Host: 127.0.0.1:${String(port)}`,
      'Content-Type: application/json',
      `Content-Length: ${String(body.length)}`,
    ];
    const whole = connect(port, '127.0.0.1').setNoDelay().setEncoding('utf8');
    whole.write(`${head.join('\r\n')}\r\n\r\n`);
    for (const letter of body.slice(0, 20)) {
      whole.write(letter);
      await pause(2);
    }
    const answer = new Promise((resolve) => whole.once('data', resolve));
    whole.write(body.slice(20));
    expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
    whole.destroy();

    const before = await counted();
    const broken = connect(port, '127.0.0.1').setNoDelay();
    broken.write(`${head.join('\r\n')}\r\n\r\n{`);
    await pause(50);
    broken.destroy();
    for (let waited = 0; (await counted()) === before && waited < 5_000; waited += 50) await pause(50);
    expect(await counted()).not.toBe(before);
  });

  test('headers', async () => {
    const send = (headers: Record<string, string>): Test => run.http().post(path).set(headers).send(premium);
    await expectRefused(send({}), 400, 'idempotency-key-missing');
    await expectRefused(send({ 'Idempotency-Key': ' ' }), 400, 'idempotency-key-missing');
    await expectRefused(send({ 'Idempotency-Key': 'x'.repeat(201) }), 400, 'malformed-request');
    await expectRefused(send({ 'Idempotency-Key': 'two words' }), 400, 'malformed-request');
    await expectRefused(send({ 'Idempotency-Key': citizen }), 422, 'personal-identifier');
    for (const tag of ['4', 'W/"4"', '*', '"-1"', '"4", "5"', '"four"', '""']) {
      await expectRefused(send({ 'Idempotency-Key': 'form', 'If-Match': tag }), 400, 'malformed-request');
    }
    await expectRefused(
      send({ 'Idempotency-Key': 'form', 'If-Match': '"999"' }),
      412,
      'wrong-expected-version',
    );
    await expectRefused(
      send({ 'Idempotency-Key': 'form', 'Correlation-Id': 'a b' }),
      400,
      'malformed-request',
    );
    await expectRefused(
      send({ 'Idempotency-Key': 'form', 'Correlation-Id': citizen }),
      400,
      'malformed-request',
    );
    await expectRefused(send({ 'Idempotency-Key': 'form', 'Sample-User': 'Wang' }), 400, 'malformed-request');
    await expectRefused(withKey().query({ dryRun: 'yes' }).send(premium), 400, 'malformed-request');
    await expectRefused(withKey().query({ dry: 'true' }).send(premium), 400, 'malformed-request');
  });

  test('methods that a path has not', async () => {
    await expectRefused(run.http().delete('/v1/members/P-0001'), 404, 'not-found');
    await expectRefused(run.http().put('/v1/members/P-0001').send({}), 404, 'not-found');
    await expectRefused(run.http().patch('/v1/members/P-0001').send({}), 404, 'not-found');
    await expectRefused(run.http().get(path), 404, 'not-found');
  });
});

test('after all this the same payment is accepted, and nothing else was', async () => {
  const { version } = (await run.http().get('/v1/members/P-0001')).body as { version: number };
  const accepted = await post('members/P-0001/premium-payments', premium).expect(201);
  expect(accepted.body.event.version).toBe(version + 1);
});
