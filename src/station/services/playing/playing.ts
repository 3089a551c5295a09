import { createHash } from 'node:crypto';
import path from 'node:path';
import type { StreamInfo } from '#contracts/link';
import { Listeners } from '#core/listeners';
import type { AudioChunk } from '#core/media/audio-chunk';
import type { SoundFormat } from '#core/media-file/sound-format';
import type { Result } from '#core/texts/result';
import { text } from '#core/texts/text';
import { Capability } from '../../capability';
import { nowUs } from '../../clock';
import type { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';
import type { MediaFile } from '../../media-file/media-file';
import { openMediaFile } from '../../media-file/open-media-file';
import { IndexedPlayback } from '../../playback/indexed-playback';
import type { Medium } from '../../playback/medium';
import type { Playback, PlaybackSink } from '../../playback/playback';
import type { RecordingLibrary } from '../recorder/library';
import type { LibraryEntry } from '../recorder/library-entry';
import { FileMedium } from './file-medium';
import { type LogOptions, openTelemetry } from './open-telemetry';
import { OutsideFiles } from './outside-files';
import type { TelemetryTrack } from './telemetry-track';
import { isTlogName, Tlog } from './tlog';
import { TlogMedium } from './tlog-medium';

/** Open at once, for all viewers together: each has two files and an index. */
const MAX_OPEN = 64;
/** How often a file that is still being written is looked at. */
const LOOK_MS = 500;

/** A recording that is a stream while somebody holds it. */
export interface HeldRecording {
  readonly stream: Stream;
  release(): void;
}

interface Played {
  readonly stream: Stream;
  readonly file: string;
  /** When its time 0 was, in µs since 1970. */
  readonly zeroUs: number;
  readonly medium: Medium;
  users: number;
  close(): void;
}

/** What is to be opened. */
interface Wanted {
  readonly id: string;
  readonly file: string;
  readonly name: string;
  readonly entry?: LibraryEntry;
  readonly options?: PlayOptions;
}

/** What a person says of a file that it may not say itself. */
export interface PlayOptions extends LogOptions {
  /** Of a raw stream that does not say. */
  readonly fps?: number | undefined;
}

export const PLAYING = new Capability<Playing>('playing');

/**
 * Recordings, and films of other programs, as streams to look back at: each is opened when the first wants to see it, and
 * closed when the last has gone. Such a stream is not listed: only who opened it hears of it.
 */
export class Playing {
  readonly #hub: Hub;
  readonly #library: RecordingLibrary | undefined;
  readonly #outside: OutsideFiles | undefined;
  readonly #open = new Map<string, Promise<Result<Played>>>();
  readonly #byStream = new Map<string, Played>();
  readonly #unsubscribeLibrary: (() => void) | undefined;
  /** Opened on the command line, for all viewers. */
  readonly #forAll: HeldRecording[] = [];
  readonly #listeners = new Listeners();
  #isClosed = false;

  constructor(hub: Hub, library: RecordingLibrary | undefined) {
    this.#hub = hub;
    this.#library = library;
    this.#outside = library && new OutsideFiles(library);
    this.#unsubscribeLibrary = library?.onChange(() => this.#endDeleted());
  }

  /** What was opened for everybody who comes. */
  get forAll(): readonly Stream[] {
    return this.#forAll.map(({ stream }) => stream);
  }

  /** Finds what other programs put among the recordings. */
  lookForOthers(): void {
    void this.#outside?.look();
  }

  /** Opens a recording of the library. @returns it, or what is the matter, in words for people */
  openRecording(id: string, options: PlayOptions = {}): Promise<Result<HeldRecording>> {
    const entry = this.#library?.get(id);
    if (!entry) return Promise.resolve({ ok: false, message: text('recordings.gone') });
    const { info, file } = entry;
    const name = info.title ?? path.basename(file, path.extname(file));
    return this.#hold({ id: `recording:${id}`, file, name, entry, options });
  }

  /** Opens any file: for who may read this machine's disk anyway. */
  openFile(file: string, options: PlayOptions = {}): Promise<Result<HeldRecording>> {
    const whole = path.resolve(file);
    const entry = this.#library?.list().find((other) => other.file === whole);
    if (entry && options.tlog === undefined) return this.openRecording(entry.info.id, options);
    const id = createHash('sha1').update(whole).digest('hex').slice(0, 16);
    const name = path.basename(whole);
    return this.#hold({ id: `file:${id}`, file: whole, name, options, ...(entry && { entry }) });
  }

  /** Opens a file for everybody who comes. @returns what is the matter, where it cannot be */
  async openForAll(file: string, options: PlayOptions = {}): Promise<Result<undefined>> {
    const read = await this.openFile(file, options);
    if (!read.ok) return read;
    this.#forAll.push(read.value);
    this.#listeners.notify();
    return { ok: true, value: undefined };
  }

  /** Calls back when more is open for everybody. */
  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  /** What a stream is played from, while somebody holds it; `undefined` for one that is no recording. */
  fileOf(stream: string): { readonly file: string; readonly startedUs: number; readonly stream: string } | undefined {
    const played = this.#byStream.get(stream);
    return played && { file: played.file, startedUs: played.zeroUs, stream: played.stream.info.name };
  }

  /** @returns `undefined` for a stream that is no recording */
  playback(stream: string, sink: PlaybackSink): Playback | undefined {
    const played = this.#byStream.get(stream);
    return played && new IndexedPlayback({ medium: played.medium, sink });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribeLibrary?.();
    const open = await Promise.all(this.#open.values());
    for (const read of open) if (read.ok) read.value.close();
  }

  async #hold(wanted: Wanted): Promise<Result<HeldRecording>> {
    if (this.#isClosed) return { ok: false, message: text('refused.closing') };
    if (!this.#open.has(wanted.id) && this.#open.size >= MAX_OPEN) {
      return { ok: false, message: text('recordings.tooManyPlayed', { max: MAX_OPEN }) };
    }
    let opening = this.#open.get(wanted.id);
    if (!opening) {
      opening = this.#start(wanted);
      this.#open.set(wanted.id, opening);
    }
    const read = await opening;
    if (!read.ok) {
      if (this.#open.get(wanted.id) === opening) this.#open.delete(wanted.id);
      return { ok: false, message: text('recordings.cannotPlay', { name: wanted.name, why: read.message }) };
    }
    const played = read.value;
    played.users++;
    let isHeld = true;
    const release = () => {
      if (!isHeld) return;
      isHeld = false;
      played.users--;
      if (played.users === 0) played.close();
    };
    return { ok: true, value: { stream: played.stream, release } };
  }

  async #start(wanted: Wanted): Promise<Result<Played>> {
    return isTlogName(wanted.file) ? this.#startTlog(wanted) : this.#startFilm(wanted);
  }

  /** A log alone: a stream of telemetry, with no picture. */
  async #startTlog({ id, file, name }: Wanted): Promise<Result<Played>> {
    const read = await Tlog.open(file);
    if (!read.ok) return read;
    const tlog = read.value;
    const medium = new TlogMedium(tlog);
    const telemetry = path.basename(file).slice(0, 300);
    const playback = medium.range() ?? { beginUs: 0, endUs: 0 };
    const info = { id, name: name.slice(0, 300), kind: 'recording', video: '', telemetry, playback } as const;
    const stream = this.#hub.addUnlisted(info);
    stream.setLink('telemetry', { state: 'open', sinceUs: nowUs(), lastDataUs: nowUs() });
    stream.setInspector('telemetry', () => tlog.inspect());
    return { ok: true, value: this.#play(stream, { file, zeroUs: playback.beginUs, medium }, () => void tlog.close()) };
  }

  async #startFilm({ id, file, name, entry, options = {} }: Wanted): Promise<Result<Played>> {
    const { fps } = options;
    const isWritten = () => this.#library?.get(entry?.info.id ?? '')?.info.state === 'recording';
    const read = await openMediaFile(file, { isGrowing: isWritten(), ...(fps !== undefined && { fps }) });
    if (!read.ok) return read;
    const media = read.value;
    const zeroUs = zeroOf(media, entry);
    const opened = await openTelemetry(file, zeroUs, () => medium.range(), options);
    if (!opened.ok) {
      await media.close();
      return opened;
    }
    const { telemetry, inspect } = opened.value;
    const gaps = () => this.#library?.get(entry?.info.id ?? '')?.info.gaps ?? entry?.info.gaps ?? [];
    const medium: FileMedium = new FileMedium({ media, zeroUs, telemetry, gaps, isWritten });
    const stream = this.#hub.addUnlisted(infoOf(id, file, name, medium, media));
    stream.setFormat(`${media.container}, ${media.width}x${media.height}`);
    if (media.soundFormat) stream.lastAudio = nothingOf(media.soundFormat);
    stream.setLink('video', { state: 'open', sinceUs: nowUs(), lastDataUs: nowUs() });
    stream.waitFor(undefined);
    if (inspect) stream.setInspector('telemetry', inspect);
    void telemetry.scan();
    const timer = isWritten() ? this.#follow(media, telemetry, isWritten) : undefined;
    const played = this.#play(stream, { file, zeroUs, medium }, () => {
      clearInterval(timer);
      void media.close();
      void telemetry.close();
    });
    return { ok: true, value: played };
  }

  #play(stream: Stream, what: Pick<Played, 'file' | 'zeroUs' | 'medium'>, closeFiles: () => void): Played {
    const { id } = stream.info;
    const close = () => {
      this.#open.delete(id);
      if (!this.#byStream.delete(id)) return;
      this.#hub.remove(id);
      closeFiles();
    };
    const played: Played = { stream, ...what, users: 0, close };
    this.#byStream.set(id, played);
    return played;
  }

  /** A recording that goes on is read as it grows, until it ends. */
  #follow(media: MediaFile, telemetry: TelemetryTrack, isWritten: () => boolean): ReturnType<typeof setInterval> {
    let isLooking = false;
    const timer = setInterval(() => {
      if (isLooking) return;
      isLooking = true;
      const isLast = !isWritten();
      if (isLast) clearInterval(timer);
      void Promise.all([media.refresh(isLast), telemetry.scan()]).finally(() => {
        isLooking = false;
      });
    }, LOOK_MS);
    return timer;
  }

  #endDeleted(): void {
    for (const [id, played] of this.#byStream) {
      const [kind, recording] = id.split(':');
      if (kind === 'recording' && !this.#library?.get(recording ?? '')) played.close();
    }
  }
}

/** A piece of sound with nothing in it: what says what the stream's sound is, before any is heard. */
function nothingOf({ codec, sampleRateHz, channels, description }: SoundFormat): AudioChunk {
  const data = new Uint8Array();
  return { codec, sampleRateHz, channels, data, receiveUs: nowUs(), ...(description && { description }) };
}

/** When time 0 of a file was: as our own sidecar says, else the file, else by when it was written last. */
function zeroOf(media: MediaFile, entry: LibraryEntry | undefined): number {
  const { index } = media;
  const lengthUs = index.timeUs(index.last ?? 0) - Math.min(0, index.timeUs(index.first ?? 0));
  const written = media.modifiedUs - (Number.isFinite(lengthUs) ? lengthUs : 0);
  return Math.max(0, Math.round(entry?.info.startedUs ?? media.createdUs ?? written));
}

function infoOf(
  id: string,
  file: string,
  name: string,
  medium: FileMedium,
  media: MediaFile,
): Omit<StreamInfo, 'number'> {
  const { beginUs, endUs } = medium.range() ?? { beginUs: 0, endUs: 0 };
  const video = `${path.basename(file)} (${media.container})`.slice(0, 300);
  return { id, name: name.slice(0, 300), kind: 'recording', video, telemetry: '', playback: { beginUs, endUs } };
}
