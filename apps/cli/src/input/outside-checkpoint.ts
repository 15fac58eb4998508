import { existsSync, readFileSync } from 'node:fs';
import {
  AuditError,
  holdsSignatureOf,
  type OutsideCheckpoint,
  readCheckpoint,
  readLetterCode,
  readNote,
  readVerifierKey,
} from '#libs/audit';
import { type CommandFailure, wrongUsage } from '../failures/failure.js';

/** A checkpoint from outside, and which log it is of. */
export interface CheckpointOfLog extends OutsideCheckpoint {
  readonly logId: string;
}

/**
 * Reads a checkpoint of a ledger that was kept elsewhere.
 *
 * @param logId of the ledger; a letter has the code of the ledger
 * @throws CommandFailure where it is none, or of another ledger: a slip in it says nothing about the ledger
 */
export function outsideCheckpoint(given: string, logId: string): CheckpointOfLog {
  const read = readOutsideCheckpoint(given);
  if ((read.checkpoint?.logId ?? logId) !== logId) throw ofAnotherLedger(read, logId);
  return { ...read, logId };
}

/** The failure of a checkpoint that is plainly of another ledger. */
export function ofAnotherLedger({ name, checkpoint }: OutsideCheckpoint, logId: string): CommandFailure {
  const seen = checkpoint?.logId ?? '';
  return wrongUsage(
    {
      zh: `${name} 是另一台账 (${seen}) 的检查点; 本台账是 ${logId}。`,
      en: `${name} is a checkpoint of another ledger (${seen}); this one is ${logId}.`,
    },
    {
      zh: '核对文件与目录。若确为本台账所留, 则其编号曾被改动, 且此处无从证明: 与最近的备份核对。',
      en: 'Check the file and the directory. If it was kept of this ledger, the id of the ledger was changed, and nothing here shows it: compare with a back-up.',
    },
  );
}

/**
 * Reads a checkpoint that was kept elsewhere: a file with a signed note, of whatever log, or the code of a letter as it was typed.
 *
 * @throws CommandFailure where it is neither: a slip in it says nothing about the ledger
 */
export function readOutsideCheckpoint(given: string): OutsideCheckpoint {
  try {
    return existsSync(given) ? fromNote(given) : { name: given.slice(0, 24), ...readLetterCode(given) };
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

function fromNote(file: string): OutsideCheckpoint {
  const note = readNote(readFileSync(file, 'utf8'));
  const checkpoint = readCheckpoint(note.text);
  const { size, root, verifier } = checkpoint;
  if (!holdsSignatureOf(note, readVerifierKey(verifier)))
    throw wrongUsage({
      zh: `${file} 的签名不符: 该文件已被改动, 不能作为依据。`,
      en: `The signature of ${file} does not fit: the file was changed, and proves nothing.`,
    });
  return { name: file, size, root, checkpoint };
}
