import { DECLARATIONS_STREAM } from '#libs/audit';
import type { EventLog } from '#libs/event-store';
import { StreamView } from '../stream-view.js';
import { DeclaredWatermarks } from './declared-watermarks.js';

/**
 * The stream of watermarks. They come by the day, region and kind; in a stream of their own they leave the books of the
 * policy stream, which are made anew with each of its events, as they are.
 */
export const WATERMARK_STREAM = DECLARATIONS_STREAM;

/** Every watermark of a store in memory. */
export class WatermarkLog extends DeclaredWatermarks {
  private readonly view: StreamView;

  constructor(store: EventLog) {
    super();
    this.view = new StreamView(store, WATERMARK_STREAM, (event) => {
      this.apply(event);
    });
  }

  /** Number of events read. */
  get version(): number {
    return this.view.version;
  }

  /** Reads what was appended since. */
  refresh(): Promise<void> {
    return this.view.refresh();
  }
}
