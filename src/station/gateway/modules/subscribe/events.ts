import { KeyGate } from '#core/media/key-gate';
import { readChannel, readVehicleId } from '#core/protocols/subscribe/request';
import type { Hub } from '../../../hub/hub';
import type { Stream } from '../../../hub/stream';
import { type HttpCall, HttpFault, type HttpReply, type ReplyStream } from '../../module';
import type { Audience } from './audience';
import { channelOf } from './channels';
import type { FrameTexts } from './frame-texts';

/** How often an idle connection is shown to be alive; proxies cut those that are silent for a minute. */
const HEARTBEAT_MS = 15_000;
/** What a client may leave unread before it loses pictures up to the next key picture. */
const MOST_UNREAD_BYTES = 8 * 1024 * 1024;
const MOST_CLIENTS = 200;

export interface EventOptions {
  readonly hub: Hub;
  readonly audience: Audience;
  readonly texts: FrameTexts;
}

/**
 * Server-sent events: `{"type":"connected"}`, then frame messages of the streams of `?vehicleId=`, all its channels or that
 * of `&channel=`; without a vehicle those of every stream.
 */
export function frameEvents(options: EventOptions): (call: HttpCall) => HttpReply {
  let clients = 0;
  return ({ query, signal }) => {
    const matches = choose(query);
    if (clients >= MOST_CLIENTS) throw new HttpFault(503, `No more than ${MOST_CLIENTS} clients.`);
    clients++;
    signal.addEventListener('abort', () => clients--, { once: true });
    return {
      headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' },
      body: (out) => stream(out, signal, matches, options),
    };
  };
}

/** @throws HttpFault 400 */
function choose(query: URLSearchParams): (stream: Stream) => boolean {
  const vehicle = query.get('vehicleId');
  if (vehicle === null) return () => true;
  const vehicleId = readVehicleId(vehicle);
  const channel = query.has('channel') ? readChannel(query.get('channel')) : null;
  if (vehicleId === undefined || channel === undefined)
    throw new HttpFault(400, 'vehicleId or channel is not allowed.');
  return (stream) => {
    const at = channelOf(stream);
    return at.vehicleId === vehicleId && (channel === null || at.channel === channel);
  };
}

function stream(
  out: ReplyStream,
  signal: AbortSignal,
  matches: (stream: Stream) => boolean,
  { hub, audience, texts }: EventOptions,
): void {
  const watched = new Map<Stream, () => void>();
  const follow = () => {
    const streams = new Set(hub.list().filter(matches));
    for (const [gone, leave] of watched) {
      if (streams.has(gone)) continue;
      leave();
      watched.delete(gone);
    }
    for (const each of streams) if (!watched.has(each)) watched.set(each, watch(each));
  };
  const watch = (each: Stream) => {
    const gate = new KeyGate();
    return audience.join(each, (unit) => {
      if (gate.admit(unit.key, out.backlogBytes < MOST_UNREAD_BYTES)) out.write(texts.event(each, unit));
    });
  };
  out.write('data: {"type":"connected"}\n\n');
  const heartbeat = setInterval(() => {
    if (out.backlogBytes < MOST_UNREAD_BYTES) out.write(':heartbeat\n\n');
  }, HEARTBEAT_MS);
  const forget = hub.onChange(follow);
  signal.addEventListener(
    'abort',
    () => {
      clearInterval(heartbeat);
      forget();
      for (const leave of watched.values()) leave();
      watched.clear();
    },
    { once: true },
  );
  follow();
}
