import { attitudeSize } from './attitude/geometry';
import { bodySize } from './body/geometry';
import { compassSize } from './compass/geometry';
import { cpuSize } from './cpu/geometry';
import { faceSize } from './face/geometry';
import { fpsSize } from './fps/geometry';
import { latencySize } from './latency/geometry';
import { contains, overlap, type Rect, type Size, snap } from './shared/rect';
import { type Scale, scaleFor } from './shared/scale';
import { type TelemetryRows, telemetrySize } from './telemetry/geometry';

/** Where each instrument stands in the picture's box; one that has no room is absent. */
export interface Layout {
  readonly scale: Scale;
  readonly latency?: Rect;
  readonly attitude?: Rect;
  readonly compass?: Rect;
  readonly cpu?: Rect;
  readonly fps?: Rect;
  readonly telemetry?: Rect;
  /** For streams that follow a face or a body. */
  readonly face?: Rect;
  readonly body?: Rect;
  /** How much of the telemetry block there is room for. */
  readonly telemetryRows: TelemetryRows;
}

/** A smaller dial cannot be read. */
const MIN_DIAL_PX = 54;

/** The middle of the picture, which belongs to the pilot. */
export function centreThird({ width, height }: Size): Rect {
  return { x: width / 3, y: height / 3, width: width / 3, height: height / 3 };
}

/**
 * Lays the instruments over the edges of a box. They are placed in the order of their worth; one that would leave the box,
 * touch another or cover the middle is dropped, and the telemetry block is tried short before that. So a tile of
 * 320x240 has the dials, a short block and the rest, and one of 160x120 nothing that cannot be read.
 *
 * @param ratio device pixels per CSS px; the rectangles start and end on device pixels.
 */
export function layOut(box: Size, ratio: number): Layout {
  const scale = scaleFor(box);
  const { marginPx: margin, dialPx } = scale;
  const dials = dialPx >= MIN_DIAL_PX;
  const taken: Rect[] = [centreThird(box)];
  const frame = { x: 0, y: 0, ...box };
  const at = (size: Size, x: number, y: number): Rect | undefined => {
    const rect = snap({ x, y, ...size }, ratio);
    if (!contains(frame, rect) || taken.some((other) => overlap(other, rect))) return undefined;
    taken.push(rect);
    return rect;
  };
  const left = (): number => margin;
  const right = (size: Size): number => box.width - margin - size.width;
  const bottom = (size: Size): number => box.height - margin - size.height;

  const compassBox = compassSize(scale);
  const attitudeBox = attitudeSize(scale);
  const latencyBox = latencySize(scale);
  const fpsBox = fpsSize(scale);
  const cpuBox = cpuSize(scale);
  const fullBox = telemetrySize(scale, 'full');
  const shortBox = telemetrySize(scale, 'short');
  const besideCompass = dials ? margin + compassBox.width + margin : margin;

  const latency = at(latencyBox, besideCompass, bottom(latencyBox));
  const attitude = dials ? at(attitudeBox, right(attitudeBox), bottom(attitudeBox)) : undefined;
  const compass = dials ? at(compassBox, left(), bottom(compassBox)) : undefined;
  const full = at(fullBox, right(fullBox), margin);
  const telemetry = full ?? at(shortBox, right(shortBox), margin);
  const cpu = at(cpuBox, left(), margin);
  const underCpu = cpu ? cpu.y + cpu.height + margin : margin;
  const fps = at(fpsBox, besideCompass, bottom(latencyBox) - fpsBox.height);
  const face = at(faceSize(scale), left(), underCpu);
  const body = dials && face ? at(bodySize(scale), left(), face.y + face.height) : undefined;
  return {
    scale,
    telemetryRows: full ? 'full' : 'short',
    ...present({ latency, attitude, compass, cpu, fps, telemetry, face, body }),
  };
}

/** Leaves out what has no place. */
function present<K extends string>(places: Record<K, Rect | undefined>): Partial<Record<K, Rect>> {
  const entries = Object.entries<Rect | undefined>(places).filter(([, rect]) => rect !== undefined);
  return Object.fromEntries(entries) as Partial<Record<K, Rect>>;
}
