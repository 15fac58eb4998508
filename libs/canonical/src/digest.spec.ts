import { createHash } from 'node:crypto';

import { digest, type HashFunction } from './digest.js';
import { InvalidNamespaceError } from './errors.js';
import { uuidV5 } from './uuid-v5.js';

const sha256: HashFunction = (bytes) => createHash('sha256').update(bytes).digest();
const sha1: HashFunction = (bytes) => createHash('sha1').update(bytes).digest();
const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

describe('digest', () => {
  test('is the name of the hash and the hash of the UTF-8 bytes in hexadecimal', () => {
    expect(digest('abc', { name: 'sha256', hash: sha256 })).toBe(
      'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(digest('参保', { name: 'x', hash: (bytes) => bytes })).toBe('x:e58f82e4bf9d');
  });
});

describe('uuidV5', () => {
  test('gives the value of RFC 9562, appendix A.4', () => {
    expect(uuidV5(dns, 'www.example.com', sha1)).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  test('reads the namespace in either case and depends on both arguments', () => {
    expect(uuidV5(dns.toUpperCase(), '参保', sha1)).toBe(uuidV5(dns, '参保', sha1));
    expect(uuidV5(dns, '参保', sha1)).not.toBe(uuidV5(dns, '断保', sha1));
    expect(uuidV5(uuidV5(dns, 'a', sha1), 'b', sha1)).not.toBe(uuidV5(dns, 'b', sha1));
  });

  test('refuses a namespace that is no UUID', () => {
    expect(() => uuidV5('tax-359901', 'x', sha1)).toThrow(InvalidNamespaceError);
  });
});
