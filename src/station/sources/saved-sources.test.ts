import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { streamIdOf } from '#core/settings/source-url';
import { createLog } from '../log';
import { Station } from '../station';
import { openSavedSources } from './saved-sources';

let folder: string;
let file: string;
let warnings: string[];
const log = createLog('warn', (line) => warnings.push(line));
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-test-'));
  file = path.join(folder, 'settings', 'sources.json');
  warnings = [];
});
afterEach(() => rm(folder, { recursive: true }));

/** A station that keeps its sources in the file; its lazy sources are never fetched here. */
function openStation() {
  const station = new Station({ log, version: '1', saved: openSavedSources(file, log) });
  station.sources.addSaved();
  return station;
}
const listOf = (station: Station) => station.hub.list().map(({ info }) => [info.id, info.name]);

describe('the kept sources', () => {
  it('are there again after a restart, as they were last called, and no others', async () => {
    const first = openStation();
    first.sources.add('pi://a?lazy=1&name=Left', { isSaved: true });
    first.sources.add('pi://b?lazy=1', { isSaved: true });
    first.sources.add('pi://c?lazy=1', { isSaved: true });
    first.sources.add('pi://of-the-command-line?lazy=1');
    first.sources.rename(streamIdOf('pi://b'), 'Rübe 2 & more');
    first.sources.remove(streamIdOf('pi://c'));
    await first.close();
    const second = openStation();
    expect(listOf(second)).toEqual([
      [streamIdOf('pi://a'), 'Left'],
      [streamIdOf('pi://b'), 'Rübe 2 & more'],
    ]);
    await second.close();
    expect(warnings).toEqual([]);
    expect(await readdir(path.dirname(file))).toEqual(['sources.json']);
  });

  it('are not written anew when they are read', async () => {
    const text = '{"version":1,"sources":["pi://a?lazy=1","pi://b?lazy=1"]}';
    const place = path.join(folder, 'sources.json');
    await writeFile(place, text);
    const station = new Station({ log, version: '1', saved: openSavedSources(place, log) });
    station.sources.addSaved();
    await station.close();
    expect(await readFile(place, 'utf8')).toBe(text);
  });

  it.each(['', '{"version":1,"sour', '[]', '{"version":2,"sources":[]}', '{"version":1,"sources":[1]}'])(
    'are put aside with a warning where they read %s',
    async (text) => {
      const place = path.join(folder, 'sources.json');
      await writeFile(place, text);
      expect(openSavedSources(place, log).urls).toEqual([]);
      const [aside] = await readdir(folder);
      expect(aside).toMatch(/^sources\.json\.broken-/);
      expect(await readFile(path.join(folder, aside!), 'utf8')).toBe(text);
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toContain(aside);
    },
  );

  it('of a later version are left out, named, and written back', async () => {
    const place = path.join(folder, 'sources.json');
    await writeFile(place, '{"version":1,"sources":["warp://a","pi://a"]}');
    const saved = openSavedSources(place, log);
    expect(saved.urls).toEqual(['pi://a']);
    expect(warnings[0]).toContain('warp://a');
    saved.save(['pi://b']);
    await saved.written();
    expect(JSON.parse(await readFile(place, 'utf8'))).toEqual({ version: 1, sources: ['pi://b', 'warp://a'] });
  });

  it('of two stations at a time are those that either added, less those that either removed', async () => {
    const place = path.join(folder, 'sources.json');
    await writeFile(place, '{"version":1,"sources":["pi://a","pi://b","pi://c"]}');
    const [one, other] = [openSavedSources(place, log), openSavedSources(place, log)];
    one.save(['pi://b', 'pi://c', 'pi://one']);
    await one.written();
    other.save(['pi://a', 'pi://b', 'pi://other']);
    await other.written();
    expect(openSavedSources(place, log).urls).toEqual(['pi://b', 'pi://other', 'pi://one']);
    for (const more of [[], ['pi://two']]) {
      one.save(['pi://b', 'pi://c', 'pi://one', ...more]);
      await one.written();
      expect(openSavedSources(place, log).urls.toSorted()).toEqual(
        ['pi://b', 'pi://one', 'pi://other', ...more].toSorted(),
      );
    }
  });

  it('that cannot be written are told of, and nothing else happens', async () => {
    await writeFile(path.join(folder, 'settings'), 'a file where the folder should be');
    const saved = openSavedSources(file, log);
    saved.save(['pi://a']);
    await saved.written();
    expect(warnings.at(-1)).toContain('cannot be kept');
  });

  it('are for their owner alone', async () => {
    const place = path.join(folder, 'sources.json');
    await writeFile(place, '{"version":1,"sources":[]}');
    await chmod(place, 0o644);
    const saved = openSavedSources(place, log);
    saved.save(['pi://a']);
    saved.save(['pi://a', 'pi://b']);
    await saved.written();
    expect((await stat(place)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(place, 'utf8')).sources).toEqual(['pi://a', 'pi://b']);
  });
});
