import { Button, Input } from 'antd';
import { useId, useState, type SubmitEvent, type ReactNode } from 'react';
import { useSession } from '../../app/session.js';
import { Failure } from '../../parts/failure.js';
import { useSay } from '../../words/words.js';

/** The way in: a key, which the browser then keeps where no script can read it. */
export function SignIn(): ReactNode {
  const say = useSay();
  const id = useId();
  const { signIn } = useSession();
  const [key, setKey] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setSending(true);
    setError(null);
    try {
      await signIn(key);
    } catch (failed) {
      setError(failed);
      setSending(false);
    }
  };
  return (
    <main className="sign-in">
      <form className="card" onSubmit={(event) => void submit(event)}>
        <h1>{say('app.name')}</h1>
        <p>{say('signIn.about')}</p>
        {error !== null && <Failure error={error} />}
        <label htmlFor={id}>{say('signIn.key')}</label>
        <Input.Password
          id={id}
          value={key}
          onChange={(event) => setKey(event.target.value)}
          autoComplete="off"
          visibilityToggle={false}
          autoFocus
        />
        <Button type="primary" htmlType="submit" loading={isSending} disabled={key.trim() === ''}>
          {say('signIn.enter')}
        </Button>
      </form>
    </main>
  );
}
