import type { PixelSize } from '#core/media/encoding/taken-size';

/** The box that pictures are to lie within; both sides, or none. */
interface Box {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** A picture's size, in its own shape, within a box: never larger than it is, and even, since 4:2:0 halves both sides. */
export function fitWithin({ width, height }: PixelSize, box: Box): PixelSize {
  const share = Math.min(1, (box.width ?? width) / width, (box.height ?? height) / height);
  return { width: even(width * share), height: even(height * share) };
}

function even(pixels: number): number {
  const whole = Math.round(pixels);
  return Math.max(2, whole - (whole % 2));
}
