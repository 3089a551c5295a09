import { useTexts } from '../../ui/use-texts';
import { useViewerState } from '../../viewer/viewer-context';

/** What was just done, in a line that goes by itself. */
export function Announcement() {
  const t = useTexts();
  const text = useViewerState((state) => state.announced);
  return (
    <output className="told" data-empty={text === undefined} aria-live="polite">
      {text && t(text)}
    </output>
  );
}
