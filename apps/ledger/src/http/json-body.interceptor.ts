import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { malformedBody, RequestProblem } from './request-problem.js';
import { readStrictJson } from './strict-json.js';

/** Largest body in bytes. */
export const MAX_BODY_BYTES = 1_048_576;
/** So much of a body that is refused for its size is still read, so that the client can read the refusal. */
const MAX_DISCARDED_BYTES = 16 * MAX_BODY_BYTES;

/** The media type of one JSON value a line. */
export const LINES = 'application/x-ndjson';
/** Most lines of one request. */
export const MAX_LINES = 1_000;
const NEWLINE = 0x0a;
const SPACE = 0x20;

const TAKES_LINES = 'canbao:takes-lines';

/** A route that also takes one JSON value a line; its body is then a `BodyLines`. */
export const TakesLines = (): MethodDecorator => SetMetadata(TAKES_LINES, true);

/** The lines of a body, each still to be read: one that is malformed spoils no other. */
export class BodyLines {
  constructor(readonly lines: readonly Uint8Array[]) {}
}

/**
 * Reads the body of a request that posts: JSON in UTF-8, uncompressed, at most 1 MiB. It runs after the guards, so
 * that nothing is read from a caller who is not let in.
 */
@Injectable()
export class JsonBodyInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<ReturnType<CallHandler['handle']>> {
    const request = context.switchToHttp().getRequest<Request>();
    if (request.method === 'POST') {
      const takesLines = this.reflector.get<true | undefined>(TAKES_LINES, context.getHandler()) === true;
      const type = checkEncoding(request, takesLines);
      const bytes = await readBytes(request);
      request.body = type === LINES ? new BodyLines(linesOf(bytes)) : readStrictJson(bytes);
    }
    return next.handle();
  }
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // The connection stays open when the loop ends early: the refusal is still to be written on it.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length <= MAX_BODY_BYTES) chunks.push(chunk);
      else if (length > MAX_DISCARDED_BYTES) break;
    }
  } catch {
    throw malformedBody('', '请求正文未传完。', 'The body ended before it was whole.');
  }
  if (length > MAX_BODY_BYTES) throw tooLarge();
  return Buffer.concat(chunks);
}

/** The lines of a text, by the bytes: what stands in them is not read yet. Empty ones are left out. */
function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline;
    const line = bytes.subarray(start, end);
    if (line.some((byte) => byte > SPACE)) lines.push(line);
    if (lines.length > MAX_LINES) throw tooManyLines();
    start = end + 1;
  }
  return lines;
}

/** Gives the media type; a list of lines only where the route takes one. */
function checkEncoding(request: Request, takesLines: boolean): string {
  const [type = '', ...parameters] = (request.get('Content-Type') ?? '').toLowerCase().split(';');
  const charset = parameters.map((each) => each.trim()).find((each) => each.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  const encoding = request.get('Content-Encoding') ?? 'identity';
  const media = type.trim();
  const isTaken = media === 'application/json' || (takesLines && media === LINES);
  if (isTaken && isUtf8 && encoding === 'identity') return media;
  throw new RequestProblem(
    'unsupported-encoding',
    {
      zh: '请求正文须为 application/json, UTF-8, 不压缩。',
      en: 'A body must be application/json in UTF-8, not compressed.',
    },
    { remedy: { zh: '改用 Content-Type: application/json。', en: 'Send Content-Type: application/json.' } },
  );
}

function tooLarge(): RequestProblem {
  return new RequestProblem(
    'too-large',
    {
      zh: `请求正文超过 ${MAX_BODY_BYTES} 字节。`,
      en: `The body is larger than ${MAX_BODY_BYTES} bytes.`,
    },
    {
      remedy: { zh: '拆成较小的请求。', en: 'Split it into smaller requests.' },
      headers: { Connection: 'close' },
    },
  );
}

function tooManyLines(): RequestProblem {
  return new RequestProblem(
    'too-large',
    { zh: `请求超过 ${MAX_LINES} 行。`, en: `The request has more than ${MAX_LINES} lines.` },
    { remedy: { zh: '拆成较小的请求。', en: 'Split it into smaller requests.' } },
  );
}
