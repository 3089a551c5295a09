/**
 * The subscribe dialect (docs/protocols.md 2): JSON text over a WebSocket, pictures as base64. A stream is named by
 * vehicle and channel.
 */
export interface VehicleChannel {
  readonly vehicleId: string;
  readonly channel: number;
}

/** Client → server. */
export type SubscribeRequest =
  | ({ readonly type: 'subscribe' | 'unsubscribe' } & VehicleChannel)
  /** Answered by `{"type":"pong"}`. The original knows it not. */
  | { readonly type: 'ping' };

/** Server → client, all but frames. */
export type SubscribeAnswer =
  | ({ readonly type: 'subscribed' | 'unsubscribed' } & VehicleChannel)
  | { readonly type: 'connected' }
  | { readonly type: 'pong' }
  | ({ readonly type: 'error'; readonly message: string } & Partial<VehicleChannel>);

/** Of `/api/stream/stats`, by `<vehicleId>_<channel>`. */
export interface ChannelStatistics {
  readonly subscribers: number;
  /** When the last picture came, ISO 8601 in UTC; `null` before the first. */
  readonly lastFrame: string | null;
}

/** Of `/api/vehicles/connected`. */
export interface ConnectedVehicle {
  readonly id: string;
  readonly phone: string;
  readonly channels: readonly {
    readonly physicalChannel: number;
    readonly logicalChannel: number;
    readonly type: 'video';
  }[];
  /** The channels of which pictures come. */
  readonly activeStreams: readonly number[];
}
