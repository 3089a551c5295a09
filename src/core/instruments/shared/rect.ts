/** A rectangle in CSS px, origin at the top left of the picture's box. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** CSS px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** CSS px, x to the right and y downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Whether two rectangles share any area; touching edges share none. */
export function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether `inner` lies in `outer`, edges included. */
export function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/**
 * Moves the edges onto device pixels: a canvas that starts between two is resampled by the compositor, and blurred.
 *
 * @param ratio device pixels per CSS px.
 */
export function snap(rect: Rect, ratio: number): Rect {
  const x = Math.round(rect.x * ratio) / ratio;
  const y = Math.round(rect.y * ratio) / ratio;
  return { x, y, width: Math.ceil(rect.width * ratio) / ratio, height: Math.ceil(rect.height * ratio) / ratio };
}

/** Where a picture stands in a box that it fills as far as its shape allows, in the middle. */
export function pictureRect(picture: Size, box: Size): Rect {
  const scale = Math.min(box.width / picture.width, box.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return { x: (box.width - width) / 2, y: (box.height - height) / 2, width, height };
}
