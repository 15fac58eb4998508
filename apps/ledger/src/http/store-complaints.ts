import type { Bilingual } from '#libs/enrollment';
import type { StoreError, StoreErrorCode } from '#libs/event-store';
import type { Complaint } from './problem.js';
import type { ProblemCode } from './problem-types.js';

/** The problem that a store's failure is for a client; the codes of opening a ledger cannot reach one. */
const problemCodes: Readonly<Record<StoreErrorCode, ProblemCode>> = {
  'wrong-expected-version': 'wrong-expected-version',
  'event-id-conflict': 'source-document-conflict',
  'idempotency-key-conflict': 'idempotency-key-reused',
  'invalid-event': 'internal-error',
  'event-too-large': 'too-large',
  'append-outcome-unknown': 'append-outcome-unknown',
  'disk-full': 'disk-full',
  'store-unavailable': 'store-unavailable',
  'store-locked': 'store-unavailable',
  'unsafe-permissions': 'store-unavailable',
  'newer-schema': 'store-unavailable',
  'not-a-ledger': 'store-unavailable',
  'ledger-not-found': 'store-unavailable',
  'invalid-connection': 'store-unavailable',
  'foreign-event': 'store-unavailable',
  'copy-unfinished': 'store-unavailable',
  'copy-mismatch': 'store-unavailable',
  'is-a-backup': 'store-unavailable',
};

type Texts = { readonly detail: Bilingual; readonly remedy: Bilingual };

const unavailable: Texts = {
  detail: {
    zh: '存储现在不能服务; 没有写入任何内容。',
    en: 'The store cannot serve now; nothing was stored.',
  },
  remedy: { zh: '稍后用同一 Idempotency-Key 重试。', en: 'Try again later with the same Idempotency-Key.' },
};

const texts: Partial<Record<ProblemCode, Texts>> = {
  'wrong-expected-version': {
    detail: { zh: '参保人的版本在处理期间反复变化。', en: "The member's version kept changing meanwhile." },
    remedy: { zh: '重新读取后再提交。', en: 'Read the member again, then send it again.' },
  },
  'source-document-conflict': {
    detail: {
      zh: '该来源单据已记录为另一事实。',
      en: 'The source document stands for another fact already.',
    },
    remedy: {
      zh: '核对单据号; 同一单据有多行时加行号, 如 TX0123/2。',
      en: 'Check the document number; add the line where a document has several, as in TX0123/2.',
    },
  },
  'idempotency-key-reused': {
    detail: {
      zh: '该 Idempotency-Key 已用于另一请求。',
      en: 'The Idempotency-Key was used for another request.',
    },
    remedy: { zh: '换用新的键, 或原样重发原请求。', en: 'Take a new key, or repeat that request unchanged.' },
  },
  'too-large': {
    detail: { zh: '事实过大。', en: 'The fact is too large.' },
    remedy: { zh: '减少内容。', en: 'Send less.' },
  },
  'append-outcome-unknown': {
    detail: {
      zh: '提交时存储出错, 不知是否已写入。',
      en: 'The store failed during the commit: the fact may be stored or not.',
    },
    remedy: {
      zh: '用同一 Idempotency-Key 和相同内容重试。',
      en: 'Send the same content again with the same Idempotency-Key.',
    },
  },
  'disk-full': {
    detail: {
      zh: '数据目录所在磁盘已满; 没有写入任何内容, 查询照常。',
      en: 'The disk is full; nothing was stored, reading goes on.',
    },
    remedy: { zh: '请运维清理磁盘后重试。', en: 'Ask the operator for room on the disk, then try again.' },
  },
};

/** What a store's failure says to a client: nothing about files and folders of the machine. */
export function storeComplaint(error: StoreError): Complaint {
  const code = problemCodes[error.code];
  return { code, ...(texts[code] ?? unavailable) };
}
