import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as it arrived. */
export interface Arrival {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** When its body was complete. */
  time: number;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/**
 * `well` answers as the real one does, `failing` 503, `hanging` never, `dropping` takes the message and closes the connection
 * before it answers.
 */
export type HttpMood = 'well' | 'failing' | 'hanging' | 'dropping';

/** An HTTP server in this process, whose mood a test sets; what it answers is its kind's business. */
export abstract class HttpReceiver {
  mood: HttpMood = 'well';
  port = 0;
  /** Requests that it turned away or did not answer. */
  turnedAway = 0;
  /** Paths that never answer, whatever the mood. */
  readonly hangingPaths = new Set<string>();
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();

  async start(): Promise<this> {
    const server = createServer((request, response) => void this.receive(request, response));
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    // It comes back at the same place after a stop.
    this.port = (server.address() as AddressInfo).port;
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Closes: further connections are refused. */
  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** What a request gets while the mood is well. Told first whether it is taken at all. */
  protected abstract answer(arrival: Arrival): Answer;

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request).catch(() => undefined);
    if (body === undefined) return;
    const arrival = { path: request.url ?? '', headers: request.headers, body, time: Date.now() };
    if (this.mood === 'hanging' || this.hangingPaths.has(arrival.path)) {
      this.turnedAway += 1;
      return;
    }
    if (this.mood === 'failing') {
      this.turnedAway += 1;
      response.writeHead(503).end();
      return;
    }
    const { status, headers, body: answer } = this.answer(arrival);
    if (this.mood === 'dropping') {
      this.turnedAway += 1;
      request.socket.destroy();
      return;
    }
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(answer);
  }
}
