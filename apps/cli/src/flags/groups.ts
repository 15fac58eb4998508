import { type Command, Option } from 'commander';
import type { CivilDate } from '#libs/enrollment';
import { LANGUAGES } from '../language.js';
import { OUTPUT_FORMATS, type OutputOptions } from '../output/answer.js';
import type { Shell } from '../shell.js';
import { dayOf, knownAtOf, readingsOf } from './parse.js';

/** Why a person may look at a member (docs/api.md §8). */
export const PURPOSES = ['enquiry', 'dispute', 'correction', 'audit'];

/** The flags of a question: both clocks, and what-if choices. */
export interface QuestionOptions {
  readonly on?: CivilDate;
  readonly knownAt?: string;
  readonly pack?: string;
  readonly reading: readonly string[];
}

/** A ledger that is opened directly: in a data directory that no other process has open, or on a server. */
export interface StoreOptions {
  readonly store?: string;
  readonly data?: string;
}

/** A ledger that a server answers for. */
export interface ServerOptions {
  readonly url?: string;
  readonly keyFile?: string;
  readonly purpose?: string;
}

/** Where the ledger is: at a URL, or in a store. */
export interface LedgerOptions extends StoreOptions, ServerOptions {}

/** The flags that name the same ledger in another command; empty where they were left to their defaults. */
export function sameLedger({ url, store, data }: LedgerOptions): string {
  const flags = { url, store, data };
  const given = Object.entries(flags).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return given.map(([name, value]) => ` --${name} ${inShell(value)}`).join('');
}

/** A word as a shell reads it back. */
function inShell(word: string | undefined = ''): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Every flag of a command that asks a ledger. */
export type AskingOptions = OutputOptions & QuestionOptions & LedgerOptions;

/** Adds `--lang`, which every command has. Its value was read before the arguments were parsed. */
export function withLanguage(command: Command, { say }: Shell): Command {
  return command.addOption(
    new Option(
      '--lang <language>',
      say({
        zh: '文字的语言, 默认 zh 或 CANBAO_LANG',
        en: 'language of texts, by default zh or CANBAO_LANG',
      }),
    ).choices(LANGUAGES),
  );
}

/** Adds `-o` and `--excel`. */
export function withOutput(command: Command, { say }: Shell): Command {
  return command
    .addOption(
      new Option(
        '-o, --output <format>',
        say({
          zh: '输出格式, 终端默认 table, 管道默认 ndjson',
          en: 'output format, by default table on a terminal, ndjson into a pipe',
        }),
      ).choices(OUTPUT_FORMATS),
    )
    .option(
      '--excel',
      say({ zh: '供 Excel 打开的 CSV: 带 BOM, 编号为文本', en: 'CSV for Excel: with a BOM, ids as text' }),
    );
}

/** Adds `--on`, `--known-at`, `--pack` and `--reading`. */
export function withQuestion(command: Command, { say }: Shell): Command {
  return command
    .option(
      '--on <day>',
      say({ zh: '业务日 (默认今天, +08:00)', en: 'day asked about (default: today, +08:00)' }),
      dayOf('--on'),
    )
    .option(
      '--known-at <moment>',
      say({
        zh: '知悉时点: pos:N、时刻或日期(当日终了) (默认全部)',
        en: 'what was known: pos:N, an instant, or a day (its end) (default: everything)',
      }),
      knownAtOf('--known-at'),
    )
    .option(
      '--pack <id@version>',
      say({ zh: '固定一个规则版本, 如 fujian@1', en: 'pin one version for every rule, as fujian@1' }),
    )
    .option(
      '--reading <R=choice>',
      say({ zh: '假设的解读, 可重复, 如 R1=yes', en: 'a what-if reading, repeatable, as R1=yes' }),
      readingsOf,
      [],
    );
}

/** Adds `--store` and `--data`. */
export function withStore(command: Command, { say }: Shell): Command {
  return command
    .option(
      '--store <address>',
      say({
        zh: '存储: sqlite:目录 (须无其他进程占用) 或 esdb://…; 默认环境变量 CANBAO_STORE, 口令只写在那里',
        en:
          'store: sqlite:DIR (nobody else may have it open) or esdb://…; default: the variable CANBAO_STORE, ' +
          'the only place for a password',
      }),
    )
    .option('--data <dir>', say({ zh: '即 --store sqlite:DIR', en: 'short for --store sqlite:DIR' }));
}

/** Adds `--url`, `--key-file` and `--purpose`, and the flags of a store. */
export function withLedger(command: Command, shell: Shell): Command {
  return withStore(withServer(command, shell), shell);
}

/** Adds `--url`, `--key-file` and `--purpose`. */
export function withServer(command: Command, { say }: Shell): Command {
  return command
    .option(
      '--url <url>',
      say({
        zh: '台账服务的地址 (默认 http://127.0.0.1:3000)',
        en: 'address of the ledger (default: http://127.0.0.1:3000)',
      }),
    )
    .option(
      '--key-file <file>',
      say({
        zh: '存放访问密钥的文件 (或环境变量 CANBAO_KEY)',
        en: 'file with the access key (or the variable CANBAO_KEY)',
      }),
    )
    .addOption(
      new Option(
        '--purpose <purpose>',
        say({ zh: '查询参保人的目的', en: 'why the member is looked up' }),
      ).choices(PURPOSES),
    );
}
