import { existsSync, readFileSync } from 'node:fs';
import { parseReadingList } from '#libs/policy';
import { wrongUsage } from '../failures/failure.js';
import { knownAtOf, wrongValue } from './parse.js';

/** A side of an impact run as a request has it. */
export interface SideRequest {
  readonly knownAt?: string;
  readonly pack?: string | { readonly draft: string };
  readonly readings?: string;
  /** A submitted change, as if it were in force. */
  readonly change?: string;
}

/** A parser of `--a` and `--b`, which may be repeated: `known-at=…`, `pack=fujian@1` or a pack.yaml, `reading=R1=yes`, `change=…`. */
export function sideOf(flag: string): (value: string, before: SideRequest) => SideRequest {
  return (value, before) => {
    const [, name = '', text = ''] = /^(known-at|pack|reading|change)=(.+)$/s.exec(value) ?? [];
    switch (name) {
      case 'known-at':
        return once(flag, name, before.knownAt, { ...before, knownAt: knownAtOf(flag)(text) });
      case 'pack':
        return once(flag, name, before.pack, { ...before, pack: packOf(text) });
      case 'change':
        return once(flag, name, before.change, { ...before, change: text });
      case 'reading': {
        parseReadingList(text);
        return { ...before, readings: before.readings === undefined ? text : `${before.readings},${text}` };
      }
    }
    throw wrongValue(flag, value, {
      zh: ' known-at=…、pack=…、reading=… 或 change=…',
      en: 'known-at=…, pack=…, reading=… or change=…',
    });
  };
}

/** A version of the ledger, or the text of a file: a draft. */
function packOf(text: string): NonNullable<SideRequest['pack']> {
  const isFile = /\.ya?ml$/.test(text) || existsSync(text);
  return isFile ? { draft: readFileSync(text, 'utf8') } : text;
}

function once(flag: string, name: string, before: unknown, side: SideRequest): SideRequest {
  if (before === undefined) return side;
  throw wrongUsage({ zh: `${flag} ${name} 只写一次。`, en: `${flag} ${name} can be given once.` });
}
