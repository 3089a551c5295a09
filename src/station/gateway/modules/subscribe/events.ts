import { isEntry } from '#core/media/access-unit';
import { KeyGate } from '#core/media/key-gate';
import { readChannel, readVehicleId } from '#core/protocols/subscribe/request';
import { text } from '#core/texts/text';
import { ClientPlaces } from '../../../extension/client-bound';
import { type HttpCall, HttpFault, type HttpReply, type ReplyStream } from '../../../extension/gateway-module';
import type { Hub } from '../../../hub/hub';
import type { Stream } from '../../../hub/stream';
import type { Audience } from './audience';
import { channelOf, isOfVehicle } from './channels';
import type { FrameTexts } from './frame-texts';

/** How often an idle connection is shown to be alive; proxies cut those that are silent for a minute. */
const HEARTBEAT_MS = 15_000;
/** What a client may leave unread before it loses pictures up to the next entry. */
const MAX_UNREAD_BYTES = 8 * 1024 * 1024;
const MAX_CLIENTS = 200;
/** Of them for one client. */
const MAX_PER_CLIENT = 50;

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
  const places = new ClientPlaces(MAX_CLIENTS, MAX_PER_CLIENT);
  return (call) => {
    const { query, signal } = call;
    const matches = choose(query);
    places.take(call);
    const vehicleId = query.get('vehicleId') ?? undefined;
    return {
      headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' },
      body: (out) => stream(out, signal, matches, { ...options, vehicleId }),
    };
  };
}

/** @throws HttpFault 400 */
function choose(query: URLSearchParams): (stream: Stream) => boolean {
  const vehicle = query.get('vehicleId');
  if (vehicle === null) return () => true;
  const vehicleId = readVehicleId(vehicle);
  const channel = query.has('channel') ? readChannel(query.get('channel')) : null;
  if (vehicleId === undefined || channel === undefined) throw new HttpFault(400, text('http.badChannel'));
  return (stream) => isOfVehicle(stream, vehicleId) && (channel === null || channelOf(stream).channel === channel);
}

function stream(
  out: ReplyStream,
  signal: AbortSignal,
  matches: (stream: Stream) => boolean,
  { hub, audience, texts, vehicleId }: EventOptions & { readonly vehicleId: string | undefined },
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
      if (gate.admit(isEntry(unit), out.backlogBytes < MAX_UNREAD_BYTES)) out.write(texts.event(each, unit, vehicleId));
    });
  };
  // not shown: the wire
  out.write('data: {"type":"connected"}\n\n');
  const heartbeat = setInterval(() => {
    if (out.backlogBytes < MAX_UNREAD_BYTES) out.write(':heartbeat\n\n');
  }, HEARTBEAT_MS);
  const unsubscribe = hub.onChange(follow);
  signal.addEventListener(
    'abort',
    () => {
      clearInterval(heartbeat);
      unsubscribe();
      for (const leave of watched.values()) leave();
      watched.clear();
    },
    { once: true },
  );
  follow();
}
