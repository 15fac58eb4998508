import { startApp } from './running-app.js';

test('a limit that is set holds in a sample ledger too, for each address', async () => {
  const limited = await startApp({ sample: true, requestsPerMinute: 3 });
  try {
    for (const user of ['01', '02', '03'])
      await limited.http().get('/v1/regions').set('Sample-User', user).expect(200);
    const refused = await limited.http().get('/v1/regions').set('Sample-User', '04').expect(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  } finally {
    await limited.stop();
  }
});

test('a store that will take no append until it is opened again is not ready, and says what to do', async () => {
  const running = await startApp({ sample: true });
  try {
    await running.http().get('/readyz').expect(200);
    const health = jest.spyOn(running.service, 'storeHealth', 'get');
    health.mockReturnValue({ isWritable: false, reason: 'failed' });
    const { body } = await running.http().get('/readyz').expect(503);
    expect(body).toMatchObject({ status: 'store-unavailable', reason: 'failed' });
    expect(body.remedy).toContain('restart after mending the disk');
    expect(body.remedy).toContain('重启');
    await running.http().get('/livez').expect(200);
  } finally {
    await running.stop();
  }
});

test('readiness says how far the read model is: it follows soon after the start, without anything set aside', async () => {
  const running = await startApp({ sample: true });
  try {
    for (let waited = 0; running.service.projections[0]?.state !== 'following'; waited += 10) {
      expect(waited).toBeLessThan(10_000);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const { body } = await running.http().get('/readyz').expect(200);
    expect(body.projectionLag).toBe(0);
    expect(body.projections).toEqual([
      expect.objectContaining({
        name: 'standing',
        state: 'following',
        reason: null,
        position: body.store.position,
        asOf: '2031-03-01',
        parkedMembers: 0,
      }),
    ]);
  } finally {
    await running.stop();
  }
});

test.each([
  ['unreachable', /存储服务器没有应答.*does not answer/],
  ['access-denied', /CANBAO_STORE/],
  ['unsupported-server', /版本不足.*lacks what the ledger needs/],
  ['corrupt', /恢复备份.*restore a backup/],
  ['foreign-event', /流和序号.*did not write.*stream and number/],
] as const)('not ready because of %s, it says what helps', async (reason, said) => {
  const running = await startApp({ sample: true });
  try {
    jest.spyOn(running.service, 'storeHealth', 'get').mockReturnValue({ isWritable: false, reason });
    const { body } = await running.http().get('/readyz').expect(503);
    expect(body.remedy).toMatch(said);
  } finally {
    await running.stop();
  }
});

test('only the viewer of /docs may have styles written into its page; answers may load nothing', async () => {
  const running = await startApp({ sample: true });
  const policyOf = async (path: string): Promise<string> => {
    const { headers } = await running.http().get(path);
    return headers['content-security-policy'] ?? '';
  };
  try {
    for (const path of ['/docs', '/docs/swagger-ui.css']) {
      expect(await policyOf(path)).toContain("style-src 'self' 'unsafe-inline'");
    }
    for (const path of ['/v1/regions', '/openapi.json', '/problems', '/nowhere', '/docsx']) {
      expect(await policyOf(path)).toBe(
        "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      );
    }
  } finally {
    await running.stop();
  }
});

test.each([
  ['limit=0', 'limit', '0', '1 至 500 的整数', 'a whole number from 1 to 500'],
  ['limit=x', 'limit', 'x', '1 至 500 的整数', 'a whole number from 1 to 500'],
  [
    'minPosition=-1',
    'minPosition',
    '"-1"',
    '0 至 9007199254740991 的整数',
    'a whole number from 0 to 9007199254740991',
  ],
  ['colour=red', 'colour', undefined, '无此名称', 'no such name'],
])('the query ?%s is refused in the language asked for', async (query, parameter, seen, zh, en) => {
  const running = await startApp({ sample: true });
  try {
    for (const [language, expected] of Object.entries({ zh, en })) {
      const asked = running.http().get(`/v1/members?${query}`).set('Accept-Language', language);
      const { body } = await asked.expect(400);
      expect(body.errors).toEqual([{ parameter, code: 'malformed-request', seen, expected }]);
    }
  } finally {
    await running.stop();
  }
});
