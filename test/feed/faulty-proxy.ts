import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request meets: nothing; a connection that breaks before the answer or within it; a server that is not there. */
export type Fault = 'none' | 'break' | 'cut' | 'unready' | 'page' | 'repeat';

/** Stands between a consumer and its ledger, and does to each request what a script says. */
export class FaultyProxy {
  /** Requests that are under way, and the most that were at once. */
  private under = 0;
  most = 0;
  /** Paths of everything that was asked. */
  readonly asked: string[] = [];
  private readonly server: Server;

  constructor(
    private readonly target: number,
    private readonly faultOf: (number: number) => Fault,
  ) {
    this.server = createServer((incoming, outgoing) => {
      this.pass(incoming, outgoing);
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { url: path = '', method, headers } = incoming;
    if (path.startsWith('/v1/feed')) {
      this.under += 1;
      this.most = Math.max(this.most, this.under);
      outgoing.once('close', () => {
        this.under -= 1;
      });
    }
    this.asked.push(path);
    const fault = this.faultOf(this.asked.length);
    if (fault === 'break') outgoing.destroy();
    else if (fault === 'unready')
      outgoing.writeHead(503, { 'Content-Type': 'application/problem+json' }).end('{}');
    else if (fault === 'page')
      outgoing.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>Back soon.</p>');
    else {
      const asked = request({ port: this.target, host: '127.0.0.1', path, method, headers }, (answer) => {
        void answered(answer, outgoing, fault);
      });
      asked.on('error', () => outgoing.destroy());
      outgoing.once('close', () => asked.destroy());
      incoming.pipe(asked);
    }
  }
}

async function answered(answer: IncomingMessage, outgoing: ServerResponse, fault: Fault): Promise<void> {
  const { 'content-length': _, ...headers } = answer.headers;
  outgoing.writeHead(answer.statusCode ?? 502, headers);
  try {
    for await (const chunk of answer) {
      const text = String(chunk);
      if (fault === 'cut') {
        outgoing.write(text.slice(0, Math.ceil(text.length / 2)), () => outgoing.destroy());
        return;
      }
      outgoing.write(fault === 'repeat' ? repeated(text) : text);
    }
    outgoing.end();
  } catch {
    outgoing.destroy();
  }
}

/** At least once: what was sent is sent again, in a batch as in a stream. */
function repeated(text: string): string {
  if (!text.startsWith('[')) return text + text;
  const entries = JSON.parse(text) as readonly unknown[];
  return JSON.stringify([...entries, ...entries]);
}
