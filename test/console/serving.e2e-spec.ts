import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type RunningApp, startApp } from '../e2e/running-app.js';

let run: RunningApp;
beforeAll(async () => {
  run = await startApp({ sample: true });
});
afterAll(() => run.stop());

test('every path below /console is the one document, under a strict policy with a nonce of its own', async () => {
  const pages = await Promise.all(
    ['/console', '/console/', '/console/members/P-0001?on=2028-03-15'].map((path) =>
      run
        .http()
        .get(path)
        .expect(200)
        .expect('Content-Type', /text\/html/),
    ),
  );
  const nonces = pages.map(({ headers, text }) => {
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
    const [, nonce = ''] = /style-src 'self' 'nonce-([^']+)'/.exec(policy) ?? [];
    expect(text).toContain(`data-nonce="${nonce}"`);
    expect(text).not.toContain('__NONCE__');
    expect(text).not.toMatch(/(src|href)="https?:|<style|<script(?![^>]*src=)/);
    expect(headers['cache-control']).toBe('no-store');
    return nonce;
  });
  expect(new Set(nonces).size).toBe(pages.length);
});

test('scripts and styles come compressed to whoever takes that, and are kept for ever', async () => {
  const { text } = await run.http().get('/console');
  const files = [...text.matchAll(/(?:src|href)="(\/console\/assets\/[^"]+\.(?:js|css))"/g)].map(
    ([, path]) => path!,
  );
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) {
    const sent = await run.http().get(file).set('Accept-Encoding', 'gzip').expect(200);
    expect(sent.headers).toMatchObject({
      'content-encoding': 'gzip',
      'cache-control': expect.stringContaining('immutable'),
      'content-type': expect.stringMatching(/^text\/(javascript|css)/),
      'x-content-type-options': 'nosniff',
    });
    const plain = await run.http().get(file).set('Accept-Encoding', 'identity').expect(200);
    expect(plain.headers['content-encoding']).toBeUndefined();
    // Compared as a truth: a difference between two megabytes of script tells nobody anything.
    expect(plain.text === sent.text).toBe(true);
  }
});

test.each([
  '/console/assets/none.js',
  '/console/assets/../../package.json',
  '/console/assets/%2e%2e/%2e%2e/package.json',
])('nothing but built files is served: %s', async (path) => {
  const answer = await run.http().get(path);
  expect(answer.text).not.toContain('devDependencies');
  expect(answer.headers['content-type']).not.toMatch(/javascript/);
});

test('the typed client is what the OpenAPI document says', () => {
  const script = join(__dirname, '..', '..', 'scripts', 'console-client.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}, 60_000);
