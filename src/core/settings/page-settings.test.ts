import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPageValue, PAGE_SETTINGS, type PageSetting, type PageSettingId, readPageValue } from './page-settings';

const rows: readonly [string, PageSetting][] = Object.entries(PAGE_SETTINGS);
const ids = Object.keys(PAGE_SETTINGS) as PageSettingId[];

describe('what a page remembers', () => {
  it('has a key of its own each, and a default that its schema takes', () => {
    expect(new Set(rows.map(([, { key }]) => key)).size).toBe(rows.length);
    for (const [id, { schema, default: usual }] of rows) expect(schema.safeParse(usual).success, id).toBe(true);
  });

  it('comes back as it was, without what is not kept', () => {
    const state = { muted: true, volume: 0.5, mix: true, on: true };
    expect(readPageValue('sound', formatPageValue('sound', state))).toEqual({ muted: true, volume: 0.5, mix: true });
  });

  it('is the default where storage holds nothing, or nothing that makes sense', () => {
    expect(readPageValue('wall', null)).toEqual({ layout: 'all', order: [] });
    expect(readPageValue('wall', '{"layout":5,"order":[]}')).toEqual({ layout: 'all', order: [] });
    expect(readPageValue('shareViewer', JSON.stringify({ ...PAGE_SETTINGS.sharePhone.default, name: ' ' }))).toEqual(
      PAGE_SETTINGS.shareViewer.default,
    );
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.string(), (id, text) => {
        expect(() => readPageValue(id, text)).not.toThrow();
      }),
    );
  });
});
