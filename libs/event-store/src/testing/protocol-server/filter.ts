import { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';

import type { EventLog } from './event-log.js';
import { handlerFailed, invalidArgument } from './refusals.js';

/** Which events of `$all` a reader gets. */
export interface Filter {
  /** Whether the reader gets the record with this number. */
  allows(log: EventLog, record: number): boolean;
  /** A checkpoint is due after so many records, whether they were allowed or not. */
  readonly checkpointInterval: number;
}

const { FilterCase, WindowCase } = ReadReq.Options.FilterOptions;
/** The server's page: how many records it looks at when the client does not say. */
const defaultWindow = 32;

/** @throws Refusal when the filter is none */
export function parseFilter(options: ReadReq.Options.FilterOptions): Filter {
  const checkpointInterval = windowOf(options) * options.getCheckpointintervalmultiplier();
  switch (options.getFilterCase()) {
    case FilterCase.STREAM_IDENTIFIER: {
      const matches = matcher(options.getStreamIdentifier());
      return { checkpointInterval, allows: (log, record) => matches(log.streamOf(record)) };
    }
    case FilterCase.EVENT_TYPE: {
      const matches = matcher(options.getEventType());
      return { checkpointInterval, allows: (log, record) => matches(log.typeOf(record)) };
    }
    case FilterCase.FILTER_NOT_SET:
      throw invalidArgument('The filter names neither a stream nor an event type.');
  }
}

function windowOf(options: ReadReq.Options.FilterOptions): number {
  switch (options.getWindowCase()) {
    case WindowCase.COUNT:
      return defaultWindow;
    case WindowCase.MAX:
      if (options.getMax() === 0) throw handlerFailed();
      return options.getMax();
    case WindowCase.WINDOW_NOT_SET:
      throw invalidArgument('The filter has no window.');
  }
}

/** A regular expression, when there is one, wins over the prefixes. JavaScript's dialect stands in for .NET's. */
function matcher(
  expression: ReadReq.Options.FilterOptions.Expression | undefined,
): (text: string) => boolean {
  if (expression === undefined) throw handlerFailed();
  const source = expression.getRegex();
  const prefixes = expression.getPrefixList();
  if (source === '') return (text) => prefixes.some((prefix) => text.startsWith(prefix));
  try {
    const pattern = new RegExp(source, 'u');
    return (text) => pattern.test(text);
  } catch {
    throw handlerFailed();
  }
}
