import type { KeyPicture } from '../playback/key-picture';
import { openMediaFile } from './open-media-file';

/**
 * The key picture that is shown at a moment of a file. No more of it is indexed than that takes, and nothing of it stays
 * open: for who looks at many files, and at little of each.
 *
 * @param zeroUs when its time 0 was, on the wall's clock in µs
 * @param atUs on the wall's clock, too
 * @returns `undefined` where the file cannot be read
 */
export async function keyPictureOfFile(file: string, zeroUs: number, atUs: number): Promise<KeyPicture | undefined> {
  const opened = await openMediaFile(file, { toUs: Math.max(0, atUs - zeroUs) });
  if (!opened.ok) return undefined;
  const media = opened.value;
  try {
    const { index, codec } = media;
    const picture = index.at(atUs - zeroUs);
    const place = picture === undefined ? undefined : index.keyOf(picture);
    const data = place === undefined ? undefined : await media.load(place);
    if (place === undefined || !data || index.recovery(place) > 0) return undefined;
    const next = index.nextKey(place);
    const timeUs = zeroUs + index.timeUs(place);
    return {
      unit: { data, key: true, codec, receiveUs: timeUs },
      timeUs,
      nextUs: next === undefined ? undefined : zeroUs + index.timeUs(next),
    };
  } finally {
    await media.close();
  }
}
