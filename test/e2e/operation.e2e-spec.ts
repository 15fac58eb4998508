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
