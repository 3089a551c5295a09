import type { AccessUnit } from '#core/media/access-unit';
import type { Stream } from '../hub/stream';

/**
 * Gives `picture` a stream's H.264: what is there since the last key picture at once, then the live ones. JPEG is left out,
 * as the dialects that ask here have no word for it.
 *
 * @returns what ends it.
 */
export function watchH264(stream: Stream, picture: (unit: AccessUnit) => void): () => void {
  return stream.subscribe({
    picture: (unit) => {
      if (unit.codec === undefined || unit.codec === 'h264') picture(unit);
    },
    telemetry: () => undefined,
    state: () => undefined,
  });
}
