import type { Page, WebSocketRoute } from '@playwright/test';

/** Records of the SignalR JSON protocol end with this. */
const end = '\u001e';

interface Invocation {
  readonly type?: number;
  readonly target?: string;
  readonly arguments?: unknown[];
  readonly invocationId?: string;
}

/** Stands in for the hub in page tests: speaks the JSON protocol, keeps topics, can be cut off. */
export class RecordedHub {
  readonly watched = new Set<string>();
  readonly calls: { target: string; args: unknown[] }[] = [];
  /** Code with which every joining is refused. */
  refuseToJoin: string | undefined;
  #socket: WebSocketRoute | undefined;
  #room = '';
  readonly #log = new Map<string, { readonly seq: number }[]>();
  #refuse = false;

  async attach(page: Page) {
    await page.route('**/hubs/live/negotiate*', (route) =>
      this.#refuse
        ? route.abort()
        : route.fulfill({
            json: {
              connectionId: 'c1',
              connectionToken: 't1',
              negotiateVersion: 1,
              availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text'] }],
            },
          }),
    );
    await page.routeWebSocket('**/hubs/live*', (socket) => {
      this.#socket = socket;
      socket.onMessage((message) => this.#onMessage(String(message)));
    });
  }

  /** Adds an event to a topic; `send: false` loses it on the line. */
  event(topic: string, type: string, data: object, { send = true } = {}) {
    const events = this.#log.get(topic) ?? [];
    const event = { topic, seq: events.length + 1, type, at: new Date().toISOString(), data };
    this.#log.set(topic, [...events, event]);
    if (send) this.#push({ type: 1, target: 'event', arguments: [event] });
  }

  /** A ring that is stored nowhere: its topic changes with nearly every append. */
  bell(topic: string, type = 'changed') {
    this.#push({ type: 1, target: 'event', arguments: [{ topic, seq: 0, type, at: new Date().toISOString(), data: {} }] });
  }

  presence(consultationId: string, participants: object[]) {
    this.#push({ type: 1, target: 'presence', arguments: [{ consultationId, participants }] });
  }

  async cut() {
    this.#refuse = true;
    await this.#socket?.close();
  }

  restore() {
    this.#refuse = false;
  }

  #onMessage(message: string) {
    for (const record of message.split(end).filter(Boolean)) {
      const call = JSON.parse(record) as Invocation & { protocol?: string };
      if (call.protocol) this.#socket?.send(`{}${end}`);
      if (call.type !== 1 || !call.target) continue;
      const args = call.arguments ?? [];
      this.calls.push({ target: call.target, args });
      const result = this.#answer(call.target, args);
      if (call.target === 'Say') {
        this.event(`session:${this.#room}`, 'said', { text: args[0], by: 'me', name: '本人' });
      }
      const error = call.target === 'Join' && this.refuseToJoin ? `HubException: ${this.refuseToJoin}` : undefined;
      if (call.invocationId) this.#push({ type: 3, invocationId: call.invocationId, ...(error ? { error } : { result }) });
    }
  }

  #answer(target: string, args: unknown[]): unknown {
    if (target === 'Join') this.#room = String(args[0]);
    if (target === 'Replay') return (this.#log.get(String(args[0])) ?? []).filter(({ seq }) => seq > Number(args[1]));
    if (target !== 'Watch') return null;
    const topics = args[0] as string[];
    for (const topic of topics) this.watched.add(topic);
    return Object.fromEntries(topics.map((topic) => [topic, this.#log.get(topic)?.length ?? 0]));
  }

  #push(message: object) {
    this.#socket?.send(JSON.stringify(message) + end);
  }
}
