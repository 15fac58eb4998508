import { sayIn } from '../language.js';
import { asOf, coordinatesLine } from './coordinates.js';

const coordinates = {
  on: '2028-03-15',
  knownAt: '2028-03-15T10:02:11.000+08:00',
  position: 52114903,
  packs: [{ id: 'fujian', version: '1', digest: 'sha256:8c1e0000' }],
  engine: '1.0.3',
};

describe('the line that an answer ends with', () => {
  it('names day, position, packs and engine', () => {
    expect(coordinatesLine(coordinates)).toBe('on 2028-03-15 | pos:52114903 | fujian@1 8c1e | 1.0.3');
  });

  it('has no position where there is no ledger', () => {
    const derived = { on: '2028-03-15', knownAt: null, packs: coordinates.packs, engine: '1.0.3' };
    expect(coordinatesLine(derived)).toBe('on 2028-03-15 | fujian@1 8c1e | 1.0.3');
    expect(coordinatesLine({ ...derived, knownAt: '2028-01-31' })).toBe(
      'on 2028-03-15 | 2028-01-31 | fujian@1 8c1e | 1.0.3',
    );
  });

  it('lists every pack used', () => {
    const packs = [...coordinates.packs, { id: 'anhui', version: '2', digest: 'sha256:15959999' }];
    expect(coordinatesLine({ ...coordinates, packs })).toBe(
      'on 2028-03-15 | pos:52114903 | fujian@1 8c1e, anhui@2 1595 | 1.0.3',
    );
  });

  it('says when the answer is only a what-if', () => {
    expect(asOf({ hypothetical: true, coordinates }, sayIn('zh')).line).toMatch(/ \| 1\.0\.3 \| 假设$/);
    expect(asOf({ hypothetical: false, coordinates }, sayIn('zh')).line).toMatch(/ \| 1\.0\.3$/);
  });

  it('and so does the record that follows records', () => {
    expect(asOf({ hypothetical: true, coordinates }, sayIn('zh')).record).toEqual({
      coordinates,
      hypothetical: true,
    });
    expect(asOf({ hypothetical: false, coordinates }, sayIn('zh')).record).toEqual({ coordinates });
  });
});
