import { existsSync, readFileSync } from 'node:fs';
import {
  AuditError,
  type Checkpoint,
  holdsSignatureOf,
  type OutsideCheckpoint,
  readCheckpoint,
  readLetterCode,
  readNote,
  readVerifierKey,
} from '#libs/audit';
import { wrongUsage } from '../failures/failure.js';

/** A checkpoint from outside, and which log it is of. */
export interface CheckpointOfLog extends OutsideCheckpoint {
  readonly logId: string;
}

/**
 * Reads a checkpoint that was kept elsewhere: a file with a signed note, or the code of a letter as it was typed.
 *
 * @param logId of the ledger; a letter has the code of the ledger
 * @param isBeside whether a checkpoint of another log is one of a log that belongs to the ledger
 * @throws CommandFailure where it is neither: a slip in it says nothing about the ledger
 */
export function outsideCheckpoint(
  given: string,
  logId: string,
  isBeside: (checkpoint: Checkpoint) => boolean = () => false,
): CheckpointOfLog {
  try {
    return existsSync(given)
      ? fromNote(given, (checkpoint) => checkpoint.logId === logId || isBeside(checkpoint))
      : { name: given.slice(0, 24), logId, ...readLetterCode(given) };
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    throw wrongUsage(
      {
        zh: `--checkpoint ${given}: 既非检查点文件, 也非告知书上的代码 (${error.message})`,
        en: `--checkpoint ${given}: ${error.message}`,
      },
      {
        zh: '写检查点文件的路径, 或带引号写出告知书上的代码。',
        en: 'Name the file of a checkpoint, or give the code of a letter in quotes.',
      },
    );
  }
}

function fromNote(file: string, isOurs: (checkpoint: Checkpoint) => boolean): CheckpointOfLog {
  const note = readNote(readFileSync(file, 'utf8'));
  const checkpoint = readCheckpoint(note.text);
  const { size, root, verifier, logId: seen } = checkpoint;
  if (!isOurs(checkpoint))
    throw wrongUsage({
      zh: `${file} 是另一台账 (${seen}) 的检查点。`,
      en: `${file} is a checkpoint of another ledger (${seen}).`,
    });
  if (!holdsSignatureOf(note, readVerifierKey(verifier)))
    throw wrongUsage({
      zh: `${file} 的签名不符: 该文件已被改动, 不能作为依据。`,
      en: `The signature of ${file} does not fit: the file was changed, and proves nothing.`,
    });
  return { name: file, size, root, logId: seen, checkpoint };
}
