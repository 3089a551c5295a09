import type { RecordingState, Recordings } from '#contracts/recording';

type FailedRecording = Extract<RecordingState, { state: 'failed' }>;

/** What the sign of a stream's recording says. */
export interface RecSign {
  readonly kind: 'recording' | 'failed';
  /** Before the words, of another shape for each kind. */
  readonly glyph: string;
  readonly words: string;
  /** For a screen reader, which does not read out every second. */
  readonly label: string;
}

/** The recording of one stream; `undefined` where there is none. */
export function recordingOf(
  recordings: Recordings | undefined,
  stream: string | undefined,
): RecordingState | undefined {
  return recordings?.streams.find((one) => one.stream === stream);
}

/** @param elapsedMs since the first picture that is recorded; `undefined` while the two clocks are not related */
export function recSign(state: RecordingState, elapsedMs: number | undefined): RecSign {
  if (state.state === 'failed') {
    return { kind: 'failed', glyph: '▲', words: 'REC stopped', label: state.message };
  }
  const time = elapsedMs === undefined ? '' : ` ${formatElapsed(elapsedMs)}`;
  const lost = state.lost > 0 ? `, ${state.lost} lost` : '';
  return { kind: 'recording', glyph: '●', words: `REC${time}${lost}`, label: `Recording${lost}` };
}

/** `00:07`, from an hour on `1:00:07`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** A recording that failed since `before`, for the alarm that everybody sees. */
export function newFailure(before: Recordings | undefined, now: Recordings): FailedRecording | undefined {
  const had = new Set(before?.streams.filter(({ state }) => state === 'failed').map(({ stream }) => stream));
  return now.streams.find((one): one is FailedRecording => one.state === 'failed' && !had.has(one.stream));
}
