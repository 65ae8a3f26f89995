import { flag, number, object, optional, type Read, text, withDefault } from '@/shared/api/shape';
import { type Query, usePages, useSend } from './send';

const base = '/api/v1/devices';

const device = object({
  id: text,
  kind: text,
  name: text,
  institutionId: text,
  institutionName: optional(text),
  accountId: optional(text),
  owner: optional(text),
  own: withDefault(flag, false),
  model: optional(text),
  serialNumber: optional(text),
  state: text,
  blockedFor: optional(text),
  registeredBy: optional(text),
  registeredAt: optional(text),
  version: number,
});
export type Device = Read<typeof device>;

export const useDevices = (query: Query, enabled = true) => usePages('devices', base, device, query, enabled);

export function useRegisterDevice() {
  const send = useSend(device, 'devices');
  return (body: object) => send.mutateAsync({ path: base, body });
}

export type DeviceAction = 'rename' | 'block' | 'unblock' | 'retire';

export function useDeviceAction({ id, version }: Device) {
  const send = useSend(device, 'devices');
  return (action: DeviceAction, body?: object) =>
    send.mutateAsync({ path: `${base}/${encodeURIComponent(id)}/actions/${action}`, body, version });
}
