/** The fields in which two JSON objects differ, as JSON text of each side; one that a side lacks is left out of it. */
export function changedFields(
  before: string,
  after: string,
): { readonly before: string; readonly after: string } {
  const old = fieldsOf(before);
  const young = fieldsOf(after);
  const differs = (name: string): boolean => old.get(name) !== young.get(name);
  return { before: textOf(old, differs), after: textOf(young, differs) };
}

function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = Object.entries(JSON.parse(text) as Readonly<Record<string, unknown>>);
  return new Map(fields.map(([name, value]) => [name, JSON.stringify(value)]));
}

function textOf(fields: ReadonlyMap<string, string>, isShown: (name: string) => boolean): string {
  const shown = [...fields].filter(([name]) => isShown(name));
  return `{${shown.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
}
