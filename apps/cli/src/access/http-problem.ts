import type { Bilingual } from '#libs/enrollment';
import { EXIT, type ExitCode } from '../failures/exit-codes.js';
import { CommandFailure } from '../failures/failure.js';

/** What the command line reads of a problem document (RFC 9457). */
interface Problem {
  readonly title?: string;
  readonly code?: string;
  readonly detail?: string;
  readonly remedy?: string;
  readonly clause?: string;
}

/** Codes of the request about keys that are sent as 422: conflicts, not refusals of a rule. */
const CONFLICTS = ['idempotency-key-reused', 'source-document-conflict'];

/** What to do at a terminal, where the problem's own remedy speaks of headers. */
const REMEDIES: Readonly<Partial<Record<string, Bilingual>>> = {
  'not-authenticated': {
    zh: '把访问密钥放在环境变量 CANBAO_KEY 或 --key-file 的文件里; 密钥由管理员签发。',
    en: 'Put the access key into CANBAO_KEY or into the file of --key-file; an administrator issues keys.',
  },
  'purpose-missing': {
    zh: '以 --purpose 说明目的: enquiry、dispute、correction 或 audit。',
    en: 'Say why with --purpose: enquiry, dispute, correction or audit.',
  },
};

/** A problem that a ledger answered with; its texts are in the language that was asked for. */
export function problemFailure(status: number, body: unknown): CommandFailure {
  const { code = null, title, detail, remedy, clause } = (body ?? {}) as Problem;
  const seen = detail ?? title ?? `HTTP ${status}`;
  const text = clause === undefined ? seen : `${seen} (${clause})`;
  return new CommandFailure({
    exit: exitOf(code, status),
    code,
    detail: { zh: text, en: text },
    remedy: REMEDIES[code ?? ''] ?? (remedy === undefined ? null : { zh: remedy, en: remedy }),
  });
}

function exitOf(code: string | null, status: number): ExitCode {
  if (code !== null && CONFLICTS.includes(code)) return EXIT.conflict;
  // Sent as 422, yet no rule refused anything: the pack that was named is not there.
  return code === 'unknown-pack' ? EXIT.notFound : exitOfStatus(status);
}

function exitOfStatus(status: number): ExitCode {
  if (status === 404) return EXIT.notFound;
  if (status === 409 || status === 412) return EXIT.conflict;
  if (status === 422) return EXIT.refused;
  if (status === 401 || status === 403 || status === 429 || status === 503) return EXIT.unreachable;
  return status < 500 ? EXIT.usage : EXIT.internal;
}
