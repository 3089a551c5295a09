import type { RecordingState } from '#contracts/recording';

/** A recording that ended and nobody asked for that. */
export type FailedRecording = Extract<RecordingState, { state: 'failed' }>;

/** Whether the disk, or this user's share of it, has no room left. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** In words for people, and what to try. @param error `disk-full`, or what the system said */
export function failedRecording(stream: string, error: unknown): FailedRecording {
  if (error === 'disk-full' || isDiskFull(error)) {
    return {
      ...{ state: 'failed', stream, message: 'Recording stopped: the disk is full.' },
      tip: 'Delete recordings, or choose another folder with --recordings. What was recorded is whole.',
    };
  }
  return {
    ...{ state: 'failed', stream, message: `Recording stopped: ${reasonOf(error)}`.slice(0, 500) },
    tip: 'See that the folder of the recordings can be written. What was recorded is whole.',
  };
}
