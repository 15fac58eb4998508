import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { FACT_FIELDS, FACT_TYPES, type FactType, type Field } from '#libs/enrollment';
import { withAccess } from './access/open-access.js';
import { appendLines } from './lines/append-lines.js';
import { dryRunNote } from './lines/dry-run.js';
import { examples } from './flags/examples.js';
import { fieldFlag, fieldParser } from './flags/fact-fields.js';
import { type LedgerOptions, withLanguage, withLedger, withOutput } from './flags/groups.js';
import { wholeNumberOf, wrongValue } from './flags/parse.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import type { Shell } from './shell.js';
import { FACT_WORDS } from './words/labels.js';

interface AppendOptions extends OutputOptions, LedgerOptions {
  readonly system: string;
  readonly document: string;
  readonly json?: string;
  readonly idempotencyKey?: string;
  readonly ifVersion?: number;
  readonly commit?: boolean;
  /** The fields of the event, by their names. */
  readonly [field: string]: unknown;
}

/** `canbao append TYPE M`: one fact; a dry run until `--commit`. Each type has the flags of its fields. */
export function appendCommand(shell: Shell): Command {
  const { say } = shell;
  const append = new Command('append').description(
    say({ zh: '登记一项事实 (加 --commit 才写入)', en: 'append one fact (a dry run until --commit)' }),
  );
  examples(append, shell, [
    'canbao append PremiumPaid --help',
    'canbao append PremiumPaid P-0001 --coverage-year 2028 --paid-on 2027-11-20 --amount-fen 40000 \\',
    '  --system tax-359901 --document TX202711200123 --commit',
  ]);
  for (const type of FACT_TYPES) append.addCommand(typeCommand(type, shell));
  return append;
}

function typeCommand(type: FactType, shell: Shell): Command {
  const { say } = shell;
  const command = new Command(type)
    .description(say(FACT_WORDS[type]))
    .argument('<member>', say({ zh: '参保人编号', en: 'member number' }))
    .requiredOption('--system <system>', say({ zh: '来源系统', en: 'system that states the fact' }))
    .requiredOption(
      '--document <document>',
      say({ zh: '来源单据号, 一单多行写 单据/行', en: 'its document, with /line where it has several' }),
    );
  for (const [name, field] of fieldsOf(type)) {
    command.option(fieldFlag(name, field), fieldHelp(field, shell), fieldParser(name, field));
  }
  command
    .option(
      '--json <fields>',
      say({ zh: '以 JSON 给出各项 ("-" 读标准输入)', en: 'the fields as JSON ("-": from standard input)' }),
    )
    .option(
      '--idempotency-key <key>',
      say({ zh: '幂等键 (默认随机)', en: 'idempotency key (default: random)' }),
    )
    .option(
      '--if-version <n>',
      say({ zh: '只在参保人为此版本时写入', en: 'only if the member is at this version' }),
      wholeNumberOf('--if-version', { min: 0, max: Number.MAX_SAFE_INTEGER }),
    )
    .option('--commit', say({ zh: '写入; 否则仅演练', en: 'write; without it this is a dry run' }));
  for (const add of [withLanguage, withOutput, withLedger]) add(command, shell);
  return command.action(async (member: string, options: AppendOptions) => {
    const { system, document, idempotencyKey = randomUUID(), ifVersion, commit } = options;
    const fields = { ...jsonFields(options.json), ...flagFields(type, options) };
    const fact = {
      member,
      type,
      fields,
      source: { system, document },
      idempotencyKey,
      expectedVersion: ifVersion ?? null,
      dryRun: commit !== true,
    };
    const answer = await withAccess(shell, options, (access) => access.append(fact));
    if (!answer.appended && commit !== true) {
      shell.note(dryRunNote(say));
    }
    printAnswer(shell, options, { whole: answer, lines: () => appendLines(answer, say) });
  });
}

function fieldsOf(type: FactType): readonly [string, Field][] {
  return Object.entries<Field>(FACT_FIELDS[type].fields);
}

function fieldHelp({ kind, optional }: Field, { say }: Shell): string {
  return optional === 'always' ? `${kind} (${say({ zh: '可省', en: 'optional' })})` : kind;
}

function flagFields(type: FactType, options: AppendOptions): Readonly<Record<string, unknown>> {
  const given = fieldsOf(type).flatMap(([name]) =>
    options[name] === undefined ? [] : [[name, options[name]] as const],
  );
  return Object.fromEntries(given);
}

function jsonFields(json: string | undefined): Readonly<Record<string, unknown>> {
  if (json === undefined) return {};
  const text = json === '-' ? readFileSync(0, 'utf8') : json;
  try {
    const fields: unknown = JSON.parse(text);
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return { ...fields };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw wrongValue('--json', text, { zh: '一个 JSON 对象', en: 'one JSON object' });
}
