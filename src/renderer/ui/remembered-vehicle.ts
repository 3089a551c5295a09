import { z } from 'zod';

const KEY = 'groundglass.vehicle';
const vehicleSchema = z.object({ host: z.string(), videoPort: z.number(), telemetryPort: z.number() });
type Vehicle = z.infer<typeof vehicleSchema>;

/** The vehicle that the form was last used for, where this page may keep anything. */
export function rememberedVehicle(): Vehicle | undefined {
  try {
    return vehicleSchema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

export function rememberVehicle(vehicle: Vehicle): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(vehicle));
  } catch {
    // A page without storage asks again next time; nothing else is lost.
  }
}
