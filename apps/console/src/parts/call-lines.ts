import { addressOf, type Target } from '../api/client.js';

/** A call behind what is on the screen, as a person would make it without the console. */
export interface Call {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly target?: Target;
  readonly body?: object;
  /** The same with `canbao`; absent where the command line has none. */
  readonly command?: string;
  /** The command reads what `canbao` was shipped with, and asks no ledger. */
  readonly isShipped?: true;
}

/** The ledger that `canbao` asks where nothing else is said. */
const DEFAULT_ORIGIN = 'http://127.0.0.1:3000';

/** The call for `curl`, of the ledger at an origin. */
export function curlOf({ method = 'GET', path, target, body }: Call, origin: string): string {
  const address = quoted(origin + addressOf(path, target));
  if (method === 'GET') return `curl ${address}`;
  return `curl ${address} -H 'Content-Type: application/json' -d ${quoted(JSON.stringify(body ?? {}))}`;
}

/** The call for `canbao`, with the ledger where it is not the one that it asks anyhow; null: there is no such command. */
export function commandOf({ command, isShipped }: Call, origin: string): string | null {
  if (command === undefined) return null;
  return isShipped === true || origin === DEFAULT_ORIGIN ? command : `${command} --url ${origin}`;
}

/** One word for a shell, whatever stands in it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A value as it is typed: quoted only where the shell would take it apart. */
function word(text: string): string {
  return /^[\w.,:@=+/-]+$/.test(text) ? text : quoted(text);
}

/** The coordinates of a line; those that are undefined are left to the ledger. */
export interface LineCoordinates {
  readonly on?: string;
  readonly knownAt?: string | undefined;
  readonly pack?: string | undefined;
  readonly readings?: string | undefined;
}

/** The coordinates as flags of `canbao`. */
export function coordinateFlags({ on, knownAt, pack, readings }: LineCoordinates): string {
  return [
    on === undefined ? '' : ` --on ${on}`,
    knownAt === undefined ? '' : ` --known-at ${knownAt}`,
    pack === undefined ? '' : ` --pack ${word(pack)}`,
    ...readingsIn(readings).map((each) => ` --reading ${word(each)}`),
  ].join('');
}

/** The coordinates as those of one side of a comparison, `--a` or `--b`. */
export function sideFlags(side: '--a' | '--b', { on, knownAt, pack, readings }: LineCoordinates): string {
  return [
    on === undefined ? '' : ` ${side} on=${on}`,
    knownAt === undefined ? '' : ` ${side} known-at=${knownAt}`,
    pack === undefined ? '' : ` ${side} pack=${word(pack)}`,
    ...readingsIn(readings).map((each) => ` ${side} reading=${word(each)}`),
  ].join('');
}

/** A choice may hold commas itself; the next reading begins with its R. */
function readingsIn(readings = ''): readonly string[] {
  return readings.split(/,(?=R)/).filter((each) => each !== '');
}
