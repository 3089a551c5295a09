import { LIVE_COMMANDS, STREAM_TYPES } from '#core/protocols/jt808/messages/live';
import type {
  ChannelEffect,
  ChannelEvent,
  ChannelFacts,
  ChannelState,
  ChannelStep,
  Failure,
  Streaming,
} from './channel-state';
import { FIRST_STATE } from './channel-state';
import type { StreamType } from './stream-type-choice';

/** The first wait after a failure, and how often it doubles at most. */
const FIRST_RETRY_MS = 250;
const MAX_DOUBLINGS = 12;

/** What a channel does on an event. Pure: `CameraChannel` does the effects. */
export function stepChannel(state: ChannelState, event: ChannelEvent, facts: ChannelFacts): ChannelStep {
  const { phase } = state.now;
  switch (event.type) {
    case 'online': {
      const left = leave('another connection of the terminal took its place');
      const known = {
        ...state,
        hasNoSub: false,
        now: phase === 'streaming' ? ({ phase: 'idle' } as const) : state.now,
      };
      return after(left, facts.isWatched ? start(known, 0, facts) : idle(known));
    }
    case 'offline': {
      const failure = { cause: 'closed', detail: event.detail, everData: true } as const;
      return {
        state: { ...withoutLinger(state), now: { phase: 'offline' } },
        effects: [...leave(event.detail), { do: 'show', state: 'connecting', failure }],
      };
    }
    case 'watched':
      if (phase === 'offline') return stay(state);
      return event.isWatched ? watched(state, facts) : unwatched(state, 'pause', facts.times.pauseMs, facts);
    case 'opened':
      return { state: { ...state, now: streaming(facts) }, effects: [] };
    case 'closed':
      return phase === 'streaming' ? fail(state, { cause: 'closed', detail: event.detail }, facts) : stay(state);
    case 'refused': {
      if (event.streamType === STREAM_TYPES.main) return stay(state);
      const known = { ...state, hasNoSub: true };
      return phase === 'starting' ? start(known, 0, facts) : stay(known);
    }
    case 'switch-refused': {
      if (phase !== 'streaming') return stay(state);
      return after([...close(state), ...leave('its other stream is asked for')], start(state, 0, facts));
    }
    case 'retry':
      return phase === 'starting' ? start(state, 0, facts) : stay(state);
    case 'time':
      return onTime(state, facts);
    case 'end':
      return {
        state: FIRST_STATE,
        effects: [...close(state), ...leave('the station ends'), { do: 'show', state: 'stopped' }],
      };
  }
}

/** One thing that is due at a time; the next `time` event, which is due at once, does the next. */
function onTime(state: ChannelState, facts: ChannelFacts): ChannelStep {
  const { nowUs, times } = facts;
  const { now, unwatched: gone } = state;
  if (gone && nowUs >= gone.atUs) return gone.next === 'close' ? idle(state) : pause(state, facts);
  if (now.phase === 'starting' && nowUs >= now.untilUs) {
    if (now.isAsked) {
      const detail = `channel ${facts.number} was asked for and does not come`;
      return fail(state, { cause: 'silent', detail }, facts);
    }
    return facts.isWatched ? start(state, now.attempts, facts) : idle(state);
  }
  if (now.phase !== 'streaming') return stay(state);
  if (nowUs >= now.silentUs) return listen(state, now, facts);
  if (nowUs >= now.lossReportUs) {
    const lossReportUs = nowUs + times.lossReportMs * 1000;
    return { state: { ...state, now: { ...now, lossReportUs } }, effects: [{ do: 'report-loss' }] };
  }
  return nowUs >= now.lookUs ? look(state, now, facts) : stay(state);
}

function streaming({ nowUs, times }: ChannelFacts): Streaming {
  return {
    phase: 'streaming',
    isPaused: false,
    expectedUs: nowUs,
    silentUs: nowUs + times.silentMs * 1000,
    lossReportUs: nowUs + times.lossReportMs * 1000,
    lookUs: nowUs + times.lookMs * 1000,
  };
}

/** Whether packets still come. */
function listen(state: ChannelState, now: Streaming, facts: ChannelFacts): ChannelStep {
  const { nowUs, lastPacketUs, times, number } = facts;
  const heardUs = now.isPaused ? nowUs : Math.max(lastPacketUs, now.expectedUs);
  const silentUs = heardUs + times.silentMs * 1000;
  if (nowUs < silentUs) return stay({ ...state, now: { ...now, silentUs } });
  const failure = { cause: 'silent', detail: `channel ${number} sends nothing more` } as const;
  return after(close(state), fail(state, failure, facts));
}

/** Asks for the stream that serves all who take this one, on the connection that stands. */
function look(state: ChannelState, now: Streaming, facts: ChannelFacts): ChannelStep {
  const next = { ...state, now: { ...now, lookUs: facts.nowUs + facts.times.lookMs * 1000 } };
  const streamType = typeFor(state, facts);
  if (now.isPaused || streamType === state.streamType) return stay(next);
  // Pictures of the one stream must not refer to those of the other.
  return { state: { ...next, streamType }, effects: [{ do: 'restart' }, { do: 'switch', streamType }] };
}

function watched(before: ChannelState, facts: ChannelFacts): ChannelStep {
  const state = withoutLinger(before);
  const { now } = state;
  if (now.phase === 'idle') return start(state, 0, facts);
  if (now.phase !== 'streaming' || !now.isPaused) return stay(state);
  return {
    state: { ...state, now: { ...now, isPaused: false, expectedUs: facts.nowUs } },
    // What is shown next must not refer to what the camera did not send meanwhile.
    effects: [control(state, LIVE_COMMANDS.resume), { do: 'restart' }],
  };
}

function withoutLinger({ unwatched: _, ...state }: ChannelState): ChannelState {
  return state;
}

function unwatched(state: ChannelState, next: 'pause' | 'close', ms: number, { nowUs }: ChannelFacts): ChannelStep {
  return stay({ ...state, unwatched: { next, atUs: nowUs + ms * 1000 } });
}

function pause(state: ChannelState, facts: ChannelFacts): ChannelStep {
  const { closeMs, pauseMs } = facts.times;
  const { state: waiting } = unwatched(state, 'close', closeMs - pauseMs, facts);
  if (state.now.phase !== 'streaming') return stay(waiting);
  return {
    state: { ...waiting, now: { ...state.now, isPaused: true } },
    effects: [control(state, LIVE_COMMANDS.pause)],
  };
}

function start(state: ChannelState, attempts: number, facts: ChannelFacts): ChannelStep {
  const streamType = typeFor(state, facts);
  const untilUs = facts.nowUs + facts.times.silentMs * 1000;
  const shown: ChannelEffect[] = attempts === 0 ? [{ do: 'show', state: 'connecting' }] : [];
  return {
    state: { ...state, streamType, now: { phase: 'starting', attempts, isAsked: true, untilUs } },
    effects: [...shown, { do: 'request', streamType }],
  };
}

/** Asks again: at once where pictures came, ever more patiently where none do. */
function fail(state: ChannelState, failure: Failure, facts: ChannelFacts): ChannelStep {
  const { now } = state;
  const isStarting = now.phase === 'starting';
  const attempts = isStarting ? now.attempts + 1 : 0;
  const known = { ...state, hasNoSub: state.hasNoSub || (isStarting && state.streamType === STREAM_TYPES.sub) };
  if (!facts.isWatched) {
    // One that had pictures has ended; one that was asked for is told that it is not wanted any more.
    return isStarting ? idle(known) : after(leave(failure.detail), idle({ ...known, now: { phase: 'idle' } }));
  }
  const doubled = FIRST_RETRY_MS * 2 ** Math.min(attempts, MAX_DOUBLINGS);
  const untilUs = facts.nowUs + Math.min(facts.times.silentMs * 6, doubled) * 1000;
  return {
    state: { ...known, now: { phase: 'starting', attempts, isAsked: false, untilUs } },
    effects: isStarting
      ? [{ do: 'show', state: 'connecting', failure: { ...failure, everData: false } }]
      : [{ do: 'leave', reason: failure.detail, failure }],
  };
}

function idle(state: ChannelState): ChannelStep {
  return {
    state: { ...withoutLinger(state), now: { phase: 'idle' } },
    effects: [...close(state), ...leave('not watched any more'), { do: 'show', state: 'stopped' }],
  };
}

/** The sub stream where it is enough, and the terminal has one. */
function typeFor({ hasNoSub }: ChannelState, { wantedType }: ChannelFacts): StreamType {
  return hasNoSub ? STREAM_TYPES.main : wantedType;
}

/** Has the terminal stop, where it was asked to begin. */
function close(state: ChannelState): readonly ChannelEffect[] {
  const { phase } = state.now;
  return phase === 'starting' || phase === 'streaming' ? [control(state, LIVE_COMMANDS.close)] : [];
}

function leave(reason: string): readonly ChannelEffect[] {
  return [{ do: 'leave', reason }];
}

function control({ streamType }: ChannelState, command: number): ChannelEffect {
  return { do: 'control', command, streamType };
}

function after(effects: readonly ChannelEffect[], { state, effects: more }: ChannelStep): ChannelStep {
  return { state, effects: [...effects, ...more] };
}

function stay(state: ChannelState): ChannelStep {
  return { state, effects: [] };
}
