import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { fileHeaders, SECURITY_HEADERS } from '#contracts/content-security';
import { english } from '#core/texts/english';
import { findStaticFile } from '#station/gateway/static-files';
import type { AppApi } from './app-api';

const SCHEME = 'app';
const AUTHORITY = 'groundglass';
/** The viewer's page. Its own scheme instead of file://, so that it has an origin and can be confined to it. */
export const VIEWER_URL = `${SCHEME}://${AUTHORITY}/`;

/** Must run before Electron is ready. Secure, or there would be no WebCodecs. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built viewer and an API under `app://groundglass/`, and nothing under any other name. */
export function serveViewer(viewerRoot: string, api: AppApi): void {
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url);
    const isOurs = url.host === AUTHORITY;
    const answer = isOurs ? await api(request) : undefined;
    if (answer) return answer;
    const file = isOurs && request.method === 'GET' ? await findStaticFile(viewerRoot, url.pathname) : undefined;
    if (!file) return new Response(english('http.noPage'), { status: 404, headers: SECURITY_HEADERS });
    return new Response(await readFile(file.file), {
      headers: { ...fileHeaders(url.pathname), 'Content-Type': file.type },
    });
  });
}
