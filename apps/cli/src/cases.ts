import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import {
  type CaseResult,
  type PackLibrary,
  packLibrary,
  type ReadCase,
  readCases,
  runCase,
  summarizeCases,
} from '#libs/policy';
import { caseFilesAt } from './input/case-files.js';
import { examples } from './flags/examples.js';
import { EXIT } from './failures/exit-codes.js';
import { withLanguage, withOutput } from './flags/groups.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { Progress } from './output/progress.js';
import { printable } from './output/width.js';
import type { Shell } from './shell.js';
import { problemText } from './words/problems.js';

interface CasesOptions extends OutputOptions {
  readonly policy?: string;
}

/** `canbao cases FILE…`: runs cases and prints every difference. */
export function casesCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('cases')
    .description(
      say({ zh: '运行案例文件, 逐条列出与预期的差异', en: 'run case files and print each difference' }),
    )
    .argument(
      '<files...>',
      say({ zh: '案例文件、目录或通配 (*, **)', en: 'case files, folders or patterns (*, **)' }),
    )
    .option(
      '--policy <pack>',
      say({
        zh: '全部案例改用此规则包 (编号或路径)',
        en: 'run every case under this pack instead (id or path)',
      }),
    );
  examples(
    command,
    shell,
    ['canbao cases policies/350000-fujian/cases', 'canbao cases mine.yaml --policy my-region/pack.yaml'],
    {
      zh: '0 全部通过, 1 有未通过, 3 文件不存在',
      en: '0 all passed, 1 some failed, 3 no such file',
    },
  );
  command.addHelpText(
    'after',
    say({
      zh: '\n管道中也输出文字行, 末行为 "N passed, N failed"; 以 -o 指明格式时, 该行在标准错误。',
      en: '\nInto a pipe, too, this prints lines, the last being "N passed, N failed"; with -o that one is on standard error.',
    }),
  );
  return withOutput(withLanguage(command, shell), shell).action(
    (paths: readonly string[], options: CasesOptions) => {
      const runs = runFiles(paths.flatMap(caseFilesAt), options, shell);
      printResults(shell, options, runs);
      if (runs.some(({ result }) => !result.passed)) process.exitCode = EXIT.findings;
    },
  );
}

/** A case, or what keeps it from being one, and what became of it. */
interface Run {
  readonly read: ReadCase;
  readonly result: CaseResult;
}

function runFiles(files: readonly string[], { policy }: CasesOptions, shell: Shell): readonly Run[] {
  const library = packLibrary();
  const progress = new Progress(shell, files.length);
  const runs: Run[] = [];
  let failed = 0;
  files.forEach((file, index) => {
    for (const read of readCases(readFileSync(file, 'utf8'), file, library)) {
      const result = runCase(policy === undefined ? read : underPack(read, policy, library));
      if (!result.passed) failed += 1;
      runs.push({ read, result });
    }
    progress.done(index + 1, failed);
  });
  progress.end();
  return runs;
}

/** The case under another pack than its own. */
function underPack(read: ReadCase, policy: string, library: PackLibrary): ReadCase {
  return read.case === null ? read : { ...read, case: { ...read.case, pack: library.find(policy).pack } };
}

function printResults(shell: Shell, options: OutputOptions, runs: readonly Run[]): void {
  const results = runs.map(({ result }) => result);
  const summary = summarizeCases(results);
  // Differences are read by people and by scripts alike: they are lines, also in a pipe, unless another form is named.
  const output = options.output ?? (options.excel === true ? 'csv' : 'table');
  printAnswer(
    shell,
    { ...options, output },
    {
      whole: results,
      records: () => results.map((result) => ({ ...result })),
      lines: () => [...runs.flatMap((run) => reportOf(run, shell).map(printable)), summary],
    },
  );
  if (output !== 'table') shell.note(summary);
}

/** The lines of a case: its differences, in a form that is the same in both languages, or what is wrong with its file. */
function reportOf({ read, result }: Run, { language }: Shell): readonly string[] {
  if (read.case !== null) return result.report;
  return read.problems.map((problem) => `${problemText(problem, language)} (${read.name})`);
}
