/** An event of a stream; a comment, as a heartbeat is, has neither event nor data. */
export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
}

/** Cuts the text of a stream into its events, however the network cut it into chunks. */
export class ServerSentEvents {
  private rest = '';

  /** Longest event that is waited for, in UTF-16 units: a stream that sends more without an end is none. */
  constructor(private readonly longest = 1_000_000) {}

  /** The events that a chunk completes. */
  take(chunk: string): readonly ServerSentEvent[] {
    const blocks = (this.rest + chunk).split('\n\n');
    this.rest = blocks.pop() ?? '';
    if (this.rest.length > this.longest) throw new Error('an event of the stream has no end');
    return blocks.map(eventOf).filter(({ data }) => data !== '');
  }
}

function eventOf(block: string): ServerSentEvent {
  const fields = { event: '', data: [] as string[] };
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^(event|data): ?(.*)$/.exec(line) ?? [];
    if (name === 'event') fields.event = value;
    if (name === 'data') fields.data.push(value);
  }
  return { event: fields.event, data: fields.data.join('\n') };
}
