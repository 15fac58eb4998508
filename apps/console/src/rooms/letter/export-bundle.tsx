import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { ApiProblem } from '../../api/problem.js';
import { useSession } from '../../app/session.js';
import { Failure } from '../../parts/failure.js';
import { useSay } from '../../words/words.js';

/** Saves the evidence of a decision as a file to verify elsewhere, byte for byte as it was served. */
export function ExportBundle({ decision }: { readonly decision: string }): ReactNode {
  const say = useSay();
  const { client } = useSession();
  const [isLoading, setLoading] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const save = async (): Promise<void> => {
    setLoading(true);
    setError(undefined);
    try {
      const path = { decision };
      const { text } = await client.get('/v1/decisions/{decision}/evidence-bundle', { path });
      download(`${decision}.bundle.json`, text);
    } catch (failed) {
      setError(failed);
    } finally {
      setLoading(false);
    }
  };
  const isUnsealed = error instanceof ApiProblem && error.code === 'not-sealed';
  return (
    <>
      <Button size="small" loading={isLoading} onClick={() => void save()}>
        {say('letter.bundle')}
      </Button>
      {error !== undefined && (
        <Failure
          error={error}
          again={() => void save()}
          title={isUnsealed ? say('letter.notSealed') : undefined}
        />
      )}
    </>
  );
}

/** The session counts beside a header only, which no link can send: the answer is fetched, then saved. */
function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
