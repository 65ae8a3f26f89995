export interface LiveEvent {
  readonly topic: string;
  /** Gapless within its topic, from 1; 0 for a mere bell that is stored nowhere. */
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

type Replay = (topic: string, since: number) => Promise<readonly LiveEvent[]>;

/**
 * Delivers the events of one topic once each and in order, whatever the line does to them:
 * a repeated event is dropped, a missing one is fetched before the next is shown.
 */
export class TopicLog {
  #last: number | undefined;
  #filling = false;
  readonly #waiting = new Map<number, LiveEvent>();

  constructor(
    readonly topic: string,
    private readonly replay: Replay,
    private readonly deliver: (event: LiveEvent) => void,
    /** Known when the page has seen the topic before. */
    since?: number,
  ) {
    this.#last = since;
  }

  /** The last sequence number delivered; undefined before the first. */
  get last(): number | undefined {
    return this.#last;
  }

  /** Tells where the topic stood when watching began; what came before is not delivered. */
  startAt(seq: number) {
    this.#last ??= seq;
  }

  /** Takes one event from the line. */
  async accept(event: LiveEvent): Promise<void> {
    if (event.seq === 0) {
      this.deliver(event);
      return;
    }
    this.#last ??= event.seq - 1;
    if (event.seq <= this.#last) return;
    this.#waiting.set(event.seq, event);
    this.#drain();
    if (this.#waiting.size > 0) await this.catchUp();
  }

  /** Fetches what came while the line was down. A topic that never had an event has nothing to miss. */
  async catchUp(): Promise<void> {
    if (this.#filling || this.#last === undefined) return;
    this.#filling = true;
    try {
      for (;;) {
        const before: number = this.#last;
        for (const event of await this.replay(this.topic, before)) if (event.seq > this.#last) this.#waiting.set(event.seq, event);
        this.#drain();
        // The server gives a part at a time; the end is reached when a part brings nothing new.
        if (this.#last === before) return;
      }
    } finally {
      this.#filling = false;
    }
  }

  #drain() {
    for (;;) {
      const next = this.#waiting.get((this.#last ?? 0) + 1);
      if (!next) return;
      this.#waiting.delete(next.seq);
      this.#last = next.seq;
      this.deliver(next);
    }
  }
}
