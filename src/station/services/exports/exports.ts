import type { ExportJob, ExportSpec } from '#contracts/exports';
import type { Text } from '#core/texts/text';
import { Capability } from '../../capability';

/** A clip that is in the list, or why it is not. */
export type Started =
  | { readonly ok: true; readonly job: ExportJob }
  | {
      readonly ok: false;
      readonly cause: 'no-source' | 'no-ffmpeg' | 'busy';
      readonly message: Text;
      readonly tip: Text;
    };

export const EXPORTS = new Capability<Exports>('exports');

/** Makes clips, one after the other, for as long as the station lives. */
export interface Exports {
  /** All jobs, newest first, and what can be made. */
  state(): { readonly folder: string; readonly canReencode: boolean; readonly jobs: readonly ExportJob[] };
  start(spec: ExportSpec): Started;
  /** @returns whether it waited or was being made */
  cancel(id: string): boolean;
  /** Takes one that has ended off the list. @returns whether there was one */
  remove(id: string, withFile: boolean): Promise<boolean>;
  /** The file of one that is done. */
  fileOf(id: string): string | undefined;
  /** Calls back when a job comes, begins, ends or goes. */
  onChange(listener: () => void): () => void;
}
