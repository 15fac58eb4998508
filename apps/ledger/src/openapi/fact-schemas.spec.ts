import { FACT_FIELDS, FACT_TYPES, type Field, readFact } from '#libs/enrollment';
import { readFactRequest } from '../facts/fact-body.js';
import { FACT_EXAMPLES } from './fact-examples.js';
import { factSchemas } from './fact-schemas.js';

describe.each(FACT_TYPES)('%s', (type) => {
  test('has an example that the core reads', () => {
    const { body, source, member } = readFactRequest(type, FACT_EXAMPLES[type]);
    expect(readFact(body, 'request')).toEqual(body);
    expect(source).toEqual({ system: expect.any(String), document: expect.any(String) });
    expect(member === undefined).toBe(type !== 'MemberRegistered');
  });

  test('is documented with exactly the fields that a request may have', () => {
    const schema = factSchemas()[`${type}Body`] as { properties: object; required: string[] };
    const fields = Object.entries<Field>(FACT_FIELDS[type].fields);
    const own = type === 'MemberRegistered' ? ['member', 'source'] : ['source'];
    expect(Object.keys(schema.properties).sort()).toEqual([...fields.map(([name]) => name), ...own].sort());
    const needed = fields.filter(([, { optional }]) => optional !== 'always').map(([name]) => name);
    expect([...schema.required].sort()).toEqual([...needed, ...own].sort());
  });
});
