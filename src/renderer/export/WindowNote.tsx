import type { ExportOutput } from '#core/exports/output';
import { judgeMemory, type MemoryVerdict } from '../export-wasm/memory';
import type { ClipSubject } from './clip-subject';
import { USUAL_SIZE } from './estimate';

/** Whether this window has the memory for a clip; `undefined` for a lossless one, which takes none. */
export function memoryOf(output: ExportOutput, { size }: ClipSubject, seconds: number): MemoryVerdict | undefined {
  return output.kind === 'lossless' ? undefined : judgeMemory({ output, picture: size ?? USUAL_SIZE, seconds });
}

interface Props {
  readonly mayChange: boolean;
  /** What is said of the memory. */
  readonly limit: string | undefined;
}

/** Why this window makes the clip itself, and what that means. */
export function WindowNote({ mayChange, limit }: Props) {
  return (
    <div className="export-note">
      <p>
        {mayChange
          ? 'The station has no ffmpeg, so that this window makes it: several times slower, and only while it is open.'
          : 'You may watch, but start nothing at the station, so that this window makes it, while it is open.'}
      </p>
      {limit !== undefined && <p>{limit}</p>}
    </div>
  );
}
