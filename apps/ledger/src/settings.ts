import { UsageError } from './flags.js';

/** What an operator sets by environment variables (docs/operating.md). */
export interface Settings {
  /**
   * `CANBAO_REQUESTS_PER_MINUTE`: limit of each key, and of each address without a valid key. Null: none; so it is in a
   * sample ledger, which is one person's own, unless the variable is set.
   */
  readonly requestsPerMinute: number | null;
  /** `CANBAO_LOG_LEVEL`: level of the log on standard error; a sample ledger, tried at a terminal, only warns. */
  readonly logLevel: string;
}

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];

/** Reads the settings; what is not set has a default that suits a bureau's own systems. */
export function readSettings(env: NodeJS.ProcessEnv, { sample }: { readonly sample: boolean }): Settings {
  const limit = env['CANBAO_REQUESTS_PER_MINUTE'] ?? (sample ? null : '60000');
  if (limit !== null && !/^[1-9]\d{0,8}$/.test(limit)) {
    throw new UsageError(`CANBAO_REQUESTS_PER_MINUTE is "${limit}"; expected a whole number from 1.`);
  }
  const logLevel = env['CANBAO_LOG_LEVEL'] ?? (sample ? 'warn' : 'info');
  if (!logLevels.includes(logLevel)) {
    throw new UsageError(`CANBAO_LOG_LEVEL is "${logLevel}"; expected one of ${logLevels.join(', ')}.`);
  }
  return { requestsPerMinute: limit === null ? null : Number(limit), logLevel };
}
