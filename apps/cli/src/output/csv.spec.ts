import { csvText } from './csv.js';

const plain = { excel: false };
const excel = { excel: true };

describe('CSV', () => {
  it('names nested fields with dots and joins lists by blanks', () => {
    const record = {
      member: 'P-0001',
      breakYears: [2025, 2026],
      waiting: { totalMonths: 5, startsOn: null },
    };
    expect(csvText([record], plain)).toBe(
      'member,breakYears,waiting.totalMonths,waiting.startsOn\nP-0001,2025 2026,5,\n',
    );
  });

  it('has the columns of every record', () => {
    expect(csvText([{ a: 1 }, { b: true }], plain)).toBe('a,b\n1,\n,true\n');
  });

  it('quotes commas, quotes and line ends', () => {
    expect(csvText([{ text: 'a,"b"\nc' }], plain)).toBe('text\n"a,""b""\nc"\n');
  });

  it('begins with a byte-order mark for Excel and ends lines with CRLF', () => {
    expect(csvText([{ a: 'x' }], excel)).toBe('\ufeffa\r\nx\r\n');
  });

  it.each([
    ['359901', '"=""359901"""'],
    ['0042', '"=""0042"""'],
    ['=1+1', '"=""=1+1"""'],
    ['@cmd', '"=""@cmd"""'],
    ['-5', '"=""-5"""'],
    ['P-0001', 'P-0001'],
    ['2028-03-15', '2028-03-15'],
  ])('keeps the text %s a text in Excel', (text, cell) => {
    expect(csvText([{ id: text }], excel)).toBe(`\ufeffid\r\n${cell}\r\n`);
  });

  it('leaves numbers to be counted with', () => {
    expect(csvText([{ fen: 40_000 }], excel)).toBe('\ufefffen\r\n40000\r\n');
  });
});
