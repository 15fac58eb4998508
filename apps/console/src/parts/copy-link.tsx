import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { BASE } from '../app/router.js';
import { useSay } from '../words/words.js';

/** Copies an address that pins the coordinates: whoever opens it sees what is on the screen now. */
export function CopyLink({ place }: { readonly place: string }): ReactNode {
  const say = useSay();
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const address = window.location.origin + BASE + place;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(address);
      setCopied('yes');
    } catch {
      // Some browsers give the clipboard to secure pages alone; the address is then shown to be copied by hand.
      setCopied('failed');
    }
  };
  return (
    <>
      <Button size="small" data-key="copy" className="no-print" onClick={() => void copy()}>
        {say('link.copy')}
      </Button>
      <span role="status" className="copied">
        {copied === 'yes' && say('link.copied')}
        {copied === 'failed' && <code>{address}</code>}
      </span>
    </>
  );
}
