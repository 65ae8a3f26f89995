/** Values that the contract fixes, in the order in which people look for them. */
export const kinds = [
  'clinical',
  'imaging',
  'ecg',
  'ultrasound',
  'pathology',
  'mdt',
  'wardRound',
  'monitoring',
  'surgery',
  'tcm',
  'advice',
] as const;
export const urgencies = ['emergency', 'urgent', 'routine'] as const;
export const modes = ['asynchronous', 'synchronous'] as const;
export const stages = ['open', 'waiting', 'inProgress', 'answered', 'ended'] as const;
export const titles = ['attending', 'associateChief', 'chief'] as const;
export const decisions = ['adopted', 'partly', 'notAdopted'] as const;
