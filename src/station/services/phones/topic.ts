import { phonesTopic } from '#contracts/topics/phones';
import { stationTopic } from '../../extension/topic';
import { PHONES } from '../../sources/accept/remote-camera/phone-endpoint';

/** Tells a viewer that may change things where phones may come. */
export const phonesHandler = stationTopic({
  contract: phonesTopic,
  open({ station, rights, tell }) {
    const phones = station.get(PHONES);
    if (!phones || !rights.mayChange) return {};
    const tellPhones = () => tell({ type: 'phones', phones: phones.state });
    if (phones.state) tellPhones();
    return { end: phones.onChange(tellPhones) };
  },
});
