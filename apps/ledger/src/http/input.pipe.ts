import {
  type ArgumentMetadata,
  Injectable,
  type PipeTransform,
  type ValidationError,
  ValidationPipe,
} from '@nestjs/common';
import { type Bilingual, whatIs } from '#libs/enrollment';
import { expectedBy } from '../questions/expecting.js';
import { type RequestFault, RequestProblem } from './request-problem.js';

/** Longest value of a query parameter, in UTF-16 units. */
const MAX_VALUE_LENGTH = 300;

const plainText: Bilingual = {
  zh: `一个不超过 ${MAX_VALUE_LENGTH} 字符的文本, 只给一次`,
  en: `plain text of at most ${MAX_VALUE_LENGTH} characters, given once`,
};

const validation = new ValidationPipe({
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: true,
  transformOptions: { enableImplicitConversion: false },
  exceptionFactory: (errors: ValidationError[]) => new InvalidInput(errors.map(faultOf)),
});

/** A property that is unknown or not as its class says, what was seen of it, and what was expected. */
interface InputFault {
  readonly name: string;
  readonly seen?: Bilingual;
  readonly expected?: Bilingual;
}

class InvalidInput extends Error {
  constructor(readonly faults: readonly InputFault[]) {
    super('invalid input');
  }
}

const noSuchName: Bilingual = { zh: '无此名称', en: 'no such name' };

function faultOf({ property: name, value, constraints = {}, contexts }: ValidationError): InputFault {
  if ('whitelistValidation' in constraints) return { name, expected: noSuchName };
  const text = Object.values(constraints).join('; ');
  return { name, seen: whatIs(value), expected: expectedBy(contexts) ?? { zh: text, en: text } };
}

/** Query parameters of a route that reads none. */
export function unknownParameters(names: readonly string[]): RequestProblem {
  return malformedInput(
    'query',
    names.map((name) => ({ name, expected: noSuchName })),
  );
}

/**
 * Reads query parameters and bodies into their class, where they have one. What the class does not name is refused,
 * and so is a parameter that is given twice. Bodies of facts have no class: the core reads them.
 */
@Injectable()
export class InputPipe implements PipeTransform<unknown, Promise<unknown>> {
  /** Classes that take an object without any property: most requests have no parameters, which are then not looked for. */
  private readonly takingNothing = new WeakSet<object>();

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type, metatype } = metadata;
    const isRead = (type === 'query' || type === 'body') && metatype !== undefined && metatype !== Object;
    if (!isRead) return value;
    if (!isPlainObject(value))
      throw malformedInput(type, [
        { name: '', seen: whatIs(value), expected: { zh: '一个对象', en: 'an object' } },
      ]);
    const isEmpty = Object.keys(value).length === 0;
    if (isEmpty && this.takingNothing.has(metatype)) return new metatype() as unknown;
    const broken = Object.entries(value).filter(([name, text]) => isBroken(name, text, type));
    if (broken.length > 0)
      throw malformedInput(
        type,
        broken.map(([name, seen]) => ({ name, seen: whatIs(seen), expected: plainText })),
      );
    try {
      const read = (await validation.transform({ ...value }, metadata)) as unknown;
      if (isEmpty) this.takingNothing.add(metatype);
      return read;
    } catch (error) {
      throw error instanceof InvalidInput ? malformedInput(type, error.faults) : error;
    }
  }
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a class could mistake: a name that every object has, a repeated parameter, characters that are no text. */
function isBroken(name: string, value: unknown, type: ArgumentMetadata['type']): boolean {
  if (name in Object.prototype) return true;
  if (typeof value !== 'string') return type === 'query';
  return value.length > MAX_VALUE_LENGTH || /[\p{Surrogate}\p{Cc}\uFFFD]/u.test(value);
}

function malformedInput(type: string, faults: readonly InputFault[]): RequestProblem {
  const code = 'malformed-request';
  const errors = faults.map(({ name, seen, expected }): RequestFault => {
    const shown = name.slice(0, 60).replace(/[^\w.-]/g, '?');
    const place = type === 'query' ? { parameter: shown } : { pointer: shown === '' ? '' : `/${shown}` };
    return {
      ...place,
      code,
      ...(seen === undefined ? {} : { seen: seen.en, seenZh: seen.zh }),
      ...(expected === undefined ? {} : { expected: expected.en, expectedZh: expected.zh }),
    };
  });
  const list = (language: keyof Bilingual): string =>
    errors
      .map(({ parameter, pointer }, index) => {
        const { seen, expected } = faults[index] ?? {};
        const words = { zh: ['见到', '应为', '、'], en: ['seen', 'expected', ', '] }[language];
        const [saw, due, and] = words;
        const said = [
          ...(seen === undefined ? [] : [`${saw} ${seen[language]}`]),
          ...(expected === undefined ? [] : [`${due} ${expected[language]}`]),
        ];
        return `${parameter ?? pointer ?? ''} (${said.join(and)})`;
      })
      .join(', ');
  return new RequestProblem(
    code,
    type === 'query'
      ? {
          zh: `查询参数不认识、缺少、重复或格式不对: ${list('zh')}。`,
          en: `Query parameters that are unknown, missing, repeated or malformed: ${list('en')}.`,
        }
      : {
          zh: `请求正文的字段不认识、缺少或格式不对: ${list('zh')}。`,
          en: `Fields of the body that are unknown, missing or malformed: ${list('en')}.`,
        },
    { remedy: { zh: '参数和字段见 /docs。', en: 'Parameters and fields are shown at /docs.' }, errors },
  );
}
