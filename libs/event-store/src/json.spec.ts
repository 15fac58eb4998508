import * as fc from 'fast-check';

import { parseInstant, toInstant } from './instant.js';
import { findNonJson, sameJson } from './json.js';

test('whatever JSON can say is taken, and reads back the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(findNonJson(value)).toBeUndefined();
      expect(sameJson(JSON.stringify(value), JSON.stringify(value, null, 2))).toBe(true);
    }),
  );
});

test('a cycle is found', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  expect(findNonJson(circle)).toMatch(/^\/self\/self/);
});

test('JSON texts are the same when only the order of their members differs', () => {
  expect(sameJson('{"a":1,"b":[1,2]}', '{"b":[1,2],"a":1}')).toBe(true);
  expect(sameJson('{"a":[1,2]}', '{"a":[2,1]}')).toBe(false);
  expect(sameJson('{"a":1}', '{"a":"1"}')).toBe(false);
});

test('instants are written as ECMAScript writes them, in any order of calls', () => {
  const instants = fc.date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instants, (date) => {
      expect(toInstant(date.getTime())).toBe(date.toISOString());
      expect(parseInstant(date.toISOString())).toBe(date.getTime());
    }),
  );
});
