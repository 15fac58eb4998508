import type { LedgerCreation } from '#libs/event-store';

/** The first moment that a sample ledger's clock shows; everything in the samples was recorded before it. */
export const SAMPLE_START = '2031-03-01T00:00:00.000+08:00';

/** Every sample ledger has the same id, so that its event ids and positions are those printed in the documents. */
export const SAMPLE_LOG_ID = '3599013e-0c31-4a5e-9b6f-2031030100aa';

/** What to create the store of a sample ledger from: its clock shows 2031-03-01, from midnight at +08:00. */
export function sampleLedgerCreation(options: {
  readonly appVersion: string;
  /** The system clock, in milliseconds since 1970. */
  readonly systemNow: number;
}): LedgerCreation {
  const { appVersion, systemNow } = options;
  const clockOffsetMs = Date.parse(SAMPLE_START) - systemNow;
  return { logId: SAMPLE_LOG_ID, kind: 'sample', clockOffsetMs, appVersion };
}
