import { PALETTE } from '#core/instruments/shared/palette';
import { formatNumber, withSymbol } from '#core/telemetry/format';
import type { LaneLimit, PlotLane } from '#core/telemetry/plots/lanes';
import { type Ticks, ticksOf } from '#core/telemetry/plots/ticks';
import { fromUnit, toUnit } from '#core/telemetry/units/convert';
import type { Speaker } from '#core/texts/speaker';
import { text } from '#core/texts/text';
import { LINE_STYLES } from './line-styles';
import type { PlotWindow } from './window';

/** What stands on the canvas; lengths in CSS px. */
export interface PlotScene {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly PlotLane[];
  readonly window: PlotWindow;
  readonly say: Speaker;
}

const LEFT_PX = 58;
const RIGHT_PX = 10;
const FOOT_PX = 18;
const GAP_PX = 8;
/** Of a line of text. */
const ROW_PX = 26;
/** Numbers that are closer together cannot be read. */
const MIN_ROW_PX = 13;
// not shown: a font
const FONT = '11px B612, system-ui, sans-serif';
const GRID = 'rgba(185, 214, 198, 0.16)';
const BAND_ALPHA = 0.22;
const LIMIT_DASH = [3, 4];

/** Draws all lanes below each other on a cleared canvas, with the time below them. */
export function drawPlots(ink: CanvasRenderingContext2D, scene: PlotScene): void {
  const { width, height, lanes } = scene;
  ink.clearRect(0, 0, width, height);
  ink.font = FONT;
  ink.textBaseline = 'middle';
  const laneHeight = (height - FOOT_PX) / Math.max(1, lanes.length);
  for (const [at, lane] of lanes.entries()) drawLane(ink, scene, lane, at * laneHeight + GAP_PX, laneHeight - GAP_PX);
  drawTime(ink, scene);
}

function xOf({ width, window: { fromUs, toUs } }: PlotScene, us: number): number {
  return LEFT_PX + ((us - fromUs) / (toUs - fromUs)) * (width - LEFT_PX - RIGHT_PX);
}

function drawLane(ink: CanvasRenderingContext2D, scene: PlotScene, lane: PlotLane, top: number, height: number): void {
  const { min, max, unit } = lane;
  const right = scene.width - RIGHT_PX;
  const yOf = (value: number) => top + height - ((value - min) / (max - min)) * height;
  const [low, high] = [toUnit(min, unit), toUnit(max, unit)];
  const { values, decimals } = readableTicks(low, high, height);
  ink.textAlign = 'right';
  ink.fillStyle = PALETTE.dim;
  ink.strokeStyle = GRID;
  ink.lineWidth = 1;
  ink.setLineDash([]);
  let writtenY = Number.NEGATIVE_INFINITY;
  for (const [index, value] of values.toReversed().entries()) {
    const y = Math.round(yOf(fromUnit(value, unit))) + 0.5;
    stroke(ink, LEFT_PX, y, right, y);
    if (y - writtenY < MIN_ROW_PX) continue;
    writtenY = y;
    const number = formatNumber(value, decimals);
    // The unit once, at the highest.
    ink.fillText(index === 0 ? withSymbol(number, unit.symbol) : number, LEFT_PX - 6, y);
  }
  ink.strokeStyle = PALETTE.dim;
  stroke(ink, LEFT_PX, top + height, right, top + height);
  ink.save();
  ink.beginPath();
  ink.rect(LEFT_PX, top, right - LEFT_PX, height);
  ink.clip();
  for (const { trace, style } of lane.lines) {
    const { colour, dash } = LINE_STYLES[style % LINE_STYLES.length] ?? LINE_STYLES[0];
    for (const run of trace.runs) {
      drawBand(ink, run, colour, (us) => xOf(scene, us), yOf);
      drawRun(ink, run, colour, dash, (us) => xOf(scene, us), yOf);
    }
  }
  ink.restore();
  // Levels may lie close to each other: their words stand side by side.
  let wordsX = LEFT_PX + 6;
  for (const limit of lane.limits) wordsX = drawLimit(ink, scene, lane, limit, yOf(limit.value), wordsX) + 14;
}

type Run = PlotLane['lines'][number]['trace']['runs'][number];
type Place = (value: number) => number;

function drawBand(ink: CanvasRenderingContext2D, run: Run, colour: string, x: Place, y: Place): void {
  if (!run.some(({ min, max }) => max > min)) return;
  ink.beginPath();
  for (const { timeUs, max } of run) ink.lineTo(x(timeUs), y(max));
  for (let at = run.length - 1; at >= 0; at--) {
    const point = run[at];
    if (point) ink.lineTo(x(point.timeUs), y(point.min));
  }
  ink.closePath();
  ink.globalAlpha = BAND_ALPHA;
  ink.fillStyle = colour;
  ink.fill();
  ink.globalAlpha = 1;
}

function drawRun(
  ink: CanvasRenderingContext2D,
  run: Run,
  colour: string,
  dash: readonly number[],
  x: Place,
  y: Place,
): void {
  const [only] = run;
  if (!only) return;
  ink.strokeStyle = colour;
  ink.lineWidth = 1.6;
  ink.setLineDash([...dash]);
  ink.beginPath();
  for (const { timeUs, value } of run) ink.lineTo(x(timeUs), y(value));
  ink.stroke();
  ink.setLineDash([]);
  if (run.length > 1) return;
  // What was known for a moment is a point.
  ink.fillStyle = colour;
  ink.fillRect(x(only.timeUs) - 1.5, y(only.value) - 1.5, 3, 3);
}

/** As many marks as there is room for; of a low axis two at least, for one alone says nothing of the size. */
function readableTicks(low: number, high: number, height: number): Ticks {
  const room = Math.max(3, Math.floor(height / ROW_PX));
  const ticks = ticksOf(low, high, room);
  return ticks.values.length >= 2 ? ticks : ticksOf(low, high, room + 2);
}

/** @returns where its words end */
function drawLimit(
  ink: CanvasRenderingContext2D,
  { width, say }: PlotScene,
  { unit }: PlotLane,
  { level, side, value }: LaneLimit,
  at: number,
  wordsX: number,
): number {
  const y = Math.round(at) + 0.5;
  ink.strokeStyle = PALETTE[level];
  ink.lineWidth = level === 'warning' ? 2 : 1;
  ink.setLineDash(LIMIT_DASH);
  stroke(ink, LEFT_PX, y, width - RIGHT_PX, y);
  ink.setLineDash([]);
  const shown = withSymbol(formatNumber(toUnit(value, unit), unit.decimals), unit.symbol);
  const words = say(text(`plots.limit.${level}`, { side, value: shown }));
  ink.textAlign = 'left';
  ink.lineWidth = 3;
  ink.strokeStyle = PALETTE.outline;
  // On the side that is still well.
  const textY = side === 'above' ? y + 8 : y - 8;
  ink.strokeText(words, wordsX, textY);
  ink.fillStyle = PALETTE[level];
  ink.fillText(words, wordsX, textY);
  return wordsX + ink.measureText(words).width;
}

/** How far marks of the time are apart, in s, and the cursor. */
function drawTime(ink: CanvasRenderingContext2D, scene: PlotScene): void {
  const { width, height, window, say } = scene;
  const { fromUs, toUs, cursorUs, isBack } = window;
  const spanS = (toUs - fromUs) / 1e6;
  const { values } = ticksOf((fromUs - cursorUs) / 1e6, (toUs - cursorUs) / 1e6, Math.max(2, Math.floor(width / 110)));
  ink.textAlign = 'center';
  ink.fillStyle = PALETTE.dim;
  for (const seconds of values) {
    const x = xOf(scene, cursorUs + seconds * 1e6);
    const words = seconds === 0 ? zeroWords(scene) : signed(seconds, say);
    const half = ink.measureText(words).width / 2;
    ink.fillText(words, Math.min(width - RIGHT_PX - half, Math.max(half, x)), height - FOOT_PX / 2);
    ink.strokeStyle = GRID;
    ink.lineWidth = 1;
    stroke(ink, Math.round(x) + 0.5, 0, Math.round(x) + 0.5, height - FOOT_PX);
  }
  if (!isBack || spanS <= 0) return;
  const x = Math.round(xOf(scene, cursorUs)) + 0.5;
  ink.strokeStyle = PALETTE.vehicle;
  ink.lineWidth = 2;
  stroke(ink, x, 0, x, height - FOOT_PX);
}

/** Live it is now; back the clock of the picture. */
function zeroWords({ window: { isBack, cursorUs }, say }: PlotScene): string {
  return isBack ? new Date(cursorUs / 1000).toTimeString().slice(0, 8) : say('plots.rightNow');
}

function signed(seconds: number, say: Speaker): string {
  const words = say(text('plots.seconds', { seconds: String(Math.abs(Math.round(seconds))) }));
  return `${seconds < 0 ? '−' : '+'}${words}`;
}

function stroke(ink: CanvasRenderingContext2D, x: number, y: number, toX: number, toY: number): void {
  ink.beginPath();
  ink.moveTo(x, y);
  ink.lineTo(toX, toY);
  ink.stroke();
}
