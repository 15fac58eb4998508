import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Command } from 'commander';
import {
  type LoadedPack,
  type PackLibrary,
  packLibrary,
  type ReadCase,
  readCases,
  type Sensitivity,
  sensitivityOf,
  unnoticedOf,
} from '#libs/policy';
import { EXIT } from './failures/exit-codes.js';
import { wrongUsage } from './failures/failure.js';
import { caseFilesAt } from './input/case-files.js';
import { sensitivityLines, sensitivityRecords } from './lines/sensitivity-lines.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { Progress } from './output/progress.js';
import type { Shell } from './shell.js';

/** The flags of `canbao pack check --sensitivity`. */
export interface SensitivityOptions extends OutputOptions {
  readonly sensitivity?: boolean;
  readonly cases: readonly string[];
  readonly byCase?: boolean;
}

/** Adds `--sensitivity`, `--cases` and `--by-case`. */
export function withSensitivity(command: Command, { say }: Shell): Command {
  return command
    .option(
      '--sensitivity',
      say({
        zh: '逐一改动每个取值和解读, 列出没有案例能发现的改动',
        en: 'change every value and every reading, one at a time, and list the changes that no case notices',
      }),
    )
    .option(
      '--cases <path>',
      say({
        zh: '另加的案例文件或目录, 可重复 (默认: 规则包旁的 cases 目录)',
        en: 'further case files or folders, repeatable (beside those in the folder cases of each pack)',
      }),
      (path: string, before: readonly string[]) => [...before, path],
      [],
    )
    .option(
      '--by-case',
      say({
        zh: '同时列出被发现的改动, 及首个发现它的案例',
        en: 'also list each change that a case notices, and which',
      }),
    );
}

/** Refuses the flags that only say how the sensitivity is examined, where it is not. */
export function refuseStrayFlags({ sensitivity, cases, byCase }: SensitivityOptions): void {
  if (sensitivity === true || (cases.length === 0 && byCase !== true)) return;
  throw wrongUsage({
    zh: '--cases 和 --by-case 只与 --sensitivity 同用。',
    en: '--cases and --by-case go with --sensitivity only.',
  });
}

/** Examines sound packs, and prints which changes of them no case notices; with those the exit code is 1. */
export function checkSensitivity(files: readonly string[], options: SensitivityOptions, shell: Shell): void {
  const library = packLibrary();
  const packs = files.map((file) => library.load(file));
  const shipped = library.all();
  const further = casesIn(options.cases, library);
  // No shipped case names a pack from elsewhere.
  const isShipped = packs.some(({ file }) => shipped.some((each) => each.file === file));
  const folders = casesByFolder([...packs, ...(isShipped ? shipped : [])], library);
  const examined = packs.map((loaded) => {
    const own = folders.get(casesFolder(loaded)) ?? [];
    const foreign = [...folders.values()].flat().filter((read) => !own.includes(read) && read.case !== null);
    const others = shipped.map(({ pack }) => pack);
    return examine(loaded, { cases: [...own, ...further, ...foreign], others }, shell);
  });
  printAnswer(
    shell,
    { output: options.excel === true ? 'csv' : 'table', ...options },
    {
      whole: examined,
      records: () => examined.flatMap((each) => sensitivityRecords(each, shell)),
      lines: () =>
        examined.flatMap((each, index) => [
          ...(index === 0 ? [] : ['']),
          ...sensitivityLines(each, options.byCase === true, shell),
        ]),
    },
  );
  const isSound = examined.every((each) => unnoticedOf(each).length === 0 && each.failing.length === 0);
  if (!isSound) process.exitCode = EXIT.findings;
}

function examine(
  loaded: LoadedPack,
  input: { readonly cases: readonly ReadCase[]; readonly others: readonly LoadedPack['pack'][] },
  shell: Shell,
): Sensitivity {
  let progress: Progress | undefined;
  const result = sensitivityOf(loaded, {
    ...input,
    onTried: (tried, total, unnoticed) => {
      progress ??= new Progress(shell, total);
      progress.done(tried, unnoticed);
    },
  });
  progress?.end();
  return result;
}

/** The cases beside each pack, by their folder. */
function casesByFolder(
  packs: readonly LoadedPack[],
  library: PackLibrary,
): ReadonlyMap<string, readonly ReadCase[]> {
  const folders = new Set(packs.map(casesFolder));
  const isEmpty = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).length === 0;
  return new Map([...folders].map((folder) => [folder, isEmpty(folder) ? [] : casesIn([folder], library)]));
}

/** The folder of the cases of a pack, as seen from the working directory. */
function casesFolder({ file }: LoadedPack): string {
  return join(relative('', dirname(file)), 'cases');
}

function casesIn(paths: readonly string[], library: PackLibrary): readonly ReadCase[] {
  return paths.flatMap(caseFilesAt).flatMap((file) => readCases(readFileSync(file, 'utf8'), file, library));
}
