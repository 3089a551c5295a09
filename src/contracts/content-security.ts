// not shown in this file: headers
/** The one style sheet that React Aria writes into the page (`touch-action` of what can be pressed), by its hash. */
const PRESSABLE_STYLE = 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=';

/**
 * What the viewer's page may load: its own files, and a WebSocket to where it came from. Nothing inline, nothing from
 * elsewhere.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' '${PRESSABLE_STYLE}'`,
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob: mediastream:",
  "worker-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Folder of the one worker that compiles WebAssembly, see `electron.vite.config.ts`. */
const WASM_WORKER_PATH = '/wasm-worker/';

/**
 * What that worker may load: its own files, and WebAssembly. A worker has the policy that its script comes with; the page's
 * allows neither `eval` nor WebAssembly.
 */
const WASM_WORKER_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of one file of the viewer, by its path. */
export function fileHeaders(urlPath: string): Readonly<Record<string, string>> {
  const isWorker = urlPath.startsWith(WASM_WORKER_PATH);
  return isWorker ? { ...SECURITY_HEADERS, 'Content-Security-Policy': WASM_WORKER_POLICY } : SECURITY_HEADERS;
}

/** The headers that go with every answer, and every file of the viewer but that worker. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};
