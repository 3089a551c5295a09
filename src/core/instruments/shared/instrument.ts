import type { Telemetry } from '../../telemetry/telemetry';
import type { Units } from '../../telemetry/units/choice';
import type { Speaker } from '../../texts/speaker';
import type { Text } from '../../texts/text';
import type { Ink } from './ink';
import type { Point, Rect, Size } from './rect';
import type { Scale } from './scale';

/** All that instruments are shown from, at one time. */
export interface Readings {
  /** What the vehicle says; `undefined` until it has said anything. */
  readonly telemetry: Telemetry | undefined;
  /** The same a little earlier: figures that change ten times a second cannot be read. */
  readonly readable: Telemetry | undefined;
  /** Of the telemetry, in ms; set only once it is stale. */
  readonly ageMs: number | undefined;
  /** What values are written in. */
  readonly units: Units;
  /** How late the picture is, in ms, and from when that is counted. */
  readonly latency?: { readonly ms: number; readonly label: string } | undefined;
  /** Pictures that are shown in a second. */
  readonly fps?: number | undefined;
}

/** What an instrument finds its place in. */
export interface Space {
  /** The picture's box, in CSS px. */
  readonly box: Size;
  readonly scale: Scale;
  /** A dial can be read at this size. */
  readonly hasDials: boolean;
  /** Where an instrument stands that was placed before; `undefined` where it has no place. */
  rectOf(id: string): Rect | undefined;
  /** The size of an instrument in its first variant, whether it has a place or not. */
  sizeOf(id: string): Size;
}

/**
 * One instrument of the overlay. All is pure: the viewer, the exports and the layout go over the table of them.
 *
 * `View` is flat and rounded to what can be seen: a difference in it is a redraw.
 */
export interface Instrument<View extends object = object> {
  readonly id: string;
  /** Forms from the most wanted to the smallest, where there is more than one. */
  readonly variants?: readonly string[];
  /** Shown while the overlay is off too. */
  readonly isAlways?: true;
  /** It tells of this viewer and not of the vehicle: no export has it. */
  readonly isOfViewer?: true;
  size(scale: Scale, variant: string | undefined): Size;
  /** Its top left, in CSS px; `undefined`: it has no place. */
  place(size: Size, space: Space): Point | undefined;
  /** What it shows; `undefined`: it is not there at all. */
  view(readings: Readings, variant: string | undefined): View | undefined;
  /** Draws it in CSS px from its own top left, on a cleared surface, its words in the language of `say`. */
  draw(ink: Ink, view: View, size: Size, scale: Scale, say: Speaker): void;
  /** The view in words, for those who cannot see it. */
  describe(view: View): Text;
}

/** Against the left edge. */
export function left({ scale }: Space): number {
  return scale.marginPx;
}

/** Against the right edge. */
export function right({ width }: Size, { box, scale }: Space): number {
  return box.width - scale.marginPx - width;
}

/** Against the upper edge. */
export function top({ scale }: Space): number {
  return scale.marginPx;
}

/** Against the lower edge. */
export function bottom({ height }: Size, { box, scale }: Space): number {
  return box.height - scale.marginPx - height;
}

/** Right of the dial in the lower left corner, or of where it would stand. */
export function besideDial({ scale, hasDials }: Space): number {
  return hasDials ? scale.marginPx + scale.dialPx + scale.marginPx : scale.marginPx;
}
