import { HttpException } from '@nestjs/common';
import { DomainError } from '#libs/enrollment';
import { StoreError } from '#libs/event-store';
import { LedgerError, type LedgerErrorCode } from '#libs/ledger';
import type { Complaint } from './problem.js';
import type { ProblemCode } from './problem-types.js';
import { RequestProblem } from './request-problem.js';
import { storeComplaint } from './store-complaints.js';

/** What an error means to the client. Anything unknown is a bug of ours and says nothing of itself. */
export function complaintOf(error: unknown): Complaint {
  if (error instanceof RequestProblem) {
    const { code, detail, options } = error;
    return { code, detail, ...options };
  }
  if (error instanceof DomainError) {
    const { code, detail, remedy, clause, problems } = error;
    const errors = problems.map((each) => ({ ...each.facts, pointer: each.pointer, code: each.code }));
    return { code, detail, remedy, clause, errors };
  }
  if (error instanceof LedgerError) {
    const { code, detail, remedy, eventsSince } = error;
    return { code: ledgerCodes[code], detail, remedy, ...(eventsSince.length === 0 ? {} : { eventsSince }) };
  }
  if (error instanceof StoreError) return storeComplaint(error);
  if (error instanceof HttpException) return frameworkComplaint(error.getStatus());
  return internal;
}

/** The problem that an error of a use case is; an event that cannot be read is a failure of ours. */
const ledgerCodes: Readonly<Record<LedgerErrorCode, ProblemCode>> = {
  'known-at-in-future': 'known-at-in-future',
  'not-allowed': 'not-allowed',
  'not-found': 'not-found',
  'second-person-required': 'second-person-required',
  'wrong-job-state': 'wrong-job-state',
  'wrong-expected-version': 'wrong-expected-version',
  'idempotency-key-reused': 'idempotency-key-reused',
  'source-document-conflict': 'source-document-conflict',
  'projection-behind': 'projection-behind',
  'projection-waiting': 'projection-behind',
  'not-sealed': 'not-sealed',
  'cursor-of-another-ledger': 'cursor-of-another-ledger',
  'not-published-yet': 'internal-error',
  'unknown-schema-version': 'internal-error',
  'damaged-event': 'internal-error',
};

/** What the framework itself refuses: a path that is no route, or one that cannot be decoded. */
function frameworkComplaint(status: number): Complaint {
  if (status === 404) return notFound;
  if (status >= 400 && status < 500) return malformed;
  return internal;
}

const complaint = (code: ProblemCode, texts: Omit<Complaint, 'code'>): Complaint => ({ code, ...texts });

const notFound = complaint('not-found', {
  detail: { zh: '没有此路径, 或该方法不适用。', en: 'There is no such path, or not with this method.' },
  remedy: { zh: '路径见 /docs。', en: 'The paths are listed at /docs.' },
});

const malformed = complaint('malformed-request', {
  detail: { zh: '请求无法解析。', en: 'The request cannot be read.' },
  remedy: { zh: '格式见 /docs。', en: 'The form of each request is shown at /docs.' },
});

const internal = complaint('internal-error', {
  detail: { zh: '服务出错, 已记入日志。', en: 'The service failed; the failure is in its log.' },
  remedy: {
    zh: '把 instance 告诉运维; 写入可用同一 Idempotency-Key 重试。',
    en: 'Tell the operator the instance; an append can be repeated with the same Idempotency-Key.',
  },
});
