/** Every code that read models fail with; each says what to do. */
export type ProjectionErrorCode =
  'read-models-locked' | 'not-read-models' | 'read-models-damaged' | 'read-models-closed';

/** The read models cannot be used. The log is not touched by it: they can be deleted and made again. */
export abstract class ProjectionError extends Error {
  abstract readonly code: ProjectionErrorCode;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Another projector has the database: there is one per database. */
export class ReadModelsLockedError extends ProjectionError {
  readonly code = 'read-models-locked';

  constructor(readonly directory: string) {
    super(
      `Another process projects into the read models of ${directory}; there is one projector per database. ` +
        'Stop that process, or give this one a directory of its own (--read-models DIR).',
    );
  }
}

/** The file is there, but it holds no read models; it was only looked at. */
export class NotReadModelsError extends ProjectionError {
  readonly code = 'not-read-models';

  constructor(readonly path: string) {
    super(`${path} holds no read models; nothing was changed. Move it away, or choose another directory.`);
  }
}

/** The file of the read models is damaged; or it is gone, and there is no file any more where it was, or another one. */
export class ReadModelsDamagedError extends ProjectionError {
  readonly code = 'read-models-damaged';

  constructor(
    readonly path: string,
    readonly how: 'damaged' | 'gone',
  ) {
    super(
      `${path}, which held the read models, is ${how}. Whoever projects makes them anew from the log: ` +
        'start the server where none runs, and ask again.',
    );
  }
}

/** The read models are not open, yet or any more, or cannot be read while something is asked of them. */
export class ReadModelsClosedError extends ProjectionError {
  readonly code = 'read-models-closed';

  constructor(cause?: unknown) {
    super('The read models are closed; open them again.', { cause });
  }
}
