import { readFileSync } from 'node:fs';

import { InvalidConnectionError } from '../errors.js';
import { LEDGER_NAME } from './names.js';

/** Host and port of a node. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export type NodePreference = 'leader' | 'follower' | 'read_only_replica' | 'random';

/** A connection string, taken apart and checked. */
export interface ConnectionSettings {
  /** Several where a cluster is asked for its members. */
  readonly hosts: readonly Endpoint[];
  /** `esdb+discover`: the host is a name that stands for the whole cluster. */
  readonly discover: boolean;
  readonly tls: boolean;
  /** Contents of the files named. */
  readonly rootCertificate?: Buffer;
  readonly userCertificate?: { readonly certificate: Buffer; readonly key: Buffer };
  readonly user?: { readonly username: string; readonly password: string };
  readonly nodePreference?: NodePreference;
  readonly connectionName?: string;
  /** Milliseconds, but `gossipTimeout` in seconds, as the client takes them. */
  readonly numbers: Readonly<Partial<Record<NumberSetting, number>>>;
  /** Which of the server's ledgers; not a parameter of the client. */
  readonly ledgerName?: string;
  /** The string without its password, for messages. */
  readonly described: string;
}

const numberSettings = {
  keepAliveInterval: { least: 10_000, unit: 'milliseconds, or -1' },
  keepAliveTimeout: { least: 1, unit: 'milliseconds, or -1' },
  defaultDeadline: { least: 1, unit: 'milliseconds' },
  maxDiscoverAttempts: { least: 1, unit: 'attempts' },
  discoveryInterval: { least: 1, unit: 'milliseconds' },
  gossipTimeout: { least: 1, unit: 'seconds' },
} as const;
type NumberSetting = keyof typeof numberSettings;

const mayBeOff: readonly string[] = ['keepAliveInterval', 'keepAliveTimeout'];
const otherSettings = [
  'tls',
  'tlsCAFile',
  'tlsVerifyCert',
  'userCertFile',
  'userKeyFile',
  'nodePreference',
  'connectionName',
  'throwOnAppendFailure',
  'ledger',
] as const;
type Setting = NumberSetting | (typeof otherSettings)[number];
type Parameters = ReadonlyMap<Setting, string>;

const settings = new Map(
  [...(Object.keys(numberSettings) as NumberSetting[]), ...otherSettings].map((name) => [flat(name), name]),
);

const preferences = new Map<string, NodePreference>(
  (['leader', 'follower', 'read_only_replica', 'random'] as const).map((name) => [flat(name), name]),
);

const shape = /^(?<scheme>[^:/?#]*):\/\/(?:(?<user>.*)@)?(?<hosts>[^@?/]*)\/*(?:\?(?<query>.*))?$/s;
const DEFAULT_PORT = 2113;

/**
 * Takes a connection string apart: `esdb://USER:PASSWORD@HOST:PORT,…?name=value&…`, or `esdb+discover://`. The client
 * would warn of a part that it does not know, and go on without it; here every wrong part is refused by its name.
 *
 * @throws InvalidConnectionError that names the setting; it never shows a password
 */
export function parseConnectionString(connection: string): ConnectionSettings {
  const parts = shape.exec(connection.trim())?.groups;
  if (parts === undefined) {
    throw new InvalidConnectionError(
      'form',
      'something else',
      'esdb://HOST:PORT?name=value or esdb+discover://…',
    );
  }
  const scheme = parts['scheme'] ?? '';
  if (scheme !== 'esdb' && scheme !== 'esdb+discover') {
    throw new InvalidConnectionError('scheme', shown(scheme), 'esdb or esdb+discover');
  }
  const discover = scheme === 'esdb+discover';
  const hosts = parseHosts(parts['hosts'] ?? '', discover);
  const parameters = parseQuery(parts['query'] ?? '');
  const tls = flag(parameters, 'tls') ?? true;
  if (flag(parameters, 'tlsVerifyCert') === false) {
    throw new InvalidConnectionError(
      'tlsVerifyCert',
      'false',
      'true: name the certificate of the authority by tlsCAFile',
    );
  }
  if (flag(parameters, 'throwOnAppendFailure') === false) {
    throw new InvalidConnectionError('throwOnAppendFailure', 'false', 'true, or nothing');
  }
  const user = parseUser(parts['user'], tls);
  const ledgerName = parameters.get('ledger');
  if (ledgerName !== undefined) checkLedgerName('ledger', ledgerName);
  return {
    hosts,
    discover,
    tls,
    ...certificates(parameters, tls),
    ...(user && { user }),
    ...preference(parameters),
    ...(parameters.has('connectionName') && { connectionName: parameters.get('connectionName') ?? '' }),
    numbers: parseNumbers(parameters),
    ...(ledgerName !== undefined && { ledgerName }),
    described: describe(scheme, user?.username, hosts),
  };
}

/**
 * The connection string for a message: scheme, user and hosts, without the password. For a string that cannot be
 * taken apart there is nothing that could safely be shown.
 */
export function describeConnection(connection: string): string {
  try {
    return parseConnectionString(connection).described;
  } catch {
    return 'the connection string';
  }
}

/** @throws InvalidConnectionError */
export function checkLedgerName(setting: string, name: string): void {
  if (!LEDGER_NAME.test(name)) {
    throw new InvalidConnectionError(
      setting,
      shown(name),
      'a name of a-z, 0-9 and _ that begins with a letter',
    );
  }
}

function parseHosts(text: string, discover: boolean): readonly Endpoint[] {
  const hosts = text.split(',').map(parseHost);
  if (discover && hosts.length > 1) {
    throw new InvalidConnectionError(
      'host',
      `${hosts.length} hosts`,
      'one name of the cluster after esdb+discover://',
    );
  }
  return hosts;
}

function parseHost(text: string): Endpoint {
  const [address = '', port, ...rest] = text.trim().split(':');
  if (!/^[A-Za-z0-9._-]+$/.test(address) || rest.length > 0) {
    throw new InvalidConnectionError(
      'host',
      unshown(text),
      'a host name or an IPv4 address, as in localhost:2113',
    );
  }
  if (port === undefined) return { address, port: DEFAULT_PORT };
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 65_535) {
    throw new InvalidConnectionError('port', unshown(port), 'a number from 1 to 65535');
  }
  return { address, port: number };
}

/** Where `@HOST` was forgotten, `USER:PASSWORD` stands in the place of host and port. */
function unshown(text: string): string {
  return text === '' ? 'empty' : 'something else; without @HOST it may be a password, so it is not shown';
}

function parseQuery(query: string): Parameters {
  const parameters = new Map<Setting, string>();
  for (const part of query.split('&').filter((text) => text !== '')) {
    const [rawName = '', ...rest] = part.split('=');
    const name = settings.get(flat(rawName));
    if (name === undefined) {
      throw new InvalidConnectionError(
        'parameter',
        shown(rawName),
        `one of ${[...settings.values()].join(', ')}`,
      );
    }
    const value = decoded(name, rest.join('=').trim());
    if (value === '') throw new InvalidConnectionError(name, 'empty', `${name}=value`);
    if (parameters.has(name)) throw new InvalidConnectionError(name, 'given twice', 'one value');
    parameters.set(name, value);
  }
  return parameters;
}

function parseUser(text: string | undefined, tls: boolean): ConnectionSettings['user'] {
  if (text === undefined) return undefined;
  // It could as well be an @ in a parameter: neither is guessed at.
  if (/[?/@]/.test(text)) {
    throw new InvalidConnectionError(
      'user',
      'before an @ with /, ? or @ in it',
      'percent-encoding, as %40 for an @',
    );
  }
  const at = text.indexOf(':');
  if (at < 1 || at === text.length - 1) {
    throw new InvalidConnectionError(
      'user',
      'without a name or a password',
      'USER:PASSWORD before the @, percent-encoded',
    );
  }
  // The client would leave the password out without a word, and every call would come from nobody.
  if (!tls) {
    throw new InvalidConnectionError(
      'user',
      'given with tls=false',
      'no user, since none is sent over an open connection',
    );
  }
  return { username: decoded('user', text.slice(0, at)), password: decoded('user', text.slice(at + 1)) };
}

function certificates(
  parameters: Parameters,
  tls: boolean,
): Pick<ConnectionSettings, 'rootCertificate' | 'userCertificate'> {
  const given = (['tlsCAFile', 'userCertFile', 'userKeyFile'] as const).find((name) => parameters.has(name));
  if (!tls && given !== undefined)
    throw new InvalidConnectionError(given, 'given with tls=false', 'nothing without TLS');
  const root = fileOf(parameters, 'tlsCAFile');
  const certificate = fileOf(parameters, 'userCertFile');
  const key = fileOf(parameters, 'userKeyFile');
  if ((certificate === undefined) !== (key === undefined)) {
    const missing = certificate === undefined ? 'userCertFile' : 'userKeyFile';
    throw new InvalidConnectionError(missing, 'missing', 'userCertFile and userKeyFile together');
  }
  return {
    ...(root && { rootCertificate: root }),
    ...(certificate && key && { userCertificate: { certificate, key } }),
  };
}

function fileOf(parameters: Parameters, name: Setting): Buffer | undefined {
  const path = parameters.get(name);
  if (path === undefined) return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InvalidConnectionError(
      name,
      `${shown(path)}, ${code ?? 'unreadable'}`,
      'a file that can be read',
    );
  }
}

function preference(parameters: Parameters): Pick<ConnectionSettings, 'nodePreference'> {
  const text = parameters.get('nodePreference');
  if (text === undefined) return {};
  const nodePreference = preferences.get(flat(text));
  if (nodePreference === undefined) {
    throw new InvalidConnectionError('nodePreference', shown(text), [...preferences.values()].join(', '));
  }
  return { nodePreference };
}

function parseNumbers(parameters: Parameters): ConnectionSettings['numbers'] {
  const numbers: Partial<Record<NumberSetting, number>> = {};
  for (const name of Object.keys(numberSettings) as NumberSetting[]) {
    const text = parameters.get(name);
    if (text === undefined) continue;
    const { least, unit } = numberSettings[name];
    const number = /^-?\d{1,9}$/.test(text) ? Number(text) : NaN;
    const isOff = number === -1 && mayBeOff.includes(name);
    if (!(number >= least || isOff)) {
      throw new InvalidConnectionError(name, shown(text), `a whole number from ${least} (${unit})`);
    }
    numbers[name] = number;
  }
  return numbers;
}

function flag(parameters: Parameters, name: Setting): boolean | undefined {
  const text = parameters.get(name);
  if (text === undefined) return undefined;
  if (text !== 'true' && text !== 'false')
    throw new InvalidConnectionError(name, shown(text), 'true or false');
  return text === 'true';
}

/** Names are taken as the client takes them: without regard to case, `_` and `-`. */
function flat(name: string): string {
  return name.trim().toLowerCase().replaceAll(/[_-]/g, '');
}

function decoded(setting: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new InvalidConnectionError(
      setting,
      'with a % that encodes nothing',
      'percent-encoding, %25 for a %',
    );
  }
}

/** As it was written, on one line, and never much of it. */
function shown(text: string): string {
  return text === '' ? 'empty' : JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

function describe(scheme: string, username: string | undefined, hosts: readonly Endpoint[]): string {
  const user = username === undefined ? '' : `${encodeURIComponent(username)}@`;
  return `${scheme}://${user}${hosts.map(({ address, port }) => `${address}:${port}`).join(',')}`;
}
