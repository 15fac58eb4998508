import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useSay } from '../words/words.js';
import { type Call, commandOf, curlOf } from './call-lines.js';
import { Dialog } from './dialog.js';

/** The button `</>`: the `curl` and the `canbao` line of every call of the page. */
export function Calls({ calls }: { readonly calls: readonly Call[] }): ReactNode {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const { origin } = window.location;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)} className="no-print">
        {say('calls.open')}
      </Button>
      <Dialog title={say('calls.title')} isOpen={isOpen} close={() => setOpen(false)}>
        <p>{say('calls.about')}</p>
        {calls.map((call) => (
          <pre key={curlOf(call, origin)} className="lines" tabIndex={0}>
            {`${curlOf(call, origin)}\n${commandOf(call, origin) ?? `# ${say('calls.noCommand')}`}`}
          </pre>
        ))}
        <Button onClick={() => setOpen(false)}>{say('app.close')}</Button>
      </Dialog>
    </>
  );
}
