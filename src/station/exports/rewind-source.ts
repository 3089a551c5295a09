import type { ClipRange } from '#core/exports/movie/clip-movie';
import type { AccessUnit } from '#core/media/access-unit';
import { type AudioChunk, audioLengthUs } from '#core/media/audio-chunk';
import { sampleEntryOf } from '#core/media/fmp4/sample-entry';
import type { VideoTrackFormat } from '#core/media/fmp4/track';
import { type AudioFormat, audioFormatOf } from '#core/recording/mp4/audio-entry';
import { AudioRuns } from '#core/recording/mp4/audio-runs';
import { sampleDataOf } from '#core/recording/mp4/sample-data';
import { videoFormatOf } from '#core/recording/mp4/video-entry';
import { PictureClock } from '#core/recording/picture-clock';
import type { Rewind } from '../rewind/rewind';
import { ClipFault, type ClipItem, type ClipSource } from './clip-source';

/** Read on behind the end: the last picture lasts until the next, and some are shown earlier than they come. */
const BEHIND_US = 2e6;

/**
 * A stream's rewind buffer. The timeline goes by the pictures' arrival, and so do the marks; the clip shows each as long as
 * the camera did, where that is known, as a recording would.
 */
export class RewindSource implements ClipSource {
  readonly stream: string;
  readonly #id: string;
  readonly #rewind: Pick<Rewind, 'read' | 'wallUs'>;

  constructor(rewind: Pick<Rewind, 'read' | 'wallUs'>, stream: { readonly id: string; readonly name: string }) {
    this.#rewind = rewind;
    this.#id = stream.id;
    this.stream = stream.name;
  }

  get wallUs(): number {
    return this.#rewind.wallUs;
  }

  async *items({ fromUs, toUs }: ClipRange): AsyncGenerator<ClipItem, void, void> {
    const clock = new PictureClock();
    const sound = new Sound();
    let video: VideoTrackFormat | undefined;
    for await (const kept of this.#rewind.read(this.#id, fromUs, toUs + BEHIND_US)) {
      switch (kept.kind) {
        case 'telemetry':
          yield { kind: 'telemetry', values: kept.values, atUs: kept.receiveUs };
          break;
        case 'audio':
          yield* sound.items(kept.chunk, clock);
          break;
        case 'picture': {
          const { unit } = kept;
          if (unit.key) {
            const format = formatOf(unit, video);
            // What follows the end may be of another format.
            if (format === 'changed' && unit.receiveUs > toUs) return;
            if (format === 'changed') throw changed();
            if (!video) yield { kind: 'format', video: format };
            video ??= format;
          }
          if (!video) break;
          const data = sampleDataOf(unit.codec, unit.data);
          yield { kind: 'picture', picture: { atUs: unit.receiveUs, ptsUs: clock.timeOf(unit), key: unit.key, data } };
          break;
        }
      }
    }
    if (!video) throw new ClipFault('Nothing is kept of this part any more.', 'Move the marks, or record the stream.');
  }
}

/** A key picture's format, which is that of the clip, or another. */
function formatOf(unit: AccessUnit, before: VideoTrackFormat | undefined): VideoTrackFormat | 'changed' {
  const format = videoFormatOf(unit);
  if (!before) {
    if (format) return format;
    throw new ClipFault('These pictures do not say how they are coded.', 'Choose a part that begins later.');
  }
  // One that does not say what it is goes on as what there is.
  if (!format || Buffer.compare(sampleEntryOf(format), sampleEntryOf(before)) === 0) return before;
  return 'changed';
}

function changed(): ClipFault {
  return new ClipFault('The picture’s format changes within this part.', 'Choose a part before or after the change.');
}

/** Sound of one kind, chunk by chunk. */
class Sound {
  #format: AudioFormat | undefined;
  #runs: AudioRuns | undefined;

  *items(chunk: AudioChunk, clock: PictureClock): Generator<ClipItem, void, void> {
    const format = audioFormatOf(chunk);
    this.#format ??= format;
    if (!format || !this.#format) return;
    if (Buffer.compare(sampleEntryOf(format.track), sampleEntryOf(this.#format.track)) !== 0) return;
    this.#runs ??= new AudioRuns(this.#format);
    this.#runs.add(chunk, clock.timeOfAudio(chunk.captureUs ?? chunk.receiveUs - audioLengthUs(chunk)));
    for (const { baseDecodeTime: time, samples } of this.#runs.take()) {
      yield { kind: 'sound', sound: { format: this.#format.track, time, samples } };
    }
  }
}
