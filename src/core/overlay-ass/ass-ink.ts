import type { Ink } from '../instruments/shared/ink';
import { PALETTE } from '../instruments/shared/palette';
import type { Point } from '../instruments/shared/rect';
import { widthEm } from './font';
import { colour, DRAWING_LEVEL, number } from './notation';
import { filled, type Shape, stroked } from './shape';
import { faceOf, textMark } from './text-mark';

/** A rigid movement: the point (x, y) goes to (tx + x·cos − y·sin, ty + x·sin + y·cos). */
interface Movement {
  readonly angle: number;
  readonly tx: number;
  readonly ty: number;
}

interface State {
  readonly movement: Movement;
  readonly clip: string;
}

/** What was stroked, until it is known whether it is the outline of what comes next. */
interface Outline {
  /** Of the path, or of the text. */
  readonly subject: unknown;
  readonly width: number;
  readonly colour: string;
  /** Makes it a mark of its own. */
  alone(): string;
}

const OUTLINE = colour(PALETTE.outline).bgr;

/**
 * A canvas whose drawing is a list of subtitles' texts, one above the other. What is stroked and then stroked thinner or filled
 * is one mark with a border. Shapes are polygons of the picture's px; text is text. Circles are whole ones, movements are rigid,
 * and a clip takes the place of the one before.
 */
export class AssInk implements Ink {
  lineWidth = 1;
  lineCap: Ink['lineCap'] = 'round';
  lineJoin: Ink['lineJoin'] = 'round';
  font = '';
  textAlign: Ink['textAlign'] = 'left';
  textBaseline: Ink['textBaseline'] = 'alphabetic';
  strokeStyle: string = PALETTE.outline;
  fillStyle: string = PALETTE.bright;

  readonly #marks: string[] = [];
  readonly #saved: State[] = [];
  #state: State = { movement: { angle: 0, tx: 0, ty: 0 }, clip: '' };
  #shapes: Shape[] = [];
  /** The points of the shape that grows. */
  #points: Point[] = [];
  #dash: readonly number[] = [];
  #outline: Outline | undefined;

  /** What was drawn, lowest first. */
  marks(): readonly string[] {
    this.#settle();
    return this.#marks;
  }

  setLineDash(segments: number[]): void {
    this.#dash = segments;
  }

  save(): void {
    this.#saved.push(this.#state);
  }

  restore(): void {
    this.#state = this.#saved.pop() ?? this.#state;
  }

  translate(x: number, y: number): void {
    const { x: tx, y: ty } = this.#moved(x, y);
    this.#state = { ...this.#state, movement: { ...this.#state.movement, tx, ty } };
  }

  rotate(angle: number): void {
    const { movement } = this.#state;
    this.#state = { ...this.#state, movement: { ...movement, angle: movement.angle + angle } };
  }

  beginPath(): void {
    this.#shapes = [];
    this.#points = [];
  }

  moveTo(x: number, y: number): void {
    this.#points = [this.#moved(x, y)];
    this.#shapes.push({ kind: 'line', points: this.#points, closed: false });
  }

  lineTo(x: number, y: number): void {
    this.#points.push(this.#moved(x, y));
  }

  closePath(): void {
    const last = this.#shapes.at(-1);
    if (last?.kind === 'line') this.#shapes[this.#shapes.length - 1] = { ...last, closed: true };
  }

  arc(x: number, y: number, radius: number): void {
    this.#shapes.push({ kind: 'circle', centre: this.#moved(x, y), radius });
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#shapes.push(this.#polygon(corners(x, y, width, height)));
  }

  roundRect(x: number, y: number, width: number, height: number, radius: number): void {
    const middles = corners(x + radius, y + radius, width - 2 * radius, height - 2 * radius);
    const points = middles.flatMap((middle, corner) =>
      [0, 1, 2, 3].map((step) => {
        const angle = Math.PI * (1 + corner / 2 + step / 6);
        return { x: middle.x + radius * Math.cos(angle), y: middle.y + radius * Math.sin(angle) };
      }),
    );
    this.#shapes.push(this.#polygon(points));
  }

  stroke(): void {
    const { lineWidth: width, strokeStyle } = this;
    const [shapes, dash] = [this.#shapes, this.#dash];
    const border = this.#border(shapes, width);
    if (border === undefined) this.#settle();
    const draw = (tags: string) => this.#drawing(strokeStyle, tags, stroked(shapes, width, dash));
    if (border !== undefined) this.#add(draw(border));
    else this.#outline = { subject: shapes, width, colour: strokeStyle, alone: () => draw('') };
  }

  fill(): void {
    this.#fill(this.#shapes);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#fill([this.#polygon(corners(x, y, width, height))]);
  }

  clip(): void {
    this.#state = { ...this.#state, clip: `\\clip(${DRAWING_LEVEL},${filled(this.#shapes)})` };
  }

  strokeText(text: string, x: number, y: number, maxWidth?: number): void {
    this.#settle();
    const { lineWidth: width, strokeStyle } = this;
    const alone = () => this.#text(strokeStyle, `\\bord${number(width / 2)}`, text, x, y, maxWidth);
    this.#outline = { subject: subjectOf(text, x, y), width, colour: strokeStyle, alone };
  }

  fillText(text: string, x: number, y: number, maxWidth?: number): void {
    const border = this.#border(subjectOf(text, x, y), 0);
    if (border === undefined) this.#settle();
    this.#add(this.#text(this.fillStyle, border ?? '', text, x, y, maxWidth));
  }

  measureText(text: string): { readonly width: number } {
    return { width: widthEm(text) * faceOf(this.font).px };
  }

  #fill(shapes: readonly Shape[]): void {
    const border = this.#border(shapes, 0);
    if (border === undefined) this.#settle();
    this.#add(this.#drawing(this.fillStyle, border ?? '', filled(shapes)));
  }

  /** @returns the tags that make what was stroked the border of what covers all of it but its edge; `undefined` for others */
  #border(subject: unknown, width: number): string | undefined {
    const outline = this.#outline;
    if (!outline || outline.subject !== subject || outline.width <= width) return undefined;
    this.#outline = undefined;
    const { bgr } = colour(outline.colour);
    const tint = bgr === OUTLINE ? '' : `\\3c${bgr}`;
    return `\\bord${number((outline.width - width) / 2)}${tint}`;
  }

  #settle(): void {
    const outline = this.#outline;
    this.#outline = undefined;
    if (outline) this.#add(outline.alone());
  }

  #add(mark: string): void {
    if (mark !== '') this.#marks.push(mark);
  }

  #drawing(css: string, tags: string, drawing: string): string {
    return drawing === '' ? '' : `{\\pos(0,0)${tint(css)}${tags}${this.#state.clip}\\p${DRAWING_LEVEL}}${drawing}`;
  }

  #text(css: string, border: string, text: string, x: number, y: number, maxWidth: number | undefined): string {
    const { movement, clip } = this.#state;
    return textMark({
      text,
      at: this.#moved(x, y),
      align: this.textAlign,
      face: faceOf(this.font),
      angle: movement.angle,
      maxWidth,
      tags: `${tint(css)}${border}${clip}`,
    });
  }

  #polygon(points: readonly Point[]): Shape {
    return { kind: 'line', points: points.map(({ x, y }) => this.#moved(x, y)), closed: true };
  }

  #moved(x: number, y: number): Point {
    const { angle, tx, ty } = this.#state.movement;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return { x: tx + x * cos - y * sin, y: ty + x * sin + y * cos };
  }
}

/** Clockwise from the top left, as a pill turns. */
function corners(x: number, y: number, width: number, height: number): Point[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

function subjectOf(text: string, x: number, y: number): string {
  return `${x} ${y} ${text}`;
}

/** The colour of an area, and how much is seen through it. */
function tint(css: string): string {
  const { bgr, alpha } = colour(css);
  return alpha === '&H00&' ? `\\1c${bgr}` : `\\1c${bgr}\\1a${alpha}`;
}
