import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

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
    describe(name, () => {
      tests();
      afterAll(async () => {
        await (await launched)?.close();
        launched = undefined;
      });
    });
    return;
  }
  process.stderr.write(
    `\n!! NO CHROMIUM: the browser tests "${name}" did NOT run. Install chromium and fonts-noto-cjk.\n`,
  );
  describe.skip(name, tests);
}

/** The one browser of a file of tests: each test has a context of its own, which shares nothing with the others. */
let launched: Promise<Browser> | undefined;

function browserOfFile(): Promise<Browser> {
  launched ??= chromium.launch({
    executablePath: CHROMIUM ?? '',
    headless: true,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
    ],
  });
  return launched;
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

/** Opens a page in a fresh profile. */
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
  const browser = await browserOfFile();
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    baseURL: url,
  });
  const faults: string[] = [];
  const page = await context.newPage();
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
  return { page, faults, context, close: () => context.close() };
}

/** What a page still waits for: answers on their way, or what is computed of them. */
const PENDING = '.waiting, .recomputed.pending, [aria-busy="true"]';

/**
 * Goes to a place as a link does, within the page that is open, and waits until everything on it is there. That is a fraction
 * of the work of loading it anew; whether an address opened alone shows the same has a test of its own.
 */
export async function goTo(page: Page, place: string): Promise<void> {
  if (page.url() === 'about:blank') await page.goto(`/console${place}`);
  else
    await page.evaluate(
      `history.pushState(null, '', ${JSON.stringify(`/console${place}`)}); dispatchEvent(new PopStateEvent('popstate'))`,
    );
  await page.locator('.page').waitFor();
  await page.locator(PENDING).first().waitFor({ state: 'detached' });
}

/** How many pages a PDF has. */
export function pagesOf(pdf: Buffer): number {
  return [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
}
