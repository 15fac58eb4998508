import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { addressOf, type Target } from '../api/client.js';
import { useSay } from '../words/words.js';
import { Dialog } from './dialog.js';

/** A call behind what is on the screen, as a person would make it without the console. */
export interface Call {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly target?: Target;
  readonly body?: object;
  /** The same with `canbao`; absent where the command line has none. */
  readonly command?: string;
}

/** The button `</>`: the `curl` and the `canbao` line of every call of the page. */
export function Calls({ calls }: { readonly calls: readonly Call[] }): ReactNode {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)} className="no-print">
        {say('calls.open')}
      </Button>
      <Dialog title={say('calls.title')} isOpen={isOpen} close={() => setOpen(false)}>
        <p>{say('calls.about')}</p>
        {calls.map((call) => (
          <pre key={curlOf(call)} className="lines" tabIndex={0}>
            {curlOf(call)}
            {call.command === undefined ? '' : `\n${call.command}`}
          </pre>
        ))}
        <Button onClick={() => setOpen(false)}>{say('app.close')}</Button>
      </Dialog>
    </>
  );
}

function curlOf({ method = 'GET', path, target, body }: Call): string {
  const address = `'${window.location.origin}${addressOf(path, target)}'`;
  if (method === 'GET') return `curl ${address}`;
  return `curl ${address} -H 'Content-Type: application/json' -d '${JSON.stringify(body ?? {})}'`;
}

/** The coordinates as flags of `canbao`. */
export function coordinateFlags({
  on,
  knownAt,
  pack,
  readings,
}: {
  readonly on?: string;
  readonly knownAt?: string | undefined;
  readonly pack?: string | undefined;
  readonly readings?: string | undefined;
}): string {
  return [
    on === undefined ? '' : ` --on ${on}`,
    knownAt === undefined ? '' : ` --known-at ${knownAt}`,
    pack === undefined ? '' : ` --pack ${pack}`,
    ...(readings ?? '').split(/,(?=R)/).map((each) => (each === '' ? '' : ` --reading ${each}`)),
  ].join('');
}
