import { drawAttitude } from '../instruments/attitude/draw';
import { attitudeView } from '../instruments/attitude/view';
import { drawBody } from '../instruments/body/draw';
import { bodyView } from '../instruments/body/view';
import { drawCompass } from '../instruments/compass/draw';
import { compassView } from '../instruments/compass/view';
import { drawCpu } from '../instruments/cpu/draw';
import { cpuView } from '../instruments/cpu/view';
import { drawFace } from '../instruments/face/draw';
import { faceView } from '../instruments/face/view';
import type { Layout } from '../instruments/layout';
import type { Ink } from '../instruments/shared/ink';
import type { Rect, Size } from '../instruments/shared/rect';
import type { Scale } from '../instruments/shared/scale';
import { drawTelemetry } from '../instruments/telemetry/draw';
import { telemetryView } from '../instruments/telemetry/view';
import type { Telemetry } from '../telemetry/telemetry';
import { AssInk } from './ass-ink';

/** What the vehicle says at one time. */
export interface Moment {
  /** `undefined` until it has said anything. */
  readonly telemetry: Telemetry | undefined;
  /** The same a little earlier: figures that change ten times a second cannot be read. */
  readonly readable: Telemetry | undefined;
  /** Set only once they are stale. */
  readonly ageMs: number | undefined;
}

/** The instruments of a moment, lowest first, each as the texts of subtitles that draw it. */
export function drawMoment(layout: Layout, { telemetry, readable, ageMs }: Moment): readonly (readonly string[])[] {
  const { scale, telemetryRows: rows } = layout;
  const face = faceView(telemetry, ageMs);
  const body = bodyView(telemetry, ageMs);
  return [
    drawn(layout.compass, scale, compassView(telemetry, ageMs), drawCompass),
    drawn(layout.attitude, scale, attitudeView(telemetry, ageMs), drawAttitude),
    drawn(layout.telemetry, scale, { ...telemetryView(readable, ageMs), rows }, drawTelemetry),
    drawn(layout.cpu, scale, cpuView(readable, ageMs), drawCpu),
    drawn(layout.face, scale, face, drawFace),
    drawn(layout.body, scale, body, drawBody),
  ];
}

function drawn<View>(
  rect: Rect | undefined,
  scale: Scale,
  view: View | undefined,
  draw: (ink: Ink, view: View, size: Size, scale: Scale) => void,
): readonly string[] {
  if (!rect || view === undefined) return [];
  const ink = new AssInk();
  ink.translate(rect.x, rect.y);
  draw(ink, view, rect, scale);
  return ink.marks();
}
