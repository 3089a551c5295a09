import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** The command line program: plain Node, everything bundled. The host is a part of its own, which loads nothing of a station. */
export default defineConfig({
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    outDir: 'out/cli',
    emptyOutDir: true,
    target: 'node20.18',
    rollupOptions: {
      input: { index: 'src/cli/index.ts' },
      external: [...builtinModules, /^node:/, 'bufferutil', 'utf-8-validate'],
      output: {
        format: 'es',
        entryFileNames: '[name].js',
        // Beside the entry, from where the program finds its other files.
        chunkFileNames: '[name]-[hash].js',
        banner: ({ isEntry }) => (isEntry ? '#!/usr/bin/env node' : ''),
      },
    },
  },
});
