import { problemFailure } from './http-problem.js';

describe('a problem that a ledger answers with', () => {
  it.each([
    [400, 'malformed-request', 2],
    [401, 'not-authenticated', 7],
    [403, 'not-allowed', 7],
    [404, 'member-not-found', 3],
    [409, 'request-in-progress', 4],
    [412, 'wrong-expected-version', 4],
    [413, 'too-large', 2],
    [422, 'duplicate-payment', 5],
    [422, 'unknown-pack', 3],
    [422, 'idempotency-key-reused', 4],
    [422, 'source-document-conflict', 4],
    [429, 'rate-limited', 7],
    [500, 'internal-error', 70],
    [503, 'store-unavailable', 7],
  ])('%d %s exits with %d', (status, code, exit) => {
    expect(problemFailure(status, { code, detail: 'Seen.', remedy: 'Do.' })).toMatchObject({ exit, code });
  });

  it('says detail, clause and remedy as the ledger does', () => {
    const body = {
      code: 'repair-cannot-help',
      detail: '还可减少 1 个月。',
      clause: '二(四)',
      remedy: '改为 1 年。',
    };
    const { detail, remedy } = problemFailure(422, body);
    expect([detail.zh, remedy?.zh]).toEqual(['还可减少 1 个月。 (二(四))', '改为 1 年。']);
  });

  it('tells a person at a terminal where a key goes', () => {
    const { remedy } = problemFailure(401, { code: 'not-authenticated', remedy: 'Send a header.' });
    expect(remedy?.en).toContain('CANBAO_KEY');
  });

  it('is told by its status where the body says nothing', () => {
    expect(problemFailure(502, null).detail.en).toBe('HTTP 502');
  });
});
