import { wallUsOf } from '../../clock';
import { type Snapshot, Snapshots } from '../../transcode/snapshot';
import { HttpFault, type MakeModule } from '../module';

const STATUS = { 'no-picture': 503, busy: 503, 'no-decoder': 501, undecodable: 503 } as const;

/** One picture of a stream, for programs that want no more. */
export const snapshotModule: MakeModule = ({ station }) => {
  const snapshots = new Snapshots({ findFfmpeg: () => station.findFfmpeg() });
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
            503: { description: 'No picture came, it cannot be decoded, or too many ask at a time', type },
          },
        },
        async handle({ params: { id = '' } }) {
          const stream = station.hub.get(id);
          if (!stream) throw new HttpFault(404, 'No such stream.');
          const { jpeg, receiveUs } = taken(await snapshots.take(stream));
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
