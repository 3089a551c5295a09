/** The steps, in their order. `--only` takes these names. */
export const stepNames = /** @type {const} */ ([
  'build',
  'types',
  'layers',
  'unused',
  'lint',
  'lock',
  'unit',
  'chromium',
  'electron',
  'package',
  'clean',
]);

/** These use one core each, write different folders, and are run beside each other. */
const checks = ['build', 'types', 'layers', 'unused', 'lint', 'lock'];

/** Installing a package of ours changes the machine, so that is only done when asked for. */
const onlyWhenAsked = 'package';

/** What is run many times a day: no browser, and of the unit tests those that wait for no other program. */
const quickSteps = ['types', 'layers', 'lint', 'unit'];

/** @typedef {(typeof stepNames)[number]} StepName */

/**
 * What the command line of `scripts/test.mjs` asks for: all steps but `package`, `--quick` for those of all day, `--only a,b`
 * (`e2e` stands for both Playwright projects), `--append` to add to the summary of the run before.
 * @param {string[]} args
 * @returns {{ steps: StepName[], append: boolean, quick: boolean } | { fault: string }}
 */
export function planTests(args) {
  let only = /** @type {string[]} */ (stepNames.filter((name) => name !== onlyWhenAsked));
  let append = false;
  let quick = false;
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at];
    if (argument === '--append') append = true;
    else if (argument === '--quick') {
      quick = true;
      only = quickSteps;
    } else if (argument === '--only') only = (args[++at] ?? '').split(',');
    else if (argument?.startsWith('--only=')) only = argument.slice('--only='.length).split(',');
    else return { fault: `${argument}: not an option. Allowed: --quick --only STEP,STEP --append` };
  }
  const wanted = only.flatMap((name) => (name === 'e2e' ? ['chromium', 'electron'] : [name]));
  const unknown = wanted.find((name) => !(/** @type {readonly string[]} */ (stepNames).includes(name)));
  if (unknown !== undefined) return { fault: `--only ${unknown}: allowed are ${stepNames.join(', ')} and e2e` };
  return { steps: stepNames.filter((name) => wanted.includes(name)), append, quick };
}

/**
 * The same steps in groups: those of a group may run at the same time, and each group waits for the one before it.
 * @param {readonly StepName[]} steps
 * @returns {StepName[][]}
 */
export function groupSteps(steps) {
  const together = steps.filter((name) => checks.includes(name));
  const alone = steps.filter((name) => !checks.includes(name)).map((name) => [name]);
  return together.length > 0 ? [together, ...alone] : alone;
}
