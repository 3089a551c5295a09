import '@fontsource/b612/400.css';
import '@fontsource/b612/700.css';
import { useSyncExternalStore } from 'react';
import { Listeners } from '#core/listeners';

/** A canvas does not ask for the fonts it draws with, so they are asked for here, once. */
const FACES = ['400 12px "B612"', '700 12px "B612"'];

let generation = 0;
let asked = false;
const listeners = new Listeners();

function load(): void {
  asked = true;
  for (const face of FACES) {
    document.fonts.load(face).then(
      () => {
        generation += 1;
        listeners.notify();
      },
      // The fallback family stays; a missing font must not take the instruments away.
      () => undefined,
    );
  }
}

function subscribe(listener: () => void): () => void {
  const unsubscribe = listeners.subscribe(listener);
  if (!asked) load();
  return unsubscribe;
}

/** Counts up whenever one of the bundled fonts has arrived. */
export function useFontGeneration(): number {
  return useSyncExternalStore(subscribe, () => generation);
}
