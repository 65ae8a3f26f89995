import type { HubConnection } from '@microsoft/signalr';
import { request } from '@/shared/api/http';
import { type LiveEvent, TopicLog } from './topic-log';

export type LineState = 'connecting' | 'online' | 'reconnecting' | 'offline';
type EventListener = (event: LiveEvent) => void;

export interface Participant {
  readonly participantId: string;
  readonly accountId: string;
  readonly name: string;
}

/** Something one participant of a room sent; its meaning is theirs. */
export interface Sent {
  readonly from: string;
  readonly payload: unknown;
}

type SentListener = (sent: Sent) => void;

const restartAfter = 5_000;
const everyTopic = '*';

/** Events of the topics somebody on the page looks at, over one connection that mends itself. */
class Live {
  #hub: HubConnection | undefined;
  #module: typeof import('./hub-client') | undefined;
  #state: LineState = 'connecting';
  #wanted = false;
  #restart: ReturnType<typeof setTimeout> | undefined;
  readonly #topics = new Map<string, { readonly log: TopicLog; readonly listeners: Set<EventListener> }>();
  readonly #stateListeners = new Set<() => void>();
  readonly #presenceListeners = new Set<(consultationId: string, participants: Participant[]) => void>();
  readonly #signalListeners = new Set<SentListener>();
  readonly #pointListeners = new Set<SentListener>();
  /** Called when the line is back, before what was missed is replayed. */
  readonly #backListeners = new Set<() => void>();

  get state() {
    return this.#state;
  }

  /** This page in a room, as others see it; another one after every new connection. */
  get participantId(): string | undefined {
    return this.#hub?.connectionId ?? undefined;
  }

  readonly onState = (listener: () => void) => add(this.#stateListeners, listener);
  readonly onBack = (listener: () => void) => add(this.#backListeners, listener);
  readonly onPresence = (listener: (consultationId: string, participants: Participant[]) => void) => add(this.#presenceListeners, listener);
  /** WebRTC signals of the room that this connection is in. */
  readonly onSignal = (listener: SentListener) => add(this.#signalListeners, listener);
  /** Pointer moves of others in the room. */
  readonly onPoint = (listener: SentListener) => add(this.#pointListeners, listener);

  async start(): Promise<void> {
    this.#wanted = true;
    if (this.#hub) return;
    try {
      this.#module ??= await import('./hub-client');
    } catch {
      this.#down();
      return;
    }
    if (!this.#wanted || this.#hub) return;
    this.#hub = this.#module.createHub({
      event: (event) => this.#onEvent(event),
      presence: (presence) => this.#presence(presence),
      signal: (signal) => tell(this.#signalListeners, signal, 'payload'),
      point: (point) => tell(this.#pointListeners, point, 'state'),
      down: () => this.#down(),
      failed: () => this.#askWhy(),
      up: () => void this.#up(),
    });
    await this.#connect();
  }

  /** Ends the connection and forgets every topic, at sign-out. */
  async stop(): Promise<void> {
    this.#wanted = false;
    clearTimeout(this.#restart);
    const hub = this.#hub;
    this.#hub = undefined;
    this.#topics.clear();
    await hub?.stop();
    this.#set('connecting');
  }

  /**
   * Listens to one topic until the returned function is called.
   * @param since the last event the listener knows; later ones are replayed, and may come twice when others listen already
   */
  watch(topic: string, listener: EventListener, since?: number): () => void {
    let entry = this.#topics.get(topic);
    if (!entry) {
      const listeners = new Set<EventListener>();
      const deliver = (event: LiveEvent) => {
        for (const each of listeners) each(event);
      };
      entry = { listeners, log: new TopicLog(topic, (name, after) => this.#replay(name, after), deliver, since) };
      this.#topics.set(topic, entry);
      void this.#watchOnServer([topic])
        .then(() => entry?.log.catchUp())
        .catch(() => {});
    } else if (since !== undefined && (entry.log.last ?? 0) > since) {
      // Somebody else on the page was told already; this listener was not.
      void this.#replay(topic, since)
        .then((missed) => missed.forEach(listener))
        .catch(() => {});
    }
    entry.listeners.add(listener);
    return () => {
      entry.listeners.delete(listener);
      if (entry.listeners.size > 0 || this.#topics.get(topic) !== entry) return;
      this.#topics.delete(topic);
      void this.invoke('Unwatch', [topic]).catch(() => {});
    };
  }

  /** @throws {Error} while the line is down */
  async invoke<T = unknown>(method: string, ...args: unknown[]): Promise<T> {
    if (!this.#hub || !this.#module?.isConnected(this.#hub)) throw new Error('The line is down.');
    return this.#hub.invoke<T>(method, ...args);
  }

  async #replay(topic: string, since: number): Promise<readonly LiveEvent[]> {
    const events = await this.invoke<LiveEvent[] | null>('Replay', topic, since);
    return events ?? [];
  }

  async #connect() {
    const hub = this.#hub;
    if (!hub || !this.#module?.isDown(hub)) return;
    try {
      await hub.start();
      await this.#up();
    } catch {
      this.#down();
      this.#askWhy();
    }
  }

  /** A line that does not come back may be refused: the hub does not say so, a request does, and the page then asks for the password. */
  #askWhy() {
    if (this.#wanted && navigator.onLine) void request('/api/v1/session').catch(() => {});
  }

  async #up() {
    this.#set('online');
    for (const listener of this.#backListeners) listener();
    await this.#watchOnServer([...this.#topics.keys()]);
    await this.#catchUpAll();
  }

  #down() {
    if (!this.#wanted) return;
    this.#set(navigator.onLine ? 'reconnecting' : 'offline');
    clearTimeout(this.#restart);
    this.#restart = setTimeout(() => void (this.#hub ? this.#connect() : this.start()), restartAfter);
  }

  #onEvent(event: LiveEvent) {
    // The server's mark that it left some events out.
    if (event.topic === everyTopic) void this.#catchUpAll();
    else
      void this.#topics
        .get(event.topic)
        ?.log.accept(event)
        .catch(() => {});
  }

  async #catchUpAll() {
    await Promise.all([...this.#topics.values()].map(({ log }) => log.catchUp().catch(() => {})));
  }

  async #watchOnServer(topics: string[]) {
    if (topics.length === 0 || !this.#hub || !this.#module?.isConnected(this.#hub)) return;
    const watched = await this.invoke<Record<string, number> | null>('Watch', topics).catch(() => null);
    for (const [topic, last] of Object.entries(watched ?? {})) this.#topics.get(topic)?.log.startAt(last);
  }

  #presence(value: unknown) {
    const { consultationId, participants } = (value ?? {}) as { consultationId?: string; participants?: Participant[] };
    if (consultationId) for (const listener of this.#presenceListeners) listener(consultationId, participants ?? []);
  }

  #set(state: LineState) {
    if (this.#state === state) return;
    this.#state = state;
    for (const listener of this.#stateListeners) listener();
  }
}

function tell(listeners: Set<SentListener>, value: unknown, member: string) {
  const sent = (value ?? {}) as Record<string, unknown>;
  if (typeof sent.from !== 'string') return;
  for (const listener of listeners) listener({ from: sent.from, payload: sent[member] });
}

function add<T>(set: Set<T>, item: T): () => void {
  set.add(item);
  return () => set.delete(item);
}

export const live = new Live();
