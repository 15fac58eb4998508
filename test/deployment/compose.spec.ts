import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as { readonly version: string };
const operating = read('docs/operating.md');

type Fields = Readonly<Record<string, unknown>>;
type Service = Fields & {
  readonly image: string;
  readonly build?: string;
  readonly user?: string;
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly ports?: readonly unknown[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: Fields & { readonly test?: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition?: string }>>;
};

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isText);
const isDuration = (value: unknown): boolean => typeof value === 'string' && /^[1-9]\d*(s|m)$/.test(value);
const isMapOfTexts = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.values(value).every(isText);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0;

/** The part of the Compose specification that these files use; anything else in them is a mistake, or belongs here. */
const serviceFields: Readonly<Record<string, (value: unknown) => boolean>> = {
  build: isText,
  image: isText,
  user: isText,
  command: isTexts,
  // A bare yes, 8080 or null would reach the program as something else than it says.
  environment: isMapOfTexts,
  ports: isTexts,
  volumes: isTexts,
  healthcheck: (value) => hasOnly(value, healthFields),
  depends_on: (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value as Fields).every((each) => hasOnly(each, { condition: isText })),
  init: isFlag,
  read_only: isFlag,
  tmpfs: isTexts,
  cap_drop: isTexts,
  security_opt: isTexts,
  mem_limit: (value) => typeof value === 'string' && /^[1-9]\d*[mg]$/.test(value),
  restart: (value) => value === 'unless-stopped',
  stop_grace_period: isDuration,
};

const healthFields: typeof serviceFields = {
  test: (value) => isTexts(value) && (value as readonly string[])[0] === 'CMD',
  interval: isDuration,
  timeout: isDuration,
  start_period: isDuration,
  retries: isCount,
};

function hasOnly(value: unknown, fields: typeof serviceFields): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(([name, each]) => fields[name]?.(each) === true);
}

describe.each(['docker-compose.yml', 'docker-compose.sqlite.yml'])('%s', (file) => {
  const content = parse(read(file)) as {
    readonly services: Readonly<Record<string, Service>>;
    readonly volumes: Fields;
  };
  const services = Object.entries(content.services);

  test('has the shape of the Compose specification', () => {
    expect(Object.keys(content).sort()).toEqual(['services', 'volumes']);
    const wrong = services.flatMap(([name, service]) =>
      Object.entries(service).flatMap(([field, value]) =>
        serviceFields[field]?.(value) === true ? [] : [`${name}.${field}: ${JSON.stringify(value)}`],
      ),
    );
    expect(wrong).toEqual([]);
    expect(Object.values(content.volumes).every((volume) => volume === null)).toBe(true);
  });

  test.each(services)(
    '%s: a pinned image, which is built here or somebody else’s exact version',
    (_, service) => {
      const [, name, tag] = /^([a-z0-9./-]+):([\w.-]+)$/.exec(service.image) ?? [];
      expect(tag).toMatch(/^\d+\.\d+\.\d+(-[a-z-]+)?$/);
      if (service.build === undefined) expect(name).not.toBe('canbao-ledger');
      else expect(service.image).toBe(`canbao-ledger:${manifest.version}`);
    },
  );

  test.each(services)('%s: is published on loopback only', (_, { ports = [] }) => {
    expect(ports.length).toBeGreaterThan(0);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  test.each(services)('%s: has a health check, limits, no rights and no root', (_, service) => {
    expect(Object.keys(service.healthcheck ?? {}).sort()).toEqual(Object.keys(healthFields).sort());
    expect(service).toMatchObject({
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      mem_limit: expect.any(String),
      restart: 'unless-stopped',
    });
    const user = service.build === undefined ? service.user : lastUserOf(read('Dockerfile'));
    expect(user).toMatch(service.build === undefined ? /^[1-9]\d*:[1-9]\d*$/ : /^(?!root|0)\w+$/);
  });

  test.each(services)('%s: its health check asks the port that it listens on', (_, service) => {
    const port = service.environment?.['PORT'] ?? service.environment?.['EVENTSTORE_NODE_PORT'];
    expect(service.healthcheck?.test?.join(' ')).toContain(`http://127.0.0.1:${String(port)}/`);
    expect(service.ports?.[0]).toMatch(new RegExp(`:${String(port)}$`));
  });

  test.each(services)('%s: every variable is in docs/operating.md', (_, { environment = {} }) => {
    const names = [
      ...Object.keys(environment),
      ...Object.values(environment).flatMap((value) =>
        [...String(value).matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name ?? ''),
      ),
    ];
    expect(names.filter((name) => !operating.includes(`\`${name}\``))).toEqual([]);
  });

  test('every volume that is named is used, and the other way round; every dependency has a health check', () => {
    const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect(used.sort()).toEqual(Object.keys(content.volumes).sort());
    for (const [, { depends_on: needed = {} }] of services) {
      for (const [name, { condition }] of Object.entries(needed)) {
        expect(condition).toBe('service_healthy');
        expect(content.services[name]?.healthcheck).toBeDefined();
      }
    }
  });
});

test('without TLS only with the reason beside it', () => {
  expect(read('docker-compose.yml')).toMatch(/#.*TLS.*\n *#.*\n? *EVENTSTORE_INSECURE/);
});

test('the image of the API is made from an exact version of Node', () => {
  expect(read('Dockerfile')).toMatch(/^ARG NODE_IMAGE=node:\d+\.\d+\.\d+-[a-z-]+$/m);
});

test('both images of the API are the same', () => {
  const imageIn = (file: string): unknown =>
    (parse(read(file)) as { readonly services: Readonly<Record<string, Service>> }).services['ledger']?.image;
  expect(imageIn('docker-compose.yml')).toBe(imageIn('docker-compose.sqlite.yml'));
});

function lastUserOf(dockerfile: string): string {
  return [...dockerfile.matchAll(/^USER (\S+)$/gm)].at(-1)?.[1] ?? 'root';
}
