import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DecoderEvent,
  type DecoderFormat,
  type DecoderState,
  INITIAL_DECODER_STATE,
  RETRY_US,
  stepDecoder,
} from './decoder-state';

const VGA: DecoderFormat = { codec: 'avc1.42c01f', width: 640, height: 480 };
const QVGA: DecoderFormat = { codec: 'avc1.42c00d', width: 320, height: 240 };
const key = (
  format: DecoderFormat | undefined = VGA,
  more: { behind?: boolean; nowUs?: number } = {},
): DecoderEvent => ({
  type: 'key',
  behind: false,
  nowUs: 0,
  ...(format ? { format } : {}),
  ...more,
});
const brokenKey: DecoderEvent = { type: 'key', behind: false, nowUs: 0 };
const delta: DecoderEvent = { type: 'delta', behind: false };
const error = (name = 'EncodingError', nowUs = 0): DecoderEvent => ({
  type: 'error',
  name,
  message: `${name}!`,
  nowUs,
});

/** Plays events, and returns the last state with what was done at each. */
function play(...events: DecoderEvent[]) {
  let state: DecoderState = INITIAL_DECODER_STATE;
  const done = events.map((event) => {
    const step = stepDecoder(state, event);
    state = step.state;
    return step.action.do;
  });
  return { state: state as DecoderState, done, last: stepDecoder(state, delta).action };
}

describe('a decoder that waits', () => {
  it('drops pictures until a key picture', () => {
    expect(play(delta, delta, key(), delta).done).toEqual(['drop', 'drop', 'open', 'decode']);
  });

  it('drops a key picture without readable parameter sets, and says so', () => {
    expect(stepDecoder(INITIAL_DECODER_STATE, brokenKey).action).toEqual({ do: 'drop', cause: 'noParameterSets' });
  });

  it('lets the next key picture pass after a gap, with the decoder that it has', () => {
    expect(play(key(), delta, { type: 'gap' }, delta, key(), delta).done).toEqual([
      'open',
      'decode',
      'nothing',
      'drop',
      'decode',
      'decode',
    ]);
  });

  it('goes by the parameter sets it had where a later key picture brings none', () => {
    expect(play(key(), { type: 'gap' }, brokenKey).done).toEqual(['open', 'nothing', 'decode']);
  });
});

describe('a decoder that decodes', () => {
  it('is opened anew by a key picture of another format only', () => {
    expect(play(key(), key(), key(QVGA), key(QVGA)).done).toEqual(['open', 'decode', 'open', 'decode']);
  });

  it('goes on at the next key picture when it is behind, and counts what it passes over', () => {
    const passing = play(key(), { type: 'delta', behind: true });
    expect(passing.last).toEqual({ do: 'drop', cause: 'decoderBehind' });
    expect(stepDecoder(passing.state, key()).action).toEqual({ do: 'decode' });
  });

  it('skips what waits when a key picture finds it behind', () => {
    const { state } = play(key());
    expect(stepDecoder(state, key(VGA, { behind: true })).action).toMatchObject({ do: 'open', skip: true });
  });

  it('starts from nothing for another stream', () => {
    const { state, done } = play(key(), { type: 'reset' });
    expect(done).toEqual(['open', 'close']);
    expect(state).toEqual(INITIAL_DECODER_STATE);
  });
});

describe('a decoder that fails', () => {
  it('waits for the next key picture after one error', () => {
    const { done, last } = play(key(), delta, error(), delta, key());
    expect(done).toEqual(['open', 'decode', 'close', 'drop', 'open']);
    expect(last).toEqual({ do: 'decode' });
  });

  it('never gives up while pictures come out between the errors', () => {
    const round = [key(), { type: 'decoded' } as const, error()];
    expect(play(...Array.from({ length: 20 }, () => round).flat()).state).toMatchObject({
      state: 'waitingForKey',
      acceleration: 'no-preference',
    });
  });

  it('asks for software after errors in a row, then gives up with the reason', () => {
    const soft = play(key(), error(), key(), error());
    expect(stepDecoder(soft.state, key()).action).toMatchObject({ do: 'open', acceleration: 'prefer-software' });
    const over = play(key(), error(), key(), error(), key(), error(), key(), error('OperationError'));
    expect(over.state).toEqual({ state: 'failed', reason: 'OperationError!', format: VGA, retryAtUs: RETRY_US });
    expect(over.last).toEqual({ do: 'drop', cause: 'decodeError' });
  });

  it('asks for software at once where a format is not supported', () => {
    expect(play(key(), error('NotSupportedError')).state).toMatchObject({ acceleration: 'prefer-software' });
  });

  const failed = play(key(), error('NotSupportedError'), key(), error('NotSupportedError')).state;

  it('stays failed for the same format, and tries again with another', () => {
    expect(failed.state).toBe('failed');
    expect(stepDecoder(failed, key()).action.do).toBe('drop');
    expect(stepDecoder(failed, key(QVGA)).action).toMatchObject({ do: 'open', acceleration: 'no-preference' });
  });

  it('tries the same format again after a while', () => {
    expect(stepDecoder(failed, key(VGA, { nowUs: RETRY_US })).action.do).toBe('open');
  });

  it('is back with the next key picture after the browser reclaimed it, and no failure is counted', () => {
    const { state, done } = play(key(), error('QuotaExceededError'), delta, key());
    expect(done).toEqual(['open', 'close', 'drop', 'open']);
    expect(state).toMatchObject({ state: 'decoding', failures: 0 });
  });
});

describe('any order of events', () => {
  const formats = fc.constantFrom(VGA, QVGA, undefined);
  const event: fc.Arbitrary<DecoderEvent> = fc.oneof(
    fc.record({ type: fc.constant('delta' as const), behind: fc.boolean() }),
    fc.tuple(formats, fc.boolean(), fc.nat(1e7)).map(([f, behind, nowUs]) => key(f, { behind, nowUs })),
    fc.constant(brokenKey),
    fc.constantFrom('EncodingError', 'QuotaExceededError', 'NotSupportedError').map((name) => error(name)),
    fc.constantFrom<DecoderEvent>({ type: 'decoded' }, { type: 'gap' }, { type: 'reset' }),
  );

  it('never decodes a picture that has no key picture before it in the same decoder', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let state: DecoderState = INITIAL_DECODER_STATE;
        let ready = false;
        let begun = false;
        for (const next of events) {
          const step = stepDecoder(state, next);
          state = step.state;
          if (step.action.do === 'open') ready = true;
          if (step.action.do === 'close') ready = false;
          if (step.action.do === 'decode') expect(ready).toBe(true);
          if (next.type === 'gap' || next.type === 'error' || next.type === 'reset') begun = false;
          if (step.action.do === 'open' || (step.action.do === 'decode' && next.type === 'key')) begun = true;
          if (step.action.do === 'decode') expect(begun).toBe(true);
        }
      }),
    );
  });
});
