import { type HubConnection, HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr';
import type { LiveEvent } from './topic-log';

/** Attempts go on for as long as the page is open: a township line may be away for an hour. */
const retryDelays = [0, 1_000, 2_000, 5_000, 10_000];
const longestDelay = 15_000;

export interface HubHandlers {
  readonly event: (event: LiveEvent) => void;
  readonly presence: (presence: unknown) => void;
  /** From one participant of the room to this one. */
  readonly signal: (signal: unknown) => void;
  /** A pointer move in the room. */
  readonly point: (point: unknown) => void;
  readonly down: () => void;
  /** An attempt to come back has failed. */
  readonly failed: () => void;
  readonly up: () => void;
}

/** The one connection of this page to `/hubs/live`. */
export function createHub(handlers: HubHandlers): HubConnection {
  const hub = new HubConnectionBuilder()
    .withUrl('/hubs/live')
    .withAutomaticReconnect({
      nextRetryDelayInMilliseconds: ({ previousRetryCount }) => {
        if (previousRetryCount > 0) handlers.failed();
        return retryDelays[previousRetryCount] ?? longestDelay;
      },
    })
    .withStatefulReconnect({ bufferSize: 100_000 })
    .configureLogging(LogLevel.None)
    .build();
  hub.on('event', (event: LiveEvent) => {
    handlers.event(event);
  });
  hub.on('presence', (presence: unknown) => {
    handlers.presence(presence);
  });
  hub.on('signal', (signal: unknown) => {
    handlers.signal(signal);
  });
  hub.on('point', (point: unknown) => {
    handlers.point(point);
  });
  hub.onreconnecting(() => handlers.down());
  hub.onreconnected(() => handlers.up());
  hub.onclose(() => handlers.down());
  return hub;
}

export const isConnected = (hub: HubConnection) => hub.state === HubConnectionState.Connected;
export const isDown = (hub: HubConnection) => hub.state === HubConnectionState.Disconnected;
