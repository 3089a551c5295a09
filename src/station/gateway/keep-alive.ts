import type { WebSocket } from 'ws';

/** Between two pings. */
const PERIOD_MS = 15_000;
/** Pings in a row without a sign of life after which the client is gone. */
const MAX_UNANSWERED = 3;

/**
 * Finds a client that lost its power, or that reads nothing any more: it is pinged, and cut off when nothing comes from
 * it, neither pong nor message, for three periods.
 */
export function keepAlive(socket: WebSocket, periodMs = PERIOD_MS): void {
  let unanswered = 0;
  const lives = () => {
    unanswered = 0;
  };
  const timer = setInterval(() => {
    if (unanswered++ >= MAX_UNANSWERED) socket.terminate();
    else socket.ping();
  }, periodMs);
  socket
    .on('message', lives)
    .on('pong', lives)
    .on('close', () => clearInterval(timer));
}
