import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english } from '../texts/english';
import { inWords } from '../texts/fixtures/in-words';
import { changeDocument, formatSettings, parseSettings, readDocument, SETTINGS_VERSION } from './settings-document';

describe('a settings document', () => {
  it('keeps what it does not change, whoever wrote it', () => {
    const document = { version: 7, host: 'a', fromTheFuture: { deep: [1] }, videoPort: 'of another shape' };
    expect(changeDocument(document, { host: 'b' })).toEqual({ ok: true, value: { ...document, host: 'b' } });
    expect(changeDocument({ host: 'a', hots: 1 }, { host: undefined })).toEqual({
      ok: true,
      value: { version: SETTINGS_VERSION, hots: 1 },
    });
  });

  it('is changed whole or not at all, and says what is allowed', () => {
    expect(inWords(changeDocument({}, { host: 'a', videoPort: 99_999 }))).toEqual({
      ok: false,
      message: '“videoPort” is not allowed to be 99999: a whole number from 1 to 65535',
    });
    expect(changeDocument({}, { settings: 'x' })).toMatchObject({ ok: false });
    expect(changeDocument({}, { constructor: 'x' })).toMatchObject({ ok: false });
  });

  it('is brought to this version step by step, and left alone where it is newer', () => {
    const steps = [
      ({ camera, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, sources: [camera] }),
      (document: Readonly<Record<string, unknown>>) => ({ ...document, second: true }),
    ];
    expect(parseSettings('a', '{"camera":"x"}', steps)).toEqual({ ok: true, value: { sources: ['x'], second: true } });
    expect(parseSettings('a', '{"version":1,"camera":"x"}', steps)).toMatchObject({
      value: { camera: 'x', second: true },
    });
    expect(parseSettings('a', '{"version":3,"camera":"x"}', steps)).toEqual({
      ok: true,
      value: { version: 3, camera: 'x' },
    });
  });

  it('names what cannot be used, and uses the rest', () => {
    const { given, problems } = readDocument('a.json', { host: 'rover', videoPort: 'x', hots: 1 });
    expect(given).toEqual(new Map([['host', 'rover']]));
    expect(inWords(problems)).toEqual([
      'a.json: “videoPort” is not allowed to be "x": a whole number from 1 to 65535',
      'a.json: “hots” is not a setting: did you mean “host”?',
    ]);
    expect(readDocument('a.json', { version: 99, hots: 1 }).problems).toEqual([]);
  });

  it('tells no secret where it is broken', () => {
    const read = parseSettings('a.json', '{"broker": amqp://me:secret@host}');
    expect(inWords(read)).toEqual({ ok: false, message: expect.stringMatching(/^a\.json is not JSON/) });
    expect(read.ok || english(read.message)).not.toContain('secret');
  });

  it('reads any text without a throw, and its own again', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseSettings('a', text)));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (document) => {
        const changed = changeDocument(document, { host: 'a' });
        if (!changed.ok) throw new Error(english(changed.message));
        expect(parseSettings('a', formatSettings(changed.value))).toMatchObject({ ok: true });
      }),
    );
  });
});
