// Builds main, preload, renderer and the command line into out/. The two configurations hold all settings.
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { packageScript } from './lib/paths.mjs';
import { runNode } from './lib/run.mjs';

if (!(await ensureDependencies())) process.exit(1);

const steps = [
  { script: packageScript('electron-vite'), args: ['build'] },
  { script: packageScript('vite'), args: ['build', '--config', 'vite.cli.config.ts'] },
];
for (const { script, args } of steps) {
  const { code } = await runNode(script, args, { env: { NODE_ENV: 'production' } });
  if (code !== 0) process.exit(code);
}
