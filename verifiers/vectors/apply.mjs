/** Makes the file of a vector: a base, changed as the vector says. README.md has the changes. */
import { createHash } from 'node:crypto';
import { canonical } from '../verify.mjs';

/** The bytes of a vector. */
export function fileOf({ base, changes }, bases) {
  const bundle = JSON.parse(bases[base]);
  for (const change of changes) if ('at' in change) applyTo(bundle, change);
  if (changes.some(({ op }) => op === 'digests')) {
    const { manifest, parts } = bundle;
    for (const name of Object.keys(parts))
      manifest.parts[name] = `sha256:${createHash('sha256').update(canonical(parts[name])).digest('hex')}`;
  }
  let text = canonical(bundle);
  for (const { op, from, to } of changes) if (op === 'text') text = text.replace(from, () => to);
  const bytes = Buffer.from(text);
  const cut = changes.find(({ op }) => op === 'cut');
  const hex = changes.find(({ op }) => op === 'end');
  return Buffer.concat([
    cut === undefined ? bytes : bytes.subarray(0, cut.bytes),
    Buffer.from(hex?.hex ?? '', 'hex'),
  ]);
}

function applyTo(bundle, { op, at, value, other }) {
  const [holder, name] = placeOf(bundle, at);
  if (op === 'set') holder[name] = value;
  else if (op === 'insert') holder.splice(Number(name), 0, value);
  else if (op === 'remove' && Array.isArray(holder)) holder.splice(Number(name), 1);
  else if (op === 'remove') delete holder[name];
  else if (op === 'swap') {
    const [otherHolder, otherName] = placeOf(bundle, other);
    [holder[name], otherHolder[otherName]] = [otherHolder[otherName], holder[name]];
  }
}

/** What holds the value at a JSON pointer, and its name there. */
function placeOf(bundle, at) {
  const steps = at
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const name = steps.pop();
  return [steps.reduce((value, step) => value[step], bundle), name];
}
