import type { WebSocket } from 'ws';
import type { AccessUnit } from '#core/media/access-unit';
import { FramePace } from '#core/media/frame-pace';
import { AdaptiveQuality } from '#core/protocols/jpeg-stream/adaptive-quality';
import { writeBinaryFrame } from '#core/protocols/jpeg-stream/binary-frame';
import { writeFrame, writeInfo } from '#core/protocols/jpeg-stream/messages';
import { type JpegOverrides, type Quality, settingsOf } from '#core/protocols/jpeg-stream/presets';
import type { Text } from '#core/texts/text';
import { nowUs } from '../../../clock';
import type { Subscriber } from '../../../hub/stream';
import type { JpegPool } from '../../../transcode/jpeg-pool';
import { base64Once } from './base64-once';
import { FrameSender } from './frame-sender';
import { describe, type NamedStream } from './named-streams';

export interface JpegViewerOptions {
  readonly socket: WebSocket;
  readonly named: NamedStream;
  readonly pool: JpegPool;
  /** See `clientOf`. */
  readonly client: string;
  readonly quality: Quality;
  readonly overrides: JpegOverrides;
  readonly binary: boolean;
  /** What a picture is called: `frame` on `/ws/viewer/{id}`. */
  readonly event: 'frame' | 'frame_data';
  /** The pictures cannot be had, in one line. */
  readonly onProblem: (message: Text) => void;
}

/**
 * One client's view of one stream. A stream of JPEGs is passed on as it is, with pictures left out to the client's rate; H.264
 * is decoded by the pool, and a client that is behind gets a lower preset.
 */
export class JpegViewer implements Subscriber {
  readonly #options: JpegViewerOptions;
  readonly #adaptive: AdaptiveQuality;
  readonly #pace: FramePace;
  readonly #sender: FrameSender;
  readonly #leaveStream: () => void;
  #leavePool: (() => void) | undefined;
  /** The preset that the pool gives now. */
  #quality: Quality;
  #transcoded: boolean | undefined;
  #frameNumber = 0;
  #left = false;

  constructor(options: JpegViewerOptions) {
    const { socket, named, quality, overrides } = options;
    this.#options = options;
    this.#adaptive = new AdaptiveQuality(quality);
    this.#quality = quality;
    this.#pace = new FramePace(settingsOf(quality, overrides).fps);
    this.#sender = new FrameSender(socket, (what) => this.#count(what));
    named.viewers++;
    socket.send(writeInfo(describe(named, quality, overrides)));
    this.#leaveStream = named.stream.subscribe(this);
  }

  picture(unit: AccessUnit): void {
    const transcoded = unit.codec !== 'jpeg';
    if (transcoded !== this.#transcoded) {
      this.#transcoded = transcoded;
      // Not within the stream's own round of its subscribers, which the pool's would join in the middle.
      queueMicrotask(() => this.#watch());
    }
    if (!transcoded && this.#pace.admit(nowUs())) {
      this.#offer(unit.data, unixSeconds(unit.captureUs ?? unit.receiveUs), this.#options.named.quality);
    }
  }

  telemetry(): void {}

  state(): void {}

  leave(): void {
    if (this.#left) return;
    this.#left = true;
    this.#options.named.viewers--;
    this.#leaveStream();
    this.#leavePool?.();
    this.#sender.close();
  }

  /** Has the stream decoded at the present quality, where it has to be decoded at all. */
  #watch(): void {
    const before = this.#leavePool;
    this.#leavePool = undefined;
    if (this.#transcoded && !this.#left) {
      const { named, pool, overrides, client, onProblem } = this.#options;
      const quality = this.#quality;
      const offer = (jpeg: Uint8Array) => this.#offer(jpeg, Date.now() / 1000, quality);
      const taker = { client, onEvicted: onProblem };
      const watching = pool.watch(named.stream, settingsOf(quality, overrides), offer, taker);
      if (watching.ok) this.#leavePool = watching.leave;
      else onProblem(watching.message);
    }
    before?.();
  }

  #offer(jpeg: Uint8Array, timestamp: number, quality: Quality): void {
    const { named, binary, event } = this.#options;
    this.#sender.offer(() => {
      const facts = { streamId: named.id, timestamp, frameNumber: ++this.#frameNumber, quality };
      return binary ? writeBinaryFrame(facts, jpeg) : writeFrame(event, facts, base64Once(jpeg));
    });
  }

  #count(what: 'sent' | 'skipped'): void {
    const quality = this.#adaptive.count(what, nowUs());
    if (quality === this.#quality || !this.#transcoded) return;
    this.#quality = quality;
    const { socket, named, overrides } = this.#options;
    queueMicrotask(() => {
      this.#watch();
      if (!this.#left && socket.readyState === socket.OPEN) socket.send(writeInfo(describe(named, quality, overrides)));
    });
  }
}

/** A time on the station's clock, in µs, as Unix seconds. */
function unixSeconds(stationUs: number): number {
  return (Date.now() * 1000 - (nowUs() - stationUs)) / 1e6;
}
