import type { Metadata } from '@grpc/grpc-js';

import { accessDenied, notAuthenticated } from './refusals.js';

/** A user of the server; only an administrator may read `$all` and touch system streams, by the default rights. */
export interface User {
  readonly name: string;
  readonly password: string;
  readonly isAdmin: boolean;
}

/**
 * The default rights of the real server: without users (insecure) everything goes; else anonymous calls are refused, a
 * user may read and write streams, an administrator also `$all` and system streams.
 */
export class Access {
  constructor(private readonly users: readonly User[]) {}

  /**
   * @throws Refusal `UNAUTHENTICATED` when name or password are wrong, which concerns the call as a whole
   */
  authenticate(metadata: Metadata): (stream: string) => boolean {
    if (this.users.length === 0) return () => true;
    const [header] = metadata.get('authorization');
    if (header === undefined) return () => false;
    const [, encoded = ''] = String(header).split(' ');
    const credentials = Buffer.from(encoded, 'base64').toString('utf8');
    const user = this.users.find(({ name, password }) => credentials === `${name}:${password}`);
    if (user === undefined) throw notAuthenticated();
    return (stream) => user.isAdmin || !stream.startsWith('$');
  }

  /** @throws Refusal when the caller may not touch the stream */
  require(metadata: Metadata, stream: string): void {
    if (!this.authenticate(metadata)(stream)) throw accessDenied();
  }
}
