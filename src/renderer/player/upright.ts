import { readHeaders } from '#core/bitstream/jpeg/headers';
import { AS_STORED } from '#core/bitstream/jpeg/orientation';

/**
 * A frame of a JPEG that the browser has decoded. The bitmap has the size that its Exif orientation gives it, and is drawn
 * upright; but a frame that is made of it stays as it is stored, and `requestVideoFrameCallback` then tells a size with its
 * sides in the wrong places (Chromium 156). So one that is to be turned is drawn first.
 *
 * @param data the JPEG
 */
export function uprightFrame(data: Uint8Array, bitmap: ImageBitmap, timestamp: number): VideoFrame {
  const headers = readHeaders(data);
  if (!headers.ok || headers.value.orientation === AS_STORED) return new VideoFrame(bitmap, { timestamp });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d', { alpha: false })?.drawImage(bitmap, 0, 0);
  return new VideoFrame(canvas, { timestamp });
}
