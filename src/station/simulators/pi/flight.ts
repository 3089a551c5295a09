import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Telemetry } from '#core/telemetry/telemetry';

const flightSchema = z.object({
  fps: z.number(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.number())).min(1),
});

/** What the vehicle measures in each picture of the demo flight. */
export type Flight = readonly Telemetry[];

/** Reads `telemetry.json`: column names, of which `a.x` is a component of a vector, and a row of numbers a picture. */
export async function loadFlight(file: string): Promise<Flight> {
  const { columns, rows } = flightSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  return rows.map((row) => {
    const values: Record<string, number | Record<string, number>> = {};
    columns.forEach((column, i) => {
      const [name = '', axis] = column.split('.');
      if (axis === undefined) values[name] = row[i] ?? 0;
      else values[name] = { ...(values[name] as Record<string, number> | undefined), [axis]: row[i] ?? 0 };
    });
    return values;
  });
}
