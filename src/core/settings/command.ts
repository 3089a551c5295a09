import type { Result } from '../texts/result';
import { text } from '../texts/text';
import { type ArgumentToken, parseArgsOptions, readCommandLine } from './command-line';
import { DOCTOR_LINK_FLAGS, type DoctorLinkSettings, readDoctorLinkSource } from './doctor-link-command';
import { EXPORT_FLAGS, type ExportCommand, readExportFile, readExportOutput } from './export-command';
import { GATEWAY_FLAGS } from './gateway-flags';
import { HOST_FLAGS } from './host-flags';
import { jtEnvironment } from './jt-flags';
import { PLAY_FLAGS, type PlayedFiles, readPlayFiles } from './play-command';
import { RECORD_COMMAND_FLAGS, readRepairFiles } from './record-command';
import { parseSettings, readDocument } from './settings-document';
import { SIMULATE_DASHCAM_FLAGS } from './simulate-dashcam-flags';
import { SIMULATE_PI_FLAGS } from './simulate-flags';
import { SIMULATE_MAVLINK_FLAGS } from './simulate-mavlink-flags';
import { SIMULATE_MSP_FLAGS } from './simulate-msp-flags';
import { SIMULATE_PHONE_FLAGS } from './simulate-phone-flags';
import { SIMULATE_PUSH_FLAGS } from './simulate-push-flags';
import { readTokenAction, type TokenAction } from './token-command';
import { type FlagTable, fillValues, type Given, type ValuesOf } from './values';
import { VIEW_FLAGS } from './view-flags';

export type ViewSettings = ValuesOf<typeof VIEW_FLAGS> & {
  /** Files that are played; absent: what is live is shown. */
  readonly play?: PlayedFiles;
};
export type GatewaySettings = ValuesOf<typeof GATEWAY_FLAGS>;
export type HostSettings = ValuesOf<typeof HOST_FLAGS>;
export type SimulatePiSettings = ValuesOf<typeof SIMULATE_PI_FLAGS>;
export type SimulateDashcamSettings = ValuesOf<typeof SIMULATE_DASHCAM_FLAGS>;
export type SimulateMavlinkSettings = ValuesOf<typeof SIMULATE_MAVLINK_FLAGS>;
export type SimulateMspSettings = ValuesOf<typeof SIMULATE_MSP_FLAGS>;
export type SimulatePhoneSettings = ValuesOf<typeof SIMULATE_PHONE_FLAGS>;
export type SimulatePushSettings = ValuesOf<typeof SIMULATE_PUSH_FLAGS>;

export type RecordSettings = ValuesOf<typeof RECORD_COMMAND_FLAGS>;

/** What can be simulated. */
const SIMULATORS = ['pi', 'push', 'phone', 'dashcam', 'mavlink', 'msp'] as const;
export type Simulator = (typeof SIMULATORS)[number];

/** What a command line asks for. */
export type Command =
  | { readonly kind: 'view'; readonly settings: ViewSettings }
  | { readonly kind: 'demo'; readonly settings: ViewSettings }
  | { readonly kind: 'play'; readonly settings: ViewSettings }
  | { readonly kind: 'gateway'; readonly settings: GatewaySettings }
  | { readonly kind: 'host'; readonly settings: HostSettings }
  | { readonly kind: 'simulate-pi'; readonly settings: SimulatePiSettings }
  | { readonly kind: 'simulate-dashcam'; readonly settings: SimulateDashcamSettings }
  | { readonly kind: 'simulate-mavlink'; readonly settings: SimulateMavlinkSettings }
  | { readonly kind: 'simulate-msp'; readonly settings: SimulateMspSettings }
  | { readonly kind: 'simulate-phone'; readonly settings: SimulatePhoneSettings }
  | { readonly kind: 'simulate-push'; readonly settings: SimulatePushSettings }
  | { readonly kind: 'doctor'; readonly settings: ViewSettings }
  | { readonly kind: 'doctor-link'; readonly source: string; readonly settings: DoctorLinkSettings }
  | { readonly kind: 'token'; readonly action: TokenAction }
  | { readonly kind: 'record'; readonly settings: RecordSettings }
  | { readonly kind: 'repair'; readonly files: readonly string[] }
  | ({ readonly kind: 'export' } & ExportCommand)
  | {
      readonly kind: 'help';
      readonly topic:
        | 'view'
        | 'play'
        | 'gateway'
        | 'host'
        | 'doctor'
        | 'doctor-link'
        | 'token'
        | 'record'
        | 'repair'
        | 'export'
        | `simulate-${Simulator}`;
    }
  | { readonly kind: 'version' };

/** What reading a command line needs from the outside. */
export interface CommandEnvironment {
  /** Node's `util.parseArgs` with `strict: false, tokens: true, allowPositionals: true`; returns its tokens. */
  tokenize(args: readonly string[], options: Record<string, { type: 'boolean' | 'string' }>): readonly ArgumentToken[];
  /** A file's text, or the reason why it cannot be read. */
  readFile(
    path: string,
  ): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };
  /** The environment's variables; absent: none. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** What the usual settings file says, for a command that `--settings` names no other to; absent: nothing. */
  usualSettings?(): Given;
}

/**
 * Reads a whole command line (without the program's name): `[demo | play FILE | gateway | host | record | repair | export | doctor [link URL] | token | simulate SIMULATOR] [flags]`.
 *
 * @returns the command, or one line that says what is wrong and what is allowed
 */
export function readCommand(args: readonly string[], environment: CommandEnvironment): Result<Command> {
  if (args[0] === 'play') return readPlay(args.slice(1), environment);
  if (args[0] === 'host') return readHost(args.slice(1), environment);
  if (args[0] === 'gateway') return readGateway(args.slice(1), environment);
  if (args[0] === 'doctor' && args[1] === 'link') return readDoctorLink(args.slice(2), environment);
  if (args[0] === 'doctor') return readDoctor(args.slice(1), environment);
  if (args[0] === 'token') return readToken(args.slice(1));
  if (args[0] === 'record') return readRecord(args.slice(1), environment);
  if (args[0] === 'repair') return readRepair(args.slice(1));
  if (args[0] === 'export') return readExport(args.slice(1), environment);
  if (args[0] === 'simulate') return readSimulate(args.slice(1), environment);
  const demo = args[0] === 'demo';
  const rest = demo ? args.slice(1) : args;
  if (rest[0] !== undefined && !rest[0].startsWith('-')) {
    return {
      ok: false,
      message: text('command.unknown', {
        word: rest[0],
        // not shown: what is typed
        simulators: SIMULATORS.map((what) => `simulate ${what}`).join(', '),
      }),
    };
  }
  const asked = askedFor(rest);
  if (asked === 'help') return { ok: true, value: { kind: 'help', topic: 'view' } };
  if (asked === 'version') return { ok: true, value: { kind: 'version' } };
  const read = readSettings(VIEW_FLAGS, rest, environment);
  return read.ok ? { ok: true, value: { kind: demo ? 'demo' : 'view', settings: read.value } } : read;
}

function readPlay(args: readonly string[], environment: CommandEnvironment): Result<Command> {
  const asked = askedFor(args);
  if (asked === 'help') return { ok: true, value: { kind: 'help', topic: 'play' } };
  if (asked === 'version') return { ok: true, value: { kind: 'version' } };
  const split = readPlayFiles(args);
  if (!split.ok) return split;
  const read = readSettings(PLAY_FLAGS, split.value.rest, environment);
  if (!read.ok) return read;
  const { fps, tlog, tlogOffset, ...settings } = read.value;
  const play = { files: split.value.files, fps, tlog, tlogOffset };
  return { ok: true, value: { kind: 'play', settings: { ...settings, play } } };
}

function readGateway(args: readonly string[], environment: CommandEnvironment): Result<Command> {
  const asked = askedFor(args);
  if (asked === 'help') return { ok: true, value: { kind: 'help', topic: 'gateway' } };
  if (asked === 'version') return { ok: true, value: { kind: 'version' } };
  const read = readSettings(GATEWAY_FLAGS, args, environment, true);
  return read.ok ? { ok: true, value: { kind: 'gateway', settings: read.value } } : read;
}

/** From the command line alone: the host is no station, and reads no settings of one. */
function readHost(args: readonly string[], environment: CommandEnvironment): Result<Command> {
  const asked = askedFor(args);
  if (asked === 'help') return { ok: true, value: { kind: 'help', topic: 'host' } };
  if (asked === 'version') return { ok: true, value: { kind: 'version' } };
  const given = readFlags(HOST_FLAGS, args, environment);
  if (!given.ok) return given;
  const settings = fillValues(HOST_FLAGS, given.value);
  if (settings.camera === 'file' && settings.clip === undefined) return { ok: false, message: text('host.noClip') };
  return { ok: true, value: { kind: 'host', settings } };
}

function readRecord(args: readonly string[], environment: CommandEnvironment): Result<Command> {
  const asked = askedFor(args);
  if (asked === 'help') return { ok: true, value: { kind: 'help', topic: 'record' } };
  if (asked === 'version') return { ok: true, value: { kind: 'version' } };
  const read = readSettings(RECORD_COMMAND_FLAGS, args, environment);
  return read.ok ? { ok: true, value: { kind: 'record', settings: read.value } } : read;
}

/** As a window would read its settings: those are what is asked about. */
function readDoctor(args: readonly string[], environment: CommandEnvironment): Result<Command> {
  const asked = askedFor(args);
  if (asked === 'help') return { ok: true, value: { kind: 'help', topic: 'doctor' } };
  if (asked === 'version') return { ok: true, value: { kind: 'version' } };
  const read = readSettings(VIEW_FLAGS, args, environment);
  return read.ok ? { ok: true, value: { kind: 'doctor', settings: read.value } } : read;
}

function readDoctorLink(args: readonly string[], environment: CommandEnvironment): Result<Command> {
  const asked = askedFor(args);
  if (asked === 'help') return { ok: true, value: { kind: 'help', topic: 'doctor-link' } };
  if (asked === 'version') return { ok: true, value: { kind: 'version' } };
  const tokens = environment.tokenize(args, parseArgsOptions(DOCTOR_LINK_FLAGS));
  const given = readCommandLine(
    DOCTOR_LINK_FLAGS,
    tokens.filter(({ kind }) => kind !== 'positional'),
  );
  if (!given.ok) return given;
  const source = readDoctorLinkSource(tokens);
  if (!source.ok) return source;
  const settings = fillValues(DOCTOR_LINK_FLAGS, given.value);
  return { ok: true, value: { kind: 'doctor-link', source: source.value, settings } };
}

function readRepair(args: readonly string[]): Result<Command> {
  if (askedFor(args) === 'help') return { ok: true, value: { kind: 'help', topic: 'repair' } };
  const files = readRepairFiles(args);
  return files.ok ? { ok: true, value: { kind: 'repair', files: files.value } } : files;
}

function readExport(args: readonly string[], environment: CommandEnvironment): Result<Command> {
  const asked = askedFor(args);
  if (asked === 'help') return { ok: true, value: { kind: 'help', topic: 'export' } };
  if (asked === 'version') return { ok: true, value: { kind: 'version' } };
  const tokens = environment.tokenize(args, parseArgsOptions(EXPORT_FLAGS));
  const given = readCommandLine(
    EXPORT_FLAGS,
    tokens.filter(({ kind }) => kind !== 'positional'),
  );
  if (!given.ok) return given;
  const settings = fillValues(EXPORT_FLAGS, given.value);
  const file = readExportFile(tokens);
  if (!file.ok) return file;
  const output = readExportOutput(settings);
  return output.ok ? { ok: true, value: { kind: 'export', file: file.value, settings, output: output.value } } : output;
}

function readToken(args: readonly string[]): Result<Command> {
  if (askedFor(args) === 'help') return { ok: true, value: { kind: 'help', topic: 'token' } };
  const action = readTokenAction(args);
  return action.ok ? { ok: true, value: { kind: 'token', action: action.value } } : action;
}

/** From the command line, and from the settings file for what that leaves open. */
function readSettings<T extends FlagTable>(
  table: T,
  args: readonly string[],
  environment: CommandEnvironment,
  isGateway = false,
): Result<ValuesOf<T>> {
  const given = readFlags(table, args, environment);
  if (!given.ok) return given;
  const file = readFile(given.value, environment);
  if (!file.ok) return file;
  const jt = given.value.get('jt') ?? file.value.get('jt');
  const variables = jt === true ? jtEnvironment(environment.variables ?? {}, isGateway) : new Map<string, unknown>();
  const said = readEnvironment(table, environment.variables ?? {});
  if (!said.ok) return said;
  return { ok: true, value: fillValues(table, said.value, variables, file.value, given.value) };
}

/** What the environment says of the settings that have a variable. An empty one says nothing. */
function readEnvironment(
  table: FlagTable,
  variables: Readonly<Record<string, string | undefined>>,
): Result<ReadonlyMap<string, unknown>> {
  const given = new Map<string, unknown>();
  for (const [name, { kind, environment: variable }] of Object.entries(table)) {
    const said = variable === undefined ? undefined : variables[variable];
    if (variable === undefined || said === undefined || said === '') continue;
    const value = kind.fromText(said);
    if (value === undefined) {
      const refused = { name: variable, value: JSON.stringify(said), allowed: kind.allowed };
      return { ok: false, message: text('settings.refused', refused) };
    }
    given.set(name, value);
  }
  return { ok: true, value: given };
}

function readSimulate(args: readonly string[], environment: CommandEnvironment): Result<Command> {
  const what = SIMULATORS.find((name) => name === args[0]);
  const asked = askedFor(args);
  // A dash cam has an edition of its standard, and its own flag for that.
  if (asked === 'version' && what !== 'dashcam') return { ok: true, value: { kind: 'version' } };
  if (asked === 'help') return { ok: true, value: { kind: 'help', topic: `simulate-${what ?? 'pi'}` } };
  const rest = args.slice(1);
  const simulators = SIMULATORS.join(', ');
  switch (what) {
    case 'pi':
      return readSimulator('simulate-pi', SIMULATE_PI_FLAGS, rest, environment);
    case 'push':
      return readSimulator('simulate-push', SIMULATE_PUSH_FLAGS, rest, environment);
    case 'phone':
      return readSimulator('simulate-phone', SIMULATE_PHONE_FLAGS, rest, environment);
    case 'mavlink':
      return readSimulator('simulate-mavlink', SIMULATE_MAVLINK_FLAGS, rest, environment);
    case 'msp':
      return readSimulator('simulate-msp', SIMULATE_MSP_FLAGS, rest, environment);
    case 'dashcam':
      return readSimulator('simulate-dashcam', SIMULATE_DASHCAM_FLAGS, rest, environment);
    default:
      return {
        ok: false,
        message:
          args[0] === undefined
            ? text('command.simulateNeeds', { simulators })
            : text('command.simulate', { word: args[0], simulators }),
      };
  }
}

function readSimulator<K extends `simulate-${Simulator}`, T extends FlagTable>(
  kind: K,
  table: T,
  args: readonly string[],
  environment: CommandEnvironment,
): Result<{ readonly kind: K; readonly settings: ValuesOf<T> }> {
  const given = readFlags(table, args, environment);
  return given.ok ? { ok: true, value: { kind, settings: fillValues(table, given.value) } } : given;
}

function askedFor(args: readonly string[]): 'help' | 'version' | undefined {
  if (args.includes('--help') || args.includes('-h')) return 'help';
  return args.includes('--version') ? 'version' : undefined;
}

function readFlags(table: FlagTable, args: readonly string[], environment: CommandEnvironment): Result<Given> {
  return readCommandLine(table, environment.tokenize(args, parseArgsOptions(table)));
}

/** A file that a person names must be right: what is wrong in it ends the program, as a wrong flag does. */
function readFile(given: Given, environment: CommandEnvironment): Result<Given> {
  const path = given.get('settings');
  if (typeof path !== 'string') return { ok: true, value: environment.usualSettings?.() ?? new Map() };
  const file = environment.readFile(path);
  if (!file.ok) return { ok: false, message: text('command.settingsUnreadable', { path, reason: file.reason }) };
  const document = parseSettings(path, file.text);
  if (!document.ok) return document;
  const { given: read, problems } = readDocument(path, document.value);
  return problems[0] === undefined ? { ok: true, value: read } : { ok: false, message: problems[0] };
}
