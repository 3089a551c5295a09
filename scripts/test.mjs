// `npm test`: every check and every test, from a fresh clone. The last line is `N passed, N failed`.
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { openStepLog } from './lib/step-log.mjs';
import { summarise } from './lib/summary.mjs';
import { groupSteps, planTests } from './lib/test-plan.mjs';
import { rememberTraces } from './lib/traces.mjs';

const plan = planTests(process.argv.slice(2));
if ('fault' in plan) {
  console.error(plan.fault);
  process.exit(2);
}

// Before anything is installed or built.
const traces = await rememberTraces();
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
const found = plan.steps.some((name) => needTools.includes(name))
  ? await testTools(plan.quick)
  : { env: {}, notes: [] };
const tools = { ...found, quick: plan.quick, traces };
// Without the step `build` (--only) what lies in out/ may be old.
let isBuilt =
  plan.steps.includes('build') || !plan.steps.some((name) => needOut.includes(name)) || (await ensureBuilt());

/** @param {import('./lib/test-plan.mjs').StepName} name */
async function runStep(name) {
  console.log(`\n── ${name} ──`);
  const startMs = performance.now();
  const blocked = needOut.includes(name) && !isBuilt;
  const outcome = blocked ? { ok: false, notRun: 'the build failed' } : await testSteps[name](tools);
  const seconds = (performance.now() - startMs) / 1000;
  if (name === 'build') isBuilt = outcome.ok;
  if (outcome.notRun) console.log(outcome.notRun);
  if (!outcome.ok) console.log(`── ${name} FAILED ──`);
  log.add({ name, ...outcome, seconds });
}

/** Two at a time: what is run beside each other uses one core each. @param {import('./lib/test-plan.mjs').StepName[]} group */
async function runGroup(group) {
  const left = [...group];
  const lane = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) await runStep(name);
  };
  await Promise.all([lane(), lane()]);
}

for (const group of groupSteps(plan.steps)) await runGroup(group);

finish();
