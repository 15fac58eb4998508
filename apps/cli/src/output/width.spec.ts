import { padded, printable, textWidth } from './width.js';

describe('the width of a text on a terminal', () => {
  it.each([
    ['', 0],
    ['P-0001', 6],
    ['等待期', 6],
    ['闽政办〔2025〕3号', 17],
    ['缴费，退费', 10],
    ['断保 2025', 9],
    ['한국', 4],
    ['𠮷野家', 6],
    ['é', 1],
    ['e\u0301', 1],
    ['…', 1],
  ])('%s takes %d columns', (text, columns) => {
    expect(textWidth(text)).toBe(columns);
  });

  it('is filled up to the column, on either side', () => {
    expect(padded('固定', 6)).toBe('固定  ');
    expect(padded('固定', 6, 'right')).toBe('  固定');
    expect(padded('固定三个月', 6)).toBe('固定三个月');
  });

  it('leaves nothing of a control sequence that could steer the terminal', () => {
    expect(printable('a\u001b[31mb\u0007\nc\u202e')).toBe('a?[31mb??c?');
    expect(printable('〔2025〕')).toBe('〔2025〕');
  });
});
