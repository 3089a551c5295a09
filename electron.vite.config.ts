import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Older runtimes (Chromium 130, Node 20.18) must load what is built here; see docs/decisions/0002-build-targets.md.
const NODE_TARGET = 'node20.18';
const CHROME_TARGET = 'chrome130';

// `ws` tries these native helpers and does without them.
const OPTIONAL_NATIVES = ['bufferutil', 'utf-8-validate'];

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: NODE_TARGET,
      // Everything but Electron is bundled, so that a package carries no node_modules.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'src/main/index.ts', early: 'src/main/early.ts' },
        external: ['electron', ...OPTIONAL_NATIVES],
        // CommonJS, since `electron -r` loads early.cjs with require.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: NODE_TARGET,
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        external: ['electron'],
        // A sandboxed preload is one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    worker: {
      format: 'es',
      // Its folder tells the server which content security policy it needs (src/contracts/content-security.ts).
      rollupOptions: { output: { entryFileNames: 'wasm-worker/[name]-[hash].js' } },
    },
    build: {
      outDir: 'out/renderer',
      target: CHROME_TARGET,
      minify: true,
      // Fonts stay files: the content security policy allows no data: fonts.
      assetsInlineLimit: 0,
      // Phones are given a light page of their own.
      rollupOptions: { input: { index: 'src/renderer/index.html', phone: 'src/renderer/phone/index.html' } },
    },
  },
});
