import { type Command, readCommand, type ViewSettings } from '#core/settings/command';
import { EXPORT_FLAGS } from '#core/settings/export-command';
import { GATEWAY_FLAGS } from '#core/settings/gateway-flags';
import { helpText } from '#core/settings/help';
import { PLAY_FLAGS } from '#core/settings/play-command';
import { RECORD_COMMAND_FLAGS, REPAIR_HELP } from '#core/settings/record-command';
import { SIMULATE_DASHCAM_FLAGS } from '#core/settings/simulate-dashcam-flags';
import { SIMULATE_PI_FLAGS } from '#core/settings/simulate-flags';
import { SIMULATE_PHONE_FLAGS } from '#core/settings/simulate-phone-flags';
import { SIMULATE_PUSH_FLAGS } from '#core/settings/simulate-push-flags';
import { TOKEN_HELP } from '#core/settings/token-command';
import { VIEW_FLAGS } from '#core/settings/view-flags';
import { startDemoVehicle } from './demo-vehicle';
import { nodeEnvironment, readVersion } from './environment';
import { runExport } from './export';
import { runGateway } from './gateway';
import { runPlay } from './play';
import { runRecord } from './record';
import { runRepair } from './repair';
import { simulateDashcam } from './simulate-dashcam';
import { simulatePhone } from './simulate-phone';
import { simulatePi } from './simulate-pi';
import { simulatePush } from './simulate-push';
import { runToken } from './token';

/** What a wrong command line ends with. */
export const EXIT_USAGE = 2;

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
    process.stderr.write(`groundglass: ${command.message}\n`);
    return EXIT_USAGE;
  }
  return run(command.value, args, view);
}

function run(command: Command, args: readonly string[], view: View): Promise<number> | number {
  switch (command.kind) {
    case 'help':
      return print(HELP[command.topic]());
    case 'version':
      return print(readVersion());
    case 'gateway':
      return untilSignal((signal) => runGateway(command.settings, signal));
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

function untilSignal(program: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => abort.abort());
  return program(abort.signal);
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

function viewHelp(): string {
  return `groundglass: a vehicle's live video and instruments, sooner than any other player.

  groundglass --host 192.168.1.100     show a vehicle
  groundglass                          ask for one
  groundglass demo                     show a simulated one
  groundglass play FILE                play recordings, and films of other programs (see play --help)
  groundglass gateway                  serve browsers, with no window (see gateway --help)
  groundglass record --host …          record into files, with no window (see record --help)
  groundglass repair FILE              put a recording right that was cut off
  groundglass export FILE              take a clip out of a recording (see export --help)
  groundglass token                    who may come to that gateway (see token --help)
  groundglass simulate pi              play the Raspberry Pi host (see simulate pi --help)
  groundglass simulate phone           play a phone that is a camera (see simulate phone --help)
  groundglass simulate dashcam         dial in as a dash cam (see simulate dashcam --help)
  groundglass simulate push            push H.264 into a gateway (see simulate push --help)

${helpText(VIEW_FLAGS)}`;
}

function playHelp(): string {
  return `groundglass play: plays recordings, and films of other programs: MP4, MOV, MKV, raw .h264 and .h265.

  groundglass play FILE …              several are shown beside each other, in step by their clocks

${helpText(PLAY_FLAGS)}`;
}

function gatewayHelp(): string {
  return `groundglass gateway: takes each stream once and serves it to many, with no window.

  groundglass gateway --source pi://192.168.1.100 --source pi://10.0.0.7:9000?telemetry=9001&name=Rover

${helpText(GATEWAY_FLAGS)}`;
}

function recordHelp(): string {
  return `groundglass record: records streams into files, with no window.

  groundglass record --host 192.168.1.100 --for 10m --out flights

${helpText(RECORD_COMMAND_FLAGS)}`;
}

function exportHelp(): string {
  return `groundglass export: takes a clip out of a recording, or out of a film of another program.

  groundglass export flight.mp4 --from 1m20s --to 1m50s
  groundglass export flight.mp4 --from 1m20s --to 1m50s --overlay --size 720 --out clip.mp4

${helpText(EXPORT_FLAGS)}`;
}

function simulatePiHelp(): string {
  return `groundglass simulate pi: speaks the wire of the Raspberry Pi host, for trials without a vehicle.

${helpText(SIMULATE_PI_FLAGS)}`;
}

function simulatePushHelp(): string {
  return `groundglass simulate push: pushes H.264 over a WebSocket, for trials of a gateway without a producer.

${helpText(SIMULATE_PUSH_FLAGS)}`;
}

function simulatePhoneHelp(): string {
  return `groundglass simulate phone: sends as the remote-camera application of a phone does.

${helpText(SIMULATE_PHONE_FLAGS)}`;
}

function simulateDashcamHelp(): string {
  return `groundglass simulate dashcam: speaks JT/T 808 and 1078 as a dash cam does, for trials of a station that takes them.

${helpText(SIMULATE_DASHCAM_FLAGS)}`;
}

const HELP: Readonly<Record<Extract<Command, { kind: 'help' }>['topic'], () => string>> = {
  view: viewHelp,
  play: playHelp,
  gateway: gatewayHelp,
  token: () => TOKEN_HELP,
  record: recordHelp,
  repair: () => REPAIR_HELP,
  export: exportHelp,
  'simulate-pi': simulatePiHelp,
  'simulate-push': simulatePushHelp,
  'simulate-phone': simulatePhoneHelp,
  'simulate-dashcam': simulateDashcamHelp,
};
