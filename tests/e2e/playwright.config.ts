import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  timeout: 400_000,   // a whole job on a machine that others use too; each step has its own limit
  expect: { timeout: 15_000 },
  workers: 1,
  retries: process.env.TELEMED_CI ? 1 : 0,   // a busy machine gets a second try in the gate, which its last lines count
  outputDir: '../output/e2e',
  reporter: [['list']],
  use: {
    baseURL: process.env.TELEMED_URL,
    actionTimeout: 20_000,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
        '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--auto-select-desktop-capture-source=Entire screen',
      ],
    },
  },
});
