import { defineConfig } from '@playwright/test';

/** Quiet flags for Debian's Chromium; the software renderer is named so that a machine with a graphics card gives the same picture. */
const args = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

const previewPort = Number(process.env.PREVIEW_PORT ?? 4173);

export default defineConfig({
  testDir: 'tests/pages',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 1,
  // In the gate a busy machine gets a second try, which its last lines count.
  retries: process.env.TELEMED_CI ? 1 : 0,
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    baseURL: `http://127.0.0.1:${previewPort}`,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args },
  },
  webServer: {
    command: `npx vite preview --host 127.0.0.1 --port ${previewPort} --strictPort`,
    url: `http://127.0.0.1:${previewPort}/`,
    reuseExistingServer: true,
  },
});
