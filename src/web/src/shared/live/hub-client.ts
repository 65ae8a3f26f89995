import { type HubConnection, HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr';
import type { LiveEvent } from './topic-log';

/** Attempts go on for as long as the page is open: a township line may be away for an hour. */
const retryDelays = [0, 1_000, 2_000, 5_000, 10_000];
const longestDelay = 15_000;

export interface HubHandlers {
  readonly event: (event: LiveEvent) => void;
  readonly presence: (presence: unknown) => void;
  readonly down: () => void;
  readonly up: () => void;
}

/** The one connection of this page to `/hubs/live`. */
export function createHub(handlers: HubHandlers): HubConnection {
  const hub = new HubConnectionBuilder()
    .withUrl('/hubs/live')
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: (context) => retryDelays[context.previousRetryCount] ?? longestDelay })
    .withStatefulReconnect({ bufferSize: 100_000 })
    .configureLogging(LogLevel.None)
    .build();
  hub.on('event', (event: LiveEvent) => {
    handlers.event(event);
  });
  hub.on('presence', (presence: unknown) => {
    handlers.presence(presence);
  });
  // Sent to everybody in a session; a client without a handler would log a warning for each.
  hub.on('signal', () => {});
  hub.on('point', () => {});
  hub.onreconnecting(() => handlers.down());
  hub.onreconnected(() => handlers.up());
  hub.onclose(() => handlers.down());
  return hub;
}

export const isConnected = (hub: HubConnection) => hub.state === HubConnectionState.Connected;
export const isDown = (hub: HubConnection) => hub.state === HubConnectionState.Disconnected;
