import type { KeyboardEvent } from 'react';

/** How many rows a key goes on. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -8,
  PageDown: 8,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * Up and down go to the same button of another row: a long list is not tabbed through. Before the button hears the key,
 * since one with a menu would open it; Enter and Space still do.
 */
export function moveAmongRows(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const { target, currentTarget } = event;
  const row = target instanceof HTMLElement ? target.closest('tr') : null;
  if (!row || !(target instanceof HTMLElement)) return;
  const rows = [...currentTarget.querySelectorAll('tr')].filter((one) => buttonsOf(one).length > 0);
  const at = Math.min(rows.length - 1, Math.max(0, rows.indexOf(row) + step));
  const button = buttonsOf(row).indexOf(target);
  const there = rows[at] ? buttonsOf(rows[at]) : [];
  if (button < 0) return;
  event.preventDefault();
  event.stopPropagation();
  (there[button] ?? there.at(-1))?.focus();
}

function buttonsOf(row: Element): readonly HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>('button:not(:disabled), a[href]')];
}
