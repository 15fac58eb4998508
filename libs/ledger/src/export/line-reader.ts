import { createReadStream } from 'node:fs';

/** Longer than any line of an export: an event carries at most 1 MB, and JSON may double it. */
const MAX_LINE_BYTES = 8_000_000;

const LINE_END = 0x0a;

/** A line of a file without its end; `isWhole` is false for a rest without one, and for a line that is too long. */
export interface FileLine {
  readonly text: string;
  readonly isWhole: boolean;
}

/**
 * The lines of a file. Only U+000A ends one: what else Unicode calls a line end may stand in a text, where other readers
 * would cut it.
 *
 * @throws the file system's own errors
 */
export async function* fileLines(path: string, signal: AbortSignal): AsyncGenerator<FileLine> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of createReadStream(path, { signal, highWaterMark: 1 << 20 })) {
    let bytes = chunk as Buffer;
    for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END)) {
      yield { text: Buffer.concat([...rest, bytes.subarray(0, end)]).toString('utf8'), isWhole: true };
      bytes = bytes.subarray(end + 1);
      rest = [];
      restBytes = 0;
    }
    if (bytes.length > 0) rest.push(bytes);
    restBytes += bytes.length;
    if (restBytes > MAX_LINE_BYTES) {
      yield { text: '', isWhole: false };
      return;
    }
  }
  if (restBytes > 0) yield { text: Buffer.concat(rest).toString('utf8'), isWhole: false };
}
