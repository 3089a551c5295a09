import { type RefObject, useEffect, useRef } from 'react';

/**
 * Escape where nothing has the focus: what was pressed has gone from the page, and the dialog gets the focus back in a frame
 * or more. A key that is pressed by then goes to the page, of which no dialog hears.
 *
 * @param onEscape where this is the uppermost dialog
 * @returns goes to the modal
 */
export function useEscapeWithoutFocus(isOpen: boolean, onEscape: () => void): RefObject<HTMLDivElement | null> {
  const modal = useRef<HTMLDivElement>(null);
  const latest = useRef(onEscape);
  latest.current = onEscape;
  useEffect(() => {
    if (!isOpen) return;
    const press = ({ key, target }: KeyboardEvent) => {
      if (key !== 'Escape' || target !== document.body) return;
      const uppermost = Array.from(document.querySelectorAll('.modal')).at(-1);
      if (uppermost === modal.current) latest.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [isOpen]);
  return modal;
}
