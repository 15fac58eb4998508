import { pairLines, tableLines } from './table.js';

describe('a table', () => {
  it('keeps Chinese and Latin columns in line', () => {
    const columns = [{ title: '事项' }, { title: '月', align: 'right' as const }, { title: '出处' }];
    const lines = tableLines(columns, [
      ['等待期', '5', '二(三)'],
      ['wait', '12', ''],
    ]);
    expect(lines).toEqual(['事项    月  出处', '------  --  ------', '等待期   5  二(三)', 'wait    12']);
  });

  it('has its header also without rows', () => {
    expect(tableLines([{ title: 'key' }, { title: 'role' }], [])).toEqual(['key  role', '---  ----']);
  });

  it('shows pairs with the values in one column', () => {
    expect(
      pairLines([
        ['参保', '居民医保'],
        ['等待期', '-'],
      ]),
    ).toEqual(['参保    居民医保', '等待期  -']);
  });
});
