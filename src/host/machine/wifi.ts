import { readFileSync } from 'node:fs';
import { onPath } from '#station/machine/on-path';
import { outputOf } from '../program/output-of';

/** How the wireless link of this machine does. */
export interface Wifi {
  readonly name: string;
  /** As received here, in dBm. */
  readonly signalDbm?: number;
  /** At which the last packets went out, in Mbit/s. */
  readonly megabits?: number;
}

/** The interfaces of `/proc/net/wireless`, with their signal. */
export function readWireless(table: string): readonly Wifi[] {
  return table.split('\n').flatMap((line) => {
    // face: status link level noise …
    const match = /^\s*([\w.-]+):\s+\S+\s+\S+\s+(-?\d+)\.?\s/.exec(line);
    if (!match) return [];
    const [, name = '', level] = match;
    const signalDbm = Number(level);
    return [{ name, ...(signalDbm < 0 && { signalDbm }) }];
  });
}

/** `tx bitrate: 72.2 MBit/s` of `iw dev … link`. */
export function readTxRate(link: string): number | undefined {
  const megabits = /tx bitrate:\s*([\d.]+) MBit\/s/.exec(link)?.[1];
  return megabits === undefined ? undefined : Number(megabits);
}

/** The first wireless link that is up; `undefined` where there is none. */
export async function wifi(env: NodeJS.ProcessEnv = process.env): Promise<Wifi | undefined> {
  const [first] = readWireless(readOr(''));
  if (!first) return undefined;
  const iw = onPath('iw', env);
  const link = iw && (await outputOf(iw, ['dev', first.name, 'link']));
  const megabits = link === undefined ? undefined : readTxRate(link);
  return { ...first, ...(megabits !== undefined && { megabits }) };
}

function readOr(otherwise: string): string {
  try {
    return readFileSync('/proc/net/wireless', 'utf8');
  } catch {
    return otherwise;
  }
}
