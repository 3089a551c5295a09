import type { Point } from '../instruments/shared/rect';
import { place } from './notation';

/** A part of a path, in px of the picture. */
export type Shape =
  | { readonly kind: 'line'; readonly points: readonly Point[]; readonly closed: boolean }
  | { readonly kind: 'circle'; readonly centre: Point; readonly radius: number };

/** How far a Bézier's handles stand from a quarter circle's ends, for a radius of 1. */
const KAPPA = 0.5522847498;

/** The area that shapes enclose, as a drawing. Empty where there is none. */
export function filled(shapes: readonly Shape[]): string {
  return shapes
    .map((shape) => (shape.kind === 'circle' ? circle(shape.centre, shape.radius) : polygon(shape.points)))
    .filter((drawing) => drawing !== '')
    .join(' ');
}

/**
 * The area that a round pen covers along shapes, as a drawing: subtitles fill, and cannot stroke. All parts turn the same
 * way round, so that where they overlap they are one (non-zero winding).
 *
 * @param dash lengths of strokes and gaps in turn; empty for a line without gaps. Circles have none.
 */
export function stroked(shapes: readonly Shape[], width: number, dash: readonly number[] = []): string {
  const half = width / 2;
  const parts: string[] = [];
  for (const shape of shapes) {
    if (shape.kind === 'circle') parts.push(ring(shape.centre, shape.radius, half));
    else for (const [from, to] of dashed(segments(shape), dash)) parts.push(pill(from, to, half));
  }
  return parts.join(' ');
}

type Segment = readonly [from: Point, to: Point];

function segments({ points, closed }: Extract<Shape, { kind: 'line' }>): Segment[] {
  const found: Segment[] = [];
  let previous = closed ? points.at(-1) : undefined;
  for (const point of points) {
    if (previous) found.push([previous, point]);
    previous = point;
  }
  return found;
}

/** Each line of a subpath begins its dashes anew: no instrument dashes more than straight lines. */
function dashed(lines: readonly Segment[], dash: readonly number[]): readonly Segment[] {
  const period = dash.reduce((sum, length) => sum + length, 0);
  const [on = 0] = dash;
  if (!(period > 0)) return lines;
  return lines.flatMap(([from, to]) => {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const at = (along: number): Point => between(from, to, Math.min(1, along / length));
    const count = Math.min(Math.ceil(length / period), 200);
    return Array.from({ length: count }, (_, n): Segment => [at(n * period), at(n * period + on)]);
  });
}

function between(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

/** A line with round ends. */
function pill(from: Point, to: Point, half: number): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  // What rounds an end of less than a pixel is not seen.
  const corners = Math.max(2, Math.ceil(2.5 * Math.sqrt(half)));
  const points: Point[] = [];
  for (const [centre, start] of [[to, angle - Math.PI / 2] as const, [from, angle + Math.PI / 2] as const]) {
    for (let corner = 0; corner <= corners; corner++) {
      const turned = start + (Math.PI * corner) / corners;
      points.push({ x: centre.x + half * Math.cos(turned), y: centre.y + half * Math.sin(turned) });
    }
  }
  return polygon(points);
}

function ring(centre: Point, radius: number, half: number): string {
  const outer = circle(centre, radius + half);
  // The hole turns the other way round.
  return radius > half ? `${outer} ${circle(centre, radius - half, -1)}` : outer;
}

/** @param turn 1 as pills turn, −1 the other way round */
function circle({ x, y }: Point, radius: number, turn: 1 | -1 = 1): string {
  const at = (across: number, down: number) => place({ x: x + across * radius, y: y + turn * down * radius });
  const k = KAPPA;
  const quarters = [
    `b ${at(1, k)} ${at(k, 1)} ${at(0, 1)}`,
    `b ${at(-k, 1)} ${at(-1, k)} ${at(-1, 0)}`,
    `b ${at(-1, -k)} ${at(-k, -1)} ${at(0, -1)}`,
    `b ${at(k, -1)} ${at(1, -k)} ${at(1, 0)}`,
  ];
  return `m ${at(1, 0)} ${quarters.join(' ')}`;
}

function polygon([first, ...others]: readonly Point[]): string {
  if (!first || others.length < 2) return '';
  return `m ${place(first)} l ${others.map(place).join(' ')}`;
}
