import { Capability } from '../capability';

/** Where a gateway serves others. */
export interface ServedPlace {
  readonly address: string;
  readonly port: number;
  readonly needsToken: boolean;
  readonly isSecure: boolean;
}

/** Tells the network where the station is served. */
export interface Advertiser {
  /** @returns takes it back; `undefined` where that place is not to be told */
  tell(place: ServedPlace): (() => Promise<void>) | undefined;
}

export const ADVERTISER = new Capability<Advertiser>('advertiser');
