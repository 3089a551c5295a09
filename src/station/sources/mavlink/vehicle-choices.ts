import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { reasonOf } from '#core/reason-of';
import type { Log } from '../../log';
import { replaceFile } from '../../replace-file';

/** As many as there are sources, and what was once one. */
const MAX_CHOICES = 512;
const fileSchema = z.object({
  version: z.literal(1),
  vehicles: z.record(z.string().max(500), z.number().int().min(1).max(255)),
});

/** Which vehicle of several on a link a person chose, by the link's source; kept over restarts. */
export interface VehicleChoices {
  /** @param source names it; @returns the vehicle's system id; `undefined` where none was chosen */
  of(source: string): number | undefined;
  /** Keeps a choice. What fails is told in the log. @param system `undefined` forgets it */
  keep(source: string, system: number | undefined): void;
  /** Resolves when all that was kept is on the disk, or has failed. */
  written(): Promise<void>;
}

/**
 * Choices in a file, which may be absent. A choice is made anew in a second, so a file that makes no sense is told in the
 * log and written over with the next one.
 *
 * @param file such as `~/.config/groundglass/vehicles.json`
 */
export function openVehicleChoices(file: string, log: Log): VehicleChoices {
  const chosen = readChoices(file, log);
  let writing: Promise<void> = Promise.resolve();
  let isDue = false;
  const write = async () => {
    // Chosen again while the disk was busy: only the newest matters.
    if (!isDue) return;
    isDue = false;
    const text = JSON.stringify({ version: 1, vehicles: Object.fromEntries(chosen) }, null, 2);
    await replaceFile(file, `${text}\n`).catch((error: unknown) =>
      log.warn(`which vehicle was chosen cannot be kept in ${file}: ${reasonOf(error)}`),
    );
  };
  return {
    of: (source) => chosen.get(source),
    keep(source, system) {
      // The one that was chosen last comes last; the first is forgotten.
      chosen.delete(source);
      if (system !== undefined) chosen.set(source, system);
      for (const oldest of chosen.keys()) if (chosen.size > MAX_CHOICES) chosen.delete(oldest);
      isDue = true;
      writing = writing.then(write);
    },
    written: () => writing,
  };
}

function readChoices(file: string, log: Log): Map<string, number> {
  try {
    return new Map(Object.entries(fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).vehicles));
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isAbsent) log.warn(`${file} does not say which vehicles were chosen; it is ignored`);
    return new Map();
  }
}
