import http from 'node:http';
import net from 'node:net';
import type { PortAnswer } from '#contracts/found';

const PATIENCE_MS = 2000;
/** An Engine.IO handshake has some 120 bytes. */
const MAX_BYTES = 2000;

/** Whether anything listens there. Never rejects. */
export function checkOpen(host: string, port: number): Promise<PortAnswer> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    const end = (answer: PortAnswer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE_MS, () => end('closed'));
    socket.once('connect', () => end('answers')).once('error', () => end('closed'));
  });
}

/**
 * Whether Socket.IO answers there: an Engine.IO 4 handshake by long polling is begun, and ended. Never rejects. The answer is
 * a stranger's: nothing of it is kept.
 */
export async function checkTelemetry(host: string, port: number): Promise<PortAnswer> {
  const path = '/socket.io/?EIO=4&transport=polling';
  const reply = await ask({ host, port, path });
  if (!reply) return (await checkOpen(host, port)) === 'answers' ? 'other' : 'closed';
  if (reply.status === 401 || reply.status === 403) return 'token';
  const [, sid] = /^0\{.*"sid":"([\w-]{1,64})"/.exec(reply.body) ?? [];
  if (reply.status !== 200 || sid === undefined) return 'other';
  // Ends the session, which would else wait for its time-out.
  await ask({ host, port, path: `${path}&sid=${sid}`, method: 'POST' }, '1');
  return 'answers';
}

function ask(options: http.RequestOptions, body?: string): Promise<{ status: number; body: string } | undefined> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const request = http.request({ ...options, signal, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response
        .on('data', (piece: string) => {
          text += piece;
          if (text.length > MAX_BYTES) response.destroy();
        })
        .on('error', () => undefined)
        .on('close', () => resolve({ status: response.statusCode ?? 0, body: text.slice(0, MAX_BYTES) }));
    });
    request.on('error', () => resolve(undefined)).end(body);
  });
}
