import { applyDecorators } from '@nestjs/common';
import { IsInt, Max, Min } from 'class-validator';
import { expecting } from './expecting.js';

const IS_WHOLE_NUMBER = 'canbao:whole-number';

/** Reads a query parameter as a whole number between two, both inclusive; other text is refused. */
export function WholeNumber(min: number, max: number): PropertyDecorator {
  const said = expecting({
    zh: `${String(min)} 至 ${String(max)} 的整数`,
    en: `a whole number from ${String(min)} to ${String(max)}`,
  });
  const read: PropertyDecorator = (owner, name) => {
    Reflect.defineMetadata(IS_WHOLE_NUMBER, true, owner, name);
  };
  return applyDecorators(read, IsInt(said), Min(min, said), Max(max, said));
}

/** A value as its class takes it: digits become a number where the class says so; other text stays, to be refused. */
export function asDeclared(owner: object, name: string, value: unknown): unknown {
  if (typeof value !== 'string' || !/^\d{1,16}$/.test(value)) return value;
  return Reflect.getMetadata(IS_WHOLE_NUMBER, owner, name) === true ? Number(value) : value;
}
