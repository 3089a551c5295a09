import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Service, Viewer } from './viewer';

/** What a feature keeps for the page to show. @param initial as it begins, and as it is until something is known */
export function defineState<T extends object>(initial: T): Service<StoreApi<T>> {
  return { create: () => createStore(() => initial) };
}

/** The services of one viewer. */
export class Services {
  readonly #made = new Map<Service<unknown>, unknown>();
  readonly #viewer: Viewer;

  constructor(viewer: Viewer) {
    this.#viewer = viewer;
  }

  get<T>(service: Service<T>): T {
    if (!this.#made.has(service)) this.#made.set(service, service.create(this.#viewer));
    return this.#made.get(service) as T;
  }
}
