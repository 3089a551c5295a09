import { bcdTimeOf, unixMsOfBcdTime } from '#core/protocols/jt808/bytes/bcd';
import type { Jt808Body } from '#core/protocols/jt808/registry';

/** A camera of a simulated terminal pretends to have recorded all of the last day, in files of so long. */
const FILE_MS = 15 * 60_000;
const KEPT_MS = 24 * 3600_000;
/** 1 Mbit/s. */
const BYTES_PER_MS = 125;

type Recording = Jt808Body<'recordings'>['recordings'][number];

/** The files that 0x9205 asks for. */
export function findRecordings(query: Jt808Body<'queryRecordings'>, channels: number, nowMs: number): Recording[] {
  const oldestMs = Math.ceil((nowMs - KEPT_MS) / FILE_MS) * FILE_MS;
  const fromMs = unixMsOfBcdTime(query.startTime) ?? 0;
  const toMs = unixMsOfBcdTime(query.endTime) ?? nowMs;
  const recordings: Recording[] = [];
  // None of them was made because of an alarm, and none is on a spare memory.
  if (query.alarmFlag !== 0n || query.memoryType === 2 || query.streamType === 2) return recordings;
  for (let startMs = oldestMs; startMs < nowMs; startMs += FILE_MS) {
    const endMs = Math.min(startMs + FILE_MS, nowMs);
    if (endMs <= fromMs || startMs >= toMs) continue;
    for (let channel = 1; channel <= channels; channel++) {
      if (query.channel !== 0 && query.channel !== channel) continue;
      recordings.push({
        channel,
        startTime: bcdTimeOf(startMs),
        endTime: bcdTimeOf(endMs),
        alarmFlag: 0n,
        mediaType: 0,
        streamType: 1,
        memoryType: 1,
        fileSize: Math.round((endMs - startMs) * BYTES_PER_MS),
      });
    }
  }
  return recordings;
}
