import type { Bilingual } from '#libs/enrollment';
import type { RequestCode } from './problem-types.js';

/** A place in the request that a problem is about, and what was seen or expected there. */
export interface RequestFault {
  /** A JSON pointer into the body. */
  readonly pointer?: string;
  /** The name of a query parameter or of a part of the path. */
  readonly parameter?: string;
  readonly header?: string;
  readonly code: RequestCode | 'malformed-request' | 'personal-identifier' | 'invalid-date';
  readonly [fact: string]: string | number | undefined;
}

/** A request that is refused at the edge, before any use case saw it. Nothing was stored. */
export class RequestProblem extends Error {
  constructor(
    readonly code: RequestFault['code'],
    readonly detail: Bilingual,
    readonly options: {
      readonly remedy?: Bilingual;
      readonly errors?: readonly RequestFault[];
      readonly headers?: Readonly<Record<string, string>>;
      /** What failed, where it was not the request: for the log only. */
      readonly cause?: unknown;
    } = {},
  ) {
    super(`${code}: ${detail.en}`, { cause: options.cause });
    this.name = 'RequestProblem';
  }
}

/** A body that cannot be read as this API reads JSON. */
export function malformedBody(pointer: string, zh: string, en: string): RequestProblem {
  return new RequestProblem(
    'malformed-request',
    { zh, en },
    {
      remedy: { zh: '改正请求正文后重新提交。', en: 'Correct the body and send it again.' },
      errors: [{ pointer, code: 'malformed-request' }],
    },
  );
}

/** A header that is not as it must be; its value is not repeated. */
export function malformedHeader(header: string, expected: Bilingual): RequestProblem {
  return new RequestProblem(
    'malformed-request',
    { zh: `请求头 ${header}: 应为${expected.zh}。`, en: `Header ${header}: expected ${expected.en}.` },
    {
      remedy: { zh: '改正该请求头后重新提交。', en: 'Correct the header and send the request again.' },
      errors: [{ header, code: 'malformed-request' }],
    },
  );
}
