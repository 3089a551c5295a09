import { describe, expect, it } from 'vitest';
import { COEFF_TOKEN, COEFF_TOKEN_CHROMA_DC, type CodeTable, TOTAL_ZEROS } from './cavlc-code-tables';
import { COEFF_TOKEN_LOOKUP, TOTAL_ZEROS_LOOKUP } from './cavlc-lookup';

/** Every code of a table as a string of bits, with its symbol. */
function codesOf({ lengths, codes }: CodeTable): [string, number][] {
  return lengths.flatMap((length, symbol): [string, number][] =>
    length === 0 ? [] : [[codes[symbol]!.toString(2).padStart(length, '0'), symbol]],
  );
}

const coeffToken = [...COEFF_TOKEN, COEFF_TOKEN_CHROMA_DC];

describe('the look-ups of CAVLC', () => {
  it.each([...coeffToken, ...TOTAL_ZEROS])('no code of table %# begins another', (table) => {
    const codes = codesOf(table).map(([bits]) => bits);
    for (const code of codes) expect(codes.filter((other) => other.startsWith(code))).toEqual([code]);
  });

  it('find each coeff_token whatever follows it', () => {
    coeffToken.forEach((table, i) => {
      for (const [code, symbol] of codesOf(table)) {
        for (const tail of ['000000', '111111', '010101']) {
          const bits = code + tail;
          const zeros = Math.min(bits.indexOf('1') === -1 ? bits.length : bits.indexOf('1'), 15);
          const next = Number.parseInt(bits.slice(zeros + 1, zeros + 4).padEnd(3, '0'), 2);
          expect(COEFF_TOKEN_LOOKUP[i]![8 * zeros + next]).toBe(256 * code.length + symbol);
        }
      }
    });
  });

  it('find each total_zeros whatever follows it', () => {
    TOTAL_ZEROS.forEach((table, i) => {
      for (const [code, symbol] of codesOf(table)) {
        for (const tail of ['000000000', '111111111']) {
          const next = Number.parseInt((code + tail).slice(0, 9), 2);
          expect(TOTAL_ZEROS_LOOKUP[i]![next]).toBe(256 * code.length + symbol);
        }
      }
    });
  });
});
