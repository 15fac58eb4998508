/** Why a value has no canonical form. */
export type NotCanonicalReason =
  | 'undefined'
  | 'function'
  | 'symbol'
  | 'bigint'
  | 'not-finite'
  | 'unsafe-integer'
  | 'lone-surrogate'
  | 'not-plain'
  | 'cycle'
  | 'too-deep';

const explanations: Record<NotCanonicalReason, string> = {
  undefined: 'is undefined; leave the member out, or write null',
  function: 'is a function; give plain data',
  symbol: 'is or has a symbol; give plain data',
  bigint: 'is a bigint; write a safe integer or a string',
  'not-finite': 'is NaN or infinite; JSON has no such number',
  'unsafe-integer': 'is an integer beyond ±(2^53 - 1), which readers round differently; write it as a string',
  'lone-surrogate': 'holds half of a surrogate pair, which UTF-8 cannot carry; give well-formed text',
  'not-plain': 'is an object of a class; give a plain object or an array',
  cycle: 'contains itself; JSON is a tree',
  'too-deep': 'is nested too deeply; flatten it',
};

/** A value that RFC 8785 cannot write, or that two readers might read differently. Nothing was produced. */
export class CanonicalJsonError extends Error {
  readonly code = 'not-canonical-json';

  /**
   * @param pointer where the value stands, as a JSON pointer (RFC 6901); the empty string is the whole value
   */
  constructor(
    readonly reason: NotCanonicalReason,
    readonly pointer: string,
  ) {
    super(`No canonical JSON: the value at "${pointer}" ${explanations[reason]}.`);
    this.name = 'CanonicalJsonError';
  }
}

/** A namespace that is no UUID: UUIDv5 hashes its 16 bytes. */
export class InvalidNamespaceError extends Error {
  readonly code = 'invalid-namespace';

  constructor(readonly namespace: string) {
    super(`"${namespace}" is no UUID; a namespace is 32 hexadecimal digits grouped 8-4-4-4-12.`);
    this.name = 'InvalidNamespaceError';
  }
}
