import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { AudioCodec } from '#core/media/audio-chunk';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { showsWall } from '../wall/wall-state';
import './sound.css';

const METER_MS = 100;

/** As people know them. */
const NAMES: { readonly [codec in AudioCodec]: string } = {
  'pcm-s16le': 'PCM',
  pcma: 'G.711 A-law',
  pcmu: 'G.711 µ-law',
  aac: 'AAC',
  opus: 'Opus',
  g726: 'G.726',
  'adpcm-ima': 'IMA ADPCM',
};

/** Volume, mute and level of the sound, while it is on. */
export function SoundBar() {
  const { sound } = useViewer().viewer;
  const { on, muted, volume, mix } = useStore(sound.store);
  const isWall = useViewerState(({ wall }) => showsWall(wall));
  const about = useViewerState(({ statistics }) => {
    const sound = statistics?.sound;
    if (statistics && !sound) return 'This stream has no sound.';
    if (sound?.problem === undefined) return '';
    return `This page does not decode ${NAMES[sound.codec]}, and the station cannot for it. ${sound.problem}`;
  });
  if (!on) return null;
  return (
    <section className="sound-bar" aria-label="Sound">
      <button type="button" className="button" aria-pressed={muted} onClick={() => sound.setMuted(!muted)}>
        {muted ? 'Unmute' : 'Mute'}
      </button>
      <label className="sound-volume">
        <span className="visually-hidden">Volume</span>
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
          <input type="checkbox" checked={mix} onChange={({ target }) => sound.setMix(target.checked)} /> All tiles
        </label>
      )}
      <span role="status">{muted ? 'Muted.' : about}</span>
    </section>
  );
}

/** How loud it is: drawn ten times a second, outside of React. */
function Meter() {
  const { sound } = useViewer().viewer;
  const element = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (element.current) element.current.value = sound.level();
    }, METER_MS);
    return () => clearInterval(timer);
  }, [sound]);
  return <meter ref={element} className="sound-meter" min={0} max={1} aria-label="Level" />;
}
