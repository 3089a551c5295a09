import type { LibraryState } from '#contracts/library';
import { DiskLeft } from '../../shared/recordings/DiskLeft';
import { useTexts } from '../../ui/use-texts';
import { summaryOf } from './describe-recording';

/** How many recordings there are, how large they are, and how much more the disk takes. */
export function LibrarySummary({ library }: { readonly library: LibraryState }) {
  const t = useTexts();
  return (
    <div className="library-summary">
      <output>{t(summaryOf(library))}</output>
      <DiskLeft />
    </div>
  );
}
