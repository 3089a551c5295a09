import type { TaggedValue } from '#core/protocols/jt808/bytes/codec';
import { parameterOf, readParameter } from '#core/protocols/jt808/parameter-table';

/** The parameters of a simulated terminal: it keeps what it is told, and acts on none of it. */
export class Parameters {
  readonly #values = new Map<number, Uint8Array>();

  constructor(known: Readonly<Record<number, number | string>>) {
    for (const [id, value] of Object.entries(known)) {
      const parameter = parameterOf(Number(id), value);
      if (parameter) this.#values.set(parameter.id, parameter.value);
    }
  }

  /** All, or those of these ids that it has. */
  list(ids: readonly number[] = [...this.#values.keys()]): TaggedValue[] {
    return ids.flatMap((id) => {
      const value = this.#values.get(id);
      return value ? [{ id, value }] : [];
    });
  }

  /** @returns what was set, in words */
  set(parameters: readonly TaggedValue[]): string {
    for (const { id, value } of parameters) this.#values.set(id, value.slice());
    return parameters.map((parameter) => readParameter(parameter).name ?? parameter.id).join(', ');
  }
}
