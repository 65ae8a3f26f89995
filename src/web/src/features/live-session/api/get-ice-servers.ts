import { request } from '@/shared/api/http';
import { object, optional, optionalList, text } from '@/shared/api/shape';

const servers = object({
  iceServers: optionalList(object({ urls: optionalList(text), username: optional(text), credential: optional(text) })),
});

/** Where this region's browsers find their way to each other; none where hospitals share a network. */
export const getIceServers = async (): Promise<RTCIceServer[]> =>
  (await request('/api/v1/live/ice', { shape: servers })).iceServers.map((server) => ({ ...server, urls: [...server.urls] }));
