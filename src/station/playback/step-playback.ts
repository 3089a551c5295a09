import type { PlayRequest } from '#contracts/playback';
import type { Medium } from './medium';
import { playedUs, untilUs } from './playback-clock';
import type { PlaybackEffect, PlaybackEvent, PlaybackMemory, PlaybackStep, PlayState, Sending } from './playback-state';

/** Behind by more, and there is a later key picture: go on there. */
const LATE_US = 500_000;
/** A recording's pauses are not sat through. */
const LONGEST_WAIT_US = 2e6;
/** How often the end of what still grows is looked at. */
const LOOK_US = 20_000;

/** What the rules ask a medium: what lies where. */
export type MediumIndex = Pick<
  Medium,
  'isGrowing' | 'order' | 'holdsBack' | 'pictureAt' | 'next' | 'previous' | 'nextKey' | 'keyOf' | 'timeUs'
>;

/**
 * The rules of playback: a state and an event give the next state and what to do. Pure but for what it looks up in the
 * medium, whose pictures may go and come at any time.
 */
export function stepPlayback(state: PlayState, event: PlaybackEvent, medium: MediumIndex): PlaybackStep {
  switch (event.type) {
    case 'play':
      return play(state, event.request, event.nowUs, medium);
    case 'stop':
      return stop(state);
    case 'failed':
      return event.turn === state.turn ? stop(state) : { state, effects: [] };
    case 'due':
      return event.turn === state.turn && state.state === 'playing'
        ? pace(state, event.nowUs, medium)
        : { state, effects: [] };
    case 'loaded':
      return event.sending.turn === state.turn ? loaded(state, event, medium) : { state, effects: [] };
  }
}

function play(state: PlayState, request: PlayRequest, nowUs: number, medium: MediumIndex): PlaybackStep {
  const { run, fromUs, step, rate, keysOnly = false, inStep = false } = request;
  // What was called out of a decoder goes on from a key picture, and so does a picture that others were decoded before.
  const canGoOn = !state.isCalledOut && !(medium.order && (rate === 0 || step !== undefined));
  const goesOn = canGoOn && run === state.run && fromUs === undefined && step !== -1 && state.sent === state.place;
  const place = targetOf(state, fromUs, step, medium);
  // Where it is to be counts at once: the next question may come before a picture is sent.
  const positionUs = place === undefined ? state.positionUs : medium.timeUs(place);
  const clock =
    step === undefined
      ? { atUs: fromUs ?? playedUs(state.clock, nowUs), setUs: nowUs, rate }
      : { atUs: positionUs, setUs: nowUs, rate: 0 };
  const turn = state.turn + 1;
  const next = { ...memoryOf(state), turn, run, keysOnly, inStep, isAtEnd: false, clock, place, positionUs };
  const isStep = step !== undefined;
  const isAlone = clock.rate === 0 && medium.holdsBack === true;
  const started = start(next, { goesOn, isStep, isAlone, nowUs }, medium);
  return { state: started.state, effects: [{ do: 'stop-sound' }, ...started.effects] };
}

interface Start {
  /** From the picture that was sent last. */
  readonly goesOn: boolean;
  readonly isStep: boolean;
  readonly isAlone: boolean;
  readonly nowUs: number;
}

function start(memory: PlaybackMemory, how: Start, medium: MediumIndex): PlaybackStep {
  const { place: target, sent } = memory;
  const { goesOn, isStep, isAlone, nowUs } = how;
  if (target !== undefined && goesOn && isStep && target !== sent) {
    return load({ ...memory, state: 'stepping', target }, { place: target, isHidden: false, isLast: isAlone }, medium);
  }
  if (target === undefined || goesOn) return settle(memory, isStep, target, nowUs, medium);
  const fromUs = medium.order ? medium.timeUs(target) : Number.NEGATIVE_INFINITY;
  const seeking = { ...memory, telemetryUs: undefined, fromUs, state: 'seeking', target, isAlone, isStep } as const;
  return seek(seeking, medium.keyOf(target), nowUs, medium);
}

/**
 * The next picture of those that a target is decoded from. Where it is to be seen alone, it is the only one that is not
 * hidden; else those that are shown after it are not either, though they are decoded before.
 */
function seek(
  state: Extract<PlayState, { state: 'seeking' }>,
  place: number | undefined,
  nowUs: number,
  medium: MediumIndex,
): PlaybackStep {
  const { target, isAlone, fromUs } = state;
  if (place === undefined) return found(state, nowUs, medium);
  const isBefore = isAlone || !medium.order || medium.timeUs(place) < fromUs;
  return load(state, { place, isHidden: place < target && isBefore, isLast: isAlone && place >= target }, medium);
}

/** Where what was asked for is gone, it goes on from what there is, unless others are where that was. */
function found(state: Extract<PlayState, { state: 'seeking' }>, nowUs: number, medium: MediumIndex): PlaybackStep {
  const { clock, positionUs, inStep, isStep, target } = state;
  const isBehind = playedUs(clock, nowUs) < positionUs && !inStep;
  const memory = memoryOf(state);
  const set = isBehind ? { ...memory, clock: { ...clock, atUs: positionUs, setUs: nowUs } } : memory;
  return settle(set, isStep, target, nowUs, medium);
}

/** What was asked for is shown, as far as it is there. */
function settle(
  memory: PlaybackMemory,
  isStep: boolean,
  target: number | undefined,
  nowUs: number,
  medium: MediumIndex,
): PlaybackStep {
  const isStill = isStep || memory.clock.rate === 0;
  const isAtEnd = isStill && target !== undefined && after(medium, target) === undefined;
  const effects: PlaybackEffect[] = [{ do: 'changed' }, { do: 'follow-sound', run: memory.run }];
  if (memory.clock.rate === 0) return { state: { ...memory, isAtEnd, state: 'standing' }, effects };
  const paced = pace({ ...memory, isAtEnd, state: 'playing' }, nowUs, medium);
  return { state: paced.state, effects: [...effects, ...paced.effects] };
}

/** The next picture, or how long it is not due. */
function pace(state: Extract<PlayState, { state: 'playing' }>, nowUs: number, medium: MediumIndex): PlaybackStep {
  const next = followingOf(state, nowUs, medium);
  if (next === undefined) return atEnd(state, nowUs, medium);
  const dueUs = medium.order ? medium.order.dueUs(next) : medium.timeUs(next);
  let going = { ...state, isAtEnd: false };
  let waitUs = untilUs(going.clock, dueUs, nowUs);
  if (waitUs > LONGEST_WAIT_US && !medium.isGrowing && !going.inStep) {
    const { rate } = going.clock;
    going = { ...going, clock: { atUs: dueUs - LONGEST_WAIT_US * rate, setUs: nowUs, rate } };
    waitUs = LONGEST_WAIT_US;
  }
  if (waitUs > 0) return { state: going, effects: [{ do: 'wait', turn: going.turn, us: waitUs }] };
  const place = waitUs < -LATE_US ? catchUp(going, next, nowUs, medium) : next;
  const isLast = medium.holdsBack === true && !medium.isGrowing && nextOf(going, place, medium) === undefined;
  return load(going, { place, isHidden: isPassedOver(going, place, medium), isLast }, medium);
}

function atEnd(state: Extract<PlayState, { state: 'playing' }>, nowUs: number, medium: MediumIndex): PlaybackStep {
  const news: PlaybackEffect[] = state.isAtEnd ? [] : [{ do: 'changed' }];
  if (medium.isGrowing) {
    return { state: { ...state, isAtEnd: true }, effects: [...news, { do: 'wait', turn: state.turn, us: LOOK_US }] };
  }
  // It stands at the last picture that is shown, which may not be the last that was decoded.
  const place = medium.order ? medium.pictureAt(Number.MAX_SAFE_INTEGER) : state.place;
  const positionUs = place === undefined ? state.positionUs : medium.timeUs(place);
  const clock = { atUs: positionUs, setUs: nowUs, rate: 0 };
  return {
    state: { ...state, isAtEnd: true, place, positionUs, clock, state: 'standing' },
    effects: [{ do: 'stop-sound' }, ...news],
  };
}

function loaded(
  state: PlayState,
  event: Extract<PlaybackEvent, { type: 'loaded' }>,
  medium: MediumIndex,
): PlaybackStep {
  const { sending, isFound, nowUs } = event;
  const sent = isFound ? gave(state, event) : missed(state, sending, medium);
  const next = goOn(sent, sending, isFound, nowUs, medium);
  if (!isFound) return next;
  return { state: next.state, effects: [{ do: 'give', sending, run: state.run }, ...next.effects] };
}

function gave<S extends PlayState>(state: S, { sending, telemetryUs }: Extract<PlaybackEvent, { type: 'loaded' }>): S {
  const { place, timeUs, isHidden, isLast } = sending;
  return {
    ...state,
    telemetryUs: telemetryUs ?? state.telemetryUs,
    sent: place,
    isCalledOut: isLast,
    ...(!isHidden && { place, positionUs: timeUs }),
  };
}

/** Nothing can be decoded until the next key picture. */
function missed<S extends PlayState>(state: S, { place, isHidden }: Sending, medium: MediumIndex): S {
  if (isHidden) return state;
  const key = medium.nextKey(place);
  return { ...state, place: (key === undefined ? undefined : medium.previous(key)) ?? place };
}

/** What comes after a picture that was sent, or is gone. */
function goOn(
  state: PlayState,
  { place, isHidden }: Sending,
  isSent: boolean,
  nowUs: number,
  medium: MediumIndex,
): PlaybackStep {
  switch (state.state) {
    case 'seeking':
      if (isSent && place >= state.target) return found(state, nowUs, medium);
      // What was deleted meanwhile leads to the first that is kept, which is a key picture.
      return seek(state, medium.next(place), nowUs, medium);
    case 'stepping':
      return settle(memoryOf(state), true, state.target, nowUs, medium);
    case 'playing':
      // What is not shown is passed over all the same.
      return pace(isHidden ? { ...state, place } : state, nowUs, medium);
    case 'stopped':
    case 'standing':
      return { state, effects: [] };
  }
}

function stop(state: PlayState): PlaybackStep {
  const gone = { turn: state.turn + 1, run: 0, place: undefined, sent: undefined };
  return { state: { ...memoryOf(state), ...gone, state: 'stopped' }, effects: [{ do: 'stop-sound' }] };
}

function load(state: PlayState, what: Omit<Sending, 'turn' | 'timeUs'>, medium: MediumIndex): PlaybackStep {
  const sending = { turn: state.turn, timeUs: medium.timeUs(what.place), ...what };
  return { state, effects: [{ do: 'load', sending, knownTelemetryUs: state.telemetryUs }] };
}

function targetOf(
  { place, positionUs }: PlaybackMemory,
  fromUs: number | undefined,
  step: PlayRequest['step'],
  medium: MediumIndex,
): number | undefined {
  if (fromUs !== undefined || place === undefined) return medium.pictureAt(fromUs ?? positionUs);
  if (step === 1) return after(medium, place) ?? place;
  if (step === -1) return before(medium, place) ?? medium.pictureAt(0);
  return place;
}

function after(medium: MediumIndex, place: number): number | undefined {
  return medium.order ? medium.order.after(place) : medium.next(place);
}

function before(medium: MediumIndex, place: number): number | undefined {
  return medium.order ? medium.order.before(place) : medium.previous(place);
}

function followingOf({ place, keysOnly, clock }: PlaybackMemory, nowUs: number, medium: MediumIndex) {
  if (place === undefined) return medium.pictureAt(playedUs(clock, nowUs));
  return keysOnly ? medium.nextKey(place) : medium.next(place);
}

function nextOf({ keysOnly }: PlaybackMemory, place: number, medium: MediumIndex): number | undefined {
  return keysOnly ? medium.nextKey(place) : medium.next(place);
}

/** Decoded after what was asked for and shown before it, or outside of what is shown at all. */
function isPassedOver({ fromUs }: PlaybackMemory, place: number, medium: MediumIndex): boolean {
  const { order } = medium;
  return order !== undefined && (medium.timeUs(place) < fromUs || !order.isShown(place));
}

/** The newest key picture whose time has come; where that is no gain, the next. */
function catchUp({ clock }: PlaybackMemory, next: number, nowUs: number, medium: MediumIndex): number {
  const due = medium.pictureAt(playedUs(clock, nowUs));
  const key = due === undefined ? undefined : medium.keyOf(due);
  return key !== undefined && key > next ? key : next;
}

/** Without what one state alone has. */
function memoryOf(state: PlayState): PlaybackMemory {
  const { turn, run, keysOnly, inStep, isAtEnd, clock, place, sent } = state;
  const { fromUs, isCalledOut, positionUs, telemetryUs } = state;
  return { turn, run, keysOnly, inStep, isAtEnd, clock, place, sent, fromUs, isCalledOut, positionUs, telemetryUs };
}
