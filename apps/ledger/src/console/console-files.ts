import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NextFunction, Request, Response } from 'express';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { consoleHeaders } from '../http/security-headers.js';
import { PACKAGE_FOLDER } from '../package-folder.js';

const folder = join(PACKAGE_FOLDER, 'dist', 'console');

/** What the built document has where the nonce of each response goes. */
const PLACE_OF_NONCE = '__NONCE__';
const NONCE_BYTES = 16;

/** Built files have a name that changes with their content; each script and style also stands there compressed. */
const compressed = /^\/assets\/[\w.-]+\.(js|css)$/;
const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css' };

/** Serves the built console below `/console`: public, since its files say nothing of any member. */
export function serveConsole(app: NestExpressApplication): void {
  app.use('/console', toFile);
  app.useStaticAssets(folder, {
    prefix: '/console',
    index: false,
    redirect: false,
    setHeaders: (response: Response, path: string) => {
      const isAsset = path.startsWith(join(folder, 'assets'));
      response.setHeader('Cache-Control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
      const [, type] = /\.(js|css)\.gz$/.exec(path) ?? [];
      if (type === undefined) return;
      response.setHeader('Content-Type', `${types[type] ?? ''}; charset=utf-8`);
      response.setHeader('Content-Encoding', 'gzip');
    },
  });
}

/** Every path but that of a built file means the one document, which reads the path itself. */
function toFile(request: Request, response: Response, next: NextFunction): void {
  const { path } = request;
  if (!path.startsWith('/assets/') && path !== '/icon.svg') {
    sendDocument(response).catch(next);
    return;
  }
  response.vary('Accept-Encoding');
  if (compressed.test(path) && request.acceptsEncodings('gzip') !== false) request.url = `${path}.gz`;
  next();
}

/** The document, with a nonce of its own: only styles that bear it may be written into the page. */
async function sendDocument(response: Response): Promise<void> {
  const document = await readFile(join(folder, 'index.html'), 'utf8');
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  response
    .set({ ...consoleHeaders(nonce), 'Cache-Control': 'no-store' })
    .type('text/html')
    .send(document.replaceAll(PLACE_OF_NONCE, nonce));
}
