import { existsSync, readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import {
  ADDED_ALGORITHMS,
  type AddedAlgorithm,
  keepReseal,
  keyFileOf,
  namedReseals,
  NotSealedError,
  proveUnderReseal,
  readKeyFile,
  readNote,
  readReseal,
  type Reseal,
  resealed,
  resealFile,
  type ResealProof,
  signReseal,
  writtenBy,
} from '#libs/audit';
import { notSealed, withSealedLog } from './access/sealed-log.js';
import { EXIT } from './failures/exit-codes.js';
import { CommandFailure, notFound, wrongUsage } from './failures/failure.js';
import { examples } from './flags/examples.js';
import { type StoreOptions, withLanguage, withOutput, withStore } from './flags/groups.js';
import { interrupted } from './lines/backup-lines.js';
import { dryRunNote } from './lines/dry-run.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { Progress } from './output/progress.js';
import { pairLines } from './output/table.js';
import { isAborted, stoppedBySignals } from './serving/stop-signals.js';
import type { Shell } from './shell.js';

interface ResealOptions extends OutputOptions, StoreOptions {
  readonly algorithm: AddedAlgorithm;
  readonly seals?: string;
  readonly commit?: boolean;
  readonly prove?: number;
}

/** `canbao reseal --algorithm sm3`: everything sealed so far also under another hash function; what was signed stays. */
export function resealCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('reseal')
    .description(
      say({
        zh: '以另一摘要算法再封存: 重算到最后检查点为止的全部事件并签署; 原有封存不变, 服务不必停止',
        en: 'seal anew by another hash function: everything under the last checkpoint is rehashed and signed; what was sealed stays as it is, the server goes on',
      }),
    )
    .addOption(
      new Option('--algorithm <name>', say({ zh: '增加的摘要算法', en: 'the hash function to add' }))
        .choices(ADDED_ALGORITHMS)
        .makeOptionMandatory(),
    );
  withStore(command, shell)
    .option(
      '--seals <dir>',
      say({
        zh: '封存和封存密钥所在目录 (默认数据目录)',
        en: 'directory of the seals and their keys (default: the data directory)',
      }),
    )
    .option(
      '--commit',
      say({ zh: '签署并保存 (默认只计算)', en: 'sign and keep it (default: only compute)' }),
    )
    .addOption(
      new Option(
        '--prove <position>',
        say({
          zh: '不再封存, 而给出该位置的事件在最新再封存之下的证明',
          en: 'seal nothing, but prove that the event at this position is under the newest re-seal',
        }),
      )
        .argParser(positionOf)
        .conflicts('commit'),
    );
  const usual = [
    'canbao reseal --algorithm sm3 --data /var/lib/canbao --commit',
    'canbao reseal --algorithm sm3 --data /var/lib/canbao --prove 4711 -o json',
  ];
  examples(command, shell, usual, {
    zh: '3 没有台账、检查点、密钥文件或 --prove 所指; 4 同一检查点已再封存; 6 事件不是当初封存的; 7 无法连接或读写; 130 中断',
    en: '3 no ledger, checkpoint, key file, or what --prove names; 4 the last checkpoint was sealed so already; 6 the events are not those that were sealed; 7 cannot connect, read or write; 130 interrupted',
  });
  return withOutput(withLanguage(command, shell), shell).action(async (options: ResealOptions) => {
    if (options.prove !== undefined) {
      await prove(shell, options, options.prove);
      return;
    }
    const { reseal, file } = await resealing(shell, options);
    const { algorithm, size, position, root, heads, over, logId } = reseal;
    const written = {
      root: writtenBy(algorithm, root),
      heads: writtenBy(algorithm, heads),
      over: writtenBy('sha256', over),
    };
    printAnswer(shell, options, {
      whole: { logId, algorithm, size, position, ...written, file },
      lines: () => [
        ...pairLines([
          [say({ zh: '事件', en: 'events' }), `${size}  pos:${position}`],
          [say({ zh: '新的根', en: 'new root' }), written.root],
          [say({ zh: '末端映射', en: 'map of heads' }), written.heads],
          [say({ zh: '原来的根', en: 'root before' }), written.over],
          ...(file === null ? [] : [[say({ zh: '文件', en: 'file' }), file] as const]),
        ]),
      ],
    });
    if (file === null) shell.note(dryRunNote(say));
  });
}

async function prove(shell: Shell, options: ResealOptions, position: number): Promise<void> {
  const { algorithm, size, index, text, leaf, path, file } = await proving(shell, options, position);
  const hashes = {
    leafHash: writtenBy(algorithm, leaf),
    path: path.map((hash) => writtenBy(algorithm, hash)),
  };
  printAnswer(shell, options, {
    whole: { algorithm, size, position, index, leaf: text, ...hashes, file },
    lines: () => [
      ...pairLines([
        [shell.say({ zh: '事件', en: 'event' }), `pos:${position}  #${index} / ${size}`],
        [shell.say({ zh: '叶摘要', en: 'hash of its leaf' }), hashes.leafHash],
        ...hashes.path.map((hash) => [shell.say({ zh: '路径', en: 'path' }), hash] as const),
        [shell.say({ zh: '再封存', en: 're-seal' }), file],
      ]),
    ],
  });
}

function positionOf(given: string): number {
  const position = Number(given);
  if (!/^[1-9]\d*$/.test(given) || !Number.isSafeInteger(position))
    throw wrongUsage({
      zh: `--prove ${given}: 须为事件的位置, 即 1 起的整数。`,
      en: `--prove ${given}: expected the position of an event, a whole number from 1.`,
    });
  return position;
}

function resealing(
  shell: Shell,
  options: ResealOptions,
): Promise<{ readonly reseal: Reseal; readonly file: string | null }> {
  return withSealedLog(shell, options, async ({ log, seals, directory }) => {
    const latest = seals.checkpoints.latest();
    if (latest === undefined) throw notSealed(directory);
    const { algorithm } = options;
    const place = resealFile(directory, { algorithm, size: latest.size });
    if (existsSync(place)) throw isThere(place, latest.size);
    const keyFile = keyFileOf(directory);
    if (options.commit === true && !existsSync(keyFile)) throw noKeys(keyFile);
    const reseal = await rehashing(shell, latest.size, (signal, onEvent) =>
      resealed({ log, seals, algorithm, signal, onEvent }),
    );
    if (options.commit !== true) return { reseal, file: null };
    const note = await signReseal(reseal, readKeyFile(keyFile));
    return { reseal, file: keepReseal(directory, reseal, note) };
  });
}

/** The proof that an event is under the newest re-seal that covers it, and the file of that. */
function proving(
  shell: Shell,
  { algorithm, ...options }: ResealOptions,
  position: number,
): Promise<ResealProof & { readonly file: string }> {
  return withSealedLog(shell, options, async ({ log, seals, directory }) => {
    const newest = namedReseals(directory).find((each) => each.algorithm === algorithm);
    if (newest === undefined) throw noReseal(directory, algorithm);
    const file = resealFile(directory, { algorithm, size: newest.size });
    const reseal = readReseal(readNote(readFileSync(file, 'utf8')).text);
    try {
      const proof = await rehashing(shell, newest.size, (signal, onEvent) =>
        proveUnderReseal({ log, seals, reseal, position, signal, onEvent }),
      );
      return { ...proof, file };
    } catch (error) {
      throw error instanceof NotSealedError ? notCovered(position, file) : error;
    }
  });
}

/** Goes along the log with a line of progress, until it is done or a signal stops it. */
async function rehashing<Result>(
  shell: Shell,
  total: number,
  run: (signal: AbortSignal, onEvent: (events: number) => void) => Promise<Result>,
): Promise<Result> {
  const progress = new Progress(shell, total);
  const onEvent = (events: number): void => {
    progress.done(events);
  };
  try {
    return await stoppedBySignals((signal) => run(signal, onEvent));
  } catch (error) {
    throw isAborted(error) ? interrupted({ zh: '没有签署。', en: 'Nothing was signed.' }) : error;
  } finally {
    progress.end();
  }
}

function notCovered(position: number, file: string): CommandFailure {
  return notFound(
    {
      zh: `${file} 未涵盖 pos:${position}。`,
      en: `${file} does not cover pos:${position}.`,
    },
    {
      zh: '核对位置; 其后的事件须再封存一次。',
      en: 'Check the position; what came later has to be sealed anew first.',
    },
  );
}

function noReseal(directory: string, algorithm: AddedAlgorithm): CommandFailure {
  return notFound(
    {
      zh: `${directory} 中没有 ${algorithm} 再封存。`,
      en: `There is no re-seal by ${algorithm} in ${directory}.`,
    },
    { zh: '先以 --commit 再封存。', en: 'Seal anew first, with --commit.' },
  );
}

function noKeys(file: string): CommandFailure {
  return notFound(
    {
      zh: `没有密钥文件 ${file}: 无法签署。`,
      en: `There is no key file ${file}: nothing can be signed.`,
    },
    {
      zh: '从其保存处取回 seal-keys; 须有封存最后检查点的那一行。',
      en: 'Bring seal-keys back from where it is kept; it needs the line that signed the last checkpoint.',
    },
  );
}

function isThere(file: string, size: number): CommandFailure {
  return new CommandFailure({
    exit: EXIT.conflict,
    detail: {
      zh: `检查点 #${size} 已有再封存 ${file}, 未作改动。`,
      en: `Checkpoint #${size} was sealed so already, ${file}; nothing was changed.`,
    },
    remedy: { zh: '有新的检查点后再做。', en: 'Do it again once there is a new checkpoint.' },
  });
}
