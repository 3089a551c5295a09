import { text } from '#core/texts/text';
import { wallUsOf } from '../../clock';
import { ClientBound, clientOf } from '../../extension/client-bound';
import { HttpFault, type MakeModule } from '../../extension/gateway-module';
import { streamAt } from '../../hub/follow-stream';

import { type Snapshot, Snapshots } from '../../transcode/snapshot';

/** Of the four that are made at a time. */
const MAX_PER_CLIENT = 3;

const STATUS = { 'no-picture': 503, busy: 503, 'no-decoder': 501, undecodable: 503, 'too-slow': 503 } as const;

/** One picture of a stream, for programs that want no more. */
export const snapshotModule: MakeModule = ({ station }) => {
  const snapshots = new Snapshots({ findFfmpeg: () => station.findFfmpeg() });
  const bound = new ClientBound(MAX_PER_CLIENT);
  const type = 'application/json';
  return {
    http: [
      {
        method: 'GET',
        path: '/api/streams/:id/snapshot.jpeg',
        role: 'viewer',
        about: {
          summary:
            'The newest picture of a stream as a JPEG of full size; half a second old at most where the stream is live.',
          responses: {
            200: { description: 'The picture; `Last-Modified` says when it came.', type: 'image/jpeg' },
            404: { description: 'No such stream', type },
            501: { description: 'No ffmpeg to decode it', type },
            503: { description: 'No picture came, it cannot be decoded (in time), or too many ask at a time', type },
          },
        },
        async handle(call) {
          const stream = streamAt(station.hub, call.params.id ?? '');
          if (!stream) throw new HttpFault(404, text('http.noStream'));
          const giveBack = bound.take(clientOf(call));
          if (!giveBack) throw new HttpFault(503, text('snapshot.tooMany'));
          const { jpeg, receiveUs } = taken(await snapshots.take(stream).finally(giveBack));
          const came = new Date(wallUsOf(receiveUs) / 1000).toUTCString();
          const headers = { 'Content-Type': 'image/jpeg', 'Cache-Control': 'no-store', 'Last-Modified': came };
          return { headers, body: jpeg };
        },
      },
    ],
  };
};

/** @throws HttpFault */
function taken(snapshot: Snapshot): Extract<Snapshot, { ok: true }> {
  if (!snapshot.ok) throw new HttpFault(STATUS[snapshot.cause], snapshot.message);
  return snapshot;
}
