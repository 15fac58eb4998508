import { CommanderError } from 'commander';
import { AuditError } from '#libs/audit';
import { type Bilingual, DomainError } from '#libs/enrollment';
import { StoreError } from '#libs/event-store';
import { LedgerError, type LedgerErrorCode } from '#libs/ledger';
import { InvalidFileError, InvalidReadingError, UnknownPackError } from '#libs/policy';
import { ProjectionError, type ProjectionErrorCode } from '#libs/projections';
import { EXIT, type ExitCode } from './exit-codes.js';
import { CommandFailure } from './failure.js';
import type { Language } from '../language.js';
import type { Shell } from '../shell.js';
import { problemText } from '../words/problems.js';
import { storeFailure } from './store-failure.js';

/** Refusals that are not a rule's: the request itself is wrong, or names someone or something that is not there. */
const REFUSAL_EXITS: Readonly<Partial<Record<string, ExitCode>>> = {
  'malformed-request': EXIT.usage,
  'member-not-found': EXIT.notFound,
  'unknown-pack': EXIT.notFound,
};

const LEDGER_EXITS: Readonly<Record<LedgerErrorCode, ExitCode>> = {
  'known-at-in-future': EXIT.usage,
  'not-allowed': EXIT.unreachable,
  'not-found': EXIT.notFound,
  'second-person-required': EXIT.unreachable,
  'wrong-job-state': EXIT.conflict,
  'wrong-expected-version': EXIT.conflict,
  'idempotency-key-reused': EXIT.conflict,
  'source-document-conflict': EXIT.conflict,
  'projection-behind': EXIT.unreachable,
  'projection-waiting': EXIT.unreachable,
  'not-sealed': EXIT.unreachable,
  'cursor-of-another-ledger': EXIT.conflict,
  'not-published-yet': EXIT.refused,
  'unknown-schema-version': EXIT.unreachable,
  'damaged-event': EXIT.integrity,
};

/** The exit code of a refusal. */
function refusalExit(code: string): ExitCode {
  return REFUSAL_EXITS[code] ?? EXIT.refused;
}

/** Makes of any error one that a person can act on; what is left is an internal error. */
export function commandFailure(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  if (error instanceof DomainError) {
    const { code, detail, remedy } = error;
    return new CommandFailure({ exit: refusalExit(code), code, detail, remedy });
  }
  if (error instanceof LedgerError) {
    const { code, detail, remedy } = error;
    return new CommandFailure({ exit: LEDGER_EXITS[code], code, detail, remedy });
  }
  if (error instanceof StoreError) return storeFailure(error);
  if (error instanceof ProjectionError) return projectionFailure(error);
  if (error instanceof AuditError) return auditFailure(error);
  if (error instanceof InvalidFileError) return invalidFile(error);
  if (error instanceof InvalidReadingError) return invalidReading(error);
  if (error instanceof UnknownPackError) return unknownPack(error);
  if (isDiskFull(error)) return diskFull();
  if (isFileError(error)) return fileFailure(error);
  return internal(error);
}

/**
 * Throws the failure of a question or of a step of work: one about a region that is not there was asked wrongly, where a
 * fact would be refused by a rule. For `catch` behind what asks.
 */
export function refusedQuestion(error: unknown): never {
  const failure = commandFailure(error);
  const { code, detail, remedy } = failure;
  throw code === 'unknown-region' ? new CommandFailure({ exit: EXIT.usage, code, detail, remedy }) : failure;
}

/** Prints a failure on standard error and gives its exit code; the stack of an internal one under `CANBAO_DEBUG`. */
export function reportFailure(error: unknown, shell: Shell): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  const { exit, code, detail, remedy } = commandFailure(error);
  const { say } = shell;
  shell.note(
    `${shell.emphasize(say({ zh: '错误', en: 'error' }))}${code === null ? '' : ` [${code}]`}: ${say(detail)}`,
  );
  if (remedy !== null) shell.note(say({ zh: `处理: ${remedy.zh}`, en: `remedy: ${remedy.en}` }));
  if (exit === EXIT.internal && shell.env['CANBAO_DEBUG'] && error instanceof Error)
    shell.note(error.stack ?? '');
  return exit;
}

/** Seals and keys that cannot be used; what a verification finds is an answer, and no failure. */
function auditFailure({ code, message }: AuditError): CommandFailure {
  const exit = code === 'seals-damaged' || code === 'log-not-as-sealed' ? EXIT.integrity : EXIT.unreachable;
  return new CommandFailure({ exit, code, detail: { zh: `封存不可用: ${message}`, en: message } });
}

/** Chinese texts of the failures of read models; the English text is the error's own. */
const PROJECTION_TEXTS: Readonly<Record<ProjectionErrorCode, string>> = {
  'read-models-locked': '另一进程正在维护这里的读模型; 停止该进程, 或用 --read-models 指明别处。',
  'not-read-models': '该文件不是读模型, 未作改动; 移走它, 或用 --read-models 指明别处。',
  'read-models-damaged': '读模型的文件已损坏或已不存在; 服务运行时自行由台账重建, 稍后重试。',
  'read-models-closed': '读模型已关闭。',
};

function projectionFailure({ code, message }: ProjectionError): CommandFailure {
  const zh = `${PROJECTION_TEXTS[code]} (${message})`;
  return new CommandFailure({ exit: EXIT.unreachable, code, detail: { zh, en: message } });
}

function invalidFile({ code, problems }: InvalidFileError): CommandFailure {
  const textIn = (language: Language): string =>
    problems.map((problem) => problemText(problem, language)).join('\n');
  return new CommandFailure({ exit: EXIT.usage, code, detail: { zh: textIn('zh'), en: textIn('en') } });
}

function invalidReading({ code, detail, advice }: InvalidReadingError): CommandFailure {
  return new CommandFailure({ exit: EXIT.usage, code, detail, remedy: advice });
}

function unknownPack({ code, pack, known }: UnknownPackError): CommandFailure {
  const list = known.join(', ');
  return new CommandFailure({
    exit: EXIT.notFound,
    code,
    detail: {
      zh: `没有规则包 "${pack}"; 现有 ${list}。`,
      en: `There is no policy pack "${pack}"; the packs are ${list}.`,
    },
    remedy: {
      zh: '写其中之一, 或一个 pack.yaml 的路径。',
      en: 'Name one of them, or the path of a pack.yaml.',
    },
  });
}

/** An error of the operating system about a path. */
type FileError = NodeJS.ErrnoException & { readonly code: string };

const FILE_TEXTS: Readonly<Partial<Record<string, Bilingual>>> = {
  ENOENT: { zh: '文件不存在', en: 'there is no such file' },
  EISDIR: { zh: '这是目录, 应为文件', en: 'this is a directory, expected a file' },
  ENOTDIR: { zh: '路径中有一段是文件, 不是目录', en: 'a part of the path is a file, expected a directory' },
  EACCES: { zh: '没有读写权限', en: 'it may not be read or written' },
  EROFS: { zh: '文件系统只读', en: 'the file system is read-only' },
  EBUSY: { zh: '正被占用, 或是挂载点', en: 'it is in use, or the root of a mounted file system' },
};

/** Not what was asked for, but what the machine can do at present. */
const UNREACHABLE: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EIO']);

/** Writing to an open file or to standard output names no path. */
function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}

function diskFull(): CommandFailure {
  return new CommandFailure({
    exit: EXIT.unreachable,
    code: 'disk-full',
    detail: { zh: '磁盘已满, 没有写完。', en: 'The disk is full; not everything was written.' },
    remedy: { zh: '腾出空间, 或换一个磁盘。', en: 'Free some space, or take another disk.' },
  });
}

function isFileError(error: unknown): error is FileError {
  // Reading an open file names no path.
  return (
    error instanceof Error &&
    'code' in error &&
    (('path' in error && typeof error.path === 'string') || error.code === 'EISDIR')
  );
}

function fileFailure(error: FileError): CommandFailure {
  const place = error.path === undefined ? '' : `${error.path}: `;
  const text = FILE_TEXTS[error.code] ?? { zh: error.message, en: error.message };
  const exit =
    error.code === 'ENOENT' ? EXIT.notFound : UNREACHABLE.has(error.code) ? EXIT.unreachable : EXIT.usage;
  return new CommandFailure({
    exit,
    detail: { zh: `${place}${text.zh}。`, en: `${place}${text.en}.` },
    remedy: { zh: '核对路径。', en: 'Check the path.' },
  });
}

function internal(error: unknown): CommandFailure {
  const text = error instanceof Error ? error.message : String(error);
  return new CommandFailure({
    exit: EXIT.internal,
    code: 'internal',
    detail: { zh: `程序内部错误: ${text}`, en: `internal error: ${text}` },
    remedy: {
      zh: '这是程序的缺陷; 以 CANBAO_DEBUG=1 重跑, 附上输出报告。',
      en: 'This is a defect of the program; run again with CANBAO_DEBUG=1 and report the output.',
    },
  });
}
