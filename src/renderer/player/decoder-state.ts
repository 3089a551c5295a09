import { type Colour, isSameColour } from '#core/colour/colour';

/** What a decoder must be told of a stream: WebCodecs' codec string, and the size in pixels. */
export interface DecoderFormat {
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** Absent: the decoder goes by what the stream says. */
  readonly colour?: Colour;
}

/** Which decoder the browser is asked for: whichever it likes (hardware where there is one), or software. */
export type Acceleration = 'no-preference' | 'prefer-software';

/** Why pictures are not decoded. */
export type DropCause = 'waitingForKey' | 'decoderBehind' | 'decodeError' | 'noParameterSets';

interface Opened {
  readonly acceleration: Acceleration;
  /** Errors since the last decoded picture. */
  readonly failures: number;
}

/** A decoder's life. `open` is the format of the decoder that stands ready; without it there is none. */
export type DecoderState =
  | (Opened & { readonly state: 'waitingForKey'; readonly because: DropCause; readonly open?: DecoderFormat })
  | (Opened & { readonly state: 'decoding'; readonly open: DecoderFormat })
  /** The browser took an idle decoder back. The next key picture gets a new one. */
  | (Opened & { readonly state: 'reclaimed' })
  /** Neither hardware nor software could. Tried again with another format, or after `retryAtUs`. */
  | { readonly state: 'failed'; readonly reason: string; readonly format?: DecoderFormat; readonly retryAtUs: number };

export type DecoderEvent =
  | { readonly type: 'delta'; readonly behind: boolean }
  /** `format` is what its parameter sets say; absent where they are missing or broken. */
  | { readonly type: 'key'; readonly format?: DecoderFormat; readonly behind: boolean; readonly nowUs: number }
  | { readonly type: 'decoded' }
  | { readonly type: 'error'; readonly name: string; readonly message: string; readonly nowUs: number }
  /** The caller knows that pictures are missing. */
  | { readonly type: 'gap' }
  /** Another stream begins. */
  | { readonly type: 'reset' };

/**
 * What to do about an event. `open` makes the decoder ready for a format and then decodes the picture; `skip` drops first
 * what waits before the decoder.
 */
export type DecoderAction =
  | { readonly do: 'nothing' }
  | { readonly do: 'decode' }
  | OpenAction
  | { readonly do: 'drop'; readonly cause: DropCause }
  | { readonly do: 'close' };

export interface OpenAction {
  readonly do: 'open';
  readonly format: DecoderFormat;
  readonly acceleration: Acceleration;
  readonly skip: boolean;
}

export interface DecoderStep {
  readonly state: DecoderState;
  readonly action: DecoderAction;
}

/** Errors in a row, without a decoded picture between, before another kind of decoder is tried: one may be the stream's. */
export const MAX_FAILURES = 2;
/** A failed decoder is tried again after this long: a graphics process may have come back. */
export const RETRY_US = 5e6;

export const INITIAL_DECODER_STATE: DecoderState = {
  state: 'waitingForKey',
  because: 'waitingForKey',
  acceleration: 'no-preference',
  failures: 0,
};

/** The decoder's rules: a state and an event give the next state and what to do. Pure. */
export function stepDecoder(state: DecoderState, event: DecoderEvent): DecoderStep {
  switch (event.type) {
    case 'delta':
      return onDelta(state, event.behind);
    case 'key':
      return onKey(state, event);
    case 'decoded':
      return stay('failures' in state && state.failures > 0 ? { ...state, failures: 0 } : state);
    case 'error':
      return onError(state, event);
    case 'gap':
      // What the decoder holds came before the gap and is whole, so it may still come out.
      return stay(state.state === 'decoding' ? { ...state, state: 'waitingForKey', because: 'waitingForKey' } : state);
    case 'reset':
      return { state: INITIAL_DECODER_STATE, action: { do: 'close' } };
  }
}

function onDelta(state: DecoderState, behind: boolean): DecoderStep {
  switch (state.state) {
    case 'decoding':
      if (!behind) return { state, action: { do: 'decode' } };
      return {
        state: { ...state, state: 'waitingForKey', because: 'decoderBehind' },
        action: { do: 'drop', cause: 'decoderBehind' },
      };
    case 'waitingForKey':
      return { state, action: { do: 'drop', cause: state.because } };
    case 'reclaimed':
      return { state, action: { do: 'drop', cause: 'waitingForKey' } };
    case 'failed':
      return { state, action: { do: 'drop', cause: 'decodeError' } };
  }
}

function onKey(state: DecoderState, event: Extract<DecoderEvent, { type: 'key' }>): DecoderStep {
  const { format } = event;
  const open = 'open' in state ? state.open : undefined;
  if (!format) {
    // A decoder that stands ready has had parameter sets before, and these pictures may go by them.
    return open && 'acceleration' in state
      ? { state: { ...state, state: 'decoding', open }, action: { do: 'decode' } }
      : { state, action: { do: 'drop', cause: 'noParameterSets' } };
  }
  if (state.state === 'failed') {
    const tryAgain = event.nowUs >= state.retryAtUs || !state.format || !sameFormat(format, state.format);
    return tryAgain
      ? openWith(format, 'no-preference', 0, false)
      : { state, action: { do: 'drop', cause: 'decodeError' } };
  }
  if (open && sameFormat(format, open) && !event.behind) {
    return { state: { ...state, state: 'decoding', open }, action: { do: 'decode' } };
  }
  // A decoder that refused one format may take another.
  const acceleration = !open || sameFormat(format, open) ? state.acceleration : 'no-preference';
  return openWith(format, acceleration, state.failures, event.behind);
}

function openWith(format: DecoderFormat, acceleration: Acceleration, failures: number, skip: boolean): DecoderStep {
  return {
    state: { state: 'decoding', open: format, acceleration, failures },
    action: { do: 'open', format, acceleration, skip },
  };
}

function onError(state: DecoderState, event: Extract<DecoderEvent, { type: 'error' }>): DecoderStep {
  if (state.state === 'failed') return stay(state);
  const { acceleration } = state;
  // WebCodecs, "Resource reclamation": the browser closes idle decoders with this error. It is no fault.
  if (event.name === 'QuotaExceededError') {
    return { state: { state: 'reclaimed', acceleration, failures: state.failures }, action: { do: 'close' } };
  }
  const failures = event.name === 'NotSupportedError' ? MAX_FAILURES : state.failures + 1;
  if (failures < MAX_FAILURES) return waitAfterError(acceleration, failures);
  if (acceleration === 'no-preference') return waitAfterError('prefer-software', 0);
  const format = 'open' in state ? state.open : undefined;
  return {
    state: {
      state: 'failed',
      reason: event.message === '' ? event.name : event.message,
      ...(format ? { format } : {}),
      retryAtUs: event.nowUs + RETRY_US,
    },
    action: { do: 'close' },
  };
}

function waitAfterError(acceleration: Acceleration, failures: number): DecoderStep {
  return {
    state: { state: 'waitingForKey', because: 'decodeError', acceleration, failures },
    action: { do: 'close' },
  };
}

function stay(state: DecoderState): DecoderStep {
  return { state, action: { do: 'nothing' } };
}

function sameFormat(a: DecoderFormat, b: DecoderFormat): boolean {
  return a.codec === b.codec && a.width === b.width && a.height === b.height && isSameColour(a.colour, b.colour);
}
