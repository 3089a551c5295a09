import { type FlagTable, flagName, type Given, type Read } from './values';

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

/** The closest flag to a mistyped one, where one is close enough to be meant. */
function nearest(name: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = 3;
  for (const candidate of names) {
    const distance = editDistance(name, candidate);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + change));
    }
    row = next;
  }
  return row[b.length]!;
}

/**
 * Reads a tokenised command line against a table.
 *
 * @param table the flags that are allowed
 * @param tokens from `util.parseArgs`
 * @returns the values given, by camelCase name, or one line that names the flag and what is allowed
 */
export function readCommandLine(table: FlagTable, tokens: readonly ArgumentToken[]): Read<Given> {
  const given = new Map<string, unknown>();
  const names = new Map(Object.entries(table).map(([name, flag]) => [flagName(name, flag), name]));
  for (const token of tokens) {
    if (token.kind === 'positional') {
      return { ok: false, message: `“${token.value}” is not understood here; flags begin with --, see --help` };
    }
    if (token.kind !== 'option') continue;
    const typed = token.name ?? '';
    const name = names.get(typed);
    const flag = name === undefined ? undefined : table[name];
    if (name === undefined || flag === undefined) {
      const meant = nearest(typed, [...names.keys(), 'help', 'version']);
      const advice = meant === undefined ? 'see --help for those there are' : `did you mean --${meant}?`;
      return { ok: false, message: `${token.rawName} is not a flag: ${advice}` };
    }
    const isToggle = flag.kind.placeholder === '';
    if (isToggle && token.value !== undefined) {
      return { ok: false, message: `--${typed} takes no value` };
    }
    const missing = token.value === undefined || (!token.inlineValue && token.value.startsWith('--'));
    if (!isToggle && missing) {
      return { ok: false, message: `--${typed} needs a value: ${flag.kind.allowed}` };
    }
    const value = flag.kind.fromText(token.value ?? '');
    if (value === undefined) {
      const refusal = flag.kind.refusal?.(token.value ?? '');
      const shown = flag.kind.secret ? 'what was given' : `“${token.value}”`;
      const message = refusal ?? `${shown} is not allowed: ${flag.kind.allowed}`;
      return { ok: false, message: `--${typed} ${message}` };
    }
    given.set(name, given.has(name) && flag.kind.join ? flag.kind.join(given.get(name), value) : value);
  }
  return { ok: true, value: given };
}
