import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { AudioCodec } from '#core/media/audio-chunk';
import { soundBox } from '../../shared/sound/sound-service';
import { showsWall } from '../../streams/wall-state';
import { useTexts } from '../../ui/use-texts';
import { useService, useViewerState } from '../../viewer/viewer-context';
import './sound.css';

const METER_MS = 100;

/** As people know them, in all languages. */
const NAMES: { readonly [codec in AudioCodec]: string } = {
  'pcm-s16le': 'PCM',
  pcma: 'G.711 A-law',
  pcmu: 'G.711 µ-law',
  aac: 'AAC',
  opus: 'Opus', // not shown: a name
  g726: 'G.726',
  'adpcm-ima': 'IMA ADPCM', // not shown: a name
};

/** Volume, mute and level of the sound, while it is on. */
export function SoundBar() {
  const t = useTexts();
  const sound = useService(soundBox);
  const { on, muted, volume, mix } = useStore(sound.store);
  const isWall = useViewerState(({ wall }) => showsWall(wall));
  const about = useViewerState(({ statistics }) => {
    const sound = statistics?.sound;
    if (statistics && !sound) return t('sound.none');
    if (sound?.problem === undefined) return '';
    return t('sound.cannot', { codec: NAMES[sound.codec], why: sound.problem });
  });
  if (!on) return null;
  return (
    <section className="sound-bar" aria-label={t('sound.title')}>
      <button type="button" className="button" aria-pressed={muted} onClick={() => sound.setMuted(!muted)}>
        {muted ? t('dialog.unmute') : t('dialog.mute')}
      </button>
      <label className="sound-volume">
        <span className="visually-hidden">{t('sound.volume')}</span>
        <input
          type="range"
          min={0}
          max={100}
          value={Math.round(volume * 100)}
          onChange={({ target }) => sound.setVolume(Number(target.value) / 100)}
        />
      </label>
      <Meter />
      {isWall && (
        <label>
          <input type="checkbox" checked={mix} onChange={({ target }) => sound.setMix(target.checked)} />{' '}
          {t('sound.allTiles')}
        </label>
      )}
      <span role="status">{muted ? t('sound.muted') : about}</span>
    </section>
  );
}

/** How loud it is: drawn ten times a second, outside of React. */
function Meter() {
  const t = useTexts();
  const sound = useService(soundBox);
  const element = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (element.current) element.current.value = sound.level();
    }, METER_MS);
    return () => clearInterval(timer);
  }, [sound]);
  return <meter ref={element} className="sound-meter" min={0} max={1} aria-label={t('sound.level')} />;
}
