import type { WebSocket } from 'ws';
import { z } from 'zod';
import { telemetryShape } from '#contracts/telemetry';
import type { Telemetry } from '#core/telemetry/telemetry';
import { text } from '#core/texts/text';
import { nowUs, wallUsOf } from '../../clock';
import { ClientPlaces } from '../../extension/client-bound';
import { HttpFault, jsonReply, type MakeModule } from '../../extension/gateway-module';
import { followStream, streamAt } from '../../hub/follow-stream';
import type { Stream } from '../../hub/stream';

const MAX_CLIENTS = 200;
/** Of them for one client. */
const MAX_PER_CLIENT = 50;
/** A client that has so much unread misses values: the next are newer. */
const MAX_UNREAD_BYTES = 64 * 1024;
/** How often a client that is told nothing is shown that the connection lives. */
const HEARTBEAT_MS = 15_000;

const replySchema = z.object({
  /** The stream's id. */
  stream: z.string(),
  /** When the newest of it came; absent before the first. */
  receivedAt: z.iso.datetime().optional(),
  ageMs: z.number().nonnegative().optional(),
  /** What is unknown is absent, and never 0. */
  values: telemetryShape,
});

/**
 * What vehicles say, for programs: once, or as it comes by server-sent events and WebSocket. Who follows a stream has its
 * telemetry fetched, and no picture of it.
 */
export const telemetryModule: MakeModule = ({ station: { hub } }) => {
  const places = new ClientPlaces(MAX_CLIENTS, MAX_PER_CLIENT);
  return {
    http: [
      {
        method: 'GET',
        path: '/api/streams/:id/telemetry',
        role: 'viewer',
        about: {
          summary: 'The newest telemetry of a stream, and how old it is. Keys and units are those of the catalogue.',
          responses: {
            200: { description: 'What is known; no values where none came.', schema: replySchema },
            404: { description: 'No such stream', type: 'application/json' },
          },
        },
        handle({ params }) {
          const stream = streamAt(hub, params.id ?? '');
          if (!stream) throw new HttpFault(404, text('http.noStream'));
          const last = stream.lastTelemetry;
          return jsonReply(last ? told(stream, last.values, last.receiveUs) : { stream: stream.info.id, values: {} });
        },
      },
      {
        method: 'GET',
        path: '/api/streams/:id/telemetry/events',
        role: 'viewer',
        about: {
          summary: 'The telemetry of a stream as server-sent events, each with all values. A slow client misses some.',
          responses: {
            200: { description: 'Each `data` as the answer of `/telemetry`.', type: 'text/event-stream' },
            404: { description: 'No such stream', type: 'application/json' },
          },
        },
        handle(call) {
          const stream = streamAt(hub, call.params.id ?? '');
          if (!stream) throw new HttpFault(404, text('http.noStream'));
          places.take(call);
          return {
            headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' },
            body(out) {
              // The first bytes tell that it is open, before the vehicle says anything.
              out.write(':open\n\n');
              const reads = () => out.backlogBytes <= MAX_UNREAD_BYTES;
              const heartbeat = setInterval(() => reads() && out.write(':heartbeat\n\n'), HEARTBEAT_MS);
              const leave = stream.subscribe({
                taken: 'nothing',
                telemetry(values, receiveUs) {
                  if (!reads()) return;
                  // not shown: the wire
                  out.write(`data: ${JSON.stringify(told(stream, values, receiveUs))}\n\n`);
                },
              });
              const end = () => {
                clearInterval(heartbeat);
                leave();
              };
              if (call.signal.aborted) end();
              else call.signal.addEventListener('abort', end, { once: true });
            },
          };
        },
      },
    ],
    sockets: [
      {
        path: '/ws/telemetry',
        role: 'viewer',
        accept: (socket, { query }) =>
          tell(socket, (attach) => followStream(hub, query.get('id') ?? undefined, attach)),
      },
    ],
  };
};

/** Follows the stream that is meant, whichever it is at the time. */
function tell(socket: WebSocket, follow: (attach: (stream: Stream) => () => void) => () => void): void {
  const end = follow((stream) =>
    stream.subscribe({
      taken: 'nothing',
      telemetry(values, receiveUs) {
        if (socket.readyState !== socket.OPEN || socket.bufferedAmount > MAX_UNREAD_BYTES) return;
        socket.send(JSON.stringify(told(stream, values, receiveUs)));
      },
    }),
  );
  socket.on('close', end);
}

/** As `replySchema` has it. */
function told({ info }: Stream, values: Telemetry, receiveUs: number) {
  const receivedAt = new Date(wallUsOf(receiveUs) / 1000).toISOString();
  return { stream: info.id, receivedAt, ageMs: Math.max(0, Math.round((nowUs() - receiveUs) / 1000)), values };
}
