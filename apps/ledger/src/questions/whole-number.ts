import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { expecting } from './expecting.js';

/** Reads a query parameter as a whole number between two, both inclusive; other text is refused. */
export function WholeNumber(min: number, max: number): PropertyDecorator {
  const said = expecting({
    zh: `${String(min)} 至 ${String(max)} 的整数`,
    en: `a whole number from ${String(min)} to ${String(max)}`,
  });
  const read = Transform(({ value }: { readonly value: unknown }) =>
    typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value,
  );
  return applyDecorators(read, IsInt(said), Min(min, said), Max(max, said));
}
