import { keysOf, QUANTITIES, QUANTITY_KEYS, type QuantityKey, quantityOf } from '../../telemetry/quantities';
import type { Telemetry } from '../../telemetry/telemetry';
import type { TelemetryLine } from './lines';

/** A column: its name, and its cell of one row. */
type Column = readonly [name: string, cell: (values: Telemetry) => unknown];

const isPlain = (key: QuantityKey) => ['number', 'flag', 'words'].includes(quantityOf(key).kind);

const COLUMNS: readonly Column[] = [
  ...QUANTITY_KEYS.filter(isPlain).map((key): Column => [key, (values) => values[key]]),
  ...keysOf('vector').flatMap((key) =>
    (['x', 'y', 'z'] as const).map((axis): Column => [`${key}.${axis}`, (values) => values[key]?.[axis]]),
  ),
  ...keysOf('numbers').flatMap((key) => {
    const row = QUANTITIES[key];
    const { name, count } = 'columns' in row ? row.columns : { name: '', count: 0 };
    return Array.from(
      { length: count },
      (_, i): Column => [name.replace('{n}', String(i + 1)), (values) => values[key]?.[i]],
    );
  }),
];

/** The first row (RFC 4180): the names of all values, whether they are sent or not. */
export function csvHead(): string {
  return `${['t', 'wall', ...COLUMNS.map(([name]) => name)].join(',')}\r\n`;
}

/** One row; what is unknown is empty. */
export function csvRow({ t, wall, values }: TelemetryLine): string {
  return `${[t, wall, ...COLUMNS.map(([, cell]) => cell(values))].map(textOf).join(',')}\r\n`;
}

function textOf(cell: unknown): string {
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  if (typeof cell === 'string') return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return typeof cell === 'number' ? String(cell) : '';
}
