import type { EventLog } from '#libs/event-store';
import type { MemberSource } from '../ports.js';
import { checkDrift, type DriftReport } from './drift.js';
import type { Live } from './standing-tables.js';

/** What drift is watched with. */
export interface DriftWatchOptions {
  readonly store: EventLog;
  readonly source: MemberSource;
  /** How often the rows are compared with the log, and how many of them; left out: only when somebody asks. */
  readonly drift?: { readonly everyMs: number; readonly sample: number };
  readonly onTrouble?: (trouble: string) => void;
}

/** Compares samples of the rows with the log, now and then or when asked, counts what it saw and alarms where one differs. */
export class DriftWatch {
  private checkedMs = performance.now();
  private counts = { checked: 0, different: 0 };

  constructor(private readonly options: DriftWatchOptions) {}

  /** All comparisons since the watch began. */
  get counted(): { readonly checked: number; readonly different: number } {
    return this.counts;
  }

  /** Compares where it is time to. */
  async lookNowAndThen(live: Live): Promise<void> {
    const { drift } = this.options;
    const now = performance.now();
    if (drift === undefined || now - this.checkedMs < drift.everyMs) return;
    this.checkedMs = now;
    await this.compare(live, drift.sample, Math.random);
  }

  async compare(
    { rows, parked, projector }: Live,
    sample: number,
    random: () => number,
  ): Promise<DriftReport> {
    const { store, source, onTrouble } = this.options;
    const parts = { store, source, rows, parked };
    const report = await checkDrift(parts, projector.checkpoint, { sample, random });
    const different = report.different.length;
    this.counts = {
      checked: this.counts.checked + report.checked,
      different: this.counts.different + different,
    };
    if (different > 0)
      onTrouble?.(`${different} of ${report.checked} rows differ from what the log gives; rebuild them`);
    return report;
  }
}
