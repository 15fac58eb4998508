/**
 * Writes the types of the API that the console is compiled against, from the OpenAPI document of the built API. With
 * `--check` it writes nothing and fails where the file differs from what it would write.
 */
import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const root = join(import.meta.dirname, '..');
const file = join(root, 'apps', 'console', 'src', 'api', 'schema.ts');
const required = createRequire(import.meta.url);
const fromDist = (path) => required(join(root, 'dist', path));

const header = '/* Written by `npm run docs` from the OpenAPI document: change the API, not this file. */\n';
const types = header + astToString(await openapiTS(trimmed(await documentOfApi()), { immutable: true }));
if (!process.argv.includes('--check')) writeFileSync(file, types);
else if (readFileSync(file, 'utf8') !== types) {
  process.stderr.write('apps/console/src/api/schema.ts is not what the API says: run `npm run docs`.\n');
  process.exit(1);
}

/** Without what the console reads otherwise: problems have one form, and headers are the client's own affair. */
function trimmed(document) {
  for (const operation of Object.values(document.paths).flatMap((operations) => Object.values(operations))) {
    operation.parameters = (operation.parameters ?? []).filter((each) => each.in !== 'header');
    operation.responses = Object.fromEntries(
      Object.entries(operation.responses)
        .filter(([status]) => status.startsWith('2'))
        .map(([status, { description, content }]) => [status, { description, content }]),
    );
  }
  return document;
}

async function documentOfApi() {
  const { createApp } = fromDist('apps/ledger/src/create-app.js');
  const { openService } = fromDist('apps/ledger/src/open-service.js');
  const { openApiDocument } = fromDist('apps/ledger/src/openapi/document.js');
  const { parseStoreAddress } = fromDist('libs/event-store/src/index.js');
  const flags = {
    store: parseStoreAddress('sqlite::memory:'),
    sample: true,
    host: '127.0.0.1',
    port: 0,
    regions: null,
    readModels: null,
  };
  const service = await openService(flags, { requestsPerMinute: null, logLevel: 'silent' });
  const app = await createApp(service, '0.0.0');
  // A schema that only names another one has no properties of its own; the generator takes plain objects.
  const document = JSON.parse(JSON.stringify(openApiDocument(app, '0.0.0')));
  await app.close();
  await service.ledger.close();
  return document;
}
