import type { LedgerRecord } from './port.js';

/** A log that gives another id than its record says, for a verification of one whose record was changed. It is the log itself. */
export function namedAs<Log extends { readonly ledger: LedgerRecord }>(log: Log, logId: string): Log {
  if (log.ledger.logId === logId) return log;
  const ledger: LedgerRecord = { ...log.ledger, logId };
  return new Proxy(log, {
    get: (of, name) => {
      if (name === 'ledger') return ledger;
      const value: unknown = Reflect.get(of, name, of);
      return typeof value === 'function' ? (value.bind(of) as unknown) : value;
    },
  });
}
