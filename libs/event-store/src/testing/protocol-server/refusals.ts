import { Metadata, status } from '@grpc/grpc-js';

/**
 * A failure with a gRPC status and the trailers by which the client knows it. Texts and trailers are those of the
 * server's `RpcExceptions`.
 */
export class Refusal extends Error {
  readonly metadata = new Metadata();

  constructor(
    readonly code: status,
    readonly details: string,
    trailers: Readonly<Record<string, string>> = {},
  ) {
    super(details);
    for (const [key, value] of Object.entries(trailers)) this.metadata.set(key, value);
  }
}

export const accessDenied = (): Refusal =>
  new Refusal(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });

/** Wrong name or password: the HTTP answer 401, which a gRPC client sees as this status. */
export const notAuthenticated = (): Refusal =>
  new Refusal(status.UNAUTHENTICATED, 'Bad gRPC response. HTTP status code: 401');

export const notLeader = (host: string, port: number): Refusal =>
  new Refusal(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });

export const appendTooLarge = (limitBytes: number): Refusal =>
  new Refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${limitBytes} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limitBytes),
  });

export const metadataMissing = (property: string): Refusal =>
  new Refusal(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });

export const invalidArgument = (details: string): Refusal => new Refusal(status.INVALID_ARGUMENT, details);

/** A read from where no record begins; the server says it with another status than a subscription. */
export const invalidReadPosition = (): Refusal =>
  new Refusal(status.UNKNOWN, 'Unexpected ReadAllResult: InvalidPosition');

export const invalidSubscriptionPosition = (): Refusal =>
  new Refusal(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.');

/** Any exception that the server did not foresee. */
export const handlerFailed = (): Refusal => new Refusal(status.UNKNOWN, 'Exception was thrown by handler.');

export const timedOut = (): Refusal =>
  new Refusal(status.ABORTED, 'Operation timed out: Commit phase timeout.');

export const unavailable = (): Refusal => new Refusal(status.UNAVAILABLE, 'Server Is Not Ready');

export const unimplemented = (what: string): Refusal =>
  new Refusal(status.UNIMPLEMENTED, `${what} is not implemented by the protocol server.`);
