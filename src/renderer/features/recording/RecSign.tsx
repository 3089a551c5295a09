import { useEffect, useState } from 'react';
import { timeLeft } from '../../shared/recordings/disk-left';
import { recordingsState } from '../../shared/recordings/recordings-state';
import { useTexts } from '../../ui/use-texts';
import type { SlotProps } from '../../viewer/parts';
import { sinceStationUs } from '../../viewer/viewer';
import { useFeatureState, useViewer } from '../../viewer/viewer-context';
import { recordingOf, recSign } from './rec-state';

interface Props {
  readonly stream: string | undefined;
  /** Where there is little room, how long the disk lasts is said when it is a caution. */
  readonly isSmall?: boolean;
}

/** Over the picture that fills the window. */
export function PictureRecSign({ stream }: SlotProps['picture']) {
  return <RecSign stream={stream} />;
}

/** Over a tile's picture, which is small. */
export function TileRecSign({ stream }: SlotProps['tile']) {
  return <RecSign stream={stream} isSmall />;
}

/** Says over a picture that it is being recorded, for how long, and how long the disk takes it. */
function RecSign({ stream, isSmall = false }: Props) {
  const t = useTexts();
  const viewer = useViewer();
  const state = useFeatureState(recordingsState, ({ recordings }) => recordingOf(recordings, stream));
  const sinceUs = state?.state === 'recording' ? state.sinceUs : undefined;
  const elapsedMs = useElapsed(sinceUs, (us) => sinceStationUs(viewer, us));
  const left = useFeatureState(recordingsState, ({ recordings }) => {
    const time = timeLeft(recordings?.disk);
    return time && { ...time, words: t(time.words) };
  });
  if (!state) return null;
  const { kind, glyph, words, label } = recSign(state, elapsedMs);
  return (
    <output
      className="rec"
      data-kind={kind}
      aria-label={left?.isLow ? t('rec.about.left', { about: label, left: left.words }) : t(label)}
    >
      <span className="glyph" aria-hidden="true">
        {glyph}
      </span>
      <span aria-hidden="true">{t(words)}</span>
      {kind === 'recording' && left && (left.isLow || !isSmall) && (
        <span className="rec-left" data-low={left.isLow} aria-hidden="true">
          {left.isLow && '▲ '}
          {left.words}
        </span>
      )}
    </output>
  );
}

/** Again with each second that begins. */
function useElapsed(sinceUs: number | undefined, elapsed: (us: number) => number | undefined): number | undefined {
  const [, tick] = useState(0);
  useEffect(() => {
    if (sinceUs === undefined) return undefined;
    const timer = setInterval(() => tick((count) => count + 1), 500);
    return () => clearInterval(timer);
  }, [sinceUs]);
  return sinceUs === undefined ? undefined : elapsed(sinceUs);
}
