import { describe, expect, it } from 'vitest';
import { Listeners } from './listeners';

describe('listeners', () => {
  it('are called in their order, each as often as it subscribed, until they unsubscribe', () => {
    const heard: string[] = [];
    const listeners = new Listeners<string>();
    const twice = (value: string) => heard.push(`twice ${value}`);
    const unsubscribe = listeners.subscribe(twice);
    listeners.subscribe(twice);
    listeners.notify('a');
    unsubscribe();
    unsubscribe();
    listeners.notify('b');
    listeners.clear();
    listeners.notify('c');
    expect(heard).toEqual(['twice a', 'twice a', 'twice b']);
  });

  it('are all called though one throws, and its error is not lost', () => {
    const heard: number[] = [];
    const listeners = new Listeners<number>();
    listeners.subscribe(() => {
      throw new Error('first');
    });
    listeners.subscribe((value) => heard.push(value));
    listeners.subscribe(() => {
      throw new Error('second');
    });
    expect(() => listeners.notify(7)).toThrow('first');
    expect(heard).toEqual([7]);
  });

  it('may unsubscribe each other while they are called', () => {
    const heard: string[] = [];
    const listeners = new Listeners();
    listeners.subscribe(() => later());
    const later = listeners.subscribe(() => heard.push('later'));
    listeners.notify();
    expect(heard).toEqual([]);
    expect(listeners.size).toBe(1);
  });
});
