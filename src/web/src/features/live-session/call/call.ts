import { live, type Participant, type Sent } from '@/shared/live/live';
import { getIceServers } from '../api/get-ice-servers';
import { type LinkLevel, type LinkSample, nextLevel, sampleEvery, worst } from './link-level';
import { type MediaTrouble, openCamera, openMedia, stopAll, type Wanted } from './media';
import { type Outgoing, Peer, type PeerSignal } from './peer';
import type { CallEnd, Place } from './stay';

export interface Sending {
  readonly sound: boolean;
  readonly picture: boolean;
  readonly screen: boolean;
}

/** Someone else in the call. */
export interface Other {
  readonly call: string;
  readonly name: string;
  readonly sending: Sending;
  readonly connected: boolean;
  readonly camera?: MediaStream;
  readonly screen?: MediaStream;
}

export interface CallState {
  readonly phase: 'out' | 'joining' | 'in';
  readonly others: readonly Other[];
  readonly sending: Sending;
  readonly level: LinkLevel;
  readonly trouble?: MediaTrouble;
  readonly camera?: MediaStream;
  /** Since when, in milliseconds. */
  readonly since?: number;
  /** Whether somebody else has been in it, so that whoever waits waits for a return. */
  readonly met: boolean;
  /** Why the last one ended, unless it was hung up here. */
  readonly ended?: CallEnd;
}

interface Seat {
  readonly call: string;
  readonly name: string;
  readonly device: string;
  participant: string;
  sending: Sending;
  peer?: Peer;
  goneAt?: number;
}

type Greeting =
  | { readonly kind: 'hello'; readonly name: string; readonly device: string; readonly sending: Sending; readonly answered: boolean }
  | { readonly kind: 'state'; readonly sending: Sending }
  /** Hung up; with `page` the page went away, perhaps to be loaded anew. */
  | { readonly kind: 'bye'; readonly page?: boolean }
  /** From a page that has just opened: whoever is in the call answers with a greeting. */
  | { readonly kind: 'who' };

/** What a call needs of the hub. */
export type CallLine = Pick<typeof live, 'participantId' | 'onSignal' | 'invoke'>;

const silent: Sending = { sound: false, picture: false, screen: false };
/** Nothing to hear and nothing to see. */
export const out: CallState = { phase: 'out', others: [], sending: silent, level: 'video', met: false };
/** Each picture goes to every other by itself: more than so many is more than a hospital's line carries. */
const mostPictures = 4;
const waitForReturn = 20_000;
const kept = 10;

/** The call of one room. Media goes from browser to browser, the hub carries the words that make the links; hanging up ends nothing but the call. */
export class Call {
  readonly place: Place;
  readonly #me = crypto.randomUUID();
  readonly #name: string;
  readonly #device: string;
  readonly #line: CallLine;
  readonly #seats = new Map<string, Seat>();
  readonly #listeners = new Set<() => void>();
  #state = out;
  #present: readonly Participant[] = [];
  #greetedAs: string | undefined;
  #servers: RTCIceServer[] = [];
  #microphone: MediaStreamTrack | null = null;
  #camera: MediaStreamTrack | null = null;
  #screen: MediaStreamTrack | null = null;
  #muted = false;
  #samples: LinkSample[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;
  #measured = false;

  constructor(place: Place, name: string, device: string, line: CallLine = live) {
    this.#line = line;
    this.place = place;
    this.#name = name;
    this.#device = device;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly snapshot = () => this.#state;

  /** Listens in the room until the returned function is called, which also hangs up. */
  listen(): () => void {
    const stop = this.#line.onSignal((sent) => this.#onSignal(sent));
    const leaving = () => this.#close({ kind: 'bye', page: true }, out);
    window.addEventListener('pagehide', leaving);
    return () => {
      window.removeEventListener('pagehide', leaving);
      this.hangUp();
      stop();
    };
  }

  /** Who is in the room now, the caller too. */
  setPresent(present: readonly Participant[]) {
    const known = new Set(this.#present.map(({ participantId }) => participantId));
    this.#present = present;
    const here = new Set(present.map(({ participantId }) => participantId));
    for (const seat of this.#seats.values()) seat.goneAt = here.has(seat.participant) ? undefined : (seat.goneAt ?? Date.now());
    const anew = this.#greetedAs !== this.#line.participantId;
    this.#greet(this.#strangers().filter(({ participantId }) => anew || !known.has(participantId)));
    if (this.#state.phase !== 'in') this.#dropGone(0);
    this.#publish();
  }

  async join(wanted: Wanted): Promise<void> {
    if (this.#state.phase !== 'out') return;
    this.#state = { ...this.#state, phase: 'joining', trouble: undefined, ended: undefined };
    this.#publish();
    const [{ stream, trouble }, servers] = await Promise.all([openMedia(wanted), getIceServers().catch(() => [])]);
    if (this.#state.phase !== 'joining') return stopAll(stream);
    this.#servers = servers;
    this.#microphone = stream?.getAudioTracks()[0] ?? null;
    this.#setCamera(stream?.getVideoTracks()[0] ?? null);
    this.#state = { ...this.#state, phase: 'in', trouble, since: Date.now(), level: 'video', met: this.#seats.size > 0 };
    this.#timer = setInterval(() => void this.#look(), sampleEvery);
    const alone = this.#seats.size === 0;
    this.#greet(this.#strangers());
    for (const seat of this.#seats.values()) this.#link(seat);
    this.#publish();
    if (alone) await this.#line.invoke('Call').catch(() => {});
  }

  hangUp() {
    this.#close({ kind: 'bye' }, out);
  }

  /** Ends it here for a reason that the user did not choose, and keeps the reason to be told. Resolves when the others were told, or could not be. */
  end(why: CallEnd): Promise<void> {
    return this.#close({ kind: 'bye' }, { ...out, ended: why });
  }

  /** Somebody was put out of the room: nothing more goes there, whatever that page does. */
  putOut(participant: string) {
    for (const seat of [...this.#seats.values()]) if (seat.participant === participant) this.#drop(seat);
    this.#publish();
  }

  #close(word: Greeting, after: CallState): Promise<void> {
    if (this.#state.phase === 'out') return Promise.resolve();
    clearInterval(this.#timer);
    const told = this.#tellAll(word);
    for (const seat of this.#seats.values()) {
      seat.peer?.close();
      seat.peer = undefined;
    }
    for (const track of [this.#microphone, this.#camera, this.#screen]) track?.stop();
    [this.#microphone, this.#camera, this.#screen] = [null, null, null];
    [this.#muted, this.#measured, this.#samples] = [false, false, []];
    this.#state = after;
    this.#publish();
    return told;
  }

  toggleSound() {
    this.#muted = !this.#muted;
    if (this.#microphone) this.#microphone.enabled = !this.#muted;
    this.#changed();
  }

  async togglePicture(): Promise<void> {
    if (this.#camera) {
      this.#camera.stop();
      this.#setCamera(null);
    } else {
      const stream = await openCamera();
      if (this.#state.phase !== 'in') return stopAll(stream);
      this.#setCamera(stream?.getVideoTracks()[0] ?? null);
      if (!stream) this.#state = { ...this.#state, trouble: 'missing' };
    }
    this.#changed();
  }

  async toggleScreen(): Promise<void> {
    if (this.#screen) {
      this.#screen.stop();
      this.#screen = null;
    } else {
      const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 10 } } }).catch(() => undefined);
      this.#screen = stream?.getVideoTracks()[0] ?? null;
      // The browser has a button of its own to end it.
      if (this.#screen)
        this.#screen.onended = () => {
          this.#screen = null;
          this.#changed();
        };
    }
    this.#changed();
  }

  #onSignal({ from, payload }: Sent) {
    const { call, ...said } = (payload ?? {}) as { call?: string } & (Greeting | PeerSignal);
    if (typeof call !== 'string' || call === this.#me) return;
    const seat = this.#seats.get(call);
    if (said.kind === 'who') {
      if (this.#state.phase === 'in') this.#tell(from, this.#hello(true));
    } else if (said.kind === 'hello') {
      // A page that was loaded anew has left its former seat behind.
      for (const other of [...this.#seats.values()]) if (other.device === said.device && other.call !== call) this.#drop(other);
      const sat = seat ?? { call, name: said.name, device: said.device, participant: from, sending: said.sending };
      Object.assign(sat, { participant: from, sending: said.sending, goneAt: undefined });
      this.#seats.set(call, sat);
      if (this.#state.phase === 'in') {
        if (!said.answered) this.#tell(from, this.#hello(true));
        this.#link(sat);
      }
    } else if (!seat) return;
    else if (said.kind === 'bye') this.#onBye(seat, !said.page);
    else if (said.kind === 'state') seat.sending = said.sending;
    else {
      seat.participant = from;
      // A link that cannot be made shows as one: its tile says so, and it is tried again.
      if (this.#state.phase === 'in')
        void this.#link(seat)
          .take(said)
          .catch(() => {});
    }
    this.#publish();
  }

  #onBye(seat: Seat, hungUp: boolean) {
    this.#drop(seat);
    // Nobody is left to talk to; a page that was closed or loaded anew may come back, and is waited for.
    if (hungUp && this.#seats.size === 0 && this.#state.phase === 'in') this.end('hungUp');
  }

  #link(seat: Seat): Peer {
    seat.peer ??= new Peer(this.#me > seat.call, this.#servers, this.#outgoing(), {
      send: (signal) => this.#tell(seat.participant, signal),
      changed: () => this.#publish(),
    });
    return seat.peer;
  }

  #drop(seat: Seat) {
    seat.peer?.close();
    this.#seats.delete(seat.call);
  }

  #dropGone(after: number) {
    const now = Date.now();
    for (const seat of [...this.#seats.values()])
      if (seat.goneAt !== undefined && now - seat.goneAt >= after && !seat.peer?.connected) this.#drop(seat);
  }

  async #look() {
    this.#dropGone(waitForReturn);
    const samples = await Promise.all([...this.#seats.values()].map(({ peer }) => peer?.sample()).filter((sample) => sample !== undefined));
    if (this.#state.phase !== 'in') return;
    if (samples.length > 0) await this.#judge(worst(samples));
    else this.#samples = [];
    this.#publish();
  }

  async #judge(sample: LinkSample) {
    this.#samples = [...this.#samples.slice(1 - kept), sample];
    const level = nextLevel(this.#state.level, this.#samples);
    const fell = level !== this.#state.level;
    if (fell) {
      this.#samples = [];
      this.#state = { ...this.#state, level };
      this.#changed();
    }
    if (!fell && (this.#measured || !sample.connected)) return;
    this.#measured = true;
    const [roundTrip, lost] = [sample.roundTrip === undefined ? null : Math.round(sample.roundTrip), (sample.loss ?? 0) * 100];
    await this.#line.invoke('Measure', level, roundTrip, lost).catch(() => {});
  }

  #changed() {
    const outgoing = this.#outgoing();
    for (const { peer } of this.#seats.values()) void peer?.send(outgoing, this.#seats.size).catch(() => {});
    this.#tellAll({ kind: 'state', sending: this.#sending() });
    this.#publish();
  }

  #outgoing(): Outgoing {
    const shown = this.#state.level === 'video';
    return { sound: this.#microphone, picture: shown && this.#seats.size <= mostPictures ? this.#camera : null, screen: this.#screen };
  }

  #sending(): Sending {
    const { picture, screen } = this.#outgoing();
    return { sound: !!this.#microphone && !this.#muted, picture: !!picture, screen: !!screen };
  }

  #setCamera(track: MediaStreamTrack | null) {
    this.#camera = track;
    this.#state = { ...this.#state, camera: track ? new MediaStream([track]) : undefined };
  }

  #strangers = () => this.#present.filter(({ participantId }) => participantId !== this.#line.participantId);

  #greet(participants: readonly Participant[]) {
    this.#greetedAs = this.#line.participantId;
    const greeting: Greeting = this.#state.phase === 'in' ? this.#hello(false) : { kind: 'who' };
    for (const { participantId } of participants) this.#tell(participantId, greeting);
  }

  #hello(answered: boolean): Greeting {
    return { kind: 'hello', name: this.#name, device: this.#device, sending: this.#sending(), answered };
  }

  async #tellAll(said: Greeting): Promise<void> {
    await Promise.all(this.#strangers().map(({ participantId }) => this.#tell(participantId, said)));
  }

  /** What does not arrive is said again with the next greeting. */
  async #tell(participant: string, said: Greeting | PeerSignal): Promise<void> {
    await this.#line.invoke('Signal', participant, { ...said, call: this.#me }).catch(() => {});
  }

  #publish() {
    const others = [...this.#seats.values()].map(({ call, name, sending, peer }) => ({
      call,
      name,
      sending,
      connected: peer?.connected ?? false,
      camera: peer?.camera,
      screen: peer?.screen,
    }));
    const met = this.#state.met || (this.#state.phase === 'in' && others.length > 0);
    this.#state = { ...this.#state, others, met, sending: this.#state.phase === 'in' ? this.#sending() : silent };
    for (const listener of this.#listeners) listener();
  }
}
