import type { ExportSpec } from '#contracts/exports';

/** What is asked for; the page gives it a name to know it again. */
export type ClipSpec = Omit<ExportSpec, 'request'>;

/** Who makes a clip. */
export type ClipPlace = 'station' | 'window';
