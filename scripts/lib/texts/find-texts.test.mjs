import { describe, expect, it } from 'vitest';
import { findTexts } from './find-texts.mjs';

const found = (source) => findTexts('x.tsx', source).map(({ text }) => text);

describe('text for people in code', () => {
  it.each([
    ['between tags', '<p>Live</p>', 'Live'],
    ['in an attribute that people hear', '<p aria-label="Time" className="two words" />', 'Time'],
    ['in an attribute of a component', '<Field label={open ? "Open" : x} />', 'Open'],
    ['in a property that is shown', 'const row = { id: "jitter", label: "Jitter" };', 'Jitter'],
    ['of two words', 'tell("Saved it");', 'Saved it'],
    ['with something put in', `tell(\`Saved \${name} here\`);`, 'Saved {} here'],
    ['in braces', '<p>{open ? "Open" : ""}</p>', 'Open'],
  ])('is found %s', (_, source, text) => {
    expect(found(source)).toEqual([text]);
  });

  it('has a line', () => {
    expect(findTexts('x.tsx', 'a();\n\nb("two words");')).toEqual([{ line: 3, text: 'two words' }]);
  });

  it.each([
    ['a log', `log.info(\`two words \${x}\`); this.#log.warn('two words'); console.log('two words');`],
    ['an error for programmers', 'throw new Error("two words");'],
    ['what is typed', '<code>groundglass demo</code>'],
    ['names', 'import x from "two words"; const id = "status.live"; element.closest("a b");'],
    ['an exemption with its reason', '// not shown: a header\nsend("two words");'],
    ['names with points', 'const row = { label: "action.quit" }; const type = { title: "text/html; charset=utf-8" };'],
    [
      'what the API says of a route',
      'const r = { about: { summary: "two words" } }; const n = { description: "x y z", schema };',
    ],
    ['a file of a format', '// not shown in this file: a format\nconst x = "two words"; const y = "Two";'],
    ['why nothing was read', 'return { fault: `two words` };'],
    ['a type', 'type X = "two words";'],
  ])('is not %s', (_, source) => {
    expect(found(source)).toEqual([]);
  });
});
