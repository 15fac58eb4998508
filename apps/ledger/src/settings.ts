import { UsageError } from './flags.js';

/** What an operator sets by environment variables (docs/operating.md). */
export interface Settings {
  /** `CANBAO_REQUESTS_PER_MINUTE`: limit of each key, and of each address without a valid key. */
  readonly requestsPerMinute: number;
  /** `CANBAO_LOG_LEVEL`: level of the log on standard error; a sample ledger, tried at a terminal, only warns. */
  readonly logLevel: string;
}

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];

/** Reads the settings; what is not set has a default that suits a bureau's own systems. */
export function readSettings(env: NodeJS.ProcessEnv, { sample }: { readonly sample: boolean }): Settings {
  const limit = env['CANBAO_REQUESTS_PER_MINUTE'] ?? '60000';
  if (!/^[1-9]\d{0,8}$/.test(limit)) {
    throw new UsageError(`CANBAO_REQUESTS_PER_MINUTE is "${limit}"; expected a whole number from 1.`);
  }
  const logLevel = env['CANBAO_LOG_LEVEL'] ?? (sample ? 'warn' : 'info');
  if (!logLevels.includes(logLevel)) {
    throw new UsageError(`CANBAO_LOG_LEVEL is "${logLevel}"; expected one of ${logLevels.join(', ')}.`);
  }
  return { requestsPerMinute: Number(limit), logLevel };
}
