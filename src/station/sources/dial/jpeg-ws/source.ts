import { readBinaryFrame } from '#core/protocols/jpeg-stream/binary-frame';
import { base64Of, readServerMessage } from '#core/protocols/jpeg-stream/messages';
import { formatEndpoint } from '#core/settings/endpoint';
import { hidePathSecrets } from '#core/settings/source-secrets';
import type { SourceUrl } from '#core/settings/source-url';
import type { Stream } from '../../../hub/stream';
import { Intake } from '../../intake/intake';
import type { SourceMaker } from '../../source';
import { LinksSource } from '../links-source';
import { type Heard, webSocketRun } from '../websocket-run';

/** `jpeg+ws://host:port/ws/viewer/ID[?quality=low]`: a stream of a server that speaks docs/protocols.md 5. */
export const jpegSource: SourceMaker = {
  describe: ({ host, port, path }) => ({
    video: `${formatEndpoint({ address: host, port })}${hidePathSecrets(path)}`.slice(0, 300),
    telemetry: '',
  }),
  make(url, stream, { log }) {
    // On `/ws/stream/{id}` nothing is sent to one who does not join.
    const joins = url.path.startsWith('/ws/stream/');
    const { quality } = url.parameters;
    const join = { type: 'join_stream', data: { binary: true, ...(quality ? { quality } : {}) } };
    const video = webSocketRun({
      url: addressOf(url),
      credentials: url.credentials,
      ...(joins && { greeting: JSON.stringify(join) }),
      onMessage: listener(stream),
    });
    return new LinksSource({ stream, log, links: { video } });
  },
};

/** A server that does not know `binary` sends base64, and is understood as well. */
function addressOf({ host, port, path, parameters: { quality }, foreign }: SourceUrl): string {
  const query = new URLSearchParams({ binary: '1', ...(quality && { quality }), ...Object.fromEntries(foreign) });
  return `ws://${formatEndpoint({ address: host, port })}${path}?${query}`;
}

function listener(stream: Stream): (message: string | Uint8Array) => Heard {
  const intake = new Intake(stream, { codec: 'jpeg' });
  const take = (jpeg: Uint8Array): Heard => (intake.pushPicture(jpeg) === undefined ? 'data' : 'other');
  return (message) => {
    if (typeof message !== 'string') {
      const frame = readBinaryFrame(message);
      if (frame) return take(frame.jpeg);
    } else {
      const read = readServerMessage(message);
      if (read?.type === 'frame' || read?.type === 'frame_data')
        return take(Buffer.from(base64Of(read.data.frame), 'base64'));
      if (read?.type === 'error') return { error: read.message };
      if (read) return 'other';
    }
    stream.countFault();
    return 'other';
  };
}
