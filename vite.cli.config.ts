import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** The command line program: plain Node, one file, everything bundled. */
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
      output: { format: 'es', entryFileNames: '[name].js', banner: '#!/usr/bin/env node' },
    },
  },
});
