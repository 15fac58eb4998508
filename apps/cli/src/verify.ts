import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import {
  accessLogDirectory,
  accessLogFile,
  damagedFile,
  fileFindings,
  type FileFinding,
  type FoundSeals,
  keptReseals,
  keyFileOf,
  logIdentity,
  type LogVerdict,
  openAsFound,
  sealFile,
  type SealsAsFound,
  written,
} from '#libs/audit';
import {
  type EventStore,
  LEDGER_FILE,
  LEDGER_LAYOUT,
  LedgerNotFoundError,
  namedAs,
  NotALedgerError,
  openStore,
  type StoreAddress,
  StoreUnavailableError,
} from '#libs/event-store';
import { type LedgerVerification, placedCheckpoints, verifyBeside, verifyLedger } from '#libs/ledger';
import { loadShippedPacks } from '#libs/policy';
import { storeAddressOf } from './access/store-address.js';
import { askThenClose } from './access/then-close.js';
import { EXIT } from './failures/exit-codes.js';
import { CommandFailure, wrongUsage } from './failures/failure.js';
import { examples } from './flags/examples.js';
import { type StoreOptions, withLanguage, withOutput, withStore } from './flags/groups.js';
import { bundleVerifier } from './input/bundle-verifier.js';
import { knownKeys } from './input/known-keys.js';
import { ofAnotherLedger, readOutsideCheckpoint } from './input/outside-checkpoint.js';
import { verificationLines } from './lines/verify-lines.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { StatusLine } from './output/status-line.js';
import { stoppedBySignals } from './serving/stop-signals.js';
import type { Shell } from './shell.js';
import { packageVersion } from './version.js';

interface VerifyOptions extends OutputOptions, StoreOptions {
  readonly checkpoint: readonly string[];
  readonly key: readonly string[];
  readonly seals?: string;
  readonly readModels?: string | false;
  readonly accessLog?: readonly string[] | false;
  readonly strict?: boolean;
}

/** `canbao verify`: whether anything stored of a ledger was altered, by its seals and by checkpoints kept elsewhere. */
export function verifyCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('verify').description(
    say({
      zh: '核验一个证据包 (离线), 或整个台账: 逐条重算摘要, 对照封存与外部检查点, 重建投影, 重算决定; 不写入任何内容',
      en: 'verify an evidence bundle, offline, or a whole ledger: rehash every event, hold it against seals and outside checkpoints, rebuild read models, recompute decisions; writes nothing',
    }),
  );
  command.argument('[bundle]', say({ zh: '证据包文件', en: 'file of an evidence bundle' }));
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
      '--key <name+id+key>',
      say({
        zh: '由别处得知的公钥: 台账的第一个封存公钥, 或见证人的; 可重复',
        en: "a key known from elsewhere: the ledger's first sealing key, or one of a witness; repeatable",
      }),
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option(
      '--seals <dir>',
      say({ zh: '封存所在目录 (默认数据目录)', en: 'directory of the seals (default: the data directory)' }),
    )
    .option(
      '--read-models <dir>',
      say({
        zh: '读模型所在目录 (默认数据目录)',
        en: 'directory of the read models (default: the data directory)',
      }),
    )
    .option('--no-read-models', say({ zh: '不重建读模型', en: 'leave the read models out' }))
    .option(
      '--access-log <dir>',
      say({
        zh: '查询记录所在目录 (默认数据目录下的 access-log); 可重复: 其后为从前用过的',
        en: 'directory of the access log (default: access-log in the data directory); repeatable: after it those used before',
      }),
      (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
    )
    .option('--no-access-log', say({ zh: '不核验查询记录', en: 'leave the access log out' }))
    .option('--strict', say({ zh: '无从判断时以 1 退出', en: 'exit with 1 where it cannot tell' }));
  examples(
    command,
    shell,
    [
      'canbao verify --data /var/lib/canbao',
      'canbao verify --data /var/lib/canbao --checkpoint 2026-12-31.txt',
      'canbao verify dec_7f3k.json --checkpoint "95 af76 0f27 …"',
    ],
    {
      zh: '6 有改动或缺失; 1 所给检查点为已作废密钥所签而与现账不符, 或无从判断 (--strict); 7 无法连接或被占用 (先停止服务); 130 中断',
      en: '6 something was altered or is gone; 1 a checkpoint by a revoked key is of another log, or cannot tell (--strict); 7 cannot connect, or in use (stop the server first); 130 interrupted',
    },
  );
  return withOutput(withLanguage(command, shell), shell).action(
    async (bundle: string | undefined, options: VerifyOptions) => {
      if (bundle !== undefined) {
        await verifyFile(shell, bundle, options);
        return;
      }
      const verification = await verified(shell, options);
      const { kind, log, isIntact } = verification;
      const { accessLog, formerAccessLogs } = verification;
      printAnswer(shell, options, {
        whole: {
          ...verification,
          // Of a log that was not read there is no root.
          log: kind === null ? { ...log, head: null } : printed(log),
          accessLog: printedReads(accessLog),
          formerAccessLogs: formerAccessLogs.map(printedReads),
        },
        lines: () => verificationLines(verification, shell.say),
      });
      // What was found by then is printed all the same.
      if (log.isInterrupted) throw interrupted();
      if (!isIntact) process.exitCode = EXIT.integrity;
      else if (isOpen(verification, options.strict === true)) process.exitCode = EXIT.findings;
    },
  );
}

/** Whether something could not be told that somebody has to look at; under `--strict`, whether anything could not. */
function isOpen(
  { log, accessLog, formerAccessLogs, unplaced }: LedgerVerification,
  isStrict: boolean,
): boolean {
  const reads = [accessLog, ...formerAccessLogs].flatMap((each) => ('log' in each ? [each.log] : []));
  const isContradicted = [log, ...reads].some(({ revokedNotes }) =>
    revokedNotes.some(({ isOther }) => isOther),
  );
  return (
    isContradicted ||
    (isStrict && (log.appendOnly === 'cannot-tell' || !log.isCreationSealed || unplaced.length > 0))
  );
}

/** A bundle says of itself which ledger it is of; nothing but the file is read. */
async function verifyFile(shell: Shell, file: string, options: VerifyOptions): Promise<void> {
  if (!existsSync(file) || statSync(file).isDirectory()) throw notFound(file);
  if (options.data !== undefined || options.store !== undefined)
    throw wrongUsage(
      { zh: '证据包与 --data、--store 不能同用。', en: 'A bundle goes without --data and --store.' },
      { zh: '证据包离线核验, 不读台账。', en: 'It is verified offline, without the ledger.' },
    );
  const { verifyBundle, reportLines, exitCodeOf, readOutside, readGivenKey, coreBeside, WrongUsage } =
    await bundleVerifier();
  try {
    const report = await verifyBundle(readFileSync(file), {
      keys: options.key.map(readGivenKey),
      outside: options.checkpoint.map(readOutside),
      core: coreBeside(),
    });
    printAnswer(shell, options, { whole: report, lines: () => reportLines(report, shell.language) });
    process.exitCode = exitCodeOf(report, options.strict === true);
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    throw wrongUsage({ zh: error.message, en: error.message });
  }
}

function notFound(file: string): CommandFailure {
  return new CommandFailure({
    exit: EXIT.notFound,
    detail: { zh: `没有文件 ${file}。`, en: `There is no file ${file}.` },
    remedy: { zh: '核对证据包的路径。', en: 'Check the path of the bundle.' },
  });
}

/** The root as text: bytes have no JSON. */
function printed(log: LogVerdict): object {
  return { ...log, head: { size: log.head.size, root: written(log.head.root) } };
}

function printedReads(reads: LedgerVerification['accessLog']): object {
  return reads.status === 'verified' ? { ...reads, log: printed(reads.log) } : reads;
}

function noAccessLog(directory: string): CommandFailure {
  return new CommandFailure({
    exit: EXIT.notFound,
    detail: { zh: `${directory} 中没有查询记录。`, en: `There is no access log in ${directory}.` },
    remedy: { zh: '核对 --access-log 的路径。', en: 'Check the path given with --access-log.' },
  });
}

async function verified(shell: Shell, options: VerifyOptions): Promise<LedgerVerification> {
  const address = storeAddressOf(options, shell.env);
  if (address === null) {
    throw wrongUsage(
      { zh: '缺少 --data 或 --store。', en: '--data or --store is missing.' },
      { zh: '指明数据目录或存储。', en: 'Name a data directory or a store.' },
    );
  }
  const places = placesOf(address, options);
  const opened = await openStore(address, { clock: Date.now }).catch((error: unknown) =>
    unopenable(error, address, places),
  );
  if ('says' in opened) return besideStore(options, places, opened);
  return askThenClose(shell, opened, () => {
    const found =
      address.engine === 'sqlite' ? fileFindings(join(address.directory, LEDGER_FILE), LEDGER_LAYOUT) : [];
    const useless = found.find(({ hasOtherColumns }) => hasOtherColumns);
    return useless === undefined || address.engine !== 'sqlite'
      ? ofStore(shell, opened, { found, options, places })
      : besideStore(options, places, { path: join(address.directory, LEDGER_FILE), says: useless.says });
  });
}

/** Where what belongs to a ledger lies. */
interface Places {
  readonly seals: string | null;
  readonly readModels: string | null;
  /** Null: it is left out. */
  readonly accessLog: string | null;
  readonly formerAccessLogs: readonly string[];
}

function placesOf(address: StoreAddress, options: VerifyOptions): Places {
  const beside = directoryOf(address) ?? options.seals;
  const usual = beside === undefined ? null : accessLogDirectory(beside);
  const [inUse, ...formerAccessLogs] = options.accessLog === false ? [] : (options.accessLog ?? []);
  const empty = formerAccessLogs.find((each) => !existsSync(accessLogFile(each)));
  if (empty !== undefined) throw noAccessLog(empty);
  return {
    seals: options.seals ?? directoryOf(address),
    readModels: options.readModels === false ? null : (options.readModels ?? directoryOf(address)),
    accessLog: options.accessLog === false ? null : (inUse ?? usual),
    formerAccessLogs,
  };
}

async function ofStore(
  shell: Shell,
  store: EventStore,
  {
    found,
    options,
    places,
  }: {
    /** What is wrong with its file. */
    readonly found: readonly FileFinding[];
    readonly options: VerifyOptions;
    readonly places: Places;
  },
): Promise<LedgerVerification> {
  const { accessLog, formerAccessLogs, readModels } = places;
  const given = options.checkpoint.map(readOutsideCheckpoint);
  const { seals, findings: ofSeals } = places.seals === null ? NO_SEALS : openAsFound(places.seals);
  const line = new StatusLine(shell);
  try {
    const identity = await logIdentity({ log: store, seals, outside: given });
    if (identity === undefined) throw twoLedgers(store, seals);
    const { logId, findings: misnamed } = identity;
    const accessLogs = accessLog === null ? null : [accessLog, ...formerAccessLogs];
    const { others, ...kept } = placedCheckpoints(given, { logId, accessLogs, seals });
    if (others[0] !== undefined) throw ofAnotherLedger(others[0], logId);
    return await stoppedBySignals((signal) =>
      verifyLedger(
        { packs: loadShippedPacks().map(({ pack }) => pack), engine: packageVersion() },
        {
          store: namedAs(store, logId),
          seals,
          damaged: [...found, ...ofSeals],
          misnamed,
          ...kept,
          accessLog,
          formerAccessLogs,
          reseals: places.seals === null ? [] : keptReseals(places.seals),
          ...knownKeys(options.key),
          readModels,
          signal,
          onStep: ({ through, total, events }) => {
            line.show((seconds) =>
              shell.say({
                zh: `核验 pos:${through}/${total}  ${events} 条  每秒 ${(events / seconds).toFixed(0)}`,
                en: `verifying pos:${through}/${total}  ${events} events  ${(events / seconds).toFixed(0)}/s`,
              }),
            );
          },
        },
      ),
    );
  } finally {
    line.end();
    seals?.close();
  }
}

/** Why the file of a store cannot be opened. */
interface Unopenable {
  readonly path: string;
  readonly says: string;
}

/**
 * A file of a ledger that is too damaged to be opened is a finding, and so is one that is none any more, or is gone, where seals or
 * their keys beside it show that there was one.
 *
 * @throws what has nothing to do with what is stored, and what was no ledger here
 */
function unopenable(error: unknown, address: StoreAddress, { seals }: Places): Unopenable {
  if (address.engine !== 'sqlite') throw error;
  const path = join(address.directory, LEDGER_FILE);
  const useless = fileFindings(path, LEDGER_LAYOUT).find(({ hasOtherColumns }) => hasOtherColumns);
  if (error instanceof StoreUnavailableError && useless !== undefined) return { path, says: useless.says };
  const isSealed = seals !== null && [sealFile(seals), keyFileOf(seals)].some((file) => existsSync(file));
  if (error instanceof NotALedgerError && isSealed) return { path, says: NOT_A_LEDGER };
  if (error instanceof LedgerNotFoundError && isSealed) return { path, says: GONE };
  if (!(error instanceof StoreUnavailableError && error.reason === 'corrupt')) throw error;
  let cause: Error = error;
  while (cause.cause instanceof Error) cause = cause.cause;
  return { path, says: cause.message };
}

const NOT_A_LEDGER = 'its header is not that of a ledger';
const GONE = 'it is gone, or empty, though there was one: seals or their keys are there';

/** What can be verified of a ledger whose store cannot be opened. */
async function besideStore(
  options: VerifyOptions,
  { seals: directory, accessLog, formerAccessLogs }: Places,
  { path, says }: Unopenable,
): Promise<LedgerVerification> {
  const found = fileFindings(path, LEDGER_LAYOUT);
  const { seals, findings: ofSeals } = directory === null ? NO_SEALS : openAsFound(directory);
  try {
    const { accessLogOutside, unplaced } = placedCheckpoints(options.checkpoint.map(readOutsideCheckpoint), {
      logId: seals?.logId ?? '',
      accessLogs: accessLog === null ? null : [accessLog, ...formerAccessLogs],
      seals,
    });
    const isTold = found.some((each) => each.says === says);
    const damaged = [...found, ...(isTold ? [] : [damagedFile(path, says)]), ...ofSeals];
    return await stoppedBySignals((signal) =>
      verifyBeside({
        ...{ seals, damaged, accessLog, formerAccessLogs, accessLogOutside, unplaced, signal },
        pinned: knownKeys(options.key).pinned,
      }),
    );
  } finally {
    seals?.close();
  }
}

const NO_SEALS: SealsAsFound = { seals: undefined, findings: [] };

function twoLedgers({ ledger }: EventStore, seals: FoundSeals | undefined): CommandFailure {
  const sealed = seals?.logId ?? '';
  return new CommandFailure({
    exit: EXIT.unreachable,
    code: 'not-seals',
    detail: {
      zh: `台账说自己是 ${ledger.logId}, 封存说是 ${sealed}, 而事件与两者所封存的都不符。`,
      en: `The ledger says that it is ${ledger.logId}, the seals that they are of ${sealed}, and the events are sealed as neither.`,
    },
    remedy: {
      zh: '或是两个台账的文件放到了一起 (核对 --data 与 --seals), 或是编号与内容都被改动: 与最近的备份核对。',
      en: 'Either files of two ledgers were put together (check --data and --seals), or ids and contents were changed: compare with a back-up.',
    },
  });
}

function directoryOf(address: StoreAddress): string | null {
  return address.engine === 'sqlite' ? address.directory : null;
}

function interrupted(): CommandFailure {
  return new CommandFailure({
    exit: EXIT.interrupted,
    detail: {
      zh: '已中断; 没有结论, 只有到此所见。',
      en: 'Interrupted; there is no verdict, only what was found by then.',
    },
    remedy: { zh: '重新运行同一命令。', en: 'Run the same command again.' },
  });
}
