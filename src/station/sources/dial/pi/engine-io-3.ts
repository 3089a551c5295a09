import { WebSocket } from 'ws';
import {
  connectTo3,
  type Packet3,
  PING_3,
  readPacket3,
  splitPayload3,
  writePayload3,
} from '#core/protocols/pi/engine-io-3';
import { detailOf, failureOf } from '../../failure';
import type { LinkEnd } from '../../supervisor';

export interface EngineIo3Options {
  /** `192.168.1.100:8001`. */
  readonly where: string;
  /** Besides the main one: requested, and no matter if refused. */
  readonly namespaces: readonly string[];
  readonly connectMs: number;
  readonly maxMessageBytes: number;
  /** Socket.IO stands. */
  readonly onOpen: () => void;
  /** @param json the array of the event's name and its arguments */
  readonly onEvent: (json: string) => void;
}

/** One way to carry packets. It never retries and never rejects. */
type Transport = (options: EngineIo3Options, signal: AbortSignal, session: Session) => Promise<LinkEnd>;

/**
 * A link to a host that speaks Engine.IO 3 (Socket.IO 1 and 2): by WebSocket, and by long polling where there is none.
 *
 * @returns why it ended
 */
export async function runEngineIo3(options: EngineIo3Options, signal: AbortSignal): Promise<LinkEnd> {
  const end = await runTransport(webSocketTransport, options, signal);
  return end.cause === 'protocol' && !signal.aborted ? runTransport(pollingTransport, options, signal) : end;
}

async function runTransport(transport: Transport, options: EngineIo3Options, signal: AbortSignal): Promise<LinkEnd> {
  const stop = new AbortController();
  const session = new Session(options, (failure) => stop.abort(failure));
  try {
    const end = await transport(options, AbortSignal.any([signal, stop.signal]), session);
    return stop.signal.aborted && !signal.aborted ? (stop.signal.reason as LinkEnd) : end;
  } finally {
    session.close();
  }
}

/** What both transports do with packets: open, ping, hand on events. */
class Session {
  send: (packet: string) => void = () => undefined;
  sid: string | undefined;
  readonly #options: EngineIo3Options;
  readonly #fail: (failure: LinkEnd) => void;
  #patience: NodeJS.Timeout;
  #pings: NodeJS.Timeout | undefined;
  #isOpen = false;

  constructor(options: EngineIo3Options, fail: (failure: LinkEnd) => void) {
    this.#options = options;
    this.#fail = fail;
    const { where, connectMs } = options;
    const unanswered = { cause: 'timed-out', detail: `no answer from ${where} for ${connectMs / 1000} s` } as const;
    this.#patience = setTimeout(() => fail(unanswered), connectMs);
  }

  receive(text: string): void {
    this.#take(readPacket3(text));
  }

  close(): void {
    clearTimeout(this.#patience);
    clearInterval(this.#pings);
  }

  #take(packet: Packet3): void {
    const { where, namespaces, onEvent, onOpen } = this.#options;
    switch (packet.kind) {
      case 'open': {
        this.sid = packet.sid;
        const deadMs = packet.pingIntervalMs + packet.pingTimeoutMs;
        clearTimeout(this.#patience);
        this.#patience = setTimeout(() => this.#fail({ cause: 'silent', detail: `no pong from ${where}` }), deadMs);
        this.#pings = setInterval(() => this.send(PING_3), packet.pingIntervalMs);
        return;
      }
      case 'pong':
        return void this.#patience.refresh();
      case 'connect':
        if (packet.namespace !== '/') return;
        if (!this.#isOpen) onOpen();
        this.#isOpen = true;
        for (const namespace of namespaces) this.send(connectTo3(namespace));
        return;
      case 'event':
        return onEvent(packet.json);
      case 'close':
        return this.#fail({ cause: 'closed', detail: `closed by ${where}` });
      case 'error':
        // A namespace that it does not have is no loss.
        if (packet.namespace === '/') this.#fail({ cause: 'protocol', detail: detailOf(`${packet.message} ${where}`) });
    }
  }
}

const webSocketTransport: Transport = ({ where, connectMs, maxMessageBytes }, signal, session) =>
  new Promise((resolve) => {
    const socket = new WebSocket(`ws://${where}/socket.io/?EIO=3&transport=websocket`, {
      ...{ handshakeTimeout: connectMs, maxPayload: maxMessageBytes, perMessageDeflate: false },
    });
    session.send = (packet) => socket.send(packet);
    let failure: LinkEnd = { cause: 'closed', detail: `closed by ${where}` };
    const abort = () => socket.terminate();
    signal.addEventListener('abort', abort, { once: true });
    socket
      .on('message', (data, isBinary) => {
        if (!isBinary && data instanceof Buffer) session.receive(data.toString());
      })
      .on('unexpected-response', (_request, response) => {
        failure = { cause: 'protocol', detail: `HTTP ${response.statusCode ?? 0} ${where}` };
        socket.terminate();
      })
      .on('error', (error) => {
        failure = failure.cause === 'closed' ? failureOf(error, where) : failure;
      })
      .on('close', () => {
        signal.removeEventListener('abort', abort);
        resolve(failure);
      });
    if (signal.aborted) abort();
  });

const pollingTransport: Transport = async ({ where, maxMessageBytes }, signal, session) => {
  const url = () =>
    `http://${where}/socket.io/?EIO=3&transport=polling${session.sid ? `&sid=${encodeURIComponent(session.sid)}` : ''}`;
  session.send = (packet) => {
    const headers = { 'Content-Type': 'text/plain;charset=UTF-8' };
    // A post that fails is told by the poll that waits meanwhile.
    fetch(url(), { method: 'POST', headers, body: writePayload3([packet]), signal }).catch(() => undefined);
  };
  try {
    for (;;) {
      const response = await fetch(url(), { signal });
      if (!response.ok) return { cause: 'protocol', detail: `HTTP ${response.status} ${where}` };
      const text = await readText(response, maxMessageBytes);
      const packets = text === undefined ? [] : splitPayload3(text);
      if (packets.length === 0) return { cause: 'protocol', detail: `no Engine.IO 3 ${where}` };
      for (const packet of packets) session.receive(packet);
      if (session.sid === undefined) return { cause: 'protocol', detail: `no Engine.IO 3 ${where}` };
    }
  } catch (error) {
    return failureOf(error instanceof Error ? error : new Error(String(error)), where);
  }
};

/** @returns `undefined` where it is longer than a message may be */
async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
