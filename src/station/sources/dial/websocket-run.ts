import { WebSocket } from 'ws';
import type { SourceUrl } from '#core/settings/source-url';
import { detailOf, failureOf, httpFailure } from '../failure';
import type { LinkEnd, LinkRun } from '../supervisor';

const CONNECT_TIMEOUT_MS = 5000;
/** A live camera is never this long without a message. */
const SILENCE_TIMEOUT_MS = 10_000;
/** A base64 JPEG of 12 MB; a longer message ends the connection. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/** What a message was: something of use, something else, what the peer says is wrong, or why it is not the peer that is meant. */
export type Heard = 'data' | 'other' | { readonly error: string } | { readonly unusable: string };

export interface WebSocketRunOptions {
  /** `ws://…`. */
  readonly url: string;
  /** For HTTP's basic authentication. */
  readonly credentials?: SourceUrl['credentials'] | undefined;
  /** Sent as soon as the connection stands; a function is asked for it anew each time. */
  readonly greeting?: string | (() => string);
  /** The connection stands. @returns called when it has ended */
  readonly onOpen?: (socket: Pick<WebSocket, 'send' | 'bufferedAmount'>) => () => void;
  /** Sent again and again while it stands. */
  readonly keepAlive?: { readonly everyMs: number; readonly message: () => string };
  /** One whole message. Bytes may be kept. Never throws. */
  readonly onMessage: (message: string | Uint8Array) => Heard;
  /** Milliseconds without a message after which a connection is given up. */
  readonly silenceMs?: number;
}

/** A WebSocket that we open and that talks to us. What the peer said was wrong is told when it ends. */
export function webSocketRun({
  url,
  credentials,
  greeting,
  onOpen,
  keepAlive,
  onMessage,
  silenceMs = SILENCE_TIMEOUT_MS,
}: WebSocketRunOptions): LinkRun {
  return (signal, events) =>
    new Promise((resolve) => {
      const { host: where } = new URL(url);
      const socket = new WebSocket(url, {
        handshakeTimeout: CONNECT_TIMEOUT_MS,
        maxPayload: MAX_MESSAGE_BYTES,
        perMessageDeflate: false,
        ...(credentials && { auth: `${credentials.user}:${credentials.password}` }),
      });
      let failure: LinkEnd | undefined;
      let complaint: string | undefined;
      let reminder: NodeJS.Timeout | undefined;
      let onEnd: (() => void) | undefined;
      const abort = () => socket.terminate();
      const silence = setTimeout(() => {
        failure = { cause: 'silent', detail: `nothing from ${where} for ${silenceMs / 1000} s` };
        socket.terminate();
      }, silenceMs);
      signal.addEventListener('abort', abort, { once: true });
      socket
        .on('open', () => {
          silence.refresh();
          events.opened();
          if (greeting !== undefined) socket.send(typeof greeting === 'string' ? greeting : greeting());
          onEnd = onOpen?.(socket);
          if (keepAlive) reminder = setInterval(() => socket.send(keepAlive.message()), keepAlive.everyMs);
        })
        .on('message', (data, isBinary) => {
          silence.refresh();
          if (!(data instanceof Buffer)) return;
          const heard = onMessage(isBinary ? data : data.toString());
          if (heard === 'data') events.data();
          else if (heard === 'other') return;
          else if ('error' in heard) complaint = heard.error;
          else {
            failure = { cause: 'protocol', detail: detailOf(`${where}: ${heard.unusable}`) };
            socket.terminate();
          }
        })
        .on('unexpected-response', (_request, response) => {
          failure = httpFailure(response.statusCode ?? 0, where);
          socket.terminate();
        })
        .on('error', (error) => {
          failure ??= endOf(error, where);
        })
        .on('close', (_code, reason) => {
          clearTimeout(silence);
          clearInterval(reminder);
          onEnd?.();
          signal.removeEventListener('abort', abort);
          const said = complaint ?? reason.toString();
          resolve(failure ?? { cause: 'closed', detail: detailOf(`closed by ${where}${said ? `: ${said}` : ''}`) });
        });
      if (signal.aborted) abort();
    });
}

function endOf(error: Error, where: string): LinkEnd {
  if (error.message.includes('handshake has timed out'))
    return { cause: 'timed-out', detail: `no answer from ${where}` };
  return failureOf(error, where);
}
