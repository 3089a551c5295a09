import type { RecordingState, Recordings } from '#contracts/recording';
import { type Advice, type Text, text } from '#core/texts/text';

/** What the sign of a stream's recording says. */
export interface RecSign {
  readonly kind: 'recording' | 'failed';
  /** Before the words, of another shape for each kind. */
  readonly glyph: string;
  readonly words: Text;
  /** For a screen reader, which does not read out every second. */
  readonly label: Text;
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
    return { kind: 'failed', glyph: '▲', words: text('rec.stopped'), label: state.message };
  }
  // Nothing was written yet, since nothing came.
  if (state.file === undefined && state.bytes === 0) {
    return { kind: 'recording', glyph: '○', words: text('rec.waits'), label: text('rec.about.waits') };
  }
  const { lost } = state;
  const rec = text('rec.sign');
  const sign = elapsedMs === undefined ? rec : text('rec.sign.time', { sign: rec, time: formatElapsed(elapsedMs) });
  const recording = { kind: 'recording', glyph: '●' } as const;
  return lost > 0
    ? { ...recording, words: text('rec.sign.lost', { sign, lost }), label: text('rec.about.lost', { lost }) }
    : { ...recording, words: sign, label: text('rec.about') };
}

/** `00:07`, from an hour on `1:00:07`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** What happened to a recording since `before`, for the alarm to every viewer: it failed, or goes on as another one. */
export function newAlarm(before: Recordings | undefined, now: Recordings): Advice | undefined {
  const had = new Set(before?.streams.map(alarmKey));
  return now.streams.flatMap((one) => (had.has(alarmKey(one)) ? [] : (alarmOf(one) ?? []))).at(0);
}

function alarmOf(one: RecordingState): Advice | undefined {
  return one.state === 'failed' ? one : one.notice;
}

function alarmKey(one: RecordingState): string {
  const alarm = alarmOf(one);
  return JSON.stringify([one.stream, one.state, alarm?.message]);
}
