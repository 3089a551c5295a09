/**
 * Messages are written in a part of ICU MessageFormat that translators and their tools know: `{name}`, `{n, number}`,
 * `{n, plural, =0 {…} one {…} other {# …}}`, `{kind, select, a {…} other {…}}`, and `'{'` for a brace itself. A branch
 * holds no further branches.
 */
export type Part =
  | string
  | { readonly kind: 'value' | 'number'; readonly name: string }
  /** `#` in a branch: the plural's own number. */
  | { readonly kind: 'count' }
  | {
      readonly kind: 'plural' | 'select';
      readonly name: string;
      readonly branches: ReadonlyMap<string, readonly Part[]>;
    };

const SIMPLE = /^\{\s*(\w+)\s*(?:,\s*number\s*)?\}/;
const BRANCHED = /^\{\s*(\w+)\s*,\s*(plural|select)\s*,/;
const SELECTOR = /^\s*(=\d+|\w+)\s*\{/;

/** Total: what cannot be read as an argument stands there as it is written. */
export function parsePattern(pattern: string): readonly Part[] {
  return new PatternReader(pattern).parts(false);
}

class PatternReader {
  #rest: string;

  constructor(pattern: string) {
    this.#rest = pattern;
  }

  /** @param isBranch up to the `}` that ends it, which is taken; `#` is the number there */
  parts(isBranch: boolean): readonly Part[] {
    const parts: Part[] = [];
    let plain = '';
    const put = (part: Part) => {
      if (plain !== '') parts.push(plain);
      plain = '';
      parts.push(part);
    };
    while (this.#rest !== '') {
      const next = this.#rest[0]!;
      const quoted = /^'([{}#])'/.exec(this.#rest)?.[1];
      const argument = quoted === undefined && next === '{' ? this.#argument(isBranch) : undefined;
      if (argument) {
        put(argument);
        continue;
      }
      this.#skip(quoted === undefined ? 1 : 3);
      if (isBranch && quoted === undefined && next === '}') break;
      if (isBranch && next === '#') put({ kind: 'count' });
      else plain += quoted ?? next;
    }
    if (plain !== '') parts.push(plain);
    return parts;
  }

  #argument(isBranch: boolean): Part | undefined {
    const simple = SIMPLE.exec(this.#rest);
    if (simple) {
      this.#skip(simple[0].length);
      return { kind: simple[0].includes(',') ? 'number' : 'value', name: simple[1]! };
    }
    const branched = isBranch ? undefined : BRANCHED.exec(this.#rest);
    if (!branched) return undefined;
    this.#skip(branched[0].length);
    const branches = new Map<string, readonly Part[]>();
    for (let head = SELECTOR.exec(this.#rest); head; head = SELECTOR.exec(this.#rest)) {
      this.#skip(head[0].length);
      branches.set(head[1]!, this.parts(true));
    }
    this.#skip(/^\s*\}?/.exec(this.#rest)![0].length);
    return { kind: branched[2] as 'plural' | 'select', name: branched[1]!, branches };
  }

  #skip(length: number): void {
    this.#rest = this.#rest.slice(length);
  }
}
