import { formatSize } from '../../ui/format-size';
import { useTexts } from '../../ui/use-texts';
import { useFeatureState } from '../../viewer/viewer-context';
import { timeLeft } from './disk-left';
import { recordingsState } from './recordings-state';

/** How much the disk of the recordings still takes: in bytes, and in time while something is recorded. */
export function DiskLeft() {
  const t = useTexts();
  const disk = useFeatureState(recordingsState, ({ recordings }) => recordings?.disk);
  if (!disk) return null;
  const left = timeLeft(disk);
  return (
    <p className="disk-left">
      {t('disk.free', { size: formatSize(disk.freeBytes) })}
      {left && (
        <span data-low={left.isLow}>
          {left.isLow ? ' ▲ ' : ' · '}
          {t(left.words)}
          {left.isLow && <span className="visually-hidden">{t('disk.caution')}</span>}
        </span>
      )}
    </p>
  );
}
