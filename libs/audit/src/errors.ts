import type { CanonicalJsonError } from '#libs/canonical';

/** Every code that the audit library fails with. */
export type AuditErrorCode =
  | 'unsealable-event'
  | 'malformed-note'
  | 'mistyped-code'
  | 'malformed-key'
  | 'unsafe-key-file'
  | 'seals-locked'
  | 'not-seals'
  | 'seals-closed'
  | 'not-sealed'
  | 'log-not-as-sealed'
  | 'seals-damaged'
  | 'key-without-predecessor'
  | 'unsupported-algorithm'
  | 'bad-cosignature'
  | 'not-access-log';

/** Something about seals, notes or proofs that cannot be done; the log itself is never touched by it. */
export abstract class AuditError extends Error {
  abstract readonly code: AuditErrorCode;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** An event has no canonical bytes, so it cannot be sealed, nor anything after it. */
export class UnsealableEventError extends AuditError {
  readonly code = 'unsealable-event';

  constructor(
    readonly position: number,
    cause: CanonicalJsonError,
  ) {
    super(`The event at position ${position} cannot be sealed: ${cause.message}`, { cause });
  }
}

/** A text is no signed note, or its text no checkpoint. */
export class MalformedNoteError extends AuditError {
  readonly code = 'malformed-note';

  constructor(readonly expected: string) {
    super(`This is no checkpoint as canbao and C2SP write it: expected ${expected}.`);
  }
}

/** A code from a letter whose check digits do not fit: a digit was mistyped, so it says nothing about the ledger. */
export class MistypedCodeError extends AuditError {
  readonly code = 'mistyped-code';

  constructor() {
    super(
      'The code is not as printed: its check digits do not fit. Type it again; blanks and dashes do not matter.',
    );
  }
}

/** A text is no key as C2SP signed notes write it. */
export class MalformedKeyError extends AuditError {
  readonly code = 'malformed-key';

  constructor(readonly expected: string) {
    super(`This is no key of a signed note: expected ${expected}.`);
  }
}

/** Others may read the file of the sealing key. */
export class UnsafeKeyFileError extends AuditError {
  readonly code = 'unsafe-key-file';

  constructor(readonly path: string) {
    super(`${path} can be read by others. Find out who could, then run: chmod 600 ${path}`);
  }
}

/** Another process seals into the same file. */
export class SealsLockedError extends AuditError {
  readonly code = 'seals-locked';

  constructor(readonly directory: string) {
    super(
      `Another process seals into ${directory}; there is one sealer per file. ` +
        'Stop that process, or give this one a directory of its own (--seals DIR).',
    );
  }
}

/** The file is there, but it holds no seals of this ledger; it was only looked at. */
export class NotSealsError extends AuditError {
  readonly code = 'not-seals';

  constructor(readonly path: string) {
    super(
      `${path} holds no seals of this ledger, or those of a newer program; nothing was changed. ` +
        'Move it away, or choose another directory. Where nobody put it there, run canbao verify: its id may have been changed.',
    );
  }
}

/** The seals were closed while something was still asked of them. */
export class SealsClosedError extends AuditError {
  readonly code = 'seals-closed';

  constructor() {
    super('The seals are closed; open them again.');
  }
}

/** What was asked about is not sealed, or not under a checkpoint of that size. */
export class NotSealedError extends AuditError {
  readonly code = 'not-sealed';

  constructor(
    readonly seen: string,
    readonly sealedSize: number,
  ) {
    super(`${seen} is not sealed; the last checkpoint covers ${sealedSize} events.`);
  }
}

/** The log does not continue what was sealed: an older copy was put back, or an event was changed. Nothing was signed. */
export class LogNotAsSealedError extends AuditError {
  readonly code = 'log-not-as-sealed';

  constructor(readonly position: number) {
    super(
      `The log no longer has at position ${position} what was sealed there; nothing was signed. ` +
        'Run canbao verify: it names every difference.',
    );
  }
}

/** What is stored of the seals does not fit the checkpoint that was signed over it. Nothing was signed. */
export class SealsDamagedError extends AuditError {
  readonly code = 'seals-damaged';

  constructor(readonly seen: string) {
    super(
      `The stored seals are not as they were signed: ${seen}; nothing was signed. ` +
        'Run canbao verify: it names every difference.',
    );
  }
}

/** A new key follows one whose private half is not there to hand over. */
export class KeyWithoutPredecessorError extends AuditError {
  readonly code = 'key-without-predecessor';

  constructor(readonly verifier: string) {
    super(
      `The key file has no longer the key that signed the last checkpoint (${verifier}); nothing was signed. ` +
        'Put its line back before the new one: the first checkpoint of a new key is signed by both.',
    );
  }
}

/** A co-signature does not fit the checkpoint or its key. */
export class BadCosignatureError extends AuditError {
  readonly code = 'bad-cosignature';

  constructor(readonly witness: string) {
    super(`The co-signature of ${witness} does not fit this checkpoint.`);
  }
}

/** A hash function that is not known here, or that this machine's cryptography does not offer. */
export class UnsupportedAlgorithmError extends AuditError {
  readonly code = 'unsupported-algorithm';

  constructor(readonly algorithm: string) {
    super(
      `The hash function "${algorithm}" cannot be computed here: it is unknown to this program, or the OpenSSL of this ` +
        'Node.js was built without it. Use another Node.js.',
    );
  }
}

/** Where an access log should be stands something else, or an entry of it was altered. */
export class NotAccessLogError extends AuditError {
  readonly code = 'not-access-log';

  constructor(readonly directory: string) {
    super(
      `${directory} holds no access log as canbao writes it; nothing was changed. ` +
        'Stop the server and run canbao verify: it names what was altered.',
    );
  }
}
