import { type FileHandle, open } from 'node:fs/promises';
import { BOX_HEAD_BYTES, type BoxPlace, readBoxHead } from '#core/mp4/boxes/box-head';
import { type RecordedRun, readRecordedFragment } from '#core/mp4/read/recorded-fragment';
import { type RecordedTrack, readRecordedMovie } from '#core/mp4/read/recorded-movie';
import type { ClipRange } from '#core/mp4/write/clip-movie';
import type { Sample } from '#core/mp4/write/media-segment';
import { text } from '#core/texts/text';
import { ClipFault, type ClipItem } from './clip-source';

/** A `moov` or `moof` longer than this is none of ours. */
const MAX_HEAD_BYTES = 16 * 1024 * 1024;
/** Bytes of one track in one fragment. */
const MAX_RUN_BYTES = 512 * 1024 * 1024;

/**
 * A recording of ours: fragmented MP4, whose samples are copied as they are, pictures and sound. One that is still being written
 * is read as far as it is.
 */
export class RecordingSource {
  readonly #file: string;

  /** @param file the `.mp4` */
  constructor(file: string) {
    this.#file = file;
  }

  /** Whether a file is of the kind that a recording of ours is: in fragments, and with no edits. */
  static async canRead(file: string): Promise<boolean> {
    const handle = await open(file, 'r').catch(() => undefined);
    if (!handle) return false;
    try {
      const film = await Film.open(handle);
      if (!film || film.hasEdits) return false;
      for await (const _ of film.runs()) return true;
      return false;
    } finally {
      await handle.close();
    }
  }

  async *items({ fromUs }: ClipRange): AsyncGenerator<ClipItem, void, void> {
    const handle = await open(this.#file, 'r').catch(() => {
      throw new ClipFault(text('export.recordingGone'), text('export.recordingGone.tip'));
    });
    try {
      const film = await Film.open(handle);
      if (!film) throw new ClipFault(text('export.noRecording'), text('export.noRecording.tip'));
      const start = await keyBefore(film, fromUs);
      if (!start) throw new ClipFault(text('export.noPicture'), text('export.noPicture.tip'));
      yield { kind: 'format', video: film.video };
      for await (const run of film.runs(start.moof)) {
        if (run.track.format.kind === 'audio') yield await soundOf(handle, run, run.track.format);
        else yield* picturesOf(handle, run, start);
      }
    } finally {
      await handle.close();
    }
  }
}

/** Where decoding begins. */
interface Start {
  readonly moof: BoxPlace;
  readonly dtsUs: number;
}

async function keyBefore(film: Film, fromUs: number): Promise<Start | undefined> {
  let start: Start | undefined;
  for await (const { track, baseTime, samples, moof } of film.runs()) {
    if (track.format.kind !== 'video') continue;
    let time = baseTime;
    for (const { duration, compositionOffset, key } of samples) {
      const dtsUs = microseconds(time, track);
      const ptsUs = microseconds(time + compositionOffset, track);
      if (key && (ptsUs <= fromUs || !start)) start = { moof, dtsUs };
      // What is decoded later is shown later.
      if (dtsUs > fromUs && start) return start;
      time += duration;
    }
  }
  return start;
}

async function* picturesOf(handle: FileHandle, run: RecordedRun, start: Start): AsyncGenerator<ClipItem, void, void> {
  const { track, samples } = run;
  let time = run.baseTime;
  const bytes = await readRun(handle, run);
  const first = samples[0]?.offset ?? 0;
  for (const { offset, bytes: length, duration, compositionOffset, key } of samples) {
    const dtsUs = microseconds(time, track);
    const ptsUs = microseconds(time + compositionOffset, track);
    time += duration;
    if (dtsUs < start.dtsUs) continue;
    const data = bytes.subarray(offset - first, offset - first + length);
    yield { kind: 'picture', picture: { atUs: ptsUs, ptsUs, dtsUs, key, data } };
  }
}

async function soundOf(
  handle: FileHandle,
  run: RecordedRun,
  format: Extract<RecordedTrack['format'], { kind: 'audio' }>,
): Promise<ClipItem> {
  const bytes = await readRun(handle, run);
  const first = run.samples[0]?.offset ?? 0;
  const samples = run.samples.map(({ offset, bytes: length, duration, count }): Sample => {
    return { data: bytes.subarray(offset - first, offset - first + length * count), duration, key: true, count };
  });
  return { kind: 'sound', sound: { format, time: run.baseTime, samples } };
}

/** A fragment's samples of one track lie one behind the other. */
async function readRun(handle: FileHandle, { samples }: RecordedRun): Promise<Buffer> {
  const [first, last] = [samples[0], samples.at(-1)];
  const length = first && last ? last.offset + last.bytes * last.count - first.offset : 0;
  if (!first || length < 0 || length > MAX_RUN_BYTES) throw damaged();
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, first.offset);
  if (bytesRead < length) throw damaged();
  return buffer;
}

function damaged(): ClipFault {
  return new ClipFault(text('export.damagedPart'), text('export.damagedPart.tip'));
}

function microseconds(time: number, { format: { timescale } }: RecordedTrack): number {
  return Math.round((time * 1e6) / timescale);
}

/** The file's head, and its fragments from any place on. */
class Film {
  readonly video: Extract<RecordedTrack['format'], { kind: 'video' }>;
  /** Its times are not what they seem. */
  readonly hasEdits: boolean;
  readonly #handle: FileHandle;
  readonly #size: number;
  readonly #tracks: readonly RecordedTrack[];

  private constructor(
    handle: FileHandle,
    size: number,
    tracks: readonly RecordedTrack[],
    video: Film['video'],
    hasEdits: boolean,
  ) {
    this.#handle = handle;
    this.#size = size;
    this.#tracks = tracks;
    this.video = video;
    this.hasEdits = hasEdits;
  }

  static async open(handle: FileHandle): Promise<Film | undefined> {
    const { size } = await handle.stat();
    for await (const box of boxesOf(handle, size)) {
      if (box.type !== 'moov') continue;
      const moov = await read(handle, box);
      const tracks = moov ? readRecordedMovie(moov) : [];
      const video = tracks.find(({ format }) => format.kind === 'video');
      // One of each, as the clip has.
      const sound = tracks.find(({ format }) => format.kind === 'audio');
      if (video?.format.kind !== 'video') return undefined;
      return new Film(handle, size, sound ? [video, sound] : [video], video.format, moov?.includes('edts') ?? false);
    }
    return undefined;
  }

  /** What all fragments hold, from one of them on. One that is torn ends them. */
  async *runs(from?: BoxPlace): AsyncGenerator<RecordedRun & { readonly moof: BoxPlace }, void, void> {
    for await (const box of boxesOf(this.#handle, this.#size, from?.offset)) {
      if (box.type !== 'moof') continue;
      const moof = await read(this.#handle, box);
      const runs = moof && readRecordedFragment(moof, box.offset, this.#tracks);
      if (!runs) return;
      // Sound stands behind the pictures of its time; a reader that stops at a picture wants what is heard with it.
      for (const run of [...runs].sort((a, b) => rank(a) - rank(b))) {
        const last = run.samples.at(-1);
        if (last && last.offset + last.bytes * last.count > this.#size) return;
        yield { ...run, moof: box };
      }
    }
  }
}

function rank({ track }: RecordedRun): number {
  return track.format.kind === 'audio' ? 0 : 1;
}

async function* boxesOf(handle: FileHandle, size: number, from = 0): AsyncGenerator<BoxPlace, void, void> {
  const head = Buffer.alloc(BOX_HEAD_BYTES);
  for (let at = from; at < size; ) {
    const { bytesRead } = await handle.read(head, 0, head.length, at);
    const box = readBoxHead(head.subarray(0, bytesRead), at);
    if (!box || at + box.bytes > size) return;
    yield box;
    at += box.bytes;
  }
}

async function read(handle: FileHandle, { offset, bytes }: BoxPlace): Promise<Buffer | undefined> {
  if (bytes > MAX_HEAD_BYTES) return undefined;
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await handle.read(buffer, 0, bytes, offset);
  return bytesRead === bytes ? buffer : undefined;
}
