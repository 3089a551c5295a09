import { reasonOf } from '#core/reason-of';
import './early';
import { app } from 'electron';
import { ignoreDebugSignal } from '#cli/debug-signal';
import { endOnFault } from '#cli/ending';
import { runProgram } from '#cli/program';
import { printProblem } from '#cli/terminal';
import { ownArguments } from './arguments';
import { viewInWindow } from './view';

ignoreDebugSignal();
const hasFailed = endOnFault(() => app.quit());

runProgram(ownArguments(process.argv, app.isPackaged), viewInWindow).then(
  (code) => app.exit(hasFailed() ? 1 : code),
  (error: unknown) => {
    printProblem(reasonOf(error));
    app.exit(1);
  },
);
