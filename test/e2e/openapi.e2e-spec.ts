import type { Test } from 'supertest';
import { READING_IDS } from '#libs/enrollment';
import { PROBLEM_TYPES } from '../../apps/ledger/src/http/problem-types.js';
import { routesOf } from './registered-routes.js';
import { type RunningApp, startApp } from './running-app.js';

let run: RunningApp;
beforeAll(async () => {
  run = await startApp({ sample: true });
});
afterAll(() => run.stop());

interface Operation {
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: { readonly $ref: string } }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<
      Record<string, { readonly properties?: object; readonly examples?: readonly object[] }>
    >;
  };
}

const documentOf = async (): Promise<Document> =>
  (await run.http().get('/openapi.json').expect(200)).body as Document;

test('the document is OpenAPI 3.1 and describes every route, its path and its answers', async () => {
  const { openapi, paths } = await documentOf();
  expect(openapi).toBe('3.1.0');
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  const served = routesOf(run.app).filter((route) => !/ \/(docs|openapi\.json)/.test(route));
  expect(described.sort()).toEqual(served);
  for (const [path, operations] of Object.entries(paths)) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { summary, parameters = [], responses } of Object.values(operations)) {
      expect(summary).not.toBe('');
      expect(parameters.filter((each) => each.in === 'path').map(({ name }) => name)).toEqual(inPath);
      if (path.startsWith('/v1/'))
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '401', '503']));
    }
  }
});

test('every reference leads to a schema', async () => {
  const document = await documentOf();
  const names = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
    ([, name]) => name,
  );
  expect(names.filter((name) => name === undefined || !(name in document.components.schemas))).toEqual([]);
});

test('every problem code has a page, a title in both languages and a place in the schema', async () => {
  for (const [code, { title }] of Object.entries(PROBLEM_TYPES)) {
    const page = await run.http().get(`/problems/${code}`).expect(200);
    expect(page.text).toContain(title.zh);
    expect(page.text).toContain('<p>');
  }
  await run.http().get('/problems').expect(200);
});

/** What the schema of an answer names at its top level is what the answer has. */
test.each([
  ['/v1/members', 'MemberList'],
  ['/v1/members/P-0001', 'Member'],
  ['/v1/members/P-0001/events', 'MemberEvents'],
  ['/v1/members/P-0001/standing?on=2028-03-15', 'Standing'],
  ['/v1/members/P-0001/timeline', 'Timeline'],
  ['/v1/members/P-0001/explanation?field=waiting&on=2028-03-15', 'Explanation'],
  ['/v1/events?limit=1', 'EventList'],
  ['/v1/sources/tax-359901/watermarks', 'Watermarks'],
  ['/v1/policy-packs', 'PackList'],
  ['/v1/policy-packs/fujian/versions/1', 'Pack'],
  ['/v1/readings', 'ReadingList'],
  ['/v1/policy-log', 'PolicyLog'],
  ['/v1/session', 'Session'],
  ['/v1/regions', 'RegionList'],
])('%s is as the schema %s says', async (path, schema) => {
  const { properties } = (await documentOf()).components.schemas[schema]!;
  const { body } = await run.http().get(path).expect(200);
  expect(Object.keys(body as object).sort()).toEqual(Object.keys(properties ?? {}).sort());
});

test('every reading has its question, its alternatives and what each adopted pack chose and why', async () => {
  const { properties } = (await documentOf()).components.schemas['Reading']!;
  const { body } = await run.http().get('/v1/readings').expect(200);
  const items = (body as { readonly items: readonly Record<string, unknown>[] }).items;
  expect(items.map(({ id }) => id)).toEqual(READING_IDS);
  const { items: adopted } = (await run.http().get('/v1/policy-packs').expect(200)).body;
  for (const item of items) {
    expect(Object.keys(item).sort()).toEqual(Object.keys(properties ?? {}).sort());
    const { alternatives, packs } = item as { readonly alternatives: object[]; readonly packs: object[] };
    expect(alternatives.length).toBeGreaterThan(1);
    for (const alternative of alternatives) {
      expect(alternative).toEqual({
        choice: expect.anything(),
        effect: { zh: expect.any(String), en: expect.any(String) },
      });
    }
    expect(packs).toHaveLength(adopted.length);
  }
  expect(items.find(({ id }) => id === 'R25')).toMatchObject({
    question: { zh: expect.stringContaining('职工医保'), en: expect.stringContaining('employee cover') },
    choices: ['<months>'],
    alternatives: [{ choice: 3 }, { choice: 0 }, { choice: 2 }, { choice: 4 }, { choice: 6 }],
    number: { unit: 'months', key: null, min: 0, max: 1200 },
    packs: expect.arrayContaining([
      {
        pack: 'lishui@1',
        choice: 3,
        clause: expect.objectContaining({ document: 'ZJKC73-2025-0001' }),
        evidence: expect.stringContaining('three months'),
        confidence: 'medium',
        signer: null,
      },
    ]),
  });
});

test('the viewer needs nothing from another site, and the page may load nothing from one', async () => {
  const page = await run.http().get('/docs').expect(200);
  expect(page.text).not.toMatch(/(src|href)="https?:/);
  // The policy lets no script run that stands in the page itself.
  expect(page.text).not.toMatch(/<script[^>]*>\s*[^<\s]/);
  const policy = page.headers['content-security-policy'] ?? '';
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
  expect(policy).toContain("script-src 'self'");
  for (const [, file] of page.text.matchAll(/(?:src|href)="\.(\/docs\/[^"]+)"/g)) {
    await run.http().get(file!).expect(200);
  }
});

describe('the sample ledger is open to this machine only', () => {
  const ask = (headers: Record<string, string>): Test => run.http().get('/v1/members/P-0001').set(headers);

  test.each(['localhost', 'localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'LOCALHOST'])(
    'Host: %s',
    async (host) => {
      await ask({ Host: host }).expect(200);
    },
  );

  test.each([
    'example.org',
    'localhost.example.org',
    '127.0.0.1.example.org',
    '10.0.0.1',
    '127.0.0.1@example.org',
    '169.254.169.254',
  ])('not as Host: %s', async (host) => {
    const refused = await ask({ Host: host }).expect(403);
    expect(refused.body.code).toBe('not-allowed');
    await run.http().get('/docs').set('Host', host).expect(403);
  });

  test('a page of another site cannot write: only JSON is read, and nothing is said about other origins', async () => {
    const form = run
      .http()
      .post('/v1/members/P-0001/deaths')
      .set({ Origin: 'https://example.org', 'Idempotency-Key': 'x' });
    await form.type('text/plain').send('{"diedOn":"2031-01-01"}').expect(415);
    const preflight = await run.http().options('/v1/members/P-0001/deaths').set({
      Origin: 'https://example.org',
      'Access-Control-Request-Method': 'POST',
    });
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('the user of a sample is a number', async () => {
    const posted = await run
      .http()
      .post('/v1/members')
      .set({ 'Idempotency-Key': 'user', 'Sample-User': '07' })
      .send({
        member: 'U-1',
        region: '359901',
        liableFrom: '2031-01-01',
        source: { system: 's', document: 'u' },
      })
      .expect(201);
    const event = await run
      .http()
      .get(`/v1/events/${String(posted.body.event.position)}`)
      .expect(200);
    expect(event.body.actor).toBe('sample-user:07');
  });
});
