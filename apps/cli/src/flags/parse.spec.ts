import { CommandFailure } from '../failures/failure.js';
import { dayOf, knownAtOf, positionOf, readingsOf, wholeNumberOf } from './parse.js';

function failureOf(run: () => unknown): CommandFailure {
  try {
    run();
  } catch (error) {
    if (error instanceof CommandFailure) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}

describe('the values of flags', () => {
  it('names the flag of a day that does not exist', () => {
    const { exit, detail } = failureOf(() => dayOf('--on')('2026-02-30'));
    expect(exit).toBe(2);
    expect(detail.en).toBe(
      '--on: found "2026-02-30", expected a day that exists (years 1900 to 2199, written 2028-02-29).',
    );
    expect(detail.zh).toContain('--on: "2026-02-30"');
  });

  it.each(['pos:24888170', '2028-03-15T10:00:00+08:00', '2028-03-15T02:00:00.000Z', '2028-03-15'])(
    'takes %s as a moment of knowledge',
    (moment) => {
      expect(knownAtOf('--known-at')(moment)).toBe(moment);
    },
  );

  it.each(['pos:', 'pos:-1', 'pos:99999999999999999', '2028-03-15T10:00:00', 'yesterday', '2028-02-30'])(
    'refuses %s as a moment of knowledge',
    (moment) => {
      expect(failureOf(() => knownAtOf('--known-at')(moment)).detail.en).toContain('--known-at: found');
    },
  );

  it('reads a position', () => {
    expect(positionOf('pos:24888170')).toBe(24888170);
    expect(positionOf('2028-03-15')).toBeNull();
  });

  it('collects readings and checks each', () => {
    expect(readingsOf('R16=freeze', readingsOf('R1=yes', []))).toEqual(['R1=yes', 'R16=freeze']);
    expect(() => readingsOf('R1=perhaps', [])).toThrow(/R1: found perhaps/);
    expect(failureOf(() => readingsOf('', [])).detail.en).toContain('--reading');
  });

  it('reads whole numbers within their bounds', () => {
    const port = wholeNumberOf('--port', { min: 0, max: 65_535 });
    expect(port('0')).toBe(0);
    expect(port('65535')).toBe(65_535);
    for (const wrong of ['65536', '-1', '1.5', 'http', '']) {
      expect(failureOf(() => port(wrong)).detail.en).toContain('--port');
    }
  });
});
