import { type AccessUnit, isEntry } from '#core/media/access-unit';
import { type AudioChunk, isLaterSound } from '#core/media/audio-chunk';
import { audioFormatOf } from '#core/mp4/write/audio-entry';
import { AudioRuns } from '#core/mp4/write/audio-runs';
import { initSegment } from '#core/mp4/write/init-segment';
import { mediaSegment, type TrackRun } from '#core/mp4/write/media-segment';
import { sampleDataOf } from '#core/mp4/write/sample-data';
import { sampleEntryOf } from '#core/mp4/write/sample-entry';
import type { AudioTrackFormat, VideoTrackFormat } from '#core/mp4/write/track';
import { videoFormatOf } from '#core/mp4/write/video-entry';

const VIDEO_ID = 1;
const SOUND_ID = 2;
/** Until two pictures have said how far apart they are. */
const FIRST_DURATION_US = 33_333;
const MIN_US = 1000;
/** A longer pause says nothing about how long the next picture lasts. */
const MAX_US = 1_000_000;

/** What the last beginning said. */
interface Begun {
  readonly key: string;
  readonly sound: AudioRuns | undefined;
}

/**
 * A stream as one endless MP4 file, a fragment a picture or a packet of sound. Nothing waits for the next picture, so how
 * long one lasts is a guess: as long as the one before it. When each begins is no guess: it is when it was taken, or when it
 * arrived where that is not known.
 *
 * Sound goes along as AAC and Opus: browsers refuse a file with any other.
 */
export class LiveMp4 {
  #begun: Begun | undefined;
  #sequence = 0;
  #last: { readonly clockUs: number; readonly receiveUs: number; readonly timeUs: number } | undefined;
  #durationUs = FIRST_DURATION_US;
  #hasCapture = false;
  #heard: AudioChunk | undefined;

  /** @param heard the stream's last sound: the file has a track for such from its beginning */
  constructor(heard?: AudioChunk) {
    this.#heard = heard;
  }

  /** The bytes that a picture adds: at the start and where a format changes, a beginning too. Entries come first. */
  write(unit: AccessUnit): readonly Uint8Array[] {
    const begin = isEntry(unit) ? this.#begin(unit) : undefined;
    // Before an entry with parameter sets there is no file.
    if (!this.#begun) return [];
    const { timeUs, durationUs } = this.#time(unit);
    const sample = { data: sampleDataOf(unit.codec, unit.data), key: isEntry(unit), duration: durationUs };
    const fragment = this.#fragment({ trackId: VIDEO_ID, baseDecodeTime: timeUs, samples: [sample] });
    return begin ? [begin, ...fragment] : fragment;
  }

  /** The bytes that a packet of sound adds; none before the file has a track for it. */
  hear(chunk: AudioChunk): readonly Uint8Array[] {
    this.#heard = chunk;
    const runs = this.#begun?.sound;
    const last = this.#last;
    const format = soundOf(chunk);
    if (!runs || !last || !format) return [];
    const lengthUs = (format.unitsPerSample(chunk) / format.track.timescale) * 1e6;
    const apartUs =
      this.#hasCapture && chunk.captureUs !== undefined
        ? chunk.captureUs - last.clockUs
        : chunk.receiveUs - lengthUs - last.receiveUs;
    const timeUs = last.timeUs + apartUs;
    // What was taken before the file begins is not in it.
    if (timeUs < 0) return [];
    runs.add(chunk, timeUs);
    return runs.take().flatMap((run) => this.#fragment({ ...run, trackId: SOUND_ID }));
  }

  #fragment(run: TrackRun): Uint8Array[] {
    this.#sequence++;
    return mediaSegment({ sequence: this.#sequence, tracks: [run] });
  }

  #begin(unit: AccessUnit): Uint8Array | undefined {
    const video = videoFormatOf(unit);
    if (!video) return undefined;
    const sound = this.#heard && soundOf(this.#heard);
    const key = [video, sound?.track].map((track) => (track ? entryOf(track) : '')).join();
    if (key === this.#begun?.key) return undefined;
    this.#begun = { key, sound: sound && new AudioRuns(sound) };
    const tracks = [{ ...video, trackId: VIDEO_ID }, ...(sound ? [{ ...sound.track, trackId: SOUND_ID }] : [])];
    return initSegment(tracks);
  }

  #time({ captureUs, receiveUs }: AccessUnit) {
    // The two are not to be mixed: a stream that loses its capture times would jump.
    if (!this.#last) this.#hasCapture = captureUs !== undefined;
    const clockUs = (this.#hasCapture ? captureUs : undefined) ?? receiveUs;
    const last = this.#last;
    const apart = last ? Math.max(MIN_US, Math.round(clockUs - last.clockUs)) : 0;
    if (last) this.#durationUs = Math.min(MAX_US, apart);
    const timeUs = last ? last.timeUs + apart : 0;
    this.#last = { clockUs: Math.max(clockUs, last?.clockUs ?? clockUs), receiveUs, timeUs };
    return { timeUs, durationUs: this.#durationUs };
  }
}

function soundOf(chunk: AudioChunk) {
  return isLaterSound(chunk.codec) ? audioFormatOf(chunk) : undefined;
}

function entryOf(track: VideoTrackFormat | AudioTrackFormat): string {
  return Buffer.from(sampleEntryOf(track)).toString('base64');
}
