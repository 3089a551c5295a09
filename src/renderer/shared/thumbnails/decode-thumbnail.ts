import type { KeyPictureAnswer } from '#contracts/key-picture';
import { DecoderFeed } from '#core/bitstream/decoder-start/decoder-feed';
import { decoderNals } from '#core/bitstream/decoder-start/decoder-nals';
import { readEntry } from '#core/bitstream/decoder-start/recovery-point';
import { formatOf } from '#core/bitstream/format';
import { hevcFormatOf } from '#core/bitstream/h265/format';
import type { Colour } from '#core/colour/colour';
import type { AccessUnit, PictureCodec } from '#core/media/access-unit';
import { withColorSpace } from '../../player/color-space';
import { laterCodecs } from '../../player/later-codecs';

/** A thumbnail fits into this, in pixels: sharp on a screen with two of them to one of CSS. */
const BOX = { width: 320, height: 180 };
const MAX_MS = 3000;

/** What this page can make small: without a `VideoDecoder` (plain HTTP) JPEG alone. */
export async function thumbnailCodecs(): Promise<readonly PictureCodec[]> {
  if (typeof VideoDecoder === 'undefined') return ['jpeg'];
  return ['h264', 'jpeg', ...(await laterCodecs())];
}

/**
 * A key picture, small. Its decoder is its own and in software: it takes none of the few that the machine has in hardware
 * from what is live, and is gone with the picture.
 *
 * @returns `undefined` where it cannot be decoded. The caller closes it.
 */
export async function decodeThumbnail({ codec, data }: KeyPictureAnswer): Promise<ImageBitmap | undefined> {
  try {
    if (codec === 'jpeg') return await decodeJpeg(data);
    const format = codec === 'h265' ? hevcFormatOf(data) : formatOf(data);
    const frame = format && (await decodeFrame(format, chunksOf(codec, data)));
    if (!frame) return undefined;
    try {
      return await createImageBitmap(frame, fitted(frame.displayWidth, frame.displayHeight));
    } finally {
      frame.close();
    }
  } catch {
    // Noise cannot be shown, and is no reason for a message while the mouse only moves.
    return undefined;
  }
}

async function decodeJpeg(data: Uint8Array): Promise<ImageBitmap> {
  // No picture lies in shared memory.
  const whole = await createImageBitmap(new Blob([data as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }));
  try {
    return await createImageBitmap(whole, fitted(whole.width, whole.height));
  } finally {
    whole.close();
  }
}

/** What a decoder is fed for an entry alone. */
function chunksOf(
  codec: 'h264' | 'h265',
  data: Uint8Array,
): readonly { readonly data: Uint8Array; readonly key: boolean }[] {
  const entry = codec === 'h264' ? readEntry(data) : undefined;
  const unit: AccessUnit = { data, codec, key: typeof entry !== 'object', receiveUs: 1, ...(entry && { entry }) };
  const fed: AccessUnit[] = [];
  new DecoderFeed<AccessUnit>((picture) => fed.push(picture)).next(unit, true);
  return fed.map((picture) => ({ key: picture.key, data: decoderNals(picture.data, codec) }));
}

/** The last frame that comes of an entry and what is put in front of it. */
async function decodeFrame(
  { codec, colour }: { readonly codec: string; readonly colour: Colour },
  chunks: ReturnType<typeof chunksOf>,
): Promise<VideoFrame | undefined> {
  const frames: VideoFrame[] = [];
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const decoder = new VideoDecoder({ output: (frame) => frames.push(frame), error: (error) => fail(error) });
  const timer = setTimeout(() => fail(new Error('the decoder is stuck')), MAX_MS);
  try {
    const hardwareAcceleration = await acceleration(codec);
    decoder.configure({ codec, hardwareAcceleration, optimizeForLatency: true, ...withColorSpace(colour) });
    for (const [timestamp, { key, data }] of chunks.entries()) {
      decoder.decode(new EncodedVideoChunk({ type: key ? 'key' : 'delta', timestamp, data }));
    }
    await Promise.race([decoder.flush(), failed]);
    return frames.length === chunks.length ? frames.pop() : undefined;
  } finally {
    clearTimeout(timer);
    for (const frame of frames) frame.close();
    if (decoder.state !== 'closed') decoder.close();
  }
}

/** Software, where there is one for this codec. */
async function acceleration(codec: string): Promise<HardwareAcceleration> {
  const hardwareAcceleration = 'prefer-software';
  const { supported } = await VideoDecoder.isConfigSupported({ codec, hardwareAcceleration });
  return supported ? hardwareAcceleration : 'no-preference';
}

/** As large as the box holds it, and no larger than it is. */
function fitted(width: number, height: number): ImageBitmapOptions {
  const scale = Math.min(1, BOX.width / width, BOX.height / height);
  return {
    resizeWidth: Math.max(1, Math.round(width * scale)),
    resizeHeight: Math.max(1, Math.round(height * scale)),
    resizeQuality: 'medium',
  };
}
