import { CLOSE_TYPES, LIVE_COMMANDS, LIVE_DATA_TYPES, STREAM_TYPES } from '#core/protocols/jt808/messages/live';
import type { Jt808Body } from '#core/protocols/jt808/registry';
import { type Clip, keyAtOrBefore } from '../../clips/clip';
import { Timeline } from '../../clips/timeline';
import { CameraPackets } from './camera';
import { type MediaWay, openMediaWay } from './media-way';
import type { Dashcam } from './options';
import { TONE_PIECE_MS, tonePiece } from './tone';

/** One camera, live: sends while the platform wants it. */
export class LiveChannel {
  readonly #dashcam: Dashcam;
  readonly #channel: number;
  readonly #timeline: Timeline;
  #clip: Clip;
  #way: MediaWay | undefined;
  #packets: CameraPackets;
  #wantsPictures = false;
  #wantsSound = false;
  #picture: NodeJS.Timeout | undefined;
  #sound: NodeJS.Timeout | undefined;

  constructor(dashcam: Dashcam, channel: number) {
    this.#dashcam = dashcam;
    this.#channel = channel;
    this.#clip = dashcam.clip;
    this.#packets = new CameraPackets(dashcam, channel);
    this.#timeline = new Timeline(dashcam.clip.length, dashcam.fps, () => performance.now());
    // Each camera sees another part of the clip.
    this.#timeline.moveTo(Math.floor(((channel - 1) * dashcam.clip.length) / dashcam.channels));
  }

  /** 0x9101. Asked again, it begins anew, at the address that it is told now. */
  start(request: Jt808Body<'liveRequest'>): void {
    this.stop();
    const { dataType, streamType } = request;
    this.#choose(streamType);
    this.#wantsPictures = dataType === LIVE_DATA_TYPES.audioAndVideo || dataType === LIVE_DATA_TYPES.video;
    this.#wantsSound = this.#dashcam.sound && dataType !== LIVE_DATA_TYPES.video;
    const way = openMediaWay(request, this.#dashcam, () => {
      if (this.#way === way) this.stop();
    });
    this.#way = way;
    this.#packets = new CameraPackets(this.#dashcam, this.#channel);
    this.#play();
  }

  /** 0x9102. */
  control({ command, closeType, streamType }: Jt808Body<'liveControl'>): void {
    if (!this.#way) return;
    switch (command) {
      case LIVE_COMMANDS.close:
        if (closeType === CLOSE_TYPES.all) return this.stop();
        if (closeType === CLOSE_TYPES.audio) this.#wantsSound = false;
        else this.#wantsPictures = false;
        return this.#play();
      case LIVE_COMMANDS.pause:
        return this.#pause();
      case LIVE_COMMANDS.switchStream:
        this.#choose(streamType);
        return this.#play();
      case LIVE_COMMANDS.resume:
        return this.#play();
    }
  }

  #choose(streamType: number): void {
    const { clip, subClip = clip } = this.#dashcam;
    this.#clip = streamType === STREAM_TYPES.sub ? subClip : clip;
  }

  stop(): void {
    this.#pause();
    const way = this.#way;
    this.#way = undefined;
    way?.close();
  }

  #pause(): void {
    clearTimeout(this.#picture);
    clearTimeout(this.#sound);
  }

  #play(): void {
    this.#pause();
    if (this.#wantsPictures) this.#startPictures();
    if (this.#wantsSound) this.#sendSound(0, performance.now());
  }

  /** The encoder begins with a key picture, as with every viewer of a camera. */
  #startPictures(): void {
    const { count } = this.#timeline;
    const index = count % this.#clip.length;
    const key = keyAtOrBefore(this.#clip, index);
    this.#timeline.moveTo(count - index + key);
    this.#sendPictures(count - index + key);
  }

  #sendPictures(from: number, waitsForKey = false): void {
    const { onPicture } = this.#dashcam;
    const clip = this.#clip;
    let next = from;
    let waits = waitsForKey;
    for (; this.#timeline.msUntil(next) <= 0; next++) {
      const index = next % clip.length;
      const picture = clip[index]!;
      waits = this.#way?.isFull === true || (waits && !picture.key);
      if (waits || !this.#way) continue;
      this.#packets.sendPicture(this.#way, picture, Math.round(this.#timeline.takenMs(next)));
      onPicture?.(this.#channel, index);
    }
    this.#picture = setTimeout(() => this.#sendPictures(next, waits), this.#timeline.msUntil(next));
  }

  #sendSound(count: number, originMs: number): void {
    if (!this.#way) return;
    const takenMs = originMs + count * TONE_PIECE_MS;
    this.#packets.sendSound(this.#way, tonePiece(count), Math.round(takenMs));
    const pauseMs = Math.max(0, takenMs + TONE_PIECE_MS - performance.now());
    this.#sound = setTimeout(() => this.#sendSound(count + 1, originMs), pauseMs);
  }
}
