import { useViewerState } from '../ui/viewer-context';
import { timeLeft } from './disk-left';
import { formatSize } from './format-size';

/** How much the disk of the recordings still takes: in bytes, and in time while something is recorded. */
export function DiskLeft() {
  const disk = useViewerState(({ recordings }) => recordings?.disk);
  if (!disk) return null;
  const left = timeLeft(disk);
  return (
    <p className="disk-left">
      {formatSize(disk.freeBytes)} free
      {left && (
        <span data-low={left.isLow}>
          {left.isLow ? ' ▲ ' : ' · '}
          {left.words}
          {left.isLow && <span className="visually-hidden">, caution</span>}
        </span>
      )}
    </p>
  );
}
