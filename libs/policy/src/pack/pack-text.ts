import type { PolicyPack } from '#libs/enrollment';
import { InvalidFileError } from '../errors.js';
import { report } from '../yaml/cursor.js';
import { childOf } from '../yaml/mappings.js';
import { mergePack } from './merge.js';
import { readPackDraft } from './pack-draft.js';

/**
 * Reads the text of a `pack.yaml` that stands in no folder: what it extends is found by `packOf`. `file` names the text in
 * the places of problems.
 *
 * @throws InvalidFileError with every problem
 */
export function readPack(
  text: string,
  file: string,
  packOf: (id: string) => PolicyPack | undefined,
): PolicyPack {
  const { draft, source } = readPackDraft(text, file);
  if (draft === undefined) throw new InvalidFileError(source.problems);
  const { extends: parentId } = draft.head;
  const parent = parentId === null ? null : packOf(parentId);
  if (parent === undefined) {
    const remedy = 'Adopt that pack first, or extend another one.';
    report(childOf(draft.root, 'extends') ?? draft.root, { expected: 'the id of an adopted pack', remedy });
    throw new InvalidFileError(source.problems);
  }
  const pack = mergePack(draft, parent);
  if (pack === undefined) throw new InvalidFileError(source.problems);
  return pack;
}
