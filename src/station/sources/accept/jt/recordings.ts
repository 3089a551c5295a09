import type { VehicleRecording } from '#contracts/vehicles';
import { bcdTimeOf, unixMsOfBcdTime } from '#core/protocols/jt808/bytes/bcd';
import { MEDIA_TYPES } from '#core/protocols/jt808/messages/recordings';
import type { Terminal } from './terminal';

/** A list of a day of short files comes in hundreds of parts over a mobile network. */
const ANSWER_MS = 30_000;
/** Longest list that is handed on. */
const MAX_RECORDINGS = 2000;
const MEDIA = ['audio and video', 'audio', 'video'] as const;

/**
 * Asks a terminal what it has recorded.
 *
 * @param channel 0 for all of them
 * @returns `undefined` where it is not there, or does not answer
 */
export async function askRecordings(
  terminal: Terminal,
  channel: number,
  fromMs: number,
  toMs: number,
): Promise<VehicleRecording[] | undefined> {
  const answer = await terminal.ask(
    {
      kind: 'queryRecordings',
      body: {
        channel,
        startTime: bcdTimeOf(fromMs),
        endTime: bcdTimeOf(toMs),
        alarmFlag: 0n,
        mediaType: MEDIA_TYPES.either,
        streamType: 0,
        memoryType: 0,
      },
    },
    ANSWER_MS,
  );
  if (answer?.kind !== 'recordings') return undefined;
  return answer.body.recordings.slice(0, MAX_RECORDINGS).flatMap((recording) => {
    const [from, to] = [unixMsOfBcdTime(recording.startTime), unixMsOfBcdTime(recording.endTime)];
    if (from === undefined || to === undefined) return [];
    return {
      channel: recording.channel,
      fromMs: from,
      toMs: to,
      bytes: recording.fileSize,
      media: MEDIA[recording.mediaType] ?? 'audio and video',
      stream: recording.streamType === 2 ? 'sub' : 'main',
    };
  });
}
