import type { Result } from '../texts/result';
import { text } from '../texts/text';
import { nearest } from './nearest';
import { type FlagTable, flagName, type Given } from './values';

/** One piece of a command line, as Node's `util.parseArgs` tokenises it with `tokens: true, strict: false`. */
export interface ArgumentToken {
  readonly kind: 'option' | 'positional' | 'option-terminator';
  /** Option name without dashes. */
  readonly name?: string | undefined;
  /** As typed: `--video-port`. */
  readonly rawName?: string | undefined;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/** A flag table as `util.parseArgs` wants it. */
export function parseArgsOptions(table: FlagTable): Record<string, { type: 'boolean' | 'string' }> {
  const options: Record<string, { type: 'boolean' | 'string' }> = {};
  for (const [name, flag] of Object.entries(table)) {
    options[flagName(name, flag)] = { type: flag.kind.placeholder === '' ? 'boolean' : 'string' };
  }
  return options;
}

/**
 * Reads a tokenised command line against a table.
 *
 * @param table the flags that are allowed
 * @param tokens from `util.parseArgs`
 * @returns the values given, by camelCase name, or one line that names the flag and what is allowed
 */
export function readCommandLine(table: FlagTable, tokens: readonly ArgumentToken[]): Result<Given> {
  const given = new Map<string, unknown>();
  const names = new Map(Object.entries(table).map(([name, flag]) => [flagName(name, flag), name]));
  for (const token of tokens) {
    if (token.kind === 'positional') {
      return { ok: false, message: text('command.notUnderstood', { word: token.value ?? '' }) };
    }
    if (token.kind !== 'option') continue;
    const typed = token.name ?? '';
    const name = names.get(typed);
    const flag = name === undefined ? undefined : table[name];
    if (name === undefined || flag === undefined) {
      const meant = nearest(typed, [...names.keys(), 'help', 'version']);
      const advice = meant === undefined ? text('command.seeHelp') : text('command.meant', { meant });
      return { ok: false, message: text('command.noFlag', { flag: token.rawName ?? '', advice }) };
    }
    const isToggle = flag.kind.placeholder === '';
    if (isToggle && token.value !== undefined) {
      return { ok: false, message: text('command.noValue', { flag: typed }) };
    }
    const missing = token.value === undefined || (!token.inlineValue && token.value.startsWith('--'));
    if (!isToggle && missing) {
      return { ok: false, message: text('command.needsValue', { flag: typed, allowed: flag.kind.allowed }) };
    }
    const value = flag.kind.fromText(token.value ?? '');
    if (value === undefined) {
      const refusal = flag.kind.refusal?.(token.value ?? '');
      const shown = flag.secret ? text('command.whatWasGiven') : `“${token.value}”`;
      const message = refusal ?? text('command.notAllowed', { given: shown, allowed: flag.kind.allowed });
      return { ok: false, message: text('command.flag', { flag: typed, message }) };
    }
    given.set(name, given.has(name) && flag.kind.join ? flag.kind.join(given.get(name), value) : value);
  }
  return { ok: true, value: given };
}
