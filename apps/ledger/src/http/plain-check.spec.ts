import 'reflect-metadata';
import { IsOptional, IsString, ValidateNested, validateSync } from 'class-validator';
import * as fc from 'fast-check';
import { DecisionBody, ServedQuestionBody, ServingParameters } from '../decisions/decision.dto.js';
import { MembersQuery, PageQuery } from '../questions/question.dto.js';
import { PlainCheck } from './plain-check.js';

const names = [
  'member',
  'scheme',
  'on',
  'kind',
  'enrolmentYear',
  'dryRun',
  'limit',
  'after',
  'region',
  'other',
];
const values = fc.oneof(
  fc.constantFrom(
    'resident',
    'eligibility',
    'true',
    'P-0001',
    '',
    null,
    undefined,
    0,
    1,
    500,
    501,
    2028.5,
    NaN,
  ),
  fc.constantFrom([], ['resident'], {}, true),
);
const objects = fc.dictionary(fc.constantFrom(...names), values);

test.each([ServedQuestionBody, DecisionBody, ServingParameters, PageQuery, MembersQuery])(
  '%p takes what class-validator finds no fault in, and nothing else',
  (metatype: new () => object) => {
    const plain = new PlainCheck();
    fc.assert(
      fc.property(objects, (given) => {
        const object = Object.assign(new metatype(), given);
        const rules = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false };
        const faults = validateSync(Object.assign(new metatype(), given), rules);
        expect(plain.accepts(metatype, object)).toBe(faults.length === 0);
      }),
    );
  },
);

test('a class that says more than what its properties are is left to class-validator', () => {
  class Inner {
    @IsString()
    readonly name!: string;
  }
  class Outer {
    @IsOptional()
    @ValidateNested()
    readonly inner?: Inner;
  }
  class Several {
    @IsString({ each: true })
    readonly names!: readonly string[];
  }
  const plain = new PlainCheck();
  expect(plain.accepts(Outer, new Outer())).toBe(false);
  expect(plain.accepts(Several, Object.assign(new Several(), { names: ['one'] }))).toBe(false);
});
