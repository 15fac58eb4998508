import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** Where Chromium may be; `CHROMIUM` names another place. */
const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The Chromium of this machine; undefined where there is none. */
export const CHROMIUM = PLACES.find((place) => place !== undefined && place !== '' && existsSync(place));

/** Without Chromium the tests of a real browser do not run, and say so; whoever asks for the full counts must have it. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (CHROMIUM !== undefined) {
    describe(name, tests);
    return;
  }
  process.stderr.write(
    `\n!! NO CHROMIUM: the browser tests "${name}" did NOT run. Install chromium and fonts-noto-cjk.\n`,
  );
  describe.skip(name, tests);
}

/** A browser with a page on an address, and everything that went wrong in it. */
export interface OpenBrowser {
  readonly page: Page;
  /** Errors of scripts, refused loads, reports of the content policy, and requests to any other host. */
  readonly faults: readonly string[];
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** What a test says is no fault: a status that it provoked itself. */
const EXPECTED = /status of (400|401|404|409|412|422)/;

/** Starts the browser with a fresh profile. */
export async function openBrowser({
  url,
  language = 'zh',
  width = 1366,
  height = 768,
}: {
  readonly url: string;
  readonly language?: 'zh' | 'en';
  readonly width?: number;
  readonly height?: number;
}): Promise<OpenBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'canbao-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM ?? '',
    headless: true,
    viewport: { width, height },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    baseURL: url,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
    ],
  });
  const faults: string[] = [];
  const page = context.pages()[0] ?? (await context.newPage());
  context.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
      faults.push(`request to ${request.url()}`);
  });
  page.on('console', (message) => {
    const text = message.text();
    if (['error', 'warning'].includes(message.type()) && !EXPECTED.test(text)) faults.push(text);
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  await context.addInitScript(
    "addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))",
  );
  return {
    page,
    faults,
    context,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** How many pages a PDF has. */
export function pagesOf(pdf: Buffer): number {
  return [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
}
