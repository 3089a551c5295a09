import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { backOffMs } from '#core/media/back-off';
import { LineSplitter } from '#core/protocols/remote-camera/line-splitter';
import { type RemoteCameraMessage, writeRemoteCameraMessage } from '#core/protocols/remote-camera/messages';
import { readWish, WISH_KINDS } from '#core/protocols/remote-camera/wishes';
import { findFfmpeg } from '../../transcode/find-ffmpeg';
import { type Clip, loadClip } from '../pi/clip';
import { Timeline } from '../pi/timeline';
import { FootageSwitch, type Playing } from './footage-switch';
import { base64Of, type NaluStyle, naluDataOf, parameterSetsOf } from './phone-messages';
import { type Sight, sightsAt } from './sights';
import { TONE, toneChunk } from './tone';

/** What `groundglass simulate phone` may be told. */
export interface PhoneSimulatorOptions extends NaluStyle {
  readonly host: string;
  readonly port: number;
  readonly sourceId: string;
  readonly name: string;
  readonly pairingCode?: string | undefined;
  /** Annex B file, played in a loop. */
  readonly clip: string;
  readonly fps: number;
  /** Sound beside the pictures. */
  readonly audio: 'none' | 'pcm16';
  /** What it sees beside. */
  readonly metadata: Sight;
  /** Hears in a few words what happens, for a console. */
  readonly onEvent: (text: string) => void;
}

/** What the station may leave unread before pictures are left out, up to a key picture. */
const MOST_UNREAD_BYTES = 4 * 1024 * 1024;
const LONGEST_WISH_BYTES = 4096;
/** Seconds from 1970-01-01 to 2001-01-01, the reference date of the original's metadata. */
const REFERENCE_DATE_S = 978_307_200;

/**
 * Simulates a phone with the remote-camera application (PROTOCOLS.md 4) until the signal; where the link ends, it tries
 * again.
 *
 * @throws where the clip cannot be read
 */
export async function runPhoneSimulator(options: PhoneSimulatorOptions, signal: AbortSignal): Promise<void> {
  const clip = await loadClip(options.clip, options.codec);
  let failures = 0;
  while (!signal.aborted) {
    const { reason, pictures } = await send(options, clip, signal);
    if (signal.aborted) return;
    failures = pictures > 0 ? 1 : failures + 1;
    const pauseMs = backOffMs(failures, Math.random());
    options.onEvent(`${reason} after ${pictures} pictures; next attempt in ${(pauseMs / 1000).toFixed(1)} s`);
    await wait(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

/** One connection, from its first picture, a key picture, to its end. */
function send(options: PhoneSimulatorOptions, clip: Clip, signal: AbortSignal) {
  return new Promise<{ readonly reason: string; readonly pictures: number }>((resolve) => {
    const { sourceId: sourceID, host, port, onEvent } = options;
    const socket = connect({ host, port }).setNoDelay(true);
    const sender = new ClipSender(options, clip, socket);
    const abort = () => socket.destroy();
    let reason = 'closed';
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    const wishes = new LineSplitter(
      { onLine: (line) => sender.wish(Buffer.from(line).toString()), onTooLong: () => undefined },
      LONGEST_WISH_BYTES,
    );
    socket
      .on('connect', () => {
        onEvent(`sends to ${host}:${port} as ${sourceID}`);
        sender.start();
      })
      .on('data', (chunk) => wishes.push(chunk))
      .on('error', (error) => {
        reason = error.message;
      })
      .on('close', () => {
        sender.stop();
        signal.removeEventListener('abort', abort);
        resolve({ reason, pictures: sender.pictures });
      });
  });
}

/** Sends the clip over one connection, as time goes by. */
class ClipSender {
  pictures = 0;
  readonly #options: PhoneSimulatorOptions;
  readonly #socket: Socket;
  /** Absent where there is no ffmpeg: then nothing but a key picture can be asked for. */
  readonly #switch: FootageSwitch | undefined;
  #playing: Playing;
  #timer: NodeJS.Timeout | undefined;
  #next = 0;
  #soundMs = 0;
  #waitsForKey = true;

  constructor(options: PhoneSimulatorOptions, clip: Clip, socket: Socket) {
    const { fps, codec, onEvent } = options;
    this.#options = options;
    this.#socket = socket;
    this.#playing = { clip, fps, timeline: new Timeline(clip.length, fps, () => performance.now()) };
    const ffmpeg = findFfmpeg();
    this.#switch = ffmpeg === undefined ? undefined : new FootageSwitch({ clip, fps }, { codec, ffmpeg }, onEvent);
  }

  start(): void {
    const { sourceId: sourceID, name: deviceName, pairingCode, parameterSets, codec } = this.#options;
    const { clip, timeline } = this.#playing;
    const [key] = clip;
    this.#send({
      kind: 'handshake',
      payload: {
        ...{ sourceID, deviceName, accepts: this.#switch ? WISH_KINDS : ['keyFrame'] },
        ...(pairingCode !== undefined && { pairingCode }),
        ...(parameterSets === 'handshake' && key && { parameterSets: parameterSetsOf(key, codec) }),
      },
    });
    timeline.moveTo(0);
    this.#sendDue();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#switch?.stop();
  }

  /** Takes what the station wishes for. */
  wish(line: string): void {
    const wish = readWish(line);
    if (wish?.kind === 'encoding') this.#switch?.wish(wish);
    else if (wish && this.pictures > 0) this.#beginAnew();
  }

  /** A clip has its key pictures where it has them: who asks for one is given the clip from its beginning. */
  #beginAnew(): void {
    this.#playing.timeline.moveTo(0);
    this.#next = 0;
    this.#soundMs = 0;
    clearTimeout(this.#timer);
    this.#sendDue();
  }

  #sendDue(): void {
    for (; this.#playing.timeline.msUntil(this.#next) <= 0; this.#next++) {
      this.#changeFootage();
      this.#sendSoundUntil((this.#next * 1000) / this.#playing.fps);
      this.#sendPicture(this.#next);
    }
    this.#timer = setTimeout(() => this.#sendDue(), this.#playing.timeline.msUntil(this.#next));
  }

  #changeFootage(): void {
    const changed = this.#switch?.at(this.#playing, this.#next);
    if (!changed) return;
    this.#playing = changed.playing;
    this.#next = changed.count;
    const { parameterSets, sourceId: sourceID, codec } = this.#options;
    const key = this.#playing.clip[this.#next % this.#playing.clip.length];
    if (parameterSets !== 'handshake' || !key) return;
    this.#send({ kind: 'parameterSets', payload: { sourceID, ...parameterSetsOf(key, codec) } });
  }

  #sendPicture(count: number): void {
    const { clip, fps, timeline } = this.#playing;
    const picture = clip[count % clip.length]!;
    this.#waitsForKey = this.#socket.writableLength > MOST_UNREAD_BYTES || (this.#waitsForKey && !picture.key);
    if (this.#waitsForKey) return;
    const { sourceId: sourceID, metadata: sight } = this.#options;
    const timestamp = timeline.takenMs(count) / 1000;
    const naluData = naluDataOf(picture, this.#options);
    this.#send({ kind: 'videoNALU', payload: { sourceID, timestamp, isKeyFrame: picture.key, naluData } });
    this.pictures++;
    for (const metadata of sightsAt((count * 1000) / fps, sight)) {
      const event = { sourceID, timestamp: Date.now() / 1000 - REFERENCE_DATE_S, metadata };
      this.#send({ kind: 'metadata', payload: event });
    }
  }

  /** A chunk is sent once all of it was heard. @param ms on the clip's time */
  #sendSoundUntil(ms: number): void {
    if (this.#options.audio === 'none') return;
    const { sampleRateHz: sampleRate, channels, chunkMs } = TONE;
    for (; this.#soundMs + chunkMs <= ms; this.#soundMs += chunkMs) {
      const timestamp = (this.#playing.timeline.takenMs(0) + this.#soundMs) / 1000;
      const audioData = base64Of(toneChunk(this.#soundMs));
      const { sourceId: sourceID } = this.#options;
      this.#send({ kind: 'audio', payload: { sourceID, timestamp, sampleRate, channels, audioData } });
    }
  }

  #send(message: RemoteCameraMessage): void {
    this.#socket.write(writeRemoteCameraMessage(message));
  }
}
