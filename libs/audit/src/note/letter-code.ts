import { MalformedNoteError, MistypedCodeError } from '../errors.js';
import { type Hash, sha256 } from '../hashing.js';
import type { TreeHead } from '../merkle/proofs.js';

/**
 * A tree head as a letter prints it: the size, the root in groups of four hexadecimal digits, and a last group that
 * tells a mistyped code from another root.
 */
export function letterCode({ size, root }: TreeHead): string {
  const digits = `${root.toString('hex')}${checkDigits(size, root)}`;
  return `${size} ${(digits.match(/.{4}/g) ?? []).join(' ')}`;
}

/**
 * Reads a code as somebody typed it: blanks, dashes and capitals do not matter. A blank, dash, dot or colon parts the size from the rest.
 *
 * @throws MalformedNoteError, MistypedCodeError
 */
export function readLetterCode(typed: string): TreeHead {
  const [, size, rest = ''] = /^#?(\d{1,16})[\s:·.-]+([0-9a-f\s·.-]+)$/i.exec(typed.trim()) ?? [];
  const digits = rest.replaceAll(/[^0-9a-f]/gi, '').toLowerCase();
  if (size === undefined || digits.length !== 68)
    throw new MalformedNoteError('the size and 17 groups of 4 hexadecimal digits');
  const head = { size: Number(size), root: Buffer.from(digits.slice(0, 64), 'hex') };
  if (checkDigits(head.size, head.root) !== digits.slice(64)) throw new MistypedCodeError();
  return head;
}

function checkDigits(size: number, root: Hash): string {
  return sha256(`canbao.letter/1\n${size}\n${root.toString('hex')}`)
    .subarray(0, 2)
    .toString('hex');
}
