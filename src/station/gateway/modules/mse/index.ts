import { asBeginning, isEntry } from '#core/media/access-unit';
import { KeyGate } from '#core/media/key-gate';
import { errorSchema } from '#core/protocols/jpeg-stream/info';
import { LeadIn } from '#core/recording/lead-in';
import { text } from '#core/texts/text';
import { ClientPlaces } from '../../../extension/client-bound';
import {
  type HttpCall,
  HttpFault,
  type HttpReply,
  type MakeModule,
  type ReplyStream,
} from '../../../extension/gateway-module';
import { streamAt } from '../../../hub/follow-stream';
import type { Stream } from '../../../hub/stream';

import { LiveMp4 } from './live-mp4';

/** What a client may leave unread before it loses pictures up to the next entry. */
const MAX_UNREAD_BYTES = 8 * 1024 * 1024;
const MAX_CLIENTS = 200;
/** Of them for one client. */
const MAX_PER_CLIENT = 50;

/** Streams as fragmented MP4 over HTTP, for players that know nothing of us. */
export const mseModule: MakeModule = ({ station }) => {
  const places = new ClientPlaces(MAX_CLIENTS, MAX_PER_CLIENT);

  function live(call: HttpCall): HttpReply {
    const { params, signal } = call;
    const stream = streamAt(station.hub, params.id ?? '');
    if (!stream) throw new HttpFault(404, text('http.noStream'));
    if (stream.info.kind === 'jpeg') throw new HttpFault(415, text('http.isJpeg'));
    places.take(call);
    return {
      headers: { 'Content-Type': 'video/mp4', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
      body: (out) => follow(stream, out, signal),
    };
  }

  function follow(stream: Stream, out: ReplyStream, signal: AbortSignal): void {
    const leave = sendLive(stream, out);
    const end = () => {
      leave();
      unsubscribe();
      out.end();
    };
    const unsubscribe = station.hub.onChange(() => {
      if (station.hub.get(stream.info.id) !== stream) end();
    });
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  }

  return {
    http: [
      {
        method: 'GET',
        path: '/api/streams/:id/live.mp4',
        role: 'viewer',
        about: {
          summary:
            'A stream’s H.264 or H.265, and its AAC or Opus, as fragmented MP4 without end, a fragment a picture, from the last picture on at which decoding can begin.',
          responses: {
            200: { description: 'Until the client goes or the stream does.', type: 'video/mp4' },
            404: { description: 'There is no such stream.', schema: errorSchema },
            415: { description: 'Its pictures are JPEG.', schema: errorSchema },
            503: { description: 'Too many clients.', schema: errorSchema },
          },
        },
        handle: live,
      },
    ],
  };
};

/** Gives one client the pictures of a stream. A slow one loses them up to the next entry, and the sound of that time. */
function sendLive(stream: Stream, out: ReplyStream): () => void {
  const file = new LiveMp4(stream.lastAudio);
  const leadIn = new LeadIn();
  const gate = new KeyGate();
  return stream.subscribe({
    picture(unit) {
      if (unit.codec === 'jpeg') return;
      const follows = gate.isOpen;
      if (!gate.admit(isEntry(unit), out.backlogBytes < MAX_UNREAD_BYTES)) return;
      for (const each of leadIn.take(follows ? unit : asBeginning(unit))) {
        for (const part of file.write(each)) out.write(part);
      }
    },
    audio(chunk) {
      if (out.backlogBytes < MAX_UNREAD_BYTES) for (const part of file.hear(chunk)) out.write(part);
    },
    get drops() {
      return { overtaken: 0, overflow: 0, waitingForKey: gate.dropped };
    },
  });
}
