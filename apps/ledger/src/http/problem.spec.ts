import { DomainError, invalidAmount, malformed, refusal } from '#libs/enrollment';
import { DiskFullError, StoreUnavailableError } from '#libs/event-store';
import { LedgerError } from '#libs/ledger';
import { complaintOf } from './complaints.js';
import { MAX_ERRORS, problemOf } from './problem.js';
import { RequestProblem } from './request-problem.js';

const id = '5b0e8c4e-3a51-4c7b-9f0d-2b6f5d1c7e90';

describe('a problem', () => {
  test('of a refusal has its clause, its remedy and its facts, in the language asked for', () => {
    const clause = { document: '闽政办〔2025〕3号', at: '二(四)', paraphrase: { zh: '', en: '' } };
    const facts = {
      seen: 2,
      removableMonths: 1,
      removable: '1 month',
      removableZh: '1 个月',
      helpingYears: 1,
    };
    const complaint = complaintOf(refusal('repair-cannot-help', '/breakYears', facts, clause));
    expect(problemOf(complaint, id, 'zh')).toEqual({
      type: '/problems/repair-cannot-help',
      title: '修复年数超过可减少的月数',
      status: 422,
      code: 'repair-cannot-help',
      detail: '还可减少 1 个月, 本次修复 2 年。',
      instance: `urn:uuid:${id}`,
      clause: '闽政办〔2025〕3号 二(四)',
      remedy: '至多修复 1 年; 为 0 时不要缴纳。',
      errors: [
        {
          pointer: '/breakYears',
          code: 'repair-cannot-help',
          seen: 2,
          removableMonths: 1,
          removable: '1 个月',
          helpingYears: 1,
        },
      ],
    });
    expect(problemOf(complaint, id, 'en').title).toBe('More years are repaired than months can be removed');
  });

  test('gives a fact in Chinese where it has a Chinese wording', () => {
    const [seen, expected] = [
      { zh: '空缺', en: 'nothing' },
      { zh: '整数', en: 'a whole number' },
    ];
    const complaint = complaintOf(malformed('/coverageYear', seen, expected));
    const place = { pointer: '/coverageYear', code: 'malformed-request' };
    expect(problemOf(complaint, id, 'zh').errors).toEqual([{ ...place, seen: '空缺', expected: '整数' }]);
    expect(problemOf(complaint, id, 'en').errors).toEqual([
      { ...place, seen: 'nothing', expected: 'a whole number' },
    ]);
  });

  test('lists no more places than its bound', () => {
    const errors = Array.from({ length: MAX_ERRORS + 1 }, (_, index) => ({
      pointer: `/x${String(index)}`,
      code: 'malformed-request' as const,
    }));
    const problem = problemOf(
      complaintOf(new RequestProblem('malformed-request', { zh: '', en: '' }, { errors })),
      id,
      'en',
    );
    expect(problem.errors).toEqual(errors.slice(0, MAX_ERRORS));
  });

  test.each([2 ** 53, Infinity, -Infinity])('writes %d, on which JSON readers differ, as text', (seen) => {
    const complaint = complaintOf(new DomainError([invalidAmount('/amountFen', seen)]));
    expect(problemOf(complaint, id, 'en').errors?.[0]?.['seen']).toBe(String(seen));
  });

  test('of a version lists what happened since', () => {
    const event = {
      id,
      type: 'PremiumPaid',
      effectiveOn: '2027-11-20',
      recordedAt: '2027-11-21T02:14:05.112+08:00',
      position: 9,
      version: 5,
    } as never;
    const complaint = complaintOf(
      new LedgerError('wrong-expected-version', { expected: 4, actual: 5 }, [event]),
    );
    expect(problemOf(complaint, id, 'en')).toMatchObject({ status: 412, eventsSince: [event] });
  });

  test('of the store says nothing about the machine', () => {
    const cause = new Error('/var/lib/canbao/ledger.db: no space');
    for (const [error, code] of [
      [new DiskFullError(cause), 'disk-full'],
      [new StoreUnavailableError('failed', cause), 'store-unavailable'],
    ] as const) {
      const problem = problemOf(complaintOf(error), id, 'en');
      expect(problem).toMatchObject({ status: 503, code });
      expect(JSON.stringify(problem)).not.toContain('/var');
    }
  });

  test('of a bug says nothing but that there is one', () => {
    const problem = problemOf(complaintOf(new Error('member P-0001 is undefined')), id, 'en');
    expect(problem).toMatchObject({ status: 500, code: 'internal-error' });
    expect(JSON.stringify(problem)).not.toContain('P-0001');
  });
});
