import { readJpeg } from '#core/bitstream/jpeg/read-jpeg';
import type { AccessUnit } from '#core/media/access-unit';
import { FramePace } from '#core/media/frame-pace';
import type { Text } from '#core/texts/text';
import type { ConfirmingPublisher } from '../../amqp/confirming-publisher';
import { nowUs } from '../../clock';
import type { Stream } from '../../hub/stream';
import type { JpegOutput } from '../../transcode/ffmpeg-arguments';
import type { JpegPool } from '../../transcode/jpeg-pool';
import type { FrameFiles } from './frame-files';
import { FRAMES_EXCHANGE, type PictureTimes, pictureHeaders } from './headers';

export interface FrameTapOptions {
  readonly stream: Stream;
  readonly look: JpegOutput;
  readonly jpegs: JpegPool;
  readonly publisher: ConfirmingPublisher;
  readonly files?: FrameFiles | undefined;
  /** It cannot be done: one line that says why. */
  readonly onProblem: (message: Text) => void;
}

/**
 * Publishes a stream as JPEGs, until the function is called that it returns. A stream of JPEGs is published as it is; any
 * other is decoded by an ffmpeg that it shares with all who want the same look.
 */
export function tapFrames(options: FrameTapOptions): () => void {
  const { stream, look, jpegs, onProblem } = options;
  const pace = new FramePace(look.fps);
  let times: PictureTimes | undefined;
  let leavePool: (() => void) | undefined;
  let decoding = false;
  let ended = false;

  const decode = () => {
    if (ended) return;
    const watching = jpegs.watch(stream, look, (jpeg) => publish(options, jpeg, times));
    if (watching.ok) leavePool = watching.leave;
    else onProblem(watching.message);
  };
  const leave = stream.subscribe({
    picture(unit: AccessUnit) {
      times = unit;
      if (unit.codec === 'jpeg') {
        if (pace.admit(nowUs())) publish(options, unit.data, unit);
      } else if (!decoding) {
        decoding = true;
        // Not within the stream's own round of its subscribers.
        queueMicrotask(decode);
      }
    },
  });
  return () => {
    ended = true;
    leave();
    leavePool?.();
  };
}

/** @param times of the newest picture that had come: ffmpeg holds none back, and tells none of a JPEG's own */
function publish(
  { publisher, files }: FrameTapOptions,
  jpeg: Uint8Array,
  times: PictureTimes = { receiveUs: nowUs() },
): void {
  const read = readJpeg(jpeg);
  if (!read.ok) return;
  publisher.offer({
    envelope: {
      exchange: FRAMES_EXCHANGE,
      contentType: 'application/octet-stream',
      headers: pictureHeaders(times, read.value),
    },
    body: Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength),
  });
  files?.take(jpeg);
}
