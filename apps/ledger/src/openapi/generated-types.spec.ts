import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedTypes } from './generated-types.js';
import { typeScriptTypes } from './typescript-types.js';

const root = join(__dirname, '..', '..', '..', '..');

test.each(generatedTypes())('$path is what `npm run docs` writes', ({ path, text }) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(text);
});

test('schemas as types: references, literals, unions, lists, what may be absent', () => {
  const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
  const schemas = {
    A: {
      type: 'object',
      properties: {
        kind: { enum: ['x', 'y'] },
        at: { anyOf: [{ type: 'string', description: 'no' }, { type: 'null' }] },
        list: { type: 'array', items: { anyOf: [ref('B'), { const: 1 }] } },
        free: { description: 'Anything.' },
        open: { type: 'object', additionalProperties: { type: 'integer' } },
      },
      required: ['kind', 'list'],
    },
    B: { type: 'object' },
    C: { type: 'string' },
  };
  expect(typeScriptTypes(schemas, ['A']).split('\n').slice(1)).toEqual([
    'export type A = {',
    "  readonly kind: 'x' | 'y';",
    '  readonly at?: string | null;',
    '  readonly list: readonly (B | 1)[];',
    '  /** Anything. */',
    '  readonly free?: unknown;',
    '  readonly open?: Readonly<Record<string, number>>;',
    '};',
    '',
    'export type B = Readonly<Record<string, unknown>>;',
    '',
  ]);
  expect(() => typeScriptTypes(schemas, ['D'])).toThrow('There is no schema D.');
});
