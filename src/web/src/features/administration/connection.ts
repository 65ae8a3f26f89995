export type ConnectionStep = 'startTrial' | 'connect' | 'suspend' | 'reinstate';

const steps: Readonly<Record<string, readonly ConnectionStep[]>> = {
  registered: ['startTrial', 'connect'],
  trial: ['connect', 'suspend'],
  connected: ['suspend'],
  suspended: ['reinstate'],
};

/** The steps the server would take from here. */
export const stepsOf = (status: string): readonly ConnectionStep[] => steps[status] ?? [];

export const statuses = ['registered', 'trial', 'connected', 'suspended'] as const;
export const statusColours: Readonly<Record<string, string>> = {
  registered: 'default',
  trial: 'gold',
  connected: 'success',
  suspended: 'red',
};
