/** Gives the chosen tile the keyboard, unless something outside of the tiles has it. */
export function focusChosen(): void {
  const { activeElement } = document;
  const isElsewhere = activeElement !== document.body && !activeElement?.classList.contains('tile-face');
  if (!isElsewhere) document.querySelector<HTMLElement>('.wall [aria-current] .tile-face')?.focus();
}
