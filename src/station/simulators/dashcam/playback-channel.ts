import { unixMsOfBcdTime } from '#core/protocols/jt808/bytes/bcd';
import { PLAYBACK_COMMANDS, PLAYBACK_MODES, playbackRate } from '#core/protocols/jt808/messages/playback';
import type { Jt808Body } from '#core/protocols/jt808/registry';
import { keyAtOrBefore } from '../../clips/clip';
import { CameraPackets } from './camera';
import { type MediaWay, openMediaWay } from './media-way';
import type { Dashcam } from './options';

/** From this rate on only key pictures are sent, as terminals do. */
const KEY_PICTURES_FROM_RATE = 4;

/**
 * One camera, from its memory: picture n since 1970 is picture n of the clip, looped, so that every time of the past has
 * its picture.
 */
export class PlaybackChannel {
  readonly #dashcam: Dashcam;
  readonly #way: MediaWay;
  readonly #packets: CameraPackets;
  readonly #endMs: number;
  #timer: NodeJS.Timeout | undefined;
  /** Pictures since 1970. */
  #next: number;
  #rate: number;
  #keysOnly: boolean;
  #backward: boolean;

  /** 0x9201. @param onEnd it has come to its end, or the platform has closed it */
  constructor(dashcam: Dashcam, request: Jt808Body<'playbackRequest'>, nowMs: number, onEnd: () => void) {
    this.#dashcam = dashcam;
    this.#packets = new CameraPackets(dashcam, request.channel);
    this.#way = openMediaWay(request, dashcam, () => {
      clearTimeout(this.#timer);
      onEnd();
    });
    const { playbackMode, speed } = request;
    this.#endMs = unixMsOfBcdTime(request.endTime) ?? nowMs;
    this.#rate = playbackRate(speed);
    this.#backward = playbackMode === PLAYBACK_MODES.keyPicturesBackward;
    this.#keysOnly = this.#backward || playbackMode === PLAYBACK_MODES.keyPictures;
    this.#next = this.#keyNear(unixMsOfBcdTime(request.startTime) ?? nowMs);
    this.#play();
  }

  /** 0x9202. */
  control({ command, speed, position }: Jt808Body<'playbackControl'>): void {
    switch (command) {
      case PLAYBACK_COMMANDS.pause:
        clearTimeout(this.#timer);
        return;
      case PLAYBACK_COMMANDS.end:
        return this.stop();
      case PLAYBACK_COMMANDS.seek: {
        const toMs = unixMsOfBcdTime(position);
        if (toMs !== undefined) this.#next = this.#keyNear(toMs);
        return this.#play();
      }
      case PLAYBACK_COMMANDS.start:
      case PLAYBACK_COMMANDS.fastForward:
      case PLAYBACK_COMMANDS.keyPicturesBackward:
      case PLAYBACK_COMMANDS.keyPictures:
        this.#rate = command === PLAYBACK_COMMANDS.start ? 1 : playbackRate(speed);
        this.#backward = command === PLAYBACK_COMMANDS.keyPicturesBackward;
        this.#keysOnly = this.#backward || command === PLAYBACK_COMMANDS.keyPictures;
        this.#next = this.#keyNear(this.#msOf(this.#next));
        return this.#play();
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#way.close();
  }

  /** From `next` on, which is a key picture, at the rate that is set. */
  #play(): void {
    clearTimeout(this.#timer);
    const origin = this.#next;
    const originMs = performance.now();
    const direction = this.#backward ? -1 : 1;
    const dueInMs = () =>
      originMs + ((this.#next - origin) * direction * 1000) / (this.#dashcam.fps * this.#rate) - performance.now();
    const sendDue = () => {
      while (dueInMs() <= 0) {
        if (this.#msOf(this.#next) >= this.#endMs || this.#next < 0) return this.stop();
        this.#send();
        this.#next += direction;
      }
      this.#timer = setTimeout(sendDue, dueInMs());
    };
    sendDue();
  }

  #send(): void {
    const { clip } = this.#dashcam;
    const picture = clip[this.#next % clip.length]!;
    const keysOnly = this.#keysOnly || this.#rate >= KEY_PICTURES_FROM_RATE;
    if (picture.key || !keysOnly) this.#packets.sendPicture(this.#way, picture, Math.round(this.#msOf(this.#next)));
  }

  #msOf(count: number): number {
    return (count * 1000) / this.#dashcam.fps;
  }

  /** The key picture at or before a time. */
  #keyNear(ms: number): number {
    const { clip, fps } = this.#dashcam;
    const count = Math.floor((ms * fps) / 1000);
    const index = count % clip.length;
    return count - index + keyAtOrBefore(clip, index);
  }
}
