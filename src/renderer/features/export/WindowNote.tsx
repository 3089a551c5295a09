import type { ExportOutput } from '#core/exports/output';
import type { Text } from '#core/texts/text';
import type { ClipSubject } from '../../shared/clips/clip-subject';
import { useTexts } from '../../ui/use-texts';
import { USUAL_SIZE } from './estimate';
import { judgeMemory, type MemoryVerdict } from './wasm/memory';

/** Whether this window has the memory for a clip; `undefined` for a lossless one, which takes none. */
export function memoryOf(output: ExportOutput, { size }: ClipSubject, seconds: number): MemoryVerdict | undefined {
  return output.kind === 'lossless' ? undefined : judgeMemory({ output, picture: size ?? USUAL_SIZE, seconds });
}

interface Props {
  readonly mayChange: boolean;
  /** What is said of the memory. */
  readonly limit: Text | undefined;
}

/** Why this window makes the clip itself, and what that means. */
export function WindowNote({ mayChange, limit }: Props) {
  const t = useTexts();
  return (
    <div className="export-note">
      <p>{mayChange ? t('clip.inWindow.noFfmpeg') : t('clip.inWindow.mayNot')}</p>
      {limit !== undefined && <p>{t(limit)}</p>}
    </div>
  );
}
