import { encodeSound } from '#contracts/audio';
import type { StationMessage, StreamStatistics } from '#contracts/link';
import { encodePictureHeader } from '#contracts/picture';
import type { PastValuesRequest, PlayRequest } from '#contracts/playback';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk, LaterSound } from '#core/media/audio-chunk';
import { DeliveryQueue, type QueueDrops } from '#core/media/delivery-queue';
import type { PixelSize, TakenSize } from '#core/media/encoding/taken-size';
import { type GivenPictures, PictureChoice } from '#core/media/picture-choice';
import type { Telemetry } from '#core/telemetry/telemetry';
import { nowUs } from '../clock';
import type { ViewerPort } from '../extension/viewer-port';
import type { Stream, Subscriber } from '../hub/stream';
import { AcknowledgedFlow } from '../playback/acknowledged-flow';
import type { KeyPicture } from '../playback/key-picture';
import type { OpenPlayback, Playback, PlaybackSink } from '../playback/playback';
import type { SoundMaking } from '../transcode/as-pcm';
import type { H264Pool, H264Watch, Transcoding } from '../transcode/h264-pool';
import { PlaybackAsH264 } from '../transcode/playback-as-h264';
import type { SoundPool } from '../transcode/sound-pool';
import { SoundDelivery } from './sound-delivery';
import { TelemetryMessages } from './telemetry-messages';

/** What a stream's sound is, and what is made of it for a viewer, for the statistics. */
function soundOf({ lastAudio }: Stream, making: SoundMaking): Pick<StreamStatistics, 'sound'> {
  if (!lastAudio) return {};
  const { codec, sampleRateHz, channels } = lastAudio;
  const { state } = making;
  const decoded = state === 'running' && { decoded: { dropped: making.dropped, restarts: making.restarts } };
  const problem = state === 'impossible' && { problem: making.message };
  return { sound: { codec, sampleRateHz, channels, ...decoded, ...problem } };
}

export interface SubscriptionOptions {
  readonly stream: Stream;
  readonly port: ViewerPort;
  readonly openPlayback: OpenPlayback;
  /** Makes the stream's pictures H.264; absent where the viewer takes them as they are. */
  readonly h264: H264Pool | undefined;
  /** Makes sound PCM that the viewer does not decode. */
  readonly sounds: SoundPool;
  /** See `showAt`. */
  readonly size?: PixelSize | undefined;
}

/**
 * One viewer's part in one stream: pictures through a bounded queue, everything else at once. While the viewer looks back,
 * what is played comes in place of what is live.
 */
export class Subscription implements Subscriber {
  readonly #stream: Stream;
  readonly #port: ViewerPort;
  readonly #queue: DeliveryQueue;
  readonly #choice = new PictureChoice();
  readonly #flow = new AcknowledgedFlow();
  readonly #playback: Playback | undefined;
  readonly #h264: H264Pool | undefined;
  readonly #sound: SoundDelivery;
  readonly #telemetry: TelemetryMessages;
  readonly #pastAsH264: PlaybackAsH264 | undefined;
  #watch: H264Watch | undefined;
  #leave: () => void;
  #isLive = true;
  #size: PixelSize | undefined;

  constructor({ stream, port, openPlayback, h264, sounds, size }: SubscriptionOptions) {
    this.#h264 = h264;
    this.#size = size;
    this.#stream = stream;
    this.#port = port;
    this.#telemetry = new TelemetryMessages(stream);
    this.#sound = new SoundDelivery({
      stream,
      pool: sounds,
      send: (chunk, run) => port.sendSound(encodeSound(stream.info.number, chunk, run)),
    });
    this.#queue = new DeliveryQueue((unit) => {
      port.sendPicture(encodePictureHeader(stream.info.number, unit, nowUs()), unit.data);
    });
    const sink = this.#playbackSink();
    this.#pastAsH264 = h264 && new PlaybackAsH264(sink, h264, stream.info.id);
    this.#playback = openPlayback(stream.info.id, this.#pastAsH264 ?? sink);
    this.#leave = this.#join();
    this.tellPlayback();
  }

  #join(): () => void {
    const watch = this.#h264?.subscribe(this.#stream, this);
    this.#watch = watch;
    return watch ? () => watch.leave() : this.#stream.subscribe(this);
  }

  picture(unit: AccessUnit): void {
    const chosen = this.#isLive ? this.#choice.take(unit) : undefined;
    if (chosen) this.#queue.offer(chosen);
  }

  audio(chunk: AudioChunk): void {
    if (this.#isLive) this.#sound.offer(chunk);
  }

  /** Sound from here on, or no more. */
  setSound(on: boolean, decodes?: readonly LaterSound[]): void {
    this.#sound.set(on, decodes);
  }

  acknowledgeSound(chunks: number): void {
    this.#sound.acknowledge(chunks);
  }

  /** How large the viewer shows it. @param size absent: as large as it is */
  showAt(size: PixelSize | undefined): void {
    this.#size = size;
  }

  get taken(): TakenSize {
    if (!this.#isLive || this.#choice.given === 'none') return 'nothing';
    return this.#size ?? 'full';
  }

  get drops(): QueueDrops {
    return this.#queue.drops;
  }

  /** Whether pictures that are shown or played wait for the link. */
  get isBusy(): boolean {
    return this.#queue.isBusy || this.#flow.isBusy;
  }

  /** A picture of the stream's past that stands for a moment. */
  async keyPicture(us: number): Promise<KeyPicture | undefined> {
    return this.#playback?.keyPicture(us);
  }

  /** A viewer does not say which of the two gave it a picture: where nothing was given, this changes nothing. */
  acknowledge(pictures: number): void {
    this.#queue.acknowledge(pictures);
    this.#flow.acknowledge(pictures);
  }

  telemetry(values: Telemetry, receiveUs: number): void {
    if (this.#isLive) this.#port.send(this.#telemetry.next(values, receiveUs));
  }

  state(): void {
    const { info, links } = this.#stream;
    const { video } = links;
    const lacks = video?.state === 'open' && this.#transcoding?.state === 'impossible';
    const seen = lacks ? { ...links, video: { ...video, waitingFor: 'transcoder' as const } } : links;
    this.#tell({ type: 'state', stream: info.id, links: seen });
  }

  /** Of what is seen: live, or played. */
  get #transcoding(): Transcoding | undefined {
    return this.#isLive ? this.#watch?.transcoding : this.#pastAsH264?.transcoding;
  }

  /** Once a second. */
  statistics(): void {
    const statistics = this.#stream.statistics(this.#queue.drops);
    const made = this.#transcoding;
    const transcoded = made?.state === 'running' && { dropped: made.dropped, restarts: made.restarts };
    this.#tell({
      type: 'statistics',
      stream: this.#stream.info.id,
      statistics: { ...statistics, ...(transcoded && { transcoded }), ...soundOf(this.#stream, this.#sound.making) },
    });
    this.tellPlayback();
  }

  /** Looks back: nothing live comes any more. */
  play(request: PlayRequest): void {
    if (!this.#playback) return;
    if (this.#isLive) this.#stepAside();
    this.#telemetry.restart();
    this.#isLive = false;
    this.#playback.play(request);
  }

  /** Nothing live is to be made for one who does not look at it. */
  #stepAside(): void {
    this.#sound.rest();
    if (!this.#h264) return;
    const leaveLive = this.#leave;
    const idle = () => undefined;
    this.#leave = this.#stream.subscribe({ picture: idle, telemetry: idle, state: () => this.state() });
    leaveLive();
  }

  /** As a newcomer: from the last key picture on. */
  live(): void {
    if (this.#isLive) return;
    this.#isLive = true;
    this.#playback?.stop();
    this.#pastAsH264?.rest();
    this.#sound.rest();
    this.#rejoin();
    this.tellPlayback();
  }

  /** Live pictures: all, key pictures alone, or none. What is played back is not touched. */
  pause(pictures: GivenPictures): void {
    if (this.#choice.give(pictures) && this.#isLive) this.#rejoin();
  }

  /** The pictures since the last key picture once more; the stream is held, so that its source goes on meanwhile. */
  #rejoin(): void {
    const release = this.#stream.hold();
    this.#leave();
    this.#leave = this.#join();
    release();
  }

  /** Moves the log under the film that is played. */
  shiftTelemetry(byUs: number): void {
    this.#playback?.shiftTelemetry?.(byUs);
    this.tellPlayback();
  }

  track(): void {
    const points = [...(this.#playback?.track() ?? [])];
    this.#tell({ type: 'track', stream: this.#stream.info.id, points });
  }

  async pastValues(request: PastValuesRequest): Promise<void> {
    const rows = await this.#playback?.values?.(request).catch(() => []);
    const { request: of, keys } = request;
    if (rows) this.#tell({ type: 'past-values', stream: this.#stream.info.id, request: of, keys, rows: [...rows] });
  }

  end(): void {
    this.#playback?.stop();
    this.#pastAsH264?.rest();
    this.#sound.set(false);
    this.#flow.release();
    this.#leave();
  }

  #playbackSink(): PlaybackSink {
    const { id, number } = this.#stream.info;
    return {
      picture: (unit, run, hidden, last) => {
        this.#flow.sent();
        this.#port.sendPicture(encodePictureHeader(number, unit, nowUs(), { run, hidden, last }), unit.data);
      },
      telemetry: ({ timeUs, values }, run) =>
        this.#tell({ type: 'telemetry', stream: id, receiveUs: timeUs, values, run }),
      audio: (chunk, run) => this.#sound.offer(chunk, run),
      room: () => this.#flow.room(),
      changed: () => {
        this.tellPlayback();
        // What is played may be what cannot be made H.264.
        if (this.#pastAsH264) this.state();
      },
    };
  }

  /** What there is to play, and what is being played. */
  tellPlayback(): void {
    if (this.#playback)
      this.#tell({ type: 'playback', stream: this.#stream.info.id, playback: this.#playback.state() });
  }

  #tell(message: StationMessage): void {
    this.#port.send(JSON.stringify(message));
  }
}
