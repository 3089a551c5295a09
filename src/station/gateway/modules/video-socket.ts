import type { WebSocket } from 'ws';
import { MAX_ACCESS_UNIT_BYTES } from '#core/bitstream/access-unit-assembler';
import { readVideoConfig } from '#core/protocols/push/config';
import { FRAME_HEADER_BYTES } from '#core/protocols/push/packet';
import { readSubscribeRequest } from '#core/protocols/subscribe/request';
import { english } from '#core/texts/english';
import { type GatewayModule, jsonReply, type MakeModule, type UpgradeCall } from '../../extension/gateway-module';
import type { StationParts } from '../../extension/station-parts';
import { type ClaimLimits, Claims } from '../../sources/accept/push/claims';
import { h264Statistics, h264StatisticsSchema, progressLine } from '../../sources/accept/push/statistics';
import { say } from '../picture-socket';
import { consume } from './push/consumer';
import { acceptProducer, type Peer } from './push/producer';
import { Audience } from './subscribe/audience';
import {
  channelStatistics,
  channelStatisticsSchema,
  connectedVehicles,
  connectedVehiclesSchema,
} from './subscribe/channels';
import { frameEvents } from './subscribe/events';
import { FrameTexts } from './subscribe/frame-texts';
import { Subscriber } from './subscribe/subscriber';

const PROGRESS_MS = 30_000;
/** Longest text that any of the dialects has cause to send, in bytes. */
const MAX_TEXT_BYTES = 64 * 1024;

/** No script: the page's policy allows none in the text. */
const TO_VIEWER =
  // not shown: the name of the program
  '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/"><title>Groundglass</title><a href="/">Groundglass</a></html>\n';

/**
 * `/ws/video` and what goes with it: programs push H.264 into it, and clients of the camera server subscribe at it. What a
 * connection says first tells which it is.
 */
export function videoSocket(limits: Partial<ClaimLimits> = {}): MakeModule {
  return ({ station }) => videoModule(station, limits);
}

function videoModule(
  { hub, log, showDamaged, jpegs, h264 }: StationParts,
  limits: Partial<ClaimLimits>,
): GatewayModule {
  const claims = new Claims(hub, { showDamaged, ...limits });
  const audience = new Audience(h264);
  const texts = new FrameTexts();
  const progress = setInterval(() => {
    const line = progressLine(claims.active());
    if (line !== undefined) log.info(line);
  }, PROGRESS_MS);

  const recognise = (socket: WebSocket, call: UpgradeCall, text: string | undefined): Peer | undefined => {
    if (text === undefined || readVideoConfig(text)) return acceptProducer({ socket, call, claims, log }, text);
    const read = readSubscribeRequest(text);
    return read.ok && read.request.type !== 'ping' ? new Subscriber(socket, { hub, audience, texts }) : undefined;
  };

  const accept = (socket: WebSocket, call: UpgradeCall) => {
    let peer: Peer | undefined;
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) {
        peer ??= recognise(socket, call, undefined);
        peer?.binary(data);
        return;
      }
      // not shown: why a socket is closed, for programs
      if (data.length > MAX_TEXT_BYTES) return socket.close(1009, 'the text is too long');
      const text = data.toString('utf8');
      if (!peer && text === 'ping') return say(socket, 'pong');
      peer ??= recognise(socket, call, text);
      if (peer) peer.text(text);
      else if (isPing(text)) say(socket, '{"type":"pong"}');
      else say(socket, JSON.stringify({ type: 'error', message: english('dialect.sayWhat') }));
    });
  };

  return {
    sockets: [
      {
        path: '/ws/video',
        role: 'viewer',
        maxMessageBytes: MAX_ACCESS_UNIT_BYTES + FRAME_HEADER_BYTES,
        maxViewerMessageBytes: MAX_TEXT_BYTES,
        most: 1000,
        accept,
      },
      {
        path: '/ws/video/consume',
        role: 'viewer',
        most: 1000,
        accept(socket, { query }) {
          socket.on('message', (data: Buffer, isBinary) => {
            if (!isBinary && data.toString('utf8') === 'ping') say(socket, 'pong');
          });
          consume({ hub, h264 }, socket, query.get('id') ?? undefined);
        },
      },
    ],
    http: [
      {
        method: 'GET',
        path: '/h264/stats',
        role: 'viewer',
        about: {
          summary: 'Counts of every stream that a program pushes at this moment.',
          responses: { 200: { description: 'By stream id.', schema: h264StatisticsSchema } },
        },
        handle: () => jsonReply(h264Statistics(claims.active(), (stream) => jpegs.decoded(stream))),
      },
      {
        method: 'GET',
        path: '/api/stream/stats',
        role: 'viewer',
        about: {
          summary: 'Subscribers of every stream in the subscribe dialect, and when its last picture came (ISO 8601).',
          responses: { 200: { description: 'By “<vehicle>_<channel>”.', schema: channelStatisticsSchema } },
        },
        handle: () => jsonReply(channelStatistics(hub, (stream) => audience.of(stream))),
      },
      {
        method: 'GET',
        path: '/api/vehicles/connected',
        role: 'viewer',
        about: {
          summary: 'Vehicles whose video is connected, and the channels of which pictures come.',
          responses: { 200: { description: 'A vehicle for each.', schema: connectedVehiclesSchema } },
        },
        handle: () => jsonReply(connectedVehicles(hub)),
      },
      {
        method: 'GET',
        path: '/live-stream.html',
        role: 'viewer',
        about: {
          summary: 'Where the camera server had its page: leads to the viewer.',
          responses: { 200: { description: 'A page that opens the viewer.', type: 'text/html' } },
        },
        handle: () => ({ headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: TO_VIEWER }),
      },
      {
        method: 'GET',
        path: '/api/stream/sse',
        role: 'viewer',
        about: {
          summary: 'Pictures as server-sent events: the frame messages of the subscribe dialect.',
          query: { vehicleId: 'Of this vehicle alone.', channel: 'Of this channel of the vehicle alone.' },
          responses: { 200: { description: 'Events without end.', type: 'text/event-stream' } },
        },
        handle: frameEvents({ hub, audience, texts }),
      },
    ],
    close() {
      clearInterval(progress);
      claims.close();
    },
  };
}

function isPing(text: string): boolean {
  const read = readSubscribeRequest(text);
  return read.ok && read.request.type === 'ping';
}
