import type { Test } from 'supertest';
import { type RunningApp, startApp } from './running-app.js';

let run: RunningApp;
beforeAll(async () => {
  run = await startApp({ sample: true });
});
afterAll(() => run.stop());

const member = 'P-0001';
const on = '2028-03-15';
const check = (body: unknown, query = ''): Test =>
  run
    .http()
    .post(`/v1/eligibility-checks${query}`)
    .send(body as object);
const decide = (body: unknown, query = ''): Test =>
  run
    .http()
    .post(`/v1/decisions${query}`)
    .send(body as object);
const decision = (id: string, part = ''): Test => run.http().get(`/v1/decisions/${id}${part}`);

let documents = 0;
/** Registers a member of region 359901, liable from a day, and records facts: `[path, fields]`. */
async function given(name: string, liableFrom: string, ...facts: readonly [string, object][]): Promise<void> {
  const all: readonly [string, object][] = [
    ['', { member: name, region: '359901', liableFrom }],
    ...facts.map(([path, fields]): [string, object] => [`/${name}/${path}`, fields]),
  ];
  for (const [path, fields] of all) {
    documents += 1;
    const document = `D-${String(documents)}`;
    await run
      .http()
      .post(`/v1/members${path}`)
      .set('Idempotency-Key', document)
      .send({ ...fields, source: { system: 'tax-359901', document } })
      .expect(201);
  }
}
const paid = (coverageYear: number, paidOn: string): [string, object] => [
  'premium-payments',
  { coverageYear, paidOn, amountFen: 40_000 },
];

describe('an eligibility check', () => {
  test('in the wait: refused with its reason, clause and the first day on which the fund pays', async () => {
    const { body } = await check({ member, scheme: 'resident', on }).expect(200);
    expect(body).toMatchObject({
      decisionId: expect.stringMatching(/^dec_[0-9a-z]{25}$/),
      member,
      scheme: 'resident',
      region: '359901',
      pooledFund: {
        payable: false,
        payableFrom: '2028-06-01',
        reasons: [
          {
            code: 'in-waiting-period',
            clause: expect.stringContaining('闽政办〔2025〕3号'),
            text: '待遇等待期内,至 2028-05-31 止',
          },
        ],
      },
      validFor: { from: '2028-01-01', until: '2028-06-01' },
      undetermined: [],
    });
  });

  test('everything from covered to coordinates is as in the standing', async () => {
    const { body } = await check({ member, on }).expect(200);
    const { decisionId: _, scheme: __, pooledFund: ___, ...rest } = body;
    const { body: standing } = await run
      .http()
      .get(`/v1/members/${member}/standing?on=${on}&knownAt=pos:${String(body.coordinates.position)}`)
      .expect(200);
    expect(rest).toEqual(standing);
  });

  test('the day after the wait: payable from that day', async () => {
    const { body } = await check({ member, on: '2028-06-01' }).expect(200);
    expect(body.pooledFund).toEqual({ payable: true, payableFrom: '2028-06-01', reasons: [] });
  });

  test('texts follow Accept-Language', async () => {
    const { body } = await check({ member, on }).set('Accept-Language', 'en').expect(200);
    expect(body.pooledFund.reasons[0].text).toBe('in the waiting period, through 2028-05-31');
  });

  test.each(['employee', 'other'])('scheme %s is out of scope', async (scheme) => {
    const { body } = await check({ member, on, scheme }).expect(200);
    expect(body.pooledFund).toEqual({ payable: null, payableFrom: null, reasons: [] });
    expect(body.undetermined).toEqual([{ code: 'out-of-scope' }]);
  });

  test.each([
    ['not-covered', '2027-06-01', '2028-09-10'],
    ['cover-starts-later', '2028-03-31', '2028-09-10'],
    ['in-waiting-period', '2028-05-01', '2028-09-10'],
    ['covered-by-employee-scheme', '2029-03-01', null],
    ['covered-by-other-system', '2030-03-01', null],
    ['deceased', '2031-02-02', null],
  ])('%s on %s', async (code, day, payableFrom) => {
    const name = `R-${code}`;
    await given(
      name,
      '2020-01-01',
      paid(2028, '2028-04-10'),
      ['scheme-transfers', { from: 'resident', to: 'employee', effectiveOn: '2029-01-01' }],
      ['scheme-transfers', { from: 'employee', to: 'other', effectiveOn: '2030-01-01' }],
      ['deaths', { diedOn: '2031-02-01' }],
    );
    const { body } = await check({ member: name, on: day }).expect(200);
    expect(body.pooledFund.payable).toBe(false);
    expect(body.pooledFund.reasons).toEqual([expect.objectContaining({ code })]);
    expect(body.pooledFund.payableFrom).toBe(payableFrom);
  });

  test('a dry run and a hypothetical answer are not recorded', async () => {
    const before = (await run.http().get('/readyz')).body.store.position;
    const dry = await check({ member, on }, '?dryRun=true').expect(200);
    const whatIf = await check({ member, on, readings: 'R1=yes' }).expect(200);
    expect([dry.body.decisionId, dry.body.hypothetical]).toEqual([null, false]);
    expect([whatIf.body.decisionId, whatIf.body.hypothetical]).toEqual([null, true]);
    expect((await run.http().get('/readyz')).body.store.position).toBe(before);
  });

  test('a key gives the first decision again, and refuses another question', async () => {
    const key = { 'Idempotency-Key': 'check-1' };
    const first = await check({ member, on }).set(key).expect(200);
    await given('K-1', '2030-01-01');
    const again = await check({ member, on }).set(key).expect(200);
    expect(again.text).toBe(first.text);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const other = await check({ member, on: '2028-03-16' }).set(key).expect(422);
    expect(other.body.code).toBe('idempotency-key-reused');
    const withoutKey = await check({ member, on }).expect(200);
    expect(withoutKey.body.decisionId).not.toBe(first.body.decisionId);
  });

  test('the same key at the same time records one decision', async () => {
    const key = { 'Idempotency-Key': 'check-at-once' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => check({ member, on }).set(key)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });
});

/** A line of a batch: an answer or a problem. */
interface LineAnswer {
  readonly code?: string;
  readonly decisionId?: string;
  readonly pooledFund?: { readonly payable: boolean };
}

describe('a batch', () => {
  const send = (lines: string, headers: Record<string, string> = {}): Test =>
    run
      .http()
      .post('/v1/eligibility-checks')
      .set({ 'Content-Type': 'application/x-ndjson', ...headers })
      .send(lines);

  test('answers each line for itself, in order, and spoils none by another', async () => {
    const lines = [
      JSON.stringify({ member, on }),
      '{ "member": ',
      '',
      JSON.stringify({ member: 'P-unknown' }),
      JSON.stringify({ member, on: '2028-02-30' }),
      JSON.stringify({ member, day: on }),
      JSON.stringify({ member, on: '2028-06-01' }),
    ];
    const { text, headers } = await send(lines.join('\n')).expect(200);
    expect(headers['content-type']).toContain('application/x-ndjson');
    const answers = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as LineAnswer);
    expect(answers.map(({ code, pooledFund }) => code ?? pooledFund?.payable)).toEqual([
      false,
      'malformed-request',
      'member-not-found',
      'invalid-date',
      'malformed-request',
      true,
    ]);
    expect(answers[2]).toMatchObject({ status: 404, type: '/problems/member-not-found' });
    const kept = await decision(answers[0]?.decisionId ?? '').expect(200);
    expect(text.startsWith(`${kept.text}\n`)).toBe(true);
  });

  test('with a key, each line is bound to it', async () => {
    const lines = `${JSON.stringify({ member, on })}\n${JSON.stringify({ member, on: '2028-06-01' })}\n`;
    const first = await send(lines, { 'Idempotency-Key': 'batch-1' }).expect(200);
    const again = await send(lines, { 'Idempotency-Key': 'batch-1' }).expect(200);
    expect(again.text).toBe(first.text);
  });

  test('an empty one is answered by nothing; one that is too long is refused', async () => {
    expect((await send('\n \n').expect(200)).text).toBe('');
    const { body } = await send('{}\n'.repeat(1_001)).expect(413);
    expect(body.code).toBe('too-large');
  });

  test('no other route takes lines', async () => {
    const refused = await run
      .http()
      .post('/v1/decisions')
      .set('Content-Type', 'application/x-ndjson')
      .send('{}\n')
      .expect(415);
    expect(refused.body.code).toBe('unsupported-encoding');
  });
});

describe('a decision', () => {
  test.each([
    [{ kind: 'eligibility', member, on }],
    [{ kind: 'standing', member, on }],
    [{ kind: 'repair-quote', member, on }],
  ])('%j has the same bytes for ever, and is equal when it is made again', async (question) => {
    const served = await decide(question).expect(201);
    const { decisionId } = served.body;
    await given(`L-${question.kind}`, '2030-01-01');
    await run
      .http()
      .post(`/v1/members/${member}/special-statuses`)
      .set('Idempotency-Key', `late-${question.kind}`)
      .send({
        status: 'medical-aid',
        from: question.kind === 'eligibility' ? '2027-11-01' : '2027-11-02',
        source: { system: 'aid', document: `late-${question.kind}` },
      })
      .expect(201);
    const kept = await decision(decisionId).expect(200);
    expect(kept.text).toBe(served.text);
    expect(kept.headers['member-version']).toBe(served.headers['member-version']);
    expect((await decision(decisionId, '/replay').expect(200)).body).toEqual({ equal: true, differs: null });
    const { body: why } = await decision(decisionId, '/explanation').expect(200);
    expect(why).toMatchObject({
      schema: 'canbao.explanation/1',
      member,
      field: question.kind === 'repair-quote' ? 'waiting' : 'benefitEligible',
      decisionId,
      recorded: { isSame: true, explanationDigest: expect.stringMatching(/^sha256:/) },
      coordinates: served.body.coordinates,
    });
  });

  test('what was known later changes a later answer, not this one', async () => {
    await given('S-1', '2024-01-01', paid(2028, '2028-02-01'));
    const before = await decide({ kind: 'eligibility', member: 'S-1', on: '2028-02-15' }).expect(201);
    await given('S-2', '2024-01-01');
    await run
      .http()
      .post('/v1/members/S-1/deaths')
      .set('Idempotency-Key', 'S-1-death')
      .send({ diedOn: '2028-02-10', source: { system: 's', document: 'S-1-death' } })
      .expect(201);
    const after = await decide({ kind: 'eligibility', member: 'S-1', on: '2028-02-15' }).expect(201);
    expect(after.body.pooledFund).not.toEqual(before.body.pooledFund);
    expect((await decision(before.body.decisionId).expect(200)).text).toBe(before.text);
    expect((await decision(before.body.decisionId, '/replay')).body.equal).toBe(true);
  });

  test('the letter is a page or plain text, in either language, and says that it is a sample', async () => {
    const { body } = await check({ member, on: '2028-01-15' }).expect(200);
    const html = await decision(body.decisionId, '/letter').set('Accept', 'text/html').expect(200);
    expect(html.headers['content-type']).toContain('text/html');
    expect(html.text).toContain('<html lang="zh-CN">');
    expect(html.text).toContain(body.decisionId);
    expect(html.text).toContain('示例');
    const plain = await decision(body.decisionId, '/letter')
      .set({ Accept: 'text/plain', 'Accept-Language': 'en' })
      .expect(200);
    expect(plain.headers['content-type']).toContain('text/plain');
    expect(plain.text).toMatch(/pooled fund (pays|does not pay)/);
    expect(plain.text).toContain('sample clock');
    for (const kind of ['standing', 'repair-quote']) {
      const served = await decide({ kind, member, on }).expect(201);
      expect((await decision(served.body.decisionId, '/letter').expect(200)).text).toContain('<h1>');
    }
  });

  test('a dry run is 200 and has no id', async () => {
    const { body } = await decide({ kind: 'standing', member }, '?dryRun=true').expect(200);
    expect(body.decisionId).toBeNull();
  });

  test.each([
    ['no kind', { member }],
    ['another kind', { kind: 'bisection', member }],
    ['no member', { kind: 'standing' }],
    ['a field of none', { kind: 'standing', member, depth: 'audit' }],
    ['a scheme of a standing', { kind: 'standing', member, scheme: 'resident' }],
    ['a year of a check', { kind: 'eligibility', member, enrolmentYear: 2028 }],
    ['another scheme', { kind: 'eligibility', member, scheme: 'none' }],
    ['a number as member', { kind: 'eligibility', member: 1 }],
    ['a list', [{ kind: 'standing', member }]],
  ])('%s is malformed', async (_, body) => {
    const refused = await decide(body).expect(400);
    expect(refused.body.code).toBe('malformed-request');
  });

  test.each(['dec_1', 'dec_0000000000000000000000000', '..%2f..', `dec_${'Z'.repeat(25)}`])(
    '%s is not found, whatever is asked of it',
    async (id) => {
      for (const part of ['', '/explanation', '/replay', '/letter']) {
        const { body } = await decision(id, part).expect(404);
        expect(body.code).toBe('not-found');
      }
    },
  );

  test('explanation: a field or depth of none is malformed', async () => {
    const { body } = await check({ member, on }).expect(200);
    await decision(body.decisionId, '/explanation?field=nothing').expect(400);
    await decision(body.decisionId, '/explanation?depth=deep').expect(400);
    await decision(body.decisionId, '/explanation?field=waiting&depth=public').expect(200);
  });
});

describe('watermarks', () => {
  const source = 'tax-bureau';
  const declare = (fields: object, name = source): Test =>
    run.http().post(`/v1/sources/${name}/watermarks`).send(fields);
  const premiums = (completeThrough: string): object => ({
    region: '359902',
    kind: 'premiums',
    completeThrough,
  });

  beforeAll(async () => {
    documents += 1;
    await run
      .http()
      .post('/v1/members')
      .set('Idempotency-Key', 'W-1')
      .send({
        member: 'W-1',
        region: '359902',
        liableFrom: '2025-01-01',
        source: { system: 's', document: 'W-1' },
      })
      .expect(201);
  });

  test('a refusal that rests on a missing premium is not known until its source has come so far', async () => {
    const ask = async (day: string): Promise<object> =>
      (await check({ member: 'W-1', on: day }).expect(200)).body as object;
    expect(await ask('2030-04-01')).toMatchObject({ pooledFund: { payable: false }, completeness: [] });
    await declare(premiums('2030-01-31')).expect(201);
    expect(await ask('2030-04-01')).toMatchObject({
      pooledFund: { payable: null, payableFrom: null, reasons: [] },
      undetermined: [
        { source, kind: 'premiums', completeThrough: '2030-01-31', neededThrough: '2030-02-28' },
      ],
      completeness: [{ source, kind: 'premiums', status: 'incomplete' }],
      validFor: { from: '2030-04-01', until: '2030-04-02' },
    });
    await declare(premiums('2030-02-28')).expect(201);
    // From June on a late payment of March would have been in time: that is not known.
    expect(await ask('2030-04-01')).toMatchObject({
      pooledFund: { payable: false },
      undetermined: [],
      completeness: [
        {
          source,
          kind: 'premiums',
          status: 'complete',
          completeThrough: '2030-02-28',
          neededThrough: '2030-02-28',
        },
      ],
      validFor: { from: '2030-01-01', until: '2030-06-01' },
    });
    expect(await ask('2030-05-31')).toMatchObject({ pooledFund: { payable: false } });
    expect(await ask('2030-06-01')).toMatchObject({ pooledFund: { payable: null } });
  });

  test('an answer served before the source went on stays what it was', async () => {
    const served = await check({ member: 'W-1', on: '2030-08-01' }).expect(200);
    expect(served.body.pooledFund.payable).toBeNull();
    await declare(premiums('2030-12-31')).expect(201);
    expect((await check({ member: 'W-1', on: '2030-08-01' })).body.pooledFund.payable).toBe(false);
    const { body } = await decision(served.body.decisionId, '/replay').expect(200);
    expect(body).toEqual({ equal: true, differs: null });
    const letter = await decision(served.body.decisionId, '/letter').set('Accept', 'text/plain').expect(200);
    expect(letter.text).toContain('完整至 2030-02-28');
  });

  test('a standing names the sources that it rests on, with the facts of undeclared ones', async () => {
    const { body } = await run
      .http()
      .get(`/v1/members/P-0001/standing?on=${on}&knownAt=2028-03-15`)
      .expect(200);
    expect(body.completeness).toContainEqual({
      source: 'tax-359901',
      kind: 'premiums',
      status: 'undeclared',
      completeThrough: null,
      neededThrough: '2027-12-31',
    });
  });

  test('the same again appends nothing; a source may take back what it said', async () => {
    const again = await declare(premiums('2030-12-31')).expect(200);
    expect(again.body).toMatchObject({ appended: false, completeThrough: '2030-12-31' });
    const back = await declare(premiums('2029-12-31')).expect(201);
    const { body } = await run.http().get(`/v1/sources/${source}/watermarks`).expect(200);
    expect(body).toMatchObject({
      source,
      items: [{ region: '359902', kind: 'premiums', completeThrough: '2029-12-31' }],
    });
    const before = await run
      .http()
      .get(`/v1/sources/${source}/watermarks?knownAt=pos:${String(back.body.position - 1)}`)
      .expect(200);
    expect(before.body.items[0].completeThrough).toBe('2030-12-31');
  });

  test.each([
    ['a day after today', premiums('2099-01-01'), 400, 'malformed-request'],
    ['no day', premiums('2030-02-30'), 422, 'invalid-date'],
    [
      'an unknown kind',
      { region: '359902', kind: 'rumours', completeThrough: '2030-01-01' },
      400,
      'malformed-request',
    ],
    [
      'an unknown region',
      { region: '999999', kind: 'premiums', completeThrough: '2030-01-01' },
      422,
      'unknown-region',
    ],
    ['no region', { kind: 'premiums', completeThrough: '2030-01-01' }, 400, 'malformed-request'],
    ['a field of none', { ...premiums('2030-01-01'), by: 'me' }, 400, 'malformed-request'],
  ])('%s is refused', async (_, fields, status, code) => {
    const refused = await declare(fields).expect(status);
    expect(refused.body.code).toBe(code);
  });

  test('a source that looks like a person is refused', async () => {
    const refused = await declare(premiums('2030-01-01'), '11010519491231002X').expect(422);
    expect(refused.body.code).toBe('personal-identifier');
  });
});
