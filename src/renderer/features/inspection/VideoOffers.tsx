import { Button } from 'react-aria-components';
import type { Offers } from '#contracts/heard';
import { useTexts } from '../../ui/use-texts';
import { useViewer, useViewerState } from '../../viewer/viewer-context';

/** The streams of video that the shown vehicle names and that can be played, each with one click to it. */
export function VideoOffers() {
  const t = useTexts();
  const viewer = useViewer();
  const id = useViewerState(({ stream }) => stream?.id);
  const all = useViewerState(({ stream }) => stream?.offers) ?? [];
  const offers = all.filter(({ stream }) => stream !== undefined);
  const there = useViewerState(({ streams }) => streams).map((stream) => stream.id);
  if (id === undefined || offers.length === 0) return null;
  return (
    <section className="vehicle-choice" aria-labelledby="video-offers">
      <h3 id="video-offers">{t('offer.choice')}</h3>
      <ul>
        {offers.map((offer) => (
          <li key={offer.place}>
            <span>{[offer.name, offer.place].filter(Boolean).join(': ')}</span>
            <Take {...{ offer, there, send: take }} />
          </li>
        ))}
      </ul>
    </section>
  );

  function take(place: string): void {
    if (id !== undefined) viewer.takeOffer(id, place);
  }
}

interface TakeProps {
  readonly offer: Offers[number];
  /** Ids of all streams. */
  readonly there: readonly string[];
  readonly send: (place: string) => void;
}

function Take({ offer, there, send }: TakeProps) {
  const t = useTexts();
  if (offer.stream !== undefined && there.includes(offer.stream)) return <strong>{t('offer.isThere')}</strong>;
  return (
    <Button className="button" aria-label={t('offer.showOf', { place: offer.place })} onPress={() => send(offer.place)}>
      {t('offer.show')}
    </Button>
  );
}
