import { request } from '@/shared/api/http';
import { ApiProblem } from '@/shared/api/problem';
import { browserName } from './browser-name';

/** A registered room or fixed device. */
export interface FixedDevice {
  readonly id: string;
  readonly institutionId: string;
  readonly name: string;
}

interface Owner {
  readonly id: string;
  readonly institutionId?: string;
}

const fixedKey = 'telemed.device.fixed';
const ownKey = (account: string) => `telemed.device.of.${account}`;

/** The room or fixed device that this browser stands in, if it was told so. */
export function fixedDevice(): FixedDevice | undefined {
  try {
    return (JSON.parse(localStorage.getItem(fixedKey) ?? 'null') as FixedDevice | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Says where this browser stands; nowhere makes it a personal one again. */
export function standIn(device: FixedDevice | undefined) {
  if (device) localStorage.setItem(fixedKey, JSON.stringify({ id: device.id, institutionId: device.institutionId, name: device.name }));
  else localStorage.removeItem(fixedKey);
}

/** What this browser joins sessions as: the room it stands in, where that belongs to the user's institution, else the user's own app. */
export function deviceId(user: Owner): string {
  const fixed = fixedDevice();
  return fixed && fixed.institutionId === user.institutionId ? fixed.id : ownId(user.id);
}

const registered = new Map<string, Promise<string>>();

/** The same, once the server knows it. */
export function registeredDevice(user: Owner): Promise<string> {
  const id = deviceId(user);
  if (id !== localStorage.getItem(ownKey(user.id))) return Promise.resolve(id);
  let known = registered.get(id);
  if (!known) {
    known = register(user.id, id);
    registered.set(id, known);
    known.catch(() => registered.delete(id));
  }
  return known;
}

/** The server did not know it after all. Returns whether asking again may help. */
export function registerAnew(user: Owner): boolean {
  return registered.delete(deviceId(user));
}

async function register(account: string, id: string): Promise<string> {
  try {
    await tell(id);
    return id;
  } catch (problem) {
    if (!(problem instanceof ApiProblem && ['device-retired', 'device-of-another-account'].includes(problem.code))) throw problem;
    localStorage.removeItem(ownKey(account));
    const next = ownId(account);
    await tell(next);
    return next;
  }
}

const tell = (id: string) => request('/api/v1/devices/self', { method: 'POST', body: { id, name: browserName(navigator.userAgent) } });

/** Tells this browser from the account's others; says nothing about the user. */
function ownId(account: string): string {
  let id = localStorage.getItem(ownKey(account));
  if (!id) {
    id = crypto.randomUUID();
    localStorage.setItem(ownKey(account), id);
  }
  return id;
}
