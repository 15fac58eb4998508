import type { StoreError, StoreErrorCode } from '#libs/event-store';
import { EXIT, type ExitCode } from './exit-codes.js';
import { CommandFailure } from './failure.js';

/** Exit code and Chinese text of every failure of a store; the English text is the error's own. */
const STORE_FAILURES: Readonly<Record<StoreErrorCode, { readonly exit: ExitCode; readonly zh: string }>> = {
  'wrong-expected-version': { exit: EXIT.conflict, zh: '事件流已有新事件; 重新读取后再提交。' },
  'event-id-conflict': {
    exit: EXIT.conflict,
    zh: '该来源单据已登记过, 内容不同; 原样重提, 或换用自己的单据号。',
  },
  'idempotency-key-conflict': { exit: EXIT.conflict, zh: '该幂等键已用于另一次提交; 换用新的键。' },
  'invalid-event': { exit: EXIT.usage, zh: '事件内容不符合存储的要求, 未写入。' },
  'event-too-large': { exit: EXIT.usage, zh: '一次提交的内容过大, 未写入; 请拆分。' },
  'append-outcome-unknown': {
    exit: EXIT.unreachable,
    zh: '提交时存储失败, 结果不明; 恢复后原样再提交一次。',
  },
  'disk-full': { exit: EXIT.unreachable, zh: '数据目录所在磁盘已满, 未写入; 腾出空间后重试。' },
  'store-unavailable': { exit: EXIT.unreachable, zh: '存储目前不可用。' },
  'store-locked': {
    exit: EXIT.unreachable,
    zh: '数据目录正被另一进程占用; 停止该进程, 或用 --url 向它查询。',
  },
  'unsafe-permissions': { exit: EXIT.unreachable, zh: '数据目录或文件对其他用户开放; 收紧权限后重试。' },
  'newer-schema': { exit: EXIT.unreachable, zh: '数据由更新版本的程序写入, 未作改动; 请用新版本。' },
  'not-a-ledger': { exit: EXIT.unreachable, zh: '该目录不是台账数据, 未作改动; 换一个目录。' },
  'ledger-not-found': { exit: EXIT.notFound, zh: '该目录中没有台账; 核对目录, 或先以 canbao serve 建立。' },
  'invalid-connection': { exit: EXIT.usage, zh: '连接字符串有误。' },
  'foreign-event': { exit: EXIT.integrity, zh: '台账的事件流中有并非本台账写入的事件。' },
  'copy-unfinished': {
    exit: EXIT.unreachable,
    zh: '此处是未完成的副本, 不能使用; 以同一 canbao copy 或 import 完成它。',
  },
  'copy-mismatch': { exit: EXIT.conflict, zh: '目标处已有其他内容, 不是本台账的副本; 请复制到空处。' },
  'is-a-backup': {
    exit: EXIT.conflict,
    zh: '这是备份, 打开会改动它; 以 canbao restore 恢复到别处, 恢复时即核验。',
  },
};

/** A failure of the store as one of the command line. Damaged data is an integrity failure. */
export function storeFailure(error: StoreError): CommandFailure {
  const { exit, zh } = STORE_FAILURES[error.code];
  const isDamaged = 'reason' in error && error.reason === 'corrupt';
  return new CommandFailure({
    exit: isDamaged ? EXIT.integrity : exit,
    code: error.code,
    detail: { zh: `${zh} (${error.message})`, en: error.message },
  });
}
