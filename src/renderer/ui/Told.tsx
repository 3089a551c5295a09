import { useViewerState } from './viewer-context';

/** What was just done, in a line that goes by itself. */
export function Told() {
  const told = useViewerState((state) => state.told);
  return (
    <output className="told" data-empty={told === undefined} aria-live="polite">
      {told}
    </output>
  );
}
