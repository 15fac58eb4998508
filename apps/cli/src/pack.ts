import { Command } from 'commander';
import {
  checkPack,
  checkRegions,
  listPacks,
  type PackCheck,
  packLibrary,
  type PackSummary,
  type RegionsCheck,
  showPack,
} from '#libs/policy';
import { examples } from './flags/examples.js';
import { EXIT } from './failures/exit-codes.js';
import { withLanguage, withOutput } from './flags/groups.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { tableLines } from './output/table.js';
import {
  checkSensitivity,
  refuseStrayFlags,
  type SensitivityOptions,
  withSensitivity,
} from './pack-sensitivity.js';
import { shownPackLines, shownPackRecords } from './lines/pack-lines.js';
import type { Shell } from './shell.js';
import { problemText } from './words/problems.js';

/** The flags of `canbao pack check`. */
interface CheckOptions extends SensitivityOptions {
  readonly regions?: string;
}

/** `canbao pack check|list|show`: the rules, where each value comes from, and whether a file of them is sound. */
export function packCommand(shell: Shell): Command {
  const { say } = shell;
  const pack = new Command('pack').description(
    say({ zh: '检查、列出、显示规则包', en: 'check, list and show policy packs' }),
  );
  examples(pack, shell, [
    'canbao pack list',
    'canbao pack show fujian',
    'canbao pack check my-region/pack.yaml',
  ]);
  return pack.addCommand(checkCommand(shell)).addCommand(listCommand(shell)).addCommand(showCommand(shell));
}

function listCommand(shell: Shell): Command {
  const command = new Command('list').description(shell.say({ zh: '列出规则包', en: 'list the packs' }));
  return withOutput(withLanguage(command, shell), shell).action((options: OutputOptions) => {
    const packs = listPacks();
    printAnswer(shell, options, {
      whole: packs,
      records: () => packs.map((summary) => ({ ...summary })),
      lines: () => listLines(packs, shell),
    });
  });
}

function listLines(packs: readonly PackSummary[], { say, language }: Shell): readonly string[] {
  const titles = [
    { zh: '规则包', en: 'pack' },
    { zh: '区划', en: 'region' },
    { zh: '文号', en: 'document' },
    { zh: '发布', en: 'published' },
    { zh: '生效', en: 'in force from' },
    { zh: '失效', en: 'until' },
    { zh: '摘要', en: 'digest' },
    { zh: '名称', en: 'title' },
  ];
  const rows = packs.map((summary) => [
    `${summary.id}@${summary.version}`,
    summary.regionCode,
    summary.document,
    summary.publishedOn,
    summary.effectiveFrom,
    summary.inForceUntil ?? '-',
    summary.digest.slice('sha256:'.length, 'sha256:'.length + 12),
    summary.title[language],
  ]);
  return tableLines(
    titles.map((title) => ({ title: say(title) })),
    rows,
  );
}

function showCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('show')
    .description(
      say({ zh: '显示一个规则包的全部取值和出处', en: 'show every value of a pack and its clause' }),
    )
    .argument('<pack>', say({ zh: '规则包编号或路径', en: 'id or path of a pack' }));
  return withOutput(withLanguage(command, shell), shell).action((id: string, options: OutputOptions) => {
    const shown = showPack(packLibrary().find(id));
    printAnswer(shell, options, {
      whole: shown,
      records: () => shownPackRecords(shown),
      lines: () => shownPackLines(shown, shell),
    });
  });
}

function checkCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('check')
    .description(say({ zh: '检查规则文件', en: 'check files of rules' }))
    .argument(
      '[files...]',
      say({
        zh: 'pack.yaml、其目录或规则包编号 (默认随附的规则包)',
        en: 'pack.yaml, its folder, or the id of a pack (default: the shipped packs)',
      }),
    );
  examples(
    command,
    shell,
    [
      'canbao pack check',
      'canbao pack check my-region/pack.yaml',
      'canbao pack check my-region/pack.yaml --sensitivity',
      'canbao pack check --regions regions.yaml',
    ],
    {
      zh: '0 无误, 1 有问题、有未通过的案例或没有案例发现的改动, 3 文件不存在',
      en: '0 sound, 1 with problems, failed cases or changes that no case notices, 3 no such file',
    },
  );
  command.option(
    '--regions <file>',
    say({
      zh: '同时检查一份 regions.yaml; 不写规则文件时只检查它',
      en: 'also check a regions.yaml; without files of rules nothing else',
    }),
  );
  return withOutput(withSensitivity(withLanguage(command, shell), shell), shell).action(
    (files: readonly string[], options: CheckOptions) => {
      refuseStrayFlags(options);
      const { regions } = options;
      const paths = files.length > 0 || regions !== undefined ? files : listPacks().map(({ file }) => file);
      const packs = paths.map((path) => checkPack(path));
      const checks = [...packs, ...(regions === undefined ? [] : [checkRegions(regions, idsWith(packs))])];
      const isSound = checks.every(({ problems }) => problems.length === 0);
      if (options.sensitivity === true && isSound && paths.length > 0) {
        checkSensitivity(paths, options, shell);
        return;
      }
      // Findings are read by people and by scripts alike: they are lines, also in a pipe, unless another form is named.
      printAnswer(
        shell,
        { output: options.excel === true ? 'csv' : 'table', ...options },
        {
          whole: checks,
          records: () => checks.map((check) => ({ ...check })),
          lines: () => checkLines(checks, shell),
        },
      );
      if (!isSound) process.exitCode = EXIT.findings;
    },
  );
}

/** The ids to which regions may belong: those of the shipped packs and of the ones that are checked. */
function idsWith(packs: readonly PackCheck[]): readonly string[] {
  return [...listPacks(), ...packs.flatMap(({ summary }) => summary ?? [])].map(({ id }) => id);
}

function checkLines(checks: readonly (PackCheck | RegionsCheck)[], shell: Shell): readonly string[] {
  return checks.flatMap((check) =>
    check.problems.length > 0
      ? check.problems.map((problem) => problemText(problem, shell.language))
      : [`${check.file}: ${soundText(check, shell)}`],
  );
}

function soundText(check: PackCheck | RegionsCheck, { say }: Shell): string {
  const sound = say({ zh: '无误', en: 'sound' });
  if ('regions' in check) {
    const count = check.regions ?? 0;
    return `${sound}; ${say({ zh: `${count} 个统筹区`, en: countText(count, 'region') })}`;
  }
  if (check.summary === null) return '';
  const { id, version, digest, statedParameters, statedReadings } = check.summary;
  const stated = {
    zh: `自有 ${statedParameters} 项参数, ${statedReadings} 项解读`,
    en: `states ${countText(statedParameters, 'parameter')}, ${countText(statedReadings, 'reading')}`,
  };
  return `${id}@${version} ${digest} ${sound}; ${say(stated)}`;
}

function countText(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
