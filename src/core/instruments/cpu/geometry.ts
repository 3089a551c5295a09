import type { Size } from '../shared/rect';
import type { Scale } from '../shared/scale';
import { type TextColumns, type TextRow, textBlockSize } from '../shared/text-rows';
import type { CpuView } from './view';

const LABEL_EM = 2.9;

export const CPU_COLUMNS: TextColumns = { alerts: 'right', labelEm: LABEL_EM };

/** `100.0 °C`. */
const VALUE_EM = 4.4;

/** Two values, and a row for the age of stale ones. */
export function cpuSize(scale: Scale): Size {
  return textBlockSize(scale, 3, LABEL_EM, VALUE_EM);
}

export function cpuRows(view: CpuView): TextRow[] {
  return [
    { label: 'instrument.cpu.temperature', value: view.temperature, level: view.level },
    { label: 'instrument.cpu.load', value: view.load },
  ];
}
