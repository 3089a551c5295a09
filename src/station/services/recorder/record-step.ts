import { type AccessUnit, isEntry } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import { pauseAfter } from '#core/media/usual-distance';
import { type AudioFormat, audioFormatOf } from '#core/mp4/write/audio-entry';
import { isSameTrack } from '#core/mp4/write/sample-entry';
import type { VideoTrackFormat } from '#core/mp4/write/track';
import { videoFormatOf } from '#core/mp4/write/video-entry';
import type { RecordItem } from './inbox';

/** No picture for so long is a gap, where the camera gives more than one and a half a second; see `pauseAfter`. */
const GAP_US = 2e6;

/** What a recording remembers over its files. Times in µs on the station's clock. */
interface RecordMemory {
  readonly lastAudio: AudioChunk | undefined;
  /** Of the last picture that was written. */
  readonly lastUs: number | undefined;
  /** Of the first. */
  readonly sinceUs: number | undefined;
  /** Pictures that were left out and are not noted yet. */
  readonly loss: number;
}

/** The life of one stream's recording. */
export type RecordState = RecordMemory &
  (
    | { readonly state: 'waiting-for-key' }
    | {
        readonly state: 'recording';
        readonly video: VideoTrackFormat;
        readonly audio: AudioFormat | undefined;
        readonly zeroUs: number;
        /** Why the next key picture begins a new file, whatever this one is like. */
        readonly wantsNewFile: string | undefined;
      }
    | { readonly state: 'ended' }
  );

export type RecordEvent =
  /** @param us its time in the recording; `usualUs` lie between pictures; `fileBytes` has the file that is open */
  | {
      readonly type: 'picture';
      readonly unit: AccessUnit;
      readonly us: number;
      readonly usualUs: number | undefined;
      readonly fileBytes: number;
    }
  | Exclude<RecordItem, { type: 'picture' }>
  /** What the stream's sound is made of, before any is recorded. */
  | { readonly type: 'sound-known'; readonly chunk: AudioChunk }
  /** The next key picture begins a new file. @param reason written down with the old one */
  | { readonly type: 'new-file'; readonly reason: string }
  | { readonly type: 'end'; readonly reason: string | undefined };

/** What is done to the file that is open, in this order. */
export type RecordEffect =
  | {
      readonly do: 'begin-file';
      readonly video: VideoTrackFormat;
      readonly audio: { readonly format: AudioFormat; readonly codec: string } | undefined;
      readonly codec: AccessUnit['codec'];
      readonly zeroUs: number;
    }
  | { readonly do: 'end-file'; readonly reason: string | undefined }
  | { readonly do: 'lose'; readonly pictures: number }
  | { readonly do: 'gap'; readonly fromUs: number; readonly toUs: number; readonly cause: 'loss' | 'link' }
  | { readonly do: 'picture'; readonly unit: AccessUnit; readonly us: number }
  | { readonly do: 'write'; readonly item: Exclude<RecordItem, { type: 'picture' | 'loss' }> };

export interface RecordStep {
  readonly state: RecordState;
  readonly effects: readonly RecordEffect[];
}

/** A new file begins with the first key picture behind either. */
export interface SegmentBounds {
  readonly us: number;
  readonly bytes: number;
}

export const NOTHING_RECORDED: RecordState = {
  state: 'waiting-for-key',
  lastAudio: undefined,
  lastUs: undefined,
  sinceUs: undefined,
  loss: 0,
};

/** The rules of recording a stream into one file after another: a state and an event give the next state and what to do. Pure. */
export function stepRecord(state: RecordState, event: RecordEvent, segment: SegmentBounds): RecordStep {
  if (state.state === 'ended') return { state, effects: [] };
  switch (event.type) {
    case 'picture':
      return onPicture(state, event, segment);
    case 'sound':
      return onSound(state, event);
    case 'sound-known':
      return stay({ ...state, lastAudio: state.lastAudio ?? event.chunk });
    case 'telemetry':
    case 'packets':
    case 'mark':
      return { state, effects: state.state === 'recording' ? [{ do: 'write', item: event }] : [] };
    case 'loss':
      return stay({ ...state, loss: state.loss + event.pictures });
    case 'new-file':
      if (state.state !== 'recording') return stay(state);
      return stay({ ...state, wantsNewFile: state.wantsNewFile ?? event.reason });
    case 'end':
      return {
        state: { ...memoryOf(state), state: 'ended' },
        effects: state.state === 'recording' ? [{ do: 'end-file', reason: event.reason }] : [],
      };
  }
}

function onPicture(
  state: RecordState,
  { unit, us, usualUs, fileBytes }: Extract<RecordEvent, { type: 'picture' }>,
  segment: SegmentBounds,
): RecordStep {
  const ready = isEntry(unit) ? prepareFor(state, unit, us, fileBytes, segment) : stay(state);
  if (ready.state.state !== 'recording') return ready;
  const { loss, lastUs } = ready.state;
  const isGap = lastUs !== undefined && (loss > 0 || us - lastUs > pauseAfter(GAP_US, usualUs));
  return {
    state: { ...ready.state, loss: 0, lastUs: us },
    effects: [
      ...ready.effects,
      ...(loss > 0 ? [{ do: 'lose', pictures: loss } as const] : []),
      ...(isGap ? [{ do: 'gap', fromUs: lastUs, toUs: us, cause: loss > 0 ? 'loss' : 'link' } as const] : []),
      { do: 'picture', unit, us },
    ],
  };
}

/** Sees to it that there is a file which this key picture fits into. */
function prepareFor(
  state: RecordState,
  unit: AccessUnit,
  us: number,
  fileBytes: number,
  segment: SegmentBounds,
): RecordStep {
  const video = videoFormatOf(unit);
  // A key picture that does not say what it is belongs to the file that there is, if any.
  if (!video) return stay(state);
  const isOpen = state.state === 'recording';
  const reason = isOpen ? reasonToEnd(state, video, us, fileBytes, segment) : undefined;
  if (isOpen && reason === undefined) return stay(state);
  const { lastAudio } = state;
  const format = lastAudio && audioFormatOf(lastAudio);
  return {
    state: {
      ...memoryOf(state),
      state: 'recording',
      video,
      audio: format,
      zeroUs: us,
      wantsNewFile: undefined,
      sinceUs: state.sinceUs ?? us,
    },
    effects: [
      ...(isOpen ? [{ do: 'end-file', reason } as const] : []),
      {
        do: 'begin-file',
        video,
        zeroUs: us,
        codec: unit.codec,
        audio: format && lastAudio && { format, codec: lastAudio.codec },
      },
    ],
  };
}

function reasonToEnd(
  { video: before, zeroUs, wantsNewFile }: Extract<RecordState, { state: 'recording' }>,
  video: VideoTrackFormat,
  us: number,
  fileBytes: number,
  segment: SegmentBounds,
): string | undefined {
  if (!isSameTrack(before, video)) return 'format';
  if (us - zeroUs >= segment.us || fileBytes >= segment.bytes) return 'segment';
  return wantsNewFile;
}

function onSound(state: RecordState, event: Extract<RecordItem, { type: 'sound' }>): RecordStep {
  const { chunk } = event;
  const before = state.lastAudio;
  if (state.state !== 'recording') return stay({ ...state, lastAudio: chunk });
  const { audio } = state;
  const isKnown = before !== undefined && before.codec === chunk.codec && before.sampleRateHz === chunk.sampleRateHz;
  const format = isKnown && audio ? undefined : audioFormatOf(chunk);
  const isOther = format !== undefined && (!audio || !isSameTrack(format.track, audio.track));
  const wantsNewFile = isOther ? 'sound' : state.wantsNewFile;
  const isWritten = audio !== undefined && wantsNewFile !== 'sound';
  return {
    state: { ...state, lastAudio: chunk, wantsNewFile },
    effects: isWritten ? [{ do: 'write', item: event }] : [],
  };
}

function stay(state: RecordState): RecordStep {
  return { state, effects: [] };
}

/** Without what one state alone has. */
function memoryOf({ lastAudio, lastUs, sinceUs, loss }: RecordState): RecordMemory {
  return { lastAudio, lastUs, sinceUs, loss };
}
