import type { Shell } from '../shell.js';

/**
 * Asks, then closes. An answer stands, also where closing fails after it: what it says is in the ledger, and a new key
 * is shown this once. Why asking failed is what is told, not that closing failed too.
 */
export async function askThenClose<Answer>(
  { note, say }: Pick<Shell, 'note' | 'say'>,
  opened: { close(): Promise<void> },
  asked: () => Promise<Answer>,
): Promise<Answer> {
  let answer: Answer;
  try {
    answer = await asked();
  } catch (error) {
    await opened.close().catch(() => undefined);
    throw error;
  }
  try {
    await opened.close();
  } catch (error) {
    const seen = error instanceof Error ? error.message : String(error);
    note(
      say({
        zh: `注意: 答复有效, 所登记的均已写入; 但数据目录未能正常关闭, 请检查磁盘。(${seen})`,
        en: `note: the answer stands, and what it says is stored; but the data directory could not be closed in order: check the disk. (${seen})`,
      }),
    );
  }
  return answer;
}
