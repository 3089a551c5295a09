import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import type { PlaybackInfo } from '#contracts/playback';
import { formatClock, shareOf } from '../../shared/past/scale';
import { isWhole, keptOf, type Selection, withEnd } from '../../shared/past/selection';
import { selectionControl, selectionState } from '../../shared/past/selection-control';
import { useTexts } from '../../ui/use-texts';
import { useFeatureState, useViewer } from '../../viewer/viewer-context';

/** A picture is asked for no oftener while a handle is dragged. */
const APART_MS = 80;
/** What an arrow key moves a handle by; with Shift. */
const STEP_MS = 100;
const LONG_STEP_MS = 1000;

const percent = (share: number) => `${(share * 100).toFixed(3)}%`;

type End = 'inUs' | 'outUs';
const NAMES = { inUs: 'selection.in', outUs: 'selection.out' } as const;

interface Props {
  readonly range: PlaybackInfo;
  /** Somebody uses the handles by keyboard. */
  readonly onUse: () => void;
}

/** What is selected, drawn over the timeline between brackets, and a handle below each of them. */
export function SelectionHandles({ range, onUse }: Props) {
  const t = useTexts();
  const selection = useFeatureState(selectionState, (state) => state.selection);
  const viewer = useViewer();
  const control = viewer.get(selectionControl);
  const lastMs = useRef(0);
  const dragged = useRef<End | undefined>(undefined);
  const kept = selection && keptOf(selection, range);
  if (!kept) return null;
  const ends = (['inUs', 'outUs'] as const).filter((end) => selection[end] !== undefined);

  const change = (values: readonly number[]) => {
    const next: Selection = Object.fromEntries(ends.map((end, at) => [end, (values[at] ?? 0) * 1000]));
    const moved = ends.find((end) => Math.abs((next[end] ?? 0) - kept[end]) > 500);
    if (!moved) return;
    // What was not moved keeps its picture's own time.
    const exact = withEnd(selection, moved, next[moved] ?? 0);
    dragged.current = moved;
    if (performance.now() - lastMs.current < APART_MS) return viewer.get(selectionState).setState({ selection: exact });
    lastMs.current = performance.now();
    control.move(exact, exact[moved] ?? 0);
  };
  /** Shows the picture that a handle was let go at, though the one before was asked for just now. */
  const release = () => {
    const { selection: now } = viewer.get(selectionState).getState();
    const us = dragged.current && now?.[dragged.current];
    dragged.current = undefined;
    if (now && us !== undefined) control.move(now, us);
  };
  const press = (end: End, event: KeyboardEvent) => {
    const sign = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (sign === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const toUs = kept[end] + sign * (event.shiftKey ? LONG_STEP_MS : STEP_MS) * 1000;
    const next = withEnd(selection, end, Math.min(Math.max(toUs, range.beginUs), range.endUs));
    control.move(next, next[end] ?? 0);
    onUse();
  };
  const left = shareOf(kept.inUs, range);
  return (
    <Slider
      className="selection"
      aria-label={t('selection.clip')}
      value={ends.map((end) => kept[end] / 1000)}
      minValue={range.beginUs / 1000}
      maxValue={range.endUs / 1000}
      step={0.001}
      onChange={change}
      onChangeEnd={release}
    >
      <SliderTrack className="selection-track">
        <span
          className="selection-span"
          data-whole={isWhole(selection)}
          style={{ left: percent(left), width: percent(shareOf(kept.outUs, range) - left) }}
        />
        {ends.map((end, at) => (
          <Handle key={end} index={at} end={end} us={kept[end]} onKey={(event) => press(end, event)} />
        ))}
      </SliderTrack>
    </Slider>
  );
}

interface HandleProps {
  readonly index: number;
  readonly end: End;
  readonly us: number;
  /** Hears its keys before the slider does. */
  readonly onKey: (event: KeyboardEvent) => void;
}

/** One end's handle. */
function Handle({ index, end, us, onKey }: HandleProps) {
  const t = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const spoken = formatClock(us);
  // A slider of react-aria tells its number; this one's is a time of day.
  useLayoutEffect(() => input.current?.setAttribute('aria-valuetext', spoken));
  return (
    <span onKeyDownCapture={onKey}>
      <SliderThumb
        index={index}
        className="selection-thumb"
        data-end={end}
        aria-label={t(NAMES[end])}
        inputRef={input}
      />
    </span>
  );
}
