// not shown in this file: labels of a subtitle file, which cockpits have in all languages, and its format
import {
  formatBattery,
  formatDegrees,
  formatHeading,
  formatLatitude,
  formatLongitude,
  formatMeasured,
  gpsText,
  UNKNOWN,
} from '../../telemetry/format';
import type { Telemetry } from '../../telemetry/telemetry';
import { english } from '../../texts/english';
import type { TelemetryLine } from './lines';

/** A text that is shown from one time to another, in seconds. */
export interface Cue {
  readonly from: number;
  readonly to: number;
  readonly values: Telemetry;
}

/** No shorter than this: at ten values a second a person reads none. */
const SHORTEST_S = 0.2;
/** What is older is not shown as if it were now. */
const LONGEST_S = 3;

/** Makes cues of telemetry as it comes, one behind the other. */
export class CueMaker {
  #open: TelemetryLine | undefined;

  /** @returns the cue that this line ends */
  add(line: TelemetryLine): Cue | undefined {
    const open = this.#open;
    // Sent before the first picture: what was known when it began.
    const t = Math.max(0, line.t);
    if (open && t - open.t < SHORTEST_S) return undefined;
    this.#open = { ...line, t };
    return open && { from: open.t, to: Math.min(t, open.t + LONGEST_S), values: open.values };
  }

  /** The last one. */
  end(): Cue | undefined {
    return this.#open && { from: this.#open.t, to: this.#open.t + 1, values: this.#open.values };
  }
}

/** The rows of the overlay's telemetry, and the attitude, in as few lines as can be read in passing. In SI: files are. */
export function overlayRows(values: Telemetry): readonly string[] {
  const { latitudeDeg, longitudeDeg, headingDeg, yawDeg } = values;
  const gps = gpsText(values.fixType, values.satellites);
  const pairs = (entries: readonly (readonly [string, string])[]) =>
    entries
      .filter(([, value]) => value !== UNKNOWN)
      .map(([label, value]) => `${label} ${value}`)
      .join('  ');
  const rows = [
    [
      ['ALT', formatMeasured('length', values.altitudeM)],
      ['GS', formatMeasured('speed', values.groundSpeedMps)],
      ['CLIMB', formatMeasured('climb', values.climbRateMps)],
    ],
    [
      ['HDG', formatHeading(headingDeg ?? yawDeg)],
      ['ROLL', formatDegrees(values.rollDeg)],
      ['PITCH', formatDegrees(values.pitchDeg)],
    ],
    [
      ['GPS', gps ? english(gps) : UNKNOWN],
      ['LAT', formatLatitude(latitudeDeg)],
      ['LON', formatLongitude(longitudeDeg)],
    ],
    [['BAT', formatBattery(values.batteryV, values.batteryPercent)]],
  ] as const;
  return rows.map(pairs).filter((row) => row !== '');
}

/** SubRip. @param number from 1; empty where nothing is known */
export function srtCue({ from, to, values }: Cue, number: number): string {
  const rows = overlayRows(values);
  if (rows.length === 0) return '';
  return `${number}\n${clock(from, 3, ',')} --> ${clock(to, 3, ',')}\n${rows.join('\n')}\n\n`;
}

/** The beginning of an Advanced SubStation Alpha file: white with a dark edge, top right as the overlay has it. */
export const ASS_HEAD = `[Script Info]
ScriptType: v4.00+
PlayResX: 1280
PlayResY: 720

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV
Style: Overlay,B612 Mono,26,&H00FFFFFF,&H00101010,&H80000000,0,1,2,0,9,20,20,16

[Events]
Format: Layer, Start, End, Style, Text
`;

/** One event; empty where nothing is known. */
export function assCue({ from, to, values }: Cue): string {
  const rows = overlayRows(values);
  if (rows.length === 0) return '';
  return `Dialogue: 0,${clock(from, 2, '.')},${clock(to, 2, '.')},Overlay,${rows.join('\\N')}\n`;
}

/** `00:01:02,345`; ASS has one digit for hours and two behind the point. */
function clock(seconds: number, digits: 2 | 3, point: string): string {
  const scale = 10 ** digits;
  const parts = Math.round(seconds * scale);
  const whole = Math.floor(parts / scale);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}${point}${String(parts % scale).padStart(digits, '0')}`;
  return `${digits === 3 ? two(hours) : hours}:${rest}`;
}
