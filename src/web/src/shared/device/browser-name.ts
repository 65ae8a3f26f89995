const browsers = [
  [/MicroMessenger\//, '微信'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;
const systems = [
  [/HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPad/, 'iPad'],
  [/iPhone/, 'iPhone'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const;

/** What a person calls a browser: enough to tell the own ones apart. */
export function browserName(agent: string): string {
  const found = [browsers, systems].map((known) => known.find(([sign]) => sign.test(agent))?.[1]).filter(Boolean);
  return found.join(' · ') || '浏览器';
}
