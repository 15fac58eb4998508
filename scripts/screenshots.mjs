/**
 * Takes the pictures of the documents from the console itself: a sample ledger in memory, a real browser. Needs Chromium
 * (`CHROMIUM` names it where it is not /usr/bin/chromium) and letters for Chinese.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs', 'pictures');
const PORT = process.env.PORT ?? '3199';
const url = `http://127.0.0.1:${PORT}`;

/** What is taken: a name, a language, a place, and the height of the window. */
const pictures = [
  ['person', 'zh', '/members/P-0001?on=2028-03-15', 900],
  ['person-en', 'en', '/members/P-0001?on=2028-03-15', 900],
  ['why', 'zh', '/members/P-0001/why/waiting?on=2028-03-15', 900],
  ['replay', 'zh', '/members/P-0003/replay?on=2027-03-02&knownAt=2027-03-05', 700],
  ['balances', 'zh', '/members/P-0004/balances?on=2031-03-01', 900],
];

const server = spawn(process.execPath, [join(root, 'bin', 'canbao'), 'demo', '--port', PORT], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
const profile = mkdtempSync(join(tmpdir(), 'canbao-pictures-'));
try {
  await ready();
  mkdirSync(folder, { recursive: true });
  for (const language of ['zh', 'en']) await take(language);
} finally {
  server.kill();
  rmSync(profile, { recursive: true, force: true });
}

async function ready() {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`Nothing answers on ${url}.`);
}

async function take(language) {
  const browser = await chromium.launchPersistentContext(join(profile, language), {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  const page = browser.pages()[0] ?? (await browser.newPage());
  for (const [name, of, place, height] of pictures) {
    if (of !== language) continue;
    await page.setViewportSize({ width: 1366, height });
    await page.goto(`${url}/console${place}`, { waitUntil: 'networkidle' });
    await page.locator('.recomputed[data-compared]').waitFor();
    await page.screenshot({ path: join(folder, `${name}.png`) });
    process.stdout.write(`docs/pictures/${name}.png\n`);
  }
  await browser.close();
}
