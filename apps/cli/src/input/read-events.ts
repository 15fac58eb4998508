import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { wrongUsage } from '../failures/failure.js';

/** Most facts that one derivation reads: a member's whole history has far fewer. */
const MAX_EVENTS = 100_000;

/** A fact with the line that it stood on, the first being 1. */
export interface EventLine {
  readonly number: number;
  readonly event: unknown;
}

/** Reads NDJSON, from a file or from standard input; empty lines are skipped. */
export async function readEventLines(file: string | undefined): Promise<readonly EventLine[]> {
  const input = file === undefined || file === '-' ? process.stdin : createReadStream(file);
  // The lines are read as they come; a file that cannot be opened fails before its first.
  const failed = new Promise<never>((_, reject) => input.once('error', reject));
  return Promise.race([linesOf(input), failed]);
}

async function linesOf(input: NodeJS.ReadableStream): Promise<readonly EventLine[]> {
  const events: EventLine[] = [];
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    const text = number === 1 ? line.replace(/^\ufeff/, '') : line;
    if (text.trim() === '') continue;
    if (events.length === MAX_EVENTS) {
      throw wrongUsage({
        zh: `事实多于 ${MAX_EVENTS} 项。`,
        en: `There are more than ${MAX_EVENTS} facts.`,
      });
    }
    events.push({ number, event: parsed(text, number) });
  }
  return events;
}

function parsed(text: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrongUsage(
      {
        zh: `第 ${number} 行不是 JSON; 应为每行一个 JSON 对象。`,
        en: `Line ${number} is no JSON; expected one JSON object a line.`,
      },
      { zh: '核对输入。', en: 'Check the input.' },
    );
  }
}
