import { Button } from 'react-aria-components';
import { useTexts } from '../../ui/use-texts';
import { useViewer, useViewerState } from '../../viewer/viewer-context';
import { useRead } from './use-read';

/** Says that the shown vehicle names a stream of video, with one click to it, until it is taken or read. */
export function OfferNote() {
  const t = useTexts();
  const viewer = useViewer();
  const id = useViewerState(({ stream }) => stream?.id);
  const offers = useViewerState(({ stream }) => stream?.offers) ?? [];
  const there = new Set(useViewerState(({ streams }) => streams).map((stream) => stream.id));
  const offer = offers.find(({ stream }) => stream === undefined || !there.has(stream));
  const [isRead, dismiss] = useRead(offer?.place);
  if (id === undefined || !offer || isRead) return null;
  const { name, place, stream, why } = offer;
  return (
    <section className="message" role="status">
      <p className="message-text">{name === '' ? t('offer.unnamed', { place }) : t('offer.named', { name, place })}</p>
      <p className="message-tip">{why ? t(why) : t('offer.tip')}</p>
      <div className="status-actions">
        <Button className="button" onPress={dismiss}>
          {t('dialog.dismiss')}
        </Button>
        {stream !== undefined && (
          <Button className="button button-primary" onPress={() => viewer.takeOffer(id, place)}>
            {t('offer.show')}
          </Button>
        )}
      </div>
    </section>
  );
}
