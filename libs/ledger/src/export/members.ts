/** The members of an object: those of one in it, of each element of a list, or true where anything may stand. */
type Members = { readonly [name: string]: true | Members | readonly [Members] };

/** What stands in the line of each kind, beside its hash; the other members of a line are those of its kind. */
const LINES: Readonly<Record<string, Members>> = {
  event: {
    event: {
      data: true,
      format: true,
      id: true,
      log: true,
      metadata: true,
      position: true,
      previous: true,
      recordedAt: true,
      schemaVersion: true,
      stream: true,
      type: true,
      version: true,
    },
    index: true,
  },
  export: {
    export: {
      engine: true,
      format: true,
      ledger: { appVersion: true, clockOffsetMs: true, createdAt: true, kind: true, logId: true },
    },
  },
  checkpoint: { checkpoint: { cosignatures: [{ line: true, witness: true }], note: true } },
  key: { key: { count: true, key: true, stream: true, version: true } },
  end: { end: { checkpoints: true, events: true, keys: true, lines: true, position: true, root: true } },
};

/**
 * The first member of a line that the format does not have, as a JSON pointer; undefined where there is none, or the line is of no kind
 * that the format has.
 */
export function unknownMember(line: Readonly<Record<string, unknown>>): string | undefined {
  const kind = Object.keys(LINES).find((each) => Object.hasOwn(line, each));
  return kind === undefined ? undefined : unknownIn(line, { hash: true, ...LINES[kind] });
}

function unknownIn(value: unknown, members: Members): string | undefined {
  // What is none of the right form is refused as such.
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  for (const [name, content] of Object.entries(value)) {
    const known = Object.hasOwn(members, name) ? members[name] : undefined;
    if (known === undefined) return `/${name}`;
    const unknown = known === true ? undefined : unknownWithin(content, known);
    if (unknown !== undefined) return `/${name}${unknown}`;
  }
  return undefined;
}

function unknownWithin(content: unknown, known: Members | readonly [Members]): string | undefined {
  if (!isList(known)) return unknownIn(content, known);
  if (!Array.isArray(content)) return undefined;
  for (const [index, each] of content.entries()) {
    const unknown = unknownIn(each, known[0]);
    if (unknown !== undefined) return `/${String(index)}${unknown}`;
  }
  return undefined;
}

function isList(known: Members | readonly [Members]): known is readonly [Members] {
  return Array.isArray(known);
}
