import { DELIMITER, withoutDelimiter } from '#core/bitstream/delimiter';
import type { Clip } from '../../clips/clip';

/** The bytes of each picture with the delimiter of the picture after it, so that a player need not wait for that one. */
export function withDelimiterBehind(clip: Clip): Clip {
  return clip.map((picture) => {
    const own = withoutDelimiter(picture.data);
    const data = new Uint8Array(own.length + DELIMITER.length);
    data.set(own);
    data.set(DELIMITER, own.length);
    return { ...picture, data };
  });
}
