import wasmUrl from '@ffmpeg/core/wasm?url';
import coreUrl from '@ffmpeg/core?url';
import workerUrl from '@ffmpeg/ffmpeg/worker?worker&url';
import regular from '@fontsource/b612/files/b612-latin-400-normal.woff?url';
import bold from '@fontsource/b612/files/b612-latin-700-normal.woff?url';

/** Where the parts of the ffmpeg for browsers are: files of the viewer's own, 32 MB that are fetched only when they are needed. */
export const PARTS = { coreURL: absolute(coreUrl), wasmURL: absolute(wasmUrl), classWorkerURL: absolute(workerUrl) };

/** The overlay's fonts, by the names that they are written under. */
export const FONTS: Readonly<Record<string, string>> = { 'regular.woff': regular, 'bold.woff': bold };

/** The worker has a folder of its own, and knows no other's. */
function absolute(url: string): string {
  return new URL(url, document.baseURI).href;
}
