import { v7 as newKey } from 'uuid';

/** Idempotency keys: the same content gets the same key, so that sending again after a cut line does nothing twice. */
export class StableKey {
  #last: { readonly content: string; readonly key: string } | undefined;

  for(...content: unknown[]): string {
    const text = JSON.stringify(content);
    if (this.#last?.content !== text) this.#last = { content: text, key: newKey() };
    return this.#last.key;
  }
}
