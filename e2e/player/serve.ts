import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Clip } from './numbered-clip';

const PAGE = `<!doctype html><html><head><meta charset="utf-8"><title>player</title>
<style>body { margin: 0; background: #000 } #root { width: 640px; height: 480px }</style></head>
<body><div id="root"></div><script type="module" src="/page.js"></script></body></html>`;

/** Bundles the player's page and serves it with its clips on localhost, which is a secure context. */
export async function servePlayer(clips: Readonly<Record<string, Clip>>) {
  const script = await bundle();
  const answers = new Map<string, { readonly type: string; readonly body: string | Buffer }>([
    ['/', { type: 'text/html', body: PAGE }],
    ['/page.js', { type: 'text/javascript', body: script }],
  ]);
  for (const [name, clip] of Object.entries(clips)) {
    answers.set(`/clip/${name}.h264`, { type: 'application/octet-stream', body: clip.bytes });
    answers.set(`/clip/${name}.json`, { type: 'application/json', body: JSON.stringify(clip.units) });
  }
  const server = createServer((request, response) => {
    const answer = answers.get(request.url ?? '');
    if (answer) response.writeHead(200, { 'content-type': answer.type }).end(answer.body);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'chrome130',
      minify: false,
      lib: { entry: fileURLToPath(new URL('page.ts', import.meta.url)), formats: ['es'], fileName: 'page' },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  for (const output of outputs) {
    if (!('output' in output)) continue;
    for (const chunk of output.output) if (chunk.type === 'chunk') return chunk.code;
  }
  throw new Error('vite built no script');
}
