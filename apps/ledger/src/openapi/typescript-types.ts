import type { JsonSchema } from './json-schema.js';

const NOTICE = '// Written by `npm run docs` from the schemas of the server. Do not edit.';

const SIMPLE: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};

/** TypeScript types of schemas, as text: of the named ones and of those that they refer to, in the order of their names. */
export function typeScriptTypes(
  schemas: Readonly<Record<string, JsonSchema>>,
  names: readonly string[],
): string {
  const needed = [...reachable(schemas, names)].sort();
  const types = needed.map((name) => `export type ${name} = ${typeOf(schemas[name] ?? {})};\n`);
  return [NOTICE, ...types].join('\n');
}

function reachable(schemas: Readonly<Record<string, JsonSchema>>, names: readonly string[]): Set<string> {
  const found = new Set(names);
  for (const name of found) {
    const schema = schemas[name];
    if (schema === undefined) throw new Error(`There is no schema ${name}.`);
    for (const [, other = ''] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g))
      found.add(other);
  }
  return found;
}

function typeOf(schema: JsonSchema, indent = ''): string {
  const { $ref, const: only, enum: values, anyOf, oneOf, type, properties, items } = schema;
  if (typeof $ref === 'string') return $ref.slice($ref.lastIndexOf('/') + 1);
  if (only !== undefined) return literal(only);
  if (Array.isArray(values)) return unionOf(values.map(literal));
  if (anyOf !== undefined || oneOf !== undefined)
    return unionOf(alternatives(schema).map((each) => typeOf(each, indent)));
  if (type === 'array') return listOf(typeOf(items as JsonSchema, indent));
  if (type === 'object')
    return properties === undefined ? openObject(schema, indent) : objectType(schema, indent);
  return typeof type === 'string' ? (SIMPLE[type] ?? 'unknown') : 'unknown';
}

/** The schemas of which one holds, those within them too. */
function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  const either = (schema['anyOf'] ?? schema['oneOf']) as readonly JsonSchema[] | undefined;
  return either === undefined ? [schema] : either.flatMap(alternatives);
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}

function listOf(item: string): string {
  return /[|\n]/.test(item) ? `readonly (${item})[]` : `readonly ${item}[]`;
}

function openObject({ additionalProperties }: JsonSchema, indent: string): string {
  const isTyped = typeof additionalProperties === 'object' && additionalProperties !== null;
  const value = isTyped ? typeOf(additionalProperties as JsonSchema, indent) : 'unknown';
  return `Readonly<Record<string, ${value}>>`;
}

function objectType({ properties, required = [] }: JsonSchema, indent: string): string {
  const always = required as readonly string[];
  const inner = `${indent}  `;
  const lines = Object.entries(properties as Readonly<Record<string, JsonSchema>>).flatMap(
    ([name, schema]) => {
      const { description } = schema;
      const optional = always.includes(name) ? '' : '?';
      const line = `${inner}readonly ${name}${optional}: ${typeOf(schema, inner)};`;
      return typeof description === 'string' ? [`${inner}/** ${description} */`, line] : [line];
    },
  );
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function unionOf(types: readonly string[]): string {
  return [...new Set(types)].join(' | ');
}
