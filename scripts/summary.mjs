// Prints the summary of the last run again. `--failed STEP` first notes a step that never came to its own end.
import { openStepLog } from './lib/step-log.mjs';
import { summarise } from './lib/summary.mjs';

const log = openStepLog(true);
const [option, name] = process.argv.slice(2);
if (option === '--failed' && name !== undefined) log.add({ name, ok: false });

const { text, ok } = summarise(log.steps);
console.log(text);
process.exit(ok ? 0 : 1);
