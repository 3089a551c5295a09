/** Where a window stands, in pixels from the screen's top left. */
export interface Geometry {
  readonly width: number;
  readonly height: number;
  /** Absent: the window manager chooses. */
  readonly x?: number;
  readonly y?: number;
}

const PATTERN = /^(\d{2,5})x(\d{2,5})(?:([+-]\d{1,5})([+-]\d{1,5}))?$/;

/**
 * Reads `WxH` or `WxH+X+Y` as X11 writes it. A minus sign is a position left of or above the screen's origin, as on a
 * second monitor, not a distance from the far edge.
 *
 * @returns `undefined` where the text is no geometry.
 */
export function parseGeometry(text: string): Geometry | undefined {
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const [, width, height, x, y] = match;
  const size = { width: Number(width), height: Number(height) };
  return x !== undefined && y !== undefined ? { ...size, x: Number(x), y: Number(y) } : size;
}
