import './early';
import { app } from 'electron';
import { runProgram } from '#cli/program';
import { ownArguments } from './arguments';
import { viewInWindow } from './view';

runProgram(ownArguments(process.argv, app.isPackaged), viewInWindow).then(
  (code) => app.exit(code),
  (error: unknown) => {
    process.stderr.write(`groundglass: ${error instanceof Error ? error.message : String(error)}\n`);
    app.exit(1);
  },
);
