import type { Recordings } from '#contracts/recording';
import type { Hub } from '../../hub/hub';
import type { ActiveRecording } from './active-recording';
import type { DiskRoom } from './disk-room';
import type { RecordingLibrary } from './library';

/** No file is cut shorter than this share of the quota: pinned recordings may fill it for good. */
const MIN_SHARE = 1 / 8;

/** What a person began waits so long for a stream that is gone; a file is kept open for it. */
const LONGEST_WAIT_US = 3600e6;

type Active = ReadonlyMap<string, ActiveRecording>;

/** Those that are not being ended. */
export function goingOn(active: Active): readonly (readonly [string, ActiveRecording])[] {
  return [...active].filter(([, { isEnding }]) => !isEnding);
}

/** Those whose stream has been gone for too long. */
export function withoutStream(active: Active, hub: Hub): readonly (readonly [string, ActiveRecording])[] {
  return [...active].filter(([id, one]) => one.look(hub.get(id) !== undefined) > LONGEST_WAIT_US);
}

/** What viewers are told of a disk; `undefined` where nothing is known of it. */
export function diskState(room: DiskRoom | undefined, bitsPerSecond: number): Recordings['disk'] {
  const secondsLeft = room?.secondsLeft(bitsPerSecond);
  const freeBytes = room?.freeBytes;
  if (freeBytes === undefined) return undefined;
  return { freeBytes, ...(secondsLeft !== undefined && { secondsLeft }) };
}

/** Those whose file is not where it was begun any more, by their streams. */
export async function displaced(active: Active): Promise<readonly (readonly [string, ActiveRecording])[]> {
  const all = goingOn(active);
  const inPlace = await Promise.all(all.map(([, { recorder }]) => recorder.isInPlace()));
  return all.filter((_, at) => !inPlace[at]);
}

/** What is recorded at the moment, in bits a second. */
export function bitsPerSecond(active: Active, hub: Hub): number {
  let sum = 0;
  for (const id of active.keys()) sum += hub.get(id)?.statistics().bitsPerSecond ?? 0;
  return sum;
}

/** Deletes the oldest recordings above the quota. */
export async function keepQuota(active: Active, library: RecordingLibrary, bytes: number | undefined): Promise<void> {
  if (bytes === undefined || (await library.keepWithin(bytes))) return;
  // All that is left is pinned or being written: the largest of these ends, and may go then.
  const [largest] = [...active.values()].sort((a, b) => b.openBytes - a.openBytes);
  if (largest && largest.openBytes >= bytes * MIN_SHARE) largest.recorder.beginNewFile('quota');
}
