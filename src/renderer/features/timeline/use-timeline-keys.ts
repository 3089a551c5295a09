import { useEffect } from 'react';
import { text, verbatim } from '#core/texts/text';
import { type TimelineControl, timelineControl } from '../../shared/past/control';
import { type SelectionControl, selectionControl } from '../../shared/past/selection-control';
import type { KeyHelp } from '../../viewer/parts';
import { useService } from '../../viewer/viewer-context';

/** The timeline's keys, as the card of keys has them. */
export const TIMELINE_KEYS: readonly KeyHelp[] = [
  { keys: text('keys.space'), label: text('keys.pauseOrPlay') },
  { keys: verbatim('← →'), label: text('keys.seek') },
  { keys: verbatim(', .'), label: text('keys.step') },
  { keys: verbatim('< >'), label: text('keys.shiftTelemetry') },
  { keys: verbatim('+ −'), label: text('keys.speed') },
  { keys: verbatim('[ ]'), label: text('keys.selection') },
  { keys: text('keys.home'), label: text('keys.oldest') },
  { keys: text('keys.end'), label: text('keys.live') },
];

const SEEK_S = 5;
const SHORT_SEEK_S = 1;
const SHIFT_S = 0.1;

type Act = (control: TimelineControl, isShort: boolean, selection: SelectionControl) => void;

const ACTS: Readonly<Record<string, Act>> = {
  ' ': (control) => control.pauseOrPlay(),
  ArrowLeft: (control, isShort) => control.seekBy(isShort ? -SHORT_SEEK_S : -SEEK_S),
  ArrowRight: (control, isShort) => control.seekBy(isShort ? SHORT_SEEK_S : SEEK_S),
  ',': (control) => control.step(-1),
  '.': (control) => control.step(1),
  '<': (control) => control.shiftTelemetry(-SHIFT_S),
  '>': (control) => control.shiftTelemetry(SHIFT_S),
  '+': (control) => control.faster(1),
  '=': (control) => control.faster(1),
  '-': (control) => control.faster(-1),
  '[': (_control, _isShort, selection) => selection.beginHere(),
  ']': (_control, _isShort, selection) => selection.endHere(),
  Home: (control) => control.toBegin(),
  End: (control) => control.live(),
};

/**
 * The keys mean the timeline wherever the focus is, but where they mean something there: Space on a button, arrows on the
 * wall's tiles.
 *
 * @param onUse somebody uses the timeline by keyboard
 */
export function useTimelineKeys(isThere: boolean, onUse: () => void): void {
  const timeline = useService(timelineControl);
  const selection = useService(selectionControl);
  useEffect(() => {
    if (!isThere) return;
    const press = (event: KeyboardEvent) => {
      const act = ACTS[event.key];
      if (!act || isShortcut(event) || event.defaultPrevented) return;
      if (event.repeat && event.key === ' ') return;
      const { target } = event;
      if (target instanceof Element && isTaken(target, event.key)) return;
      event.preventDefault();
      act(timeline, event.shiftKey, selection);
      onUse();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [timeline, selection, isThere, onUse]);
}

/** AltGr, which brackets need on many keyboards, is told as Ctrl and Alt by some systems. */
function isShortcut(event: KeyboardEvent): boolean {
  return !event.getModifierState('AltGraph') && (event.ctrlKey || event.metaKey || event.altKey);
}

function isTaken(target: Element, key: string): boolean {
  if (target.closest('input, textarea, select, [role=dialog], [role=menu], [role=radiogroup]')) return true;
  return key === ' ' && target.closest('button:not(.tile-face)') !== null;
}
