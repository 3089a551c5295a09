import { type AccessUnit, isRightAtOnce } from '#core/media/access-unit';
import type { Medium } from './medium';

/** A picture that stands for a moment. Times in µs on the wall's clock. */
export interface KeyPicture {
  readonly unit: AccessUnit;
  readonly timeUs: number;
  /** Until then no other key picture is nearer; absent where none has come yet. */
  readonly nextUs: number | undefined;
}

/**
 * The key picture that is shown at a moment or stood last before it; `undefined` where nothing is kept, or none is right
 * alone.
 */
export async function keyPictureAt(
  medium: Pick<Medium, 'pictureAt' | 'keyOf' | 'nextKey' | 'timeUs' | 'load'>,
  us: number,
): Promise<KeyPicture | undefined> {
  const picture = medium.pictureAt(us);
  const place = picture === undefined ? undefined : medium.keyOf(picture);
  if (place === undefined) return undefined;
  const timeUs = medium.timeUs(place);
  const next = medium.nextKey(place);
  const nextUs = next === undefined ? undefined : medium.timeUs(next);
  const unit = await medium.load(place);
  return unit && isRightAtOnce(unit) && Number.isFinite(timeUs) ? { unit, timeUs, nextUs } : undefined;
}
