import { Transform } from 'class-transformer';

/** Reads a query parameter as a whole number; text that is none stays text, for the validator to refuse. */
export function WholeNumber(): PropertyDecorator {
  return Transform(({ value }: { readonly value: unknown }) =>
    typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value,
  );
}
