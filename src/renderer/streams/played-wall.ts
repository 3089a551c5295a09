import type { StreamInfo } from '#contracts/link';
import { initialWall, type WallState, withStreams } from './wall-state';

/** Whether recordings are played: then nothing else is shown. */
export function isPlaying(streams: readonly StreamInfo[]): boolean {
  return streams.some(({ playback }) => playback !== undefined);
}

/**
 * The wall of what is live, and that of the recordings that are played: while there are any, they are all that is shown, and
 * when the last is closed the live wall stands again as it was left.
 */
export class PlayedWall {
  #live: WallState | undefined;

  /** The wall for these streams. @param wall as it is now */
  with(wall: WallState, streams: readonly StreamInfo[]): WallState {
    const played = streams.filter(({ playback }) => playback !== undefined);
    if (played.length > 0) {
      this.#live ??= wall;
      const before = wall === this.#live ? initialWall({ layout: wall.layout, order: [] }) : wall;
      return withStreams(
        before,
        played.map(({ id }) => id),
      );
    }
    const before = this.#live ?? wall;
    this.#live = undefined;
    return withStreams(
      before,
      streams.map(({ id }) => id),
    );
  }
}
