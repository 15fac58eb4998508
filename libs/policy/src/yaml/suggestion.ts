/** The most similar name of a list, if one is close enough to be a slip of the pen. */
export function similarTo(name: string, names: readonly string[]): string | null {
  const tolerated = Math.ceil(name.length / 3);
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const candidate of names) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance <= tolerated && (best === null || distance < best.distance))
      best = { name: candidate, distance };
  }
  return best === null ? null : best.name;
}

/** Advice for an unknown name: the similar one, or all of them. */
export function adviceFor(name: string, names: readonly string[]): string {
  const similar = similarTo(name, names);
  return similar === null ? `Use one of: ${names.join(', ')}.` : `Did you mean ${similar}?`;
}

/** Letters to insert, remove or change to get from one word to the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
