import type { ExportJob, ExportsState } from '#contracts/exports';
import { defineState } from '../../viewer/service';

export interface ClipsState {
  /** The station's clips, once it has said. */
  readonly exports: ExportsState | undefined;
  /** Those that are made in this window, newest first. */
  readonly windowJobs: readonly ExportJob[];
}

export const clipsState = defineState<ClipsState>({ exports: undefined, windowJobs: [] });
