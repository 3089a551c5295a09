import { runProgram } from './program';
import { chooseShell } from './shells/choose-shell';

process.exitCode = await runProgram(process.argv.slice(2), chooseShell);
