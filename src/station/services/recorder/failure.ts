import type { RecordingState } from '#contracts/recording';
import { reasonOf } from '#core/reason-of';
import { type Advice, text } from '#core/texts/text';

/** A recording that ended without being asked to. */
export type FailedRecording = Extract<RecordingState, { state: 'failed' }>;

/** Whether the disk, or this user's share of it, has no room left. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** In words for people, and what to try. @param error `disk-full`, or what the system said */
export function failedRecording(stream: string, error: unknown): FailedRecording {
  if (error === 'disk-full' || isDiskFull(error)) {
    return {
      state: 'failed',
      stream,
      message: text('recorder.diskFull'),
      tip: text('recorder.diskFull.tip'),
    };
  }
  return {
    state: 'failed',
    stream,
    message: text('recorder.failed', { reason: reasonOf(error).slice(0, 500) }),
    tip: text('recorder.failed.tip'),
  };
}

/** The file that was being written is not at its path any more, and another one was begun. @param file its name @param hasSecond whether there is a second folder */
export function movedRecording(file: string, hasSecond: boolean): Advice {
  const tip = hasSecond ? text('recorder.moved.second.tip') : text('recorder.moved.tip');
  return { message: text('recorder.moved', { file: file.slice(0, 300) }), tip };
}

/** It goes on after it had failed. */
export function resumedRecording({ message, tip }: FailedRecording): Advice {
  return { message: text('recorder.resumed', { why: message }), tip };
}

/** The disk neither takes what it is given nor refuses it. */
export const STUCK: Advice = { message: text('recorder.stuck'), tip: text('recorder.stuck.tip') };

/** It does again. @param lost pictures that found no room in memory meanwhile */
export function answersAgain(lost: number): Advice {
  return { message: text('recorder.answersAgain', { lost }), tip: text('recorder.stuck.tip') };
}
