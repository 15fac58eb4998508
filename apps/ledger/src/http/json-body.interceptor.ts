import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { malformedBody, RequestProblem } from './request-problem.js';
import { readStrictJson } from './strict-json.js';

/** Largest body in bytes. */
export const MAX_BODY_BYTES = 1_048_576;
/** So much of a body that is refused for its size is still read, so that the client can read the refusal. */
const MAX_DISCARDED_BYTES = 16 * MAX_BODY_BYTES;

/**
 * Reads the body of a request that posts: JSON in UTF-8, uncompressed, at most 1 MiB. It runs after the guards, so
 * that nothing is read from a caller who is not let in.
 */
@Injectable()
export class JsonBodyInterceptor implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<ReturnType<CallHandler['handle']>> {
    const request = context.switchToHttp().getRequest<Request>();
    if (request.method === 'POST') {
      checkEncoding(request);
      request.body = readStrictJson(await readBytes(request));
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

function checkEncoding(request: Request): void {
  const [type = '', ...parameters] = (request.get('Content-Type') ?? '').toLowerCase().split(';');
  const charset = parameters.map((each) => each.trim()).find((each) => each.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  const encoding = request.get('Content-Encoding') ?? 'identity';
  if (type.trim() === 'application/json' && isUtf8 && encoding === 'identity') return;
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
