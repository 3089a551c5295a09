import type { Language } from './language';
import { type Part, parsePattern } from './pattern';
import type { PlainTextId, Shown, Text, TextArguments, TextId } from './text';

/** Says messages in one language. */
export interface Speaker {
  (text: Text | PlainTextId): string;
  <Id extends TextId>(id: Id, ...params: TextArguments<Id>): string;
  readonly language: Language;
}

/** Stands for a parameter that was not sent: a station of another version may name others. */
const MISSING = '–';
/** Text within text, at most: what comes over a wire might go on for ever. */
const MAX_DEPTH = 4;
/** Unicode isolates: keep an address whole, and in its own direction, within text that runs from right to left. */
const ISOLATE = ['\u2068', '\u2069'] as const;

/** Patterns are parsed when they are said first; the rest is made when it is needed first. */
export function createSpeaker(language: Language): Speaker {
  const voice = new Voice(language);
  const speak = (spoken: Text | TextId, params?: Params): string =>
    typeof spoken === 'string' ? voice.say(spoken, params, 0) : voice.say(spoken.id, spoken.params, 0);
  return Object.assign(speak, { language }) as Speaker;
}

type Params = Readonly<Record<string, Shown>>;
type Argument = Exclude<Part, string>;

class Voice {
  readonly #language: Language;
  readonly #parsed = new Map<TextId, readonly Part[]>();
  #plurals: Intl.PluralRules | undefined;
  #numbers: Intl.NumberFormat | undefined;

  constructor(language: Language) {
    this.#language = language;
  }

  say(id: TextId, params: Params | undefined, depth: number): string {
    const { texts } = this.#language;
    if (!Object.hasOwn(texts, id)) return this.say('unknown', { id }, depth);
    let parts = this.#parsed.get(id);
    if (!parts) {
      parts = parsePattern(texts[id]);
      this.#parsed.set(id, parts);
    }
    return this.#join(parts, params ?? {}, 0, depth);
  }

  /** @param count of the plural in whose branch the parts are */
  #join(parts: readonly Part[], params: Params, count: number, depth: number): string {
    let whole = '';
    for (const part of parts) whole += typeof part === 'string' ? part : this.#fill(part, params, count, depth);
    return whole;
  }

  #fill(part: Argument, params: Params, count: number, depth: number): string {
    if (part.kind === 'count') return this.#number(count);
    const value = Object.hasOwn(params, part.name) ? params[part.name] : undefined;
    if (part.kind === 'plural')
      return this.#join(this.#branch(part.branches, Number(value)), params, Number(value), depth);
    if (part.kind === 'select') {
      const branch = part.branches.get(String(value)) ?? part.branches.get('other');
      return this.#join(branch ?? [], params, count, depth);
    }
    if (value === undefined) return MISSING;
    if (typeof value === 'number') return part.kind === 'number' ? this.#number(value) : String(value);
    if (typeof value === 'object') return depth < MAX_DEPTH ? this.say(value.id, value.params, depth + 1) : MISSING;
    return this.#language.direction === 'rtl' ? `${ISOLATE[0]}${value}${ISOLATE[1]}` : value;
  }

  #branch(branches: ReadonlyMap<string, readonly Part[]>, number: number): readonly Part[] {
    const exact = branches.get(`=${number}`);
    if (exact) return exact;
    this.#plurals ??= new Intl.PluralRules(this.#language.tag);
    return branches.get(this.#plurals.select(number)) ?? branches.get('other') ?? [];
  }

  #number(value: number): string {
    this.#numbers ??= new Intl.NumberFormat(this.#language.tag, { useGrouping: 'min2' });
    return this.#numbers.format(value);
  }
}
