import { FPS, FRAMES, flightAt } from './flight-path.mjs';

const DIGITS = { latitudeDeg: 7, longitudeDeg: 7 };

/** The telemetry that goes with the clip, as JSON: column names, then one row of numbers a frame. */
export function telemetryFile() {
  const columns = Object.entries(flightAt(0).telemetry).flatMap(([name, value]) =>
    typeof value === 'number' ? [name] : ['x', 'y', 'z'].map((axis) => `${name}.${axis}`),
  );
  const rows = Array.from({ length: FRAMES }, (_, frame) => {
    const { telemetry } = flightAt(frame);
    return columns.map((column) => {
      const [name, axis] = column.split('.');
      const value = axis ? telemetry[name][axis] : telemetry[name];
      return Number(value.toFixed(DIGITS[name] ?? 3));
    });
  });
  const lines = rows.map((row) => JSON.stringify(row)).join(',\n');
  return `{"fps":${FPS},"columns":${JSON.stringify(columns)},"rows":[\n${lines}\n]}\n`;
}
