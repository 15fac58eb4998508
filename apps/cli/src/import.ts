import { Command } from 'commander';
import { openForSealing, written } from '#libs/audit';
import { openCopy, type StoreAddress } from '#libs/event-store';
import { type CheckedExport, checkExport, type ExportStep, recordOf, takeExport } from '#libs/ledger';
import { storeAddressOf } from './access/store-address.js';
import { askThenClose } from './access/then-close.js';
import { EXIT } from './failures/exit-codes.js';
import { wrongUsage } from './failures/failure.js';
import { examples } from './flags/examples.js';
import { type StoreOptions, withLanguage, withOutput, withStore } from './flags/groups.js';
import { outsideCheckpoint } from './input/outside-checkpoint.js';
import {
  createdOtherwise,
  exportStepText,
  importedLines,
  interruptedImport,
  refusedLine,
  rewritten,
} from './lines/export-lines.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { StatusLine } from './output/status-line.js';
import { isAborted, stoppedBySignals } from './serving/stop-signals.js';
import type { Shell } from './shell.js';

interface ImportOptions extends OutputOptions, StoreOptions {
  readonly ledger: string;
  readonly checkpoint: readonly string[];
  readonly seals?: string;
  readonly check?: boolean;
}

/** `canbao import --ledger FILE`: a ledger from an export into an empty store of either kind; every hash is recomputed. */
export function importCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('import')
    .description(
      say({
        zh: '由导出文件建立台账: 先逐行重算全部摘要, 改动的行按行号拒绝, 再写入空的存储; 位置、时刻、版本、键、检查点不变',
        en: 'make a ledger from an export: first every hash is recomputed and a changed line refused by its number, then it goes into an empty store, with its positions, instants, versions, keys and checkpoints',
      }),
    )
    .requiredOption('--ledger <file>', say({ zh: '导出文件', en: 'the exported file' }));
  withStore(command, shell)
    .option(
      '--checkpoint <file|code>',
      say({
        zh: '另处保存的检查点文件, 或告知书上的代码; 可重复',
        en: 'a checkpoint kept elsewhere, or the code of a letter; repeatable',
      }),
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option(
      '--seals <dir>',
      say({
        zh: '封存所在目录 (默认数据目录); 存储在服务器上时不写则不带检查点',
        en: 'directory of the seals (default: the data directory); with a store on a server no checkpoints without it',
      }),
    )
    .option('--check', say({ zh: '只核对文件, 不写入', en: 'only check the file, write nothing' }));
  examples(
    command,
    shell,
    [
      'canbao import --ledger ledger.ndjson --data ./copy',
      'canbao import --ledger ledger.ndjson --check --checkpoint latest.txt',
    ],
    {
      zh: '1 按所给检查点有缺, 或所给检查点为已作废密钥所签而与文件不符; 3 没有文件; 4 去处已有其他内容; 6 文件被改动; 7 无法连接或被占用; 130 中断, 可继续',
      en: '1 events are missing, by a checkpoint given, or one by a revoked key is of another log; 3 no file; 4 something else stands there; 6 the file was altered; 7 cannot connect, or in use; 130 interrupted, can go on',
    },
  );
  return withOutput(withLanguage(command, shell), shell).action(async (options: ImportOptions) => {
    const address = options.check === true ? null : targetOf(shell, options);
    const checked = await imported(shell, options, address);
    const { header, end, head, notHeld, revokedNotes, isCreationSealed } = checked;
    printAnswer(shell, options, {
      whole: {
        ...{ taken: address !== null, ledger: header.ledger, isCreationSealed, ...end, missing: notHeld },
        revokedNotes,
        head: { size: head.size, root: written(head.root) },
      },
      lines: () => importedLines({ checked, isTaken: address !== null }, say),
    });
    if (notHeld.length > 0 || revokedNotes.some(({ isOther }) => isOther)) process.exitCode = EXIT.findings;
  });
}

function targetOf(shell: Shell, options: ImportOptions): StoreAddress {
  const address = storeAddressOf(options, shell.env);
  if (address === null)
    throw wrongUsage(
      { zh: '缺少 --data 或 --store。', en: '--data or --store is missing.' },
      {
        zh: '指明空的数据目录或存储, 或以 --check 只核对。',
        en: 'Name an empty data directory or store, or only --check.',
      },
    );
  if (address.engine === 'sqlite' && address.directory === ':memory:')
    throw wrongUsage({ zh: '不能导入到内存。', en: 'A ledger cannot be imported into memory.' });
  return address;
}

async function imported(
  shell: Shell,
  options: ImportOptions,
  address: StoreAddress | null,
): Promise<CheckedExport> {
  const { ledger: file } = options;
  const line = new StatusLine(shell);
  const onStep = (step: ExportStep): void => {
    line.show((seconds) => exportStepText(step, seconds, shell.say));
  };
  try {
    return await stoppedBySignals(async (signal) => {
      const outside = (logId: string): ReturnType<typeof outsideCheckpoint>[] =>
        options.checkpoint.map((given) => outsideCheckpoint(given, logId));
      const reading = { file, signal, onStep };
      const checked = await checkExport(reading, outside);
      if (checked.status === 'refused') throw refusedLine(file, checked);
      const other = checked.notHeld.find(({ lost }) => lost === 0);
      if (other !== undefined) throw rewritten(file, other);
      const [made] = checked.createdOtherwise;
      if (made !== undefined) throw createdOtherwise(file, made);
      if (address !== null) await take(shell, { reading, checked, address, seals: options.seals });
      return checked;
    });
  } catch (error) {
    throw isAborted(error) ? interruptedImport() : error;
  } finally {
    line.end();
  }
}

interface Taking {
  readonly reading: Parameters<typeof takeExport>[0];
  readonly checked: CheckedExport;
  readonly address: StoreAddress;
  readonly seals: string | undefined;
}

async function take(shell: Shell, { reading, checked, address, seals }: Taking): Promise<void> {
  if (checked.header.ledger.kind === 'sample')
    throw wrongUsage(
      {
        zh: `${reading.file} 是示例台账的导出; 示例台账不导入。`,
        en: `${reading.file} is of a sample ledger; those are not imported.`,
      },
      {
        zh: '以 --check 只核对, 或用 canbao backup。',
        en: 'Only --check it, or use canbao backup.',
      },
    );
  const target = await openCopy(address, recordOf(checked.header), { clock: Date.now });
  await askThenClose(shell, target, async () => {
    const directory = seals ?? (address.engine === 'sqlite' ? address.directory : undefined);
    const isSealed = directory !== undefined && checked.end.checkpoints > 0;
    const database = isSealed ? openForSealing(directory, checked.header.ledger.logId) : undefined;
    try {
      const outcome = await takeExport(reading, { target, seals: database });
      if (outcome !== 'taken') throw refusedLine(reading.file, outcome);
    } finally {
      database?.close();
    }
  });
}
