/** What a link still carries; words of the session record. */
export type LinkLevel = 'video' | 'audio' | 'chat';

/** One look at a link. */
export interface LinkSample {
  readonly connected: boolean;
  /** Share of our packets that were lost on the way, 0 to 1; undefined while nobody has reported. */
  readonly loss?: number;
  /** Milliseconds there and back. */
  readonly roundTrip?: number;
  /** What the browser thinks may be sent, in bits per second. */
  readonly room?: number;
}

export const sampleEvery = 2_000;
const samplesToFall = 3;
const samplesToRise = 8;
const lostTooMuch = 0.1;
const lostLittle = 0.03;
const narrow = 120_000;
const slow = 1_500;

const isPoor = ({ loss = 0, roundTrip = 0, room = Number.POSITIVE_INFINITY }: LinkSample) =>
  loss > lostTooMuch || roundTrip > slow || room < narrow;
const isGood = ({ connected, loss = 0, roundTrip = 0 }: LinkSample) => connected && loss < lostLittle && roundTrip < slow / 2;

/**
 * The level for what comes next: falls when three looks in a row were poor, rises after eight good ones.
 * Video goes before sound, and without any connection words are left.
 * @param samples newest last
 */
export function nextLevel(level: LinkLevel, samples: readonly LinkSample[]): LinkLevel {
  const last = samples.slice(-samplesToFall);
  if (last.length < samplesToFall) return level;
  if (last.every(({ connected }) => !connected)) return 'chat';
  if (level === 'chat') return last.every(({ connected }) => connected) ? 'audio' : 'chat';
  if (level === 'video') return last.every((sample) => sample.connected && isPoor(sample)) ? 'audio' : 'video';
  const longer = samples.slice(-samplesToRise);
  return longer.length === samplesToRise && longer.every(isGood) ? 'video' : 'audio';
}

/** The worst of several links at one moment: the level must suit everybody. */
export function worst(samples: readonly LinkSample[]): LinkSample {
  const most = (values: readonly (number | undefined)[]) =>
    values.reduce<number | undefined>((a, b) => (b === undefined ? a : Math.max(a ?? b, b)), undefined);
  const rooms = samples.map(({ room }) => room).filter((room) => room !== undefined);
  return {
    connected: samples.some(({ connected }) => connected),
    loss: most(samples.map(({ loss }) => loss)),
    roundTrip: most(samples.map(({ roundTrip }) => roundTrip)),
    room: rooms.length > 0 ? Math.min(...rooms) : undefined,
  };
}
