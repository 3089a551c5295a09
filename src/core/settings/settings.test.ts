import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inWords } from '../texts/fixtures/in-words';
import { verbatim } from '../texts/text';
import { parseArgsOptions, readCommandLine } from './command-line';
import { EXPORT_FLAGS } from './export-command';
import { number } from './flag';
import { GATEWAY_FLAGS } from './gateway-flags';
import { helpMarkdown, helpText } from './help';
import { PLAY_FLAGS } from './play-command';
import { RECORD_COMMAND_FLAGS } from './record-command';
import { settingsIn, WINDOW } from './setting';
import { flagsOf, SETTINGS, type SettingTable } from './settings';
import { changeDocument, readDocument } from './settings-document';
import { SIMULATE_DASHCAM_FLAGS } from './simulate-dashcam-flags';
import { SIMULATE_PI_FLAGS } from './simulate-flags';
import { SIMULATE_PHONE_FLAGS } from './simulate-phone-flags';
import { SIMULATE_PUSH_FLAGS } from './simulate-push-flags';
import { defaultOf, type FlagTable, fillValues } from './values';
import { VIEW_FLAGS } from './view-flags';

const TABLES: readonly FlagTable[] = [
  VIEW_FLAGS,
  PLAY_FLAGS,
  GATEWAY_FLAGS,
  RECORD_COMMAND_FLAGS,
  EXPORT_FLAGS,
  SIMULATE_PI_FLAGS,
  SIMULATE_PUSH_FLAGS,
  SIMULATE_PHONE_FLAGS,
  SIMULATE_DASHCAM_FLAGS,
];

function readFlags(table: FlagTable, ...args: string[]) {
  const options = parseArgsOptions(table);
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true, allowPositionals: true });
  return readCommandLine(table, tokens);
}

describe('the table of settings', () => {
  it('has no default that its own schema refuses', () => {
    for (const table of [...TABLES, SETTINGS]) {
      for (const [id, option] of Object.entries(table)) expect(() => defaultOf(option), id).not.toThrow();
    }
  });

  it('gives each command the rows that are meant for it, as it calls them', () => {
    expect(Object.keys(VIEW_FLAGS)).toEqual(expect.arrayContaining(['host', 'geometry', 'listen', 'recordHours']));
    expect(Object.keys(GATEWAY_FLAGS)).not.toContain('geometry');
    expect(Object.keys(EXPORT_FLAGS).slice(-2)).toEqual(['ffmpeg', 'logLevel']);
    expect(fillValues(VIEW_FLAGS).listen).toBeUndefined();
    expect(fillValues(GATEWAY_FLAGS).listen).toEqual({ address: '127.0.0.1', port: 3000 });
    expect(readFlags(RECORD_COMMAND_FLAGS, '--out', 'flights')).toMatchObject({
      value: new Map([['recordings', 'flights']]),
    });
  });

  it('keeps what is for the file alone off the command line, and the other way round', () => {
    expect(readFlags(VIEW_FLAGS, '--serving', 'x').ok).toBe(false);
    expect(helpText(VIEW_FLAGS)).not.toContain('--serving');
    expect(readDocument('a', { settings: 'b.json' }).given.size).toBe(0);
  });

  it('takes any JSON in a file without a throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(SETTINGS)), fc.jsonValue(), (id, value) => {
        const { given, problems } = readDocument('a', { [id]: value });
        expect(given.size + problems.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('adding a setting', () => {
  const added: SettingTable = {
    ...SETTINGS,
    ...settingsIn('window', WINDOW, {
      windowOpacity: {
        label: 'setting.geometry',
        unit: '%',
        kind: number('N', 10, 100),
        description: verbatim('How opaque the window is.'),
        default: 100,
      },
    }),
  };

  it('is one row, of which its flag, help, table, default and file are made', () => {
    const flags: FlagTable = flagsOf(added, 'view');
    expect(readFlags(flags, '--window-opacity', '50')).toEqual({ ok: true, value: new Map([['windowOpacity', 50]]) });
    expect(inWords(readFlags(flags, '--window-opacity', '5'))).toEqual({
      ok: false,
      message: '--window-opacity “5” is not allowed: a whole number from 10 to 100',
    });
    expect(helpText(flags)).toMatch(/--window-opacity N +How opaque the window is\. \[100\]/);
    expect(helpMarkdown(flags)).toContain('| `--window-opacity N` | How opaque the window is. | `100` |');
    expect(fillValues(flags).windowOpacity).toBe(100);
    expect(readDocument('a', { windowOpacity: 20 }, added).given).toEqual(new Map([['windowOpacity', 20]]));
    expect(changeDocument({}, { windowOpacity: 20 }, added)).toEqual({
      ok: true,
      value: { version: 1, windowOpacity: 20 },
    });
  });

  it('changes nothing for any other setting, nor for a command that does not take it', () => {
    expect(flagsOf(added, 'gateway')).toEqual(GATEWAY_FLAGS);
    const { windowOpacity, ...others }: FlagTable = flagsOf(added, 'view');
    expect(windowOpacity).toBeDefined();
    expect(others).toEqual(VIEW_FLAGS);
  });
});
