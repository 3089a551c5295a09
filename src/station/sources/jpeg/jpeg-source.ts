import { readBinaryFrame } from '#core/protocols/jpeg-stream/binary-frame';
import { base64Of, readServerMessage } from '#core/protocols/jpeg-stream/messages';
import { formatEndpoint } from '#core/settings/endpoint';
import type { SourceUrl } from '#core/settings/source-url';
import type { Stream } from '../../hub/stream';
import type { SourceMaker } from '../source';
import { JpegIntake } from './jpeg-intake';
import { LinksSource } from './links-source';
import { type Heard, webSocketRun } from './websocket-run';

/** `jpeg+ws://host:port/ws/viewer/ID[?quality=low]`: a stream of a server that speaks PROTOCOLS.md 5. */
export const jpegSource: SourceMaker = {
  describe: ({ host, port, path }) => ({
    kind: 'jpeg',
    video: `${formatEndpoint({ address: host, port })}${path}`.slice(0, 300),
    telemetry: '',
  }),
  make(url, stream, { log }) {
    // On `/ws/stream/{id}` nothing is sent to one who does not join.
    const joins = url.path.startsWith('/ws/stream/');
    const { quality } = url.parameters;
    const join = { type: 'join_stream', data: { binary: true, ...(quality ? { quality } : {}) } };
    const video = webSocketRun({
      url: addressOf(url),
      ...(joins && { greeting: JSON.stringify(join) }),
      onMessage: listener(stream),
    });
    return new LinksSource({ url: url.id, stream, log, video });
  },
};

/** A server that does not know `binary` sends base64, and is understood as well. */
function addressOf({ host, port, path, parameters: { quality } }: SourceUrl): string {
  return `ws://${formatEndpoint({ address: host, port })}${path}?binary=1${quality ? `&quality=${quality}` : ''}`;
}

function listener(stream: Stream): (message: string | Uint8Array) => Heard {
  const intake = new JpegIntake(stream);
  const take = (jpeg: Uint8Array): Heard => (intake.take(jpeg) === undefined ? 'data' : 'other');
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
