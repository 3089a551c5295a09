// `npm test`: every check and every test, from a fresh clone. The last line is `N passed, N failed`.
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { openStepLog } from './lib/step-log.mjs';
import { summarise } from './lib/summary.mjs';
import { planTests } from './lib/test-plan.mjs';

const plan = planTests(process.argv.slice(2));
if ('fault' in plan) {
  console.error(plan.fault);
  process.exit(2);
}

const log = openStepLog(plan.append);
const finish = () => {
  const { text, ok } = summarise(log.steps);
  console.log(text);
  process.exit(ok ? 0 : 1);
};

if (!(await ensureDependencies())) {
  log.add({ name: 'packages', ok: false });
  finish();
}

// These look into node_modules, which has only now to be there.
const { testTools } = await import('./lib/test-tools.mjs');
const { testSteps } = await import('./lib/test-steps.mjs');

const needTools = ['unit', 'chromium', 'electron'];
const needOut = ['chromium', 'electron', 'package'];
const tools = plan.steps.some((name) => needTools.includes(name)) ? await testTools() : { env: {}, notes: [] };
// Without the step `build` (--only) what lies in out/ may be old.
let isBuilt =
  plan.steps.includes('build') || !plan.steps.some((name) => needOut.includes(name)) || (await ensureBuilt());

for (const name of plan.steps) {
  console.log(`\n── ${name} ──`);
  const blocked = needOut.includes(name) && !isBuilt;
  const outcome = blocked ? { ok: false, notRun: 'the build failed' } : await testSteps[name](tools);
  if (name === 'build') isBuilt = outcome.ok;
  if (outcome.notRun) console.log(outcome.notRun);
  log.add({ name, ...outcome });
}

finish();
