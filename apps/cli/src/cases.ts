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
  return withOutput(withLanguage(command, shell), shell).action(
    (paths: readonly string[], options: CasesOptions) => {
      const results = runFiles(paths.flatMap(caseFilesAt), options, shell);
      printResults(shell, options, results);
      if (results.some(({ passed }) => !passed)) process.exitCode = EXIT.findings;
    },
  );
}

function runFiles(files: readonly string[], { policy }: CasesOptions, shell: Shell): readonly CaseResult[] {
  const library = packLibrary();
  const progress = new Progress(shell, files.length);
  const results: CaseResult[] = [];
  let failed = 0;
  files.forEach((file, index) => {
    for (const read of readCases(readFileSync(file, 'utf8'), file, library)) {
      const result = runCase(policy === undefined ? read : underPack(read, policy, library));
      if (!result.passed) failed += 1;
      results.push(result);
    }
    progress.done(index + 1, failed);
  });
  progress.end();
  return results;
}

/** The case under another pack than its own. */
function underPack(read: ReadCase, policy: string, library: PackLibrary): ReadCase {
  return read.case === null ? read : { ...read, case: { ...read.case, pack: library.find(policy).pack } };
}

function printResults(shell: Shell, options: OutputOptions, results: readonly CaseResult[]): void {
  const summary = summarizeCases(results);
  // Differences are read by people and by scripts alike: they are lines, also in a pipe, unless another form is named.
  const output = options.output ?? (options.excel === true ? 'csv' : 'table');
  printAnswer(
    shell,
    { ...options, output },
    {
      whole: results,
      records: () => results.map((result) => ({ ...result })),
      lines: () => [...results.flatMap(({ report }) => report.map(printable)), summary],
    },
  );
  if (output !== 'table') shell.note(summary);
}
