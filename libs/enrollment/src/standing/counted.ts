/** A number with its English noun, in the singular for one: `1 break year`, `2 break years`. */
export function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
