export const services = [
  'clinical',
  'mdt',
  'imaging',
  'ecg',
  'pathology',
  'ultrasound',
  'wardRound',
  'monitoring',
  'surgery',
  'tcm',
  'advice',
] as const;
export const tiers = ['national', 'provincial', 'city', 'county', 'township', 'village'] as const;
export const priceLevels = ['national', 'provincial', 'city', 'county'] as const;
export const grades = [
  'unrated',
  'level1C',
  'level1B',
  'level1A',
  'level2C',
  'level2B',
  'level2A',
  'level3C',
  'level3B',
  'level3A',
  'level3Special',
] as const;
export const ownerships = ['public', 'private', 'military', 'thirdParty'] as const;
export const institutionKinds = [
  'generalHospital',
  'tcmHospital',
  'specialistHospital',
  'communityCentre',
  'townshipCentre',
  'villageClinic',
  'maternityAndChild',
  'diseaseControl',
  'imagingCentre',
  'diagnosticCentre',
  'other',
] as const;
export const bodyTypes = ['diseaseControl', 'bloodBank', 'supervision', 'other'] as const;
export const deviceKinds = ['room', 'device', 'app'] as const;
export const deviceStates = ['active', 'blocked', 'retired'] as const;
export const titles = ['villageDoctor', 'assistant', 'resident', 'attending', 'associateChief', 'chief'] as const;
