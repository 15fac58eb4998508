import type { Instant } from './port.js';

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const minuteMs = 60_000;
// Events come in order of time, so the text up to the minute is kept from one call to the next: making it anew, or
// reading it, would cost a rebuild more than reading the event's id.
let lastMinute = 0;
let lastPrefix = '1970-01-01T00:00:';

/** Milliseconds since 1970 as an instant. */
export function toInstant(epochMs: number): Instant {
  const minute = Math.floor(epochMs / minuteMs);
  if (minute !== lastMinute) {
    lastPrefix = new Date(minute * minuteMs).toISOString().slice(0, 17);
    lastMinute = minute;
  }
  const digits = String(100_000 + epochMs - minute * minuteMs);
  return `${lastPrefix}${digits.slice(1, 3)}.${digits.slice(3)}Z`;
}

/** An instant as milliseconds since 1970; undefined when it is not written in the fixed format, or no such moment exists. */
export function parseInstant(text: string): number | undefined {
  if (!form.test(text)) return undefined;
  if (text.startsWith(lastPrefix)) {
    const seconds = Number(text.slice(17, 19));
    return seconds < 60 ? lastMinute * minuteMs + seconds * 1_000 + Number(text.slice(20, 23)) : undefined;
  }
  const epochMs = Date.parse(text);
  return !Number.isNaN(epochMs) && toInstant(epochMs) === text ? epochMs : undefined;
}
