import { useEffect } from 'react';
import { useViewer } from '../viewer/viewer-context';

/** The actions' keys, wherever the focus is but where the key means something there. */
export function useActionKeys(): void {
  const viewer = useViewer();
  useEffect(() => {
    const actionOf = new Map(Object.entries(viewer.actions).map(([id, { key }]) => [key, id]));
    const press = (event: KeyboardEvent) => {
      const action = isTaken(event) ? undefined : actionOf.get(event.key.toLowerCase());
      if (action === undefined) return;
      event.preventDefault();
      viewer.run(action);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [viewer]);
}

/** Whether a key press means something else: a shortcut, a letter in a field. */
function isTaken({ ctrlKey, metaKey, altKey, repeat, target }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || repeat) return true;
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], [role=menu]') !== null
  );
}
