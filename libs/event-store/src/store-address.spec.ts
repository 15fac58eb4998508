import {
  describeStoreAddress,
  formatStoreAddress,
  holdsPassword,
  parseStoreAddress,
  withoutCredentials,
} from './store-address.js';

test.each([
  ['sqlite:./data', { engine: 'sqlite', directory: './data' }],
  ['sqlite::memory:', { engine: 'sqlite', directory: ':memory:' }],
  ['sqlite:/a b/c:d@e', { engine: 'sqlite', directory: '/a b/c:d@e' }],
  ['esdb://h:2113?tls=false', { engine: 'eventstoredb', connection: 'esdb://h:2113?tls=false' }],
  ['esdb+discover://h', { engine: 'eventstoredb', connection: 'esdb+discover://h' }],
  // What is wrong with it, its own parser says.
  ['esdb:h', { engine: 'eventstoredb', connection: 'esdb:h' }],
])('%s is an address', (text, address) => {
  expect(parseStoreAddress(text)).toEqual(address);
  expect(formatStoreAddress(parseStoreAddress(text)!)).toBe(text);
});

test.each(['', 'sqlite:', 'data', './data', 'mysql:x', 'postgres://h/db', 'http://h', 'esdb', ' sqlite:x'])(
  '"%s" is none',
  (text) => {
    expect(parseStoreAddress(text)).toBeUndefined();
  },
);

const secret = 's3cr:et@/?#';

test.each([
  `esdb://ledger:${secret}@h:2113?tls=true`,
  `esdb+discover://ledger:${secret}@h?ledger=x`,
  `esdb:ledger:${secret}@h`,
  `esdb://ledger:${secret}@`,
])('a password is noticed, and nowhere shown: %s', (text) => {
  const address = parseStoreAddress(text)!;
  expect(holdsPassword(address)).toBe(true);
  for (const shown of [describeStoreAddress(address), withoutCredentials(text)])
    for (const part of ['s3cr', 'et@']) expect(shown).not.toContain(part);
});

test.each(['postgres://u:s3cret@h/db', 'u:s3cret@h', 'esdb//u:s3cret@h', '//u:s3cret@h\n'])(
  'what is no address shows no password either: %s',
  (text) => {
    expect(withoutCredentials(text)).not.toContain('s3cret');
  },
);

test.each(['esdb://h:2113', 'esdb://a:1,b:2?tls=true', 'esdb://user@h:2113', 'sqlite:/a:b@c'])(
  'there is none in %s',
  (text) => {
    expect(holdsPassword(parseStoreAddress(text)!)).toBe(false);
  },
);
