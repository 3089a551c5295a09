import { useEffect } from 'react';
import type { TimelineControl } from './control';

/** The timeline's keys, as the card of keys has them. */
export const TIMELINE_KEYS = [
  ['Space', 'Pause, or play on'],
  ['← →', '5 seconds back or on (Shift: 1)'],
  [', .', 'One picture back or on'],
  ['+ −', 'Faster or slower'],
  ['m', 'Mark this moment'],
  ['Home', 'Oldest picture kept'],
  ['End', 'Live'],
] as const;

const SEEK_S = 5;
const SHORT_SEEK_S = 1;

type Act = (control: TimelineControl, isShort: boolean) => void;

const ACTS: Readonly<Record<string, Act>> = {
  ' ': (control) => control.pauseOrPlay(),
  ArrowLeft: (control, isShort) => control.seekBy(isShort ? -SHORT_SEEK_S : -SEEK_S),
  ArrowRight: (control, isShort) => control.seekBy(isShort ? SHORT_SEEK_S : SEEK_S),
  ',': (control) => control.step(-1),
  '.': (control) => control.step(1),
  '+': (control) => control.faster(1),
  '=': (control) => control.faster(1),
  '-': (control) => control.faster(-1),
  m: (control) => control.mark(),
  Home: (control) => control.toBegin(),
  End: (control) => control.live(),
};

/**
 * The keys mean the timeline wherever the focus is, but where they mean something there: Space on a button, arrows on the
 * wall's tiles.
 *
 * @param onUse somebody uses the timeline by keyboard
 */
export function useTimelineKeys(control: TimelineControl, isThere: boolean, onUse: () => void): void {
  useEffect(() => {
    if (!isThere) return;
    const press = (event: KeyboardEvent) => {
      const act = ACTS[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.repeat && (event.key === ' ' || event.key === 'm')) return;
      const { target } = event;
      if (target instanceof Element && isTaken(target, event.key)) return;
      event.preventDefault();
      act(control, event.shiftKey);
      onUse();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [control, isThere, onUse]);
}

function isTaken(target: Element, key: string): boolean {
  if (target.closest('input, textarea, select, [role=dialog], [role=menu], [role=radiogroup]')) return true;
  return key === ' ' && target.closest('button:not(.tile-face)') !== null;
}
