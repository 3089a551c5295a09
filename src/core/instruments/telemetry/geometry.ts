import { gpsText, UNKNOWN } from '../../telemetry/format';
import { text, verbatim } from '../../texts/text';
import type { Size } from '../shared/rect';
import type { Scale } from '../shared/scale';
import { type TextColumns, type TextRow, textBlockSize } from '../shared/text-rows';
import { CUSTOM_SEPARATOR, type TelemetryView } from './view';

/** All rows, or the three that a pilot cannot do without, for a tile. */
export type TelemetryRows = 'full' | 'short';

const ROWS: Readonly<Record<TelemetryRows, number>> = { full: 11, short: 3 };
/** `Throttle` and the space after it. */
const LABEL_EM = 4.4;

export const TELEMETRY_COLUMNS: TextColumns = { alerts: 'left', labelEm: LABEL_EM };
/** The longest values are `RTK fixed 12 sat` and, in the short block, `12.3 V (100%)`. */
const VALUE_EM: Readonly<Record<TelemetryRows, number>> = { full: 8.2, short: 7.5 };

/** One row more than there are values: the age of stale ones, which moves nothing when it comes. */
export function telemetrySize(scale: Scale, rows: TelemetryRows): Size {
  return textBlockSize(scale, ROWS[rows] + 1, LABEL_EM, VALUE_EM[rows]);
}

export function telemetryRows(view: TelemetryView, rows: TelemetryRows): TextRow[] {
  const battery: TextRow = { label: 'instrument.telemetry.battery', value: view.battery, level: view.batteryLevel };
  const altitude: TextRow = { label: 'instrument.telemetry.altitude', value: view.altitude };
  const groundSpeed: TextRow = { label: 'instrument.telemetry.groundSpeed', value: view.groundSpeed };
  if (rows === 'short') return [altitude, groundSpeed, battery];
  const all: TextRow[] = [
    ...modeRows(view),
    { label: 'instrument.telemetry.roll', value: view.roll },
    { label: 'instrument.telemetry.pitch', value: view.pitch },
    // An autopilot that tells its mode has a heading, which the compass shows.
    ...(view.mode === '' ? [{ label: 'instrument.telemetry.yaw', value: view.yaw } as const] : []),
    { label: 'instrument.telemetry.latitude', value: view.latitude },
    { label: 'instrument.telemetry.longitude', value: view.longitude },
    altitude,
    battery,
    groundSpeed,
    { label: 'instrument.telemetry.throttle', value: view.throttle },
    { label: 'instrument.telemetry.climb', value: view.climb },
    {
      label: 'instrument.telemetry.gps',
      value: gpsText(view.fixType, view.satellites) ?? UNKNOWN,
      level: view.gpsLevel,
    },
  ];
  return view.custom === ''
    ? all
    : [...all.filter(({ value }) => value !== UNKNOWN), ...customRows(view)].slice(0, ROWS.full);
}

/** Whether it will move comes before all else. */
function modeRows({ mode, armed }: TelemetryView): TextRow[] {
  if (mode === '') return [];
  const value = text('instrument.telemetry.modeArmed', { mode, armed });
  return [{ label: 'instrument.telemetry.mode', value, level: armed === 'yes' ? 'caution' : 'normal' }];
}

/** A sender that has values of its own shows them in the place of those that it does not know. */
function customRows({ custom }: TelemetryView): TextRow[] {
  return custom.split('\n').map((line) => {
    const [label = '', value = ''] = line.split(CUSTOM_SEPARATOR);
    return { label: verbatim(label), value };
  });
}
