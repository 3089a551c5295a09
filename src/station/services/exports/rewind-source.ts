import { type AccessUnit, isEntry } from '#core/media/access-unit';
import { type AudioChunk, audioLengthUs } from '#core/media/audio-chunk';
import { type AudioFormat, audioFormatOf } from '#core/mp4/write/audio-entry';
import { AudioRuns } from '#core/mp4/write/audio-runs';
import type { ClipRange } from '#core/mp4/write/clip-movie';
import { sampleDataOf } from '#core/mp4/write/sample-data';
import { isSameTrack } from '#core/mp4/write/sample-entry';
import type { VideoTrackFormat } from '#core/mp4/write/track';
import { videoFormatOf } from '#core/mp4/write/video-entry';
import { PictureClock } from '#core/recording/picture-clock';
import { text } from '#core/texts/text';
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
        case 'packets':
          yield { kind: 'packets', block: kept.block };
          break;
        case 'audio':
          yield* sound.items(kept.chunk, clock);
          break;
        case 'picture': {
          const { unit } = kept;
          if (isEntry(unit)) {
            const format = formatOf(unit, video);
            // What follows the end may be of another format.
            if (format === 'changed' && unit.receiveUs > toUs) return;
            if (format === 'changed') throw changed();
            if (!video) yield { kind: 'format', video: format };
            video ??= format;
          }
          if (!video) break;
          const data = sampleDataOf(unit.codec, unit.data);
          const key = isEntry(unit);
          yield { kind: 'picture', picture: { atUs: unit.receiveUs, ptsUs: clock.timeOf(unit), key, data } };
          break;
        }
      }
    }
    if (!video) throw new ClipFault(text('export.notKept'), text('export.notKept.tip'));
  }
}

/** A key picture's format, which is that of the clip, or another. */
function formatOf(unit: AccessUnit, before: VideoTrackFormat | undefined): VideoTrackFormat | 'changed' {
  const format = videoFormatOf(unit);
  if (!before) {
    if (format) return format;
    throw new ClipFault(text('export.noFormat'), text('export.noFormat.tip'));
  }
  // One that does not say what it is goes on as what there is.
  if (!format || isSameTrack(format, before)) return before;
  return 'changed';
}

function changed(): ClipFault {
  return new ClipFault(text('export.formatChanges'), text('export.formatChanges.tip'));
}

/** Sound of one kind, chunk by chunk. */
class Sound {
  #format: AudioFormat | undefined;
  #runs: AudioRuns | undefined;

  *items(chunk: AudioChunk, clock: PictureClock): Generator<ClipItem, void, void> {
    const format = audioFormatOf(chunk);
    this.#format ??= format;
    if (!format || !this.#format) return;
    if (!isSameTrack(format.track, this.#format.track)) return;
    this.#runs ??= new AudioRuns(this.#format);
    this.#runs.add(chunk, clock.timeOfAudio(chunk.captureUs ?? chunk.receiveUs - audioLengthUs(chunk)));
    for (const { baseDecodeTime: time, samples } of this.#runs.take()) {
      yield { kind: 'sound', sound: { format: this.#format.track, time, samples } };
    }
  }
}
