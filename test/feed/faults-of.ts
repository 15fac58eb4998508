/** A JSON Schema as the documents of the server write them. */
export interface Schema {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly format?: string;
}

const FORMATS: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+08:00$/,
};

/** Where a value is not what a schema says, as paths; none where it is. */
export function faultsOf(
  value: unknown,
  schema: Schema,
  named: Readonly<Record<string, Schema>>,
  path = '',
): readonly string[] {
  const { $ref, enum: values, anyOf, oneOf, type, format } = schema;
  if ($ref !== undefined) {
    const target = named[$ref.slice($ref.lastIndexOf('/') + 1)];
    return target === undefined ? [`${path}: ${$ref} is unknown`] : faultsOf(value, target, named, path);
  }
  if ('const' in schema) return value === schema.const ? [] : [`${path}: not ${String(schema.const)}`];
  if (values !== undefined) return values.includes(value) ? [] : [`${path}: none of ${values.join(', ')}`];
  const either = anyOf ?? oneOf;
  if (either !== undefined) {
    const found = either.map((each) => faultsOf(value, each, named, path));
    return found.some((faults) => faults.length === 0) ? [] : found.flat();
  }
  if (type === undefined) return [];
  if (!isOfType(value, type)) return [`${path}: not of type ${type}`];
  const form = format === undefined ? undefined : FORMATS[format];
  if (form !== undefined && !form.test(String(value))) return [`${path}: no ${String(format)}`];
  if (Array.isArray(value))
    return value.flatMap((each, index) => faultsOf(each, schema.items ?? {}, named, `${path}/${index}`));
  return typeof value === 'object' && value !== null ? memberFaults(value, schema, named, path) : [];
}

function memberFaults(
  value: object,
  { properties = {}, required = [], additionalProperties = true }: Schema,
  named: Readonly<Record<string, Schema>>,
  path: string,
): readonly string[] {
  const missing = required.filter((name) => !(name in value)).map((name) => `${path}/${name}: missing`);
  const faults = Object.entries(value).flatMap(([name, each]) => {
    const schema = properties[name] ?? additionalProperties;
    if (schema === false) return [`${path}/${name}: unknown`];
    return schema === true ? [] : faultsOf(each, schema, named, `${path}/${name}`);
  });
  return [...missing, ...faults];
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isSafeInteger(value);
    case 'null':
      return value === null;
    case 'number':
    case 'string':
    case 'boolean':
      return typeof value === type;
  }
  return false;
}
