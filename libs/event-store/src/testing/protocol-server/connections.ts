import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** The address by which a call names its connection. */
type Peer = string;

/**
 * The listening port and its connections. They are kept apart from the gRPC server, which takes them ready made, so that
 * a test can cut one, or let the server be away for a while and come back on the same port with its log.
 */
export class Connections {
  readonly #sockets = new Map<Peer, Socket>();
  readonly #server;
  #port = 0;

  constructor(accept: (socket: Socket) => void) {
    this.#server = createServer((socket) => {
      const peer = `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`;
      this.#sockets.set(peer, socket);
      socket.on('close', () => this.#sockets.delete(peer));
      // Cut connections end so; the calls on them are told by the gRPC server.
      socket.on('error', () => socket.destroy());
      accept(socket);
    });
  }

  get port(): number {
    return this.#port;
  }

  /** Connections open now. */
  get count(): number {
    return this.#sockets.size;
  }

  /** Listens; the first time on a free port of the loopback address, later on the same. */
  async listen(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  cut(peer: Peer): void {
    this.#sockets.get(peer)?.destroy();
  }

  /** Cuts every connection and refuses new ones. */
  async close(): Promise<void> {
    const isClosed = this.#server.listening ? once(this.#server, 'close') : Promise.resolve();
    this.#server.close();
    const areCut = [...this.#sockets.values()].map((socket) => once(socket, 'close'));
    for (const socket of this.#sockets.values()) socket.destroy();
    await Promise.all([isClosed, ...areCut]);
  }
}
