import { type Command, readCommand, type ViewSettings } from '#core/settings/command';
import { startDemoVehicle } from './demo-vehicle';
import { runDoctor } from './doctor';
import { runDoctorLink } from './doctor-link';
import { EXIT_USAGE, untilSignal } from './ending';
import { nodeEnvironment, readVersion } from './environment';
import { runExport } from './export';
import { runGateway } from './gateway';
import { helpOf } from './help';
import { runHost } from './host';
import { runPlay } from './play';
import { runRecord } from './record';
import { runRepair } from './repair';
import { simulateDashcam } from './simulate-dashcam';
import { simulateMavlink } from './simulate-mavlink';
import { simulateMsp } from './simulate-msp';
import { simulatePhone } from './simulate-phone';
import { simulatePi } from './simulate-pi';
import { simulatePush } from './simulate-push';
import { printProblem } from './terminal';
import { runToken } from './token';

/** Shows a vehicle until the person quits, in whatever shell; resolves with the exit code. */
export type View = (settings: ViewSettings, args: readonly string[]) => Promise<number>;

/**
 * Runs a whole command line.
 *
 * @param args without the program's name
 * @param view how this program shows a vehicle
 * @returns the exit code
 */
export async function runProgram(args: readonly string[], view: View): Promise<number> {
  const command = readCommand(args, nodeEnvironment());
  if (!command.ok) {
    printProblem(command.message);
    return EXIT_USAGE;
  }
  return run(command.value, args, view);
}

function run(command: Command, args: readonly string[], view: View): Promise<number> | number {
  switch (command.kind) {
    case 'help':
      return print(helpOf(command.topic));
    case 'version':
      return print(readVersion());
    case 'gateway':
      return untilSignal((signal) => runGateway(command.settings, signal));
    case 'host':
      return untilSignal((signal) => runHost(command.settings, signal));
    case 'doctor':
      return runDoctor(command.settings);
    case 'doctor-link':
      return untilSignal((signal) => runDoctorLink(command, signal));
    case 'token':
      return runToken(command.action);
    case 'record':
      return untilSignal((signal) => runRecord(command.settings, signal));
    case 'repair':
      return runRepair(command.files);
    case 'export':
      return untilSignal((signal) => runExport(command, signal));
    case 'simulate-pi':
      return untilSignal((signal) => simulatePi(command.settings, signal));
    case 'simulate-mavlink':
      return untilSignal((signal) => simulateMavlink(command.settings, signal));
    case 'simulate-msp':
      return untilSignal((signal) => simulateMsp(command.settings, signal));
    case 'simulate-push':
      return untilSignal((signal) => simulatePush(command.settings, signal));
    case 'simulate-phone':
      return untilSignal((signal) => simulatePhone(command.settings, signal));
    case 'simulate-dashcam':
      return untilSignal((signal) => simulateDashcam(command.settings, signal));
    case 'demo':
      return demo(command.settings, args.slice(1), view);
    case 'play':
      return runPlay(command.settings, args, view);
    case 'view':
      return view(command.settings, args);
  }
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

async function demo(settings: ViewSettings, args: readonly string[], view: View): Promise<number> {
  const vehicle = await startDemoVehicle();
  try {
    const { host, videoPort, telemetryPort } = vehicle;
    const where = ['--host', host, '--video-port', String(videoPort), '--telemetry-port', String(telemetryPort)];
    return await view({ ...settings, host, videoPort, telemetryPort }, [...args, ...where]);
  } finally {
    await vehicle.close();
  }
}
