import { Button } from 'react-aria-components';
import type { PlaybackInfo } from '#contracts/playback';
import { formatClock } from '../../shared/past/scale';
import { formatDuration, isWhole, keptOf, type Selection } from '../../shared/past/selection';
import { selectionControl, selectionState } from '../../shared/past/selection-control';
import { useTexts } from '../../ui/use-texts';
import { useFeatureState, useService, useViewer } from '../../viewer/viewer-context';

/** For touch, and for those who do not know the keys: selects what just happened. */
export function SelectButton() {
  const t = useTexts();
  const control = useService(selectionControl);
  const hasSelection = useFeatureState(selectionState, (state) => state.selection !== undefined);
  if (hasSelection) return null;
  return (
    <Button className="timeline-button" aria-label={t('selection.select')} onPress={() => control.propose()}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path
          d="M6.2 9.8 13.5 2.5M6.2 6.2l7.3 7.3M6.5 4.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0zm0 7a2 2 0 1 1-4 0 2 2 0 0 1 4 0z"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinecap="round"
        />
      </svg>
    </Button>
  );
}

/** From when to when, how long, and what can be done with it. */
export function SelectionBar({ range }: { readonly range: PlaybackInfo }) {
  const t = useTexts();
  const viewer = useViewer();
  const control = useService(selectionControl);
  const selection = useFeatureState(selectionState, (state) => state.selection);
  if (!selection) return null;
  const kept = keptOf(selection, range);
  return (
    <section className="selection-bar" aria-label={t('selection.clip')}>
      <p className="selection-times">
        <Times selection={selection} />
        <output className="selection-length" aria-label={t('selection.length')}>
          {kept && isWhole(selection) ? formatDuration(kept.outUs - kept.inUs) : '–'}
        </output>
      </p>
      <Button className="timeline-button" aria-label={t('selection.begin')} onPress={() => control.beginHere()}>
        <span className="key" aria-hidden="true">
          [
        </span>
      </Button>
      <Button className="timeline-button" aria-label={t('selection.end')} onPress={() => control.endHere()}>
        <span className="key" aria-hidden="true">
          ]
        </span>
      </Button>
      <Button
        className="timeline-button"
        aria-label={t('selection.play')}
        isDisabled={!kept}
        onPress={() => control.play()}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path
            d="M3.5 2.5H2v11h1.5M12.5 2.5H14v11h-1.5M6 5v6l5-3z"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
            strokeLinejoin="round"
          />
        </svg>
      </Button>
      <Button
        className="timeline-button selection-export"
        aria-label={t('selection.takeOut')}
        isDisabled={!kept}
        onPress={() => viewer.run('clip')}
      >
        {t('dialog.clip…')}
      </Button>
      <Button className="timeline-button" aria-label={t('selection.clear')} onPress={() => control.clear()}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="m4 4 8 8M12 4l-8 8" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
        </svg>
      </Button>
    </section>
  );
}

/** An end that is not marked yet says how to mark it. */
function Times({ selection: { inUs, outUs } }: { readonly selection: Selection }) {
  const t = useTexts();
  return (
    <span>
      {inUs === undefined ? t('selection.noBegin') : formatClock(inUs)} –{' '}
      {outUs === undefined ? t('selection.noEnd') : formatClock(outUs)}
    </span>
  );
}
