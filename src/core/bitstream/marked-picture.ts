import { withCaptureTime } from './capture-time-sei';
import { DELIMITER, withoutDelimiter } from './delimiter';

/**
 * A picture as a host of ours sends it: with when it was taken, and with the delimiter of the next picture at once behind it
 * instead of its own before it. A player that ends a picture at the next one's first byte then shows it a whole picture sooner.
 * Whoever begins with this picture is sent `DELIMITER` first.
 *
 * @param data Annex B; copied
 * @param captureUs see `withCaptureTime`
 */
export function markedPicture(data: Uint8Array, captureUs: number): Uint8Array {
  const own = withCaptureTime(withoutDelimiter(data), captureUs);
  const marked = new Uint8Array(own.length + DELIMITER.length);
  marked.set(own);
  marked.set(DELIMITER, own.length);
  return marked;
}
