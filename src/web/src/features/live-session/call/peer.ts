import type { LinkSample } from './link-level';

/** What travels between two browsers of a call, by way of the hub. */
export type PeerSignal =
  | { readonly kind: 'description'; readonly description: RTCSessionDescriptionInit }
  | { readonly kind: 'candidate'; readonly candidate: RTCIceCandidateInit | null }
  | { readonly kind: 'restart' };

/** Tracks of one side; each has its line from the start, so that nothing is negotiated anew when one comes or goes. */
export interface Outgoing {
  readonly sound: MediaStreamTrack | null;
  readonly picture: MediaStreamTrack | null;
  readonly screen: MediaStreamTrack | null;
}

interface Told {
  readonly send: (signal: PeerSignal) => void;
  readonly changed: () => void;
}

const lines = ['sound', 'picture', 'screen'] as const;
const mostBits = { sound: 32_000, picture: 600_000, screen: 1_500_000 } as const;
const restartAfter = 4_000;

/** The media link to one other browser. One side always offers, the other always answers, so that offers never cross. */
export class Peer {
  readonly camera = new MediaStream();
  readonly screen = new MediaStream();
  readonly #link: RTCPeerConnection;
  readonly #offers: boolean;
  readonly #told: Told;
  #outgoing: Outgoing;
  #share = 1;
  #early: (RTCIceCandidateInit | null)[] = [];
  #restart: ReturnType<typeof setTimeout> | undefined;
  #sent = { packets: 0, lost: 0 };

  constructor(offers: boolean, servers: RTCIceServer[], outgoing: Outgoing, told: Told) {
    this.#offers = offers;
    this.#told = told;
    this.#outgoing = outgoing;
    this.#link = new RTCPeerConnection({ iceServers: servers });
    this.#link.onicecandidate = ({ candidate }) => told.send({ kind: 'candidate', candidate: candidate?.toJSON() ?? null });
    this.#link.onconnectionstatechange = () => this.#onState();
    this.#link.ontrack = ({ track, transceiver }) => {
      (this.#link.getTransceivers().indexOf(transceiver) === lines.indexOf('screen') ? this.screen : this.camera).addTrack(track);
      told.changed();
    };
    if (!offers) return;
    for (const line of lines) this.#link.addTransceiver(line === 'sound' ? 'audio' : 'video', { direction: 'sendrecv' });
    void this.#offer();
  }

  get connected(): boolean {
    return this.#link.connectionState === 'connected';
  }

  async take(signal: PeerSignal): Promise<void> {
    if (signal.kind === 'restart') return this.#offers ? this.#offer(true) : undefined;
    if (signal.kind === 'candidate') {
      if (this.#link.remoteDescription) await this.#link.addIceCandidate(signal.candidate);
      else this.#early.push(signal.candidate);
      return;
    }
    await this.#link.setRemoteDescription(signal.description);
    if (!this.#offers) {
      for (const transceiver of this.#link.getTransceivers()) transceiver.direction = 'sendrecv';
      await this.#describe();
    }
    const early = this.#early;
    this.#early = [];
    for (const candidate of early) await this.#link.addIceCandidate(candidate);
  }

  /** @param share how many others get a picture of the same line */
  async send(outgoing: Outgoing, share: number): Promise<void> {
    this.#outgoing = outgoing;
    this.#share = Math.max(1, share);
    await this.#sendTracks();
  }

  async sample(): Promise<LinkSample> {
    const report = await this.#link.getStats();
    let [packets, lost, roundTrip, room]: [number, number, number | undefined, number | undefined] = [0, 0, undefined, undefined];
    report.forEach((entry: Record<string, unknown>) => {
      if (entry.type === 'outbound-rtp') packets += Number(entry.packetsSent ?? 0);
      if (entry.type === 'remote-inbound-rtp') lost += Math.max(0, Number(entry.packetsLost ?? 0));
      if (entry.type === 'candidate-pair' && entry.nominated && entry.state === 'succeeded') {
        if (typeof entry.currentRoundTripTime === 'number') roundTrip = entry.currentRoundTripTime * 1000;
        if (typeof entry.availableOutgoingBitrate === 'number') room = entry.availableOutgoingBitrate;
      }
    });
    const sent = packets - this.#sent.packets;
    const loss = sent > 10 ? Math.min(1, Math.max(0, lost - this.#sent.lost) / sent) : undefined;
    this.#sent = { packets, lost };
    return { connected: this.connected, loss, roundTrip, room };
  }

  close() {
    clearTimeout(this.#restart);
    this.#link.onconnectionstatechange = null;
    this.#link.close();
  }

  async #offer(restart = false) {
    if (restart) this.#link.restartIce();
    await this.#describe();
  }

  /** Says what this side sends and takes, as an offer or as the answer to one. */
  async #describe() {
    await this.#sendTracks();
    await this.#link.setLocalDescription();
    if (this.#link.localDescription) this.#told.send({ kind: 'description', description: this.#link.localDescription.toJSON() });
  }

  async #sendTracks() {
    const transceivers = this.#link.getTransceivers();
    for (const [index, line] of lines.entries()) {
      const sender = transceivers[index]?.sender;
      if (!sender) continue;
      if (sender.track !== this.#outgoing[line]) await sender.replaceTrack(this.#outgoing[line]);
      const parameters = sender.getParameters();
      const encoding = parameters.encodings?.[0];
      const bits = line === 'sound' ? mostBits.sound : Math.round(mostBits[line] / this.#share);
      if (!encoding || encoding.maxBitrate === bits) continue;
      encoding.maxBitrate = bits;
      // Refused while an offer is under way; the next change sets it.
      await sender.setParameters(parameters).catch(() => {});
    }
  }

  #onState() {
    clearTimeout(this.#restart);
    const { connectionState } = this.#link;
    if (connectionState === 'failed' || connectionState === 'disconnected')
      this.#restart = setTimeout(
        () => (this.#offers ? void this.#offer(true).catch(() => {}) : this.#told.send({ kind: 'restart' })),
        restartAfter,
      );
    this.#told.changed();
  }
}
