/** The steps, in their order. `--only` takes these names. */
export const stepNames = /** @type {const} */ ([
  'build',
  'types',
  'lint',
  'layers',
  'unused',
  'unit',
  'chromium',
  'electron',
  'package',
]);

/** Installing a package of ours changes the machine, so that is only done when asked for. */
const onlyWhenAsked = 'package';

/** @typedef {(typeof stepNames)[number]} StepName */

/**
 * What the command line of `scripts/test.mjs` asks for: all steps but `package`, `--only a,b` (`e2e` stands for both Playwright
 * projects), `--append` to add to the summary of the run before.
 * @param {string[]} args
 * @returns {{ steps: StepName[], append: boolean } | { fault: string }}
 */
export function planTests(args) {
  let only = /** @type {string[]} */ (stepNames.filter((name) => name !== onlyWhenAsked));
  let append = false;
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at];
    if (argument === '--append') append = true;
    else if (argument === '--only') only = (args[++at] ?? '').split(',');
    else if (argument?.startsWith('--only=')) only = argument.slice('--only='.length).split(',');
    else return { fault: `${argument}: not an option. Allowed: --only STEP,STEP --append` };
  }
  const wanted = only.flatMap((name) => (name === 'e2e' ? ['chromium', 'electron'] : [name]));
  const unknown = wanted.find((name) => !(/** @type {readonly string[]} */ (stepNames).includes(name)));
  if (unknown !== undefined) return { fault: `--only ${unknown}: allowed are ${stepNames.join(', ')} and e2e` };
  return { steps: stepNames.filter((name) => wanted.includes(name)), append };
}
