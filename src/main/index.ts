import './early';
import { app } from 'electron';
import { runProgram } from '#cli/program';
import { ownArguments } from './arguments';
import { viewInWindow } from './view';

void runProgram(ownArguments(process.argv, app.isPackaged), viewInWindow).then((code) => app.exit(code));
