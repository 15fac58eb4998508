/** True for what is an entry of a feed as far as the client itself needs it: an id, and where to go on. */
export function isEntry(value: unknown): value is { readonly id: string; readonly cursor: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { specversion, id, cursor } = value as Readonly<Record<string, unknown>>;
  return specversion === '1.0' && typeof id === 'string' && typeof cursor === 'string';
}
