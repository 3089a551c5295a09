import type { LibraryState } from '#contracts/library';
import { DiskLeft } from '../recording/DiskLeft';
import { summaryOf } from './describe-recording';

/** How many recordings there are, how large they are, and how much more the disk takes. */
export function LibrarySummary({ library }: { readonly library: LibraryState }) {
  return (
    <div className="library-summary">
      <output>{summaryOf(library)}</output>
      <DiskLeft />
    </div>
  );
}
