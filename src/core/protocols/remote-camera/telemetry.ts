import type { Telemetry } from '../../telemetry/telemetry';
import { headPose } from './head-pose';
import type { CameraMetadata } from './metadata';

/** As many custom values as a panel can hold; a sender of ever new names must not fill the memory. */
const MAX_CUSTOM = 64;

/** What a phone says of what it sees, in our model. Each kind of message tells a part; the others stay as they were. */
export class PhoneTelemetry {
  #face: Telemetry = {};
  #body: Telemetry = {};
  readonly #custom = new Map<string, number>();

  /** Takes a message. @returns all that is known now */
  take(metadata: CameraMetadata): Telemetry {
    switch (metadata.type) {
      case 'arFace': {
        const { blendShapes, trackingState, headTransform } = metadata.face;
        const pose = headTransform && trackingState !== 'notTracking' ? headPose(headTransform) : undefined;
        this.#face = { blendShapes, faceTracking: trackingState, ...pose };
        break;
      }
      case 'arBody':
        this.#body = { joints: metadata.body.joints.map(({ name, transform }) => ({ name, ...placeOf(transform) })) };
        break;
      case 'custom':
        for (const [key, value] of Object.entries(metadata.payload)) this.#setCustom(`${metadata.name}.${key}`, value);
    }
    return {
      ...this.#face,
      ...this.#body,
      ...(this.#custom.size > 0 && { custom: Object.fromEntries(this.#custom) }),
    };
  }

  #setCustom(name: string, value: number): void {
    if (this.#custom.has(name) || this.#custom.size < MAX_CUSTOM) this.#custom.set(name, value);
  }
}

function placeOf(transform: readonly number[]) {
  const [x = 0, y = 0, z = 0] = transform.slice(12, 15);
  return { x, y, z };
}
