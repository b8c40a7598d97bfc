import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// Playwright's own browser is used only where no Chromium is installed.
const chromium =
  process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

/** All specs run twice: with WebAssembly, and without any script. */
export default defineConfig({
  testDir: '.',
  testMatch: ['tests/**/*.spec.ts', 'specs/**/*.spec.ts'],
  outputDir: 'test-results',
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  reporter: 'list',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    },
  },
  projects: [
    { name: 'wasm' },
    { name: 'no-js', use: { javaScriptEnabled: false }, grepInvert: /@wasm/ },
  ],
});
