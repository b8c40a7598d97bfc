import { defineConfig } from '@playwright/test';

/** The story in other browsers than Chromium, which Playwright does not start: see `browsers/`. */
export default defineConfig({
  testDir: 'browsers',
  testMatch: '*.spec.ts',
  outputDir: 'test-results/browsers',
  forbidOnly: Boolean(process.env.CI),
  workers: 1,
  reporter: 'list',
});
