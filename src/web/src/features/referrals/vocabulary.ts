/** Values that the contract fixes, in the order in which people look for them. */
export const directions = ['up', 'down', 'lateral'] as const;
export const lanes = ['emergency', 'urgent', 'routine'] as const;
export const transportModes = ['own', 'ambulance', 'transfer'] as const;

/** Columns of the board: many states, few places to look. */
export const openStages = ['waiting', 'accepted', 'moving', 'underCare', 'returning'] as const;
export type Stage = (typeof openStages)[number] | 'ended';

export type Box = 'outgoing' | 'incoming' | 'mine' | 'supervised' | 'followUp';
export const boxes = ['outgoing', 'incoming', 'mine', 'supervised'] as const;
