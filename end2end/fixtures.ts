import { test as base, expect, type Page } from '@playwright/test';
import { type Login, type Server, startServer } from './server.js';

export { expect };
export type { Login };

type TestFixtures = {
  /** Faults that the test expects; a console message that matches one is not held against it. */
  tolerated: RegExp[];
  /** Fails the test on console errors, console warnings and uncaught errors of any page. */
  quiet: void;
  /** Ends what the test left open, so that the next one does not meet the limit of sessions. */
  tidy: void;
};

type WorkerFixtures = {
  /** This worker's own server, on a fresh database. */
  server: Server;
};

export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    // Playwright wants the pattern, even when nothing is taken from it.
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  baseURL: async ({ server }, use) => use(server.baseURL),

  tolerated: [[], { option: true }],

  tidy: [
    async ({ context }, use) => {
      await use();
      await context.request.post('/portal/sign-out', { headers: { 'Sec-Fetch-Site': 'same-origin' }, form: {} });
    },
    { auto: true },
  ],

  quiet: [
    async ({ context, tolerated }, use) => {
      const faults: string[] = [];
      // Without script nothing can use what a page announces for its islands.
      const unused = /preloaded using link preload/;
      const scripts = test.info().project.name === 'wasm';
      const note = (text: string) => {
        if (!scripts && unused.test(text)) return;
        if (!tolerated.some((pattern) => pattern.test(text))) faults.push(text);
      };
      context.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) {
          note(`${message.type()}: ${message.text()} (${message.location().url})`);
        }
      });
      context.on('weberror', (error) => note(`uncaught: ${error.error().message}`));
      await use();
      expect(faults, 'the console stays silent').toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens a page and waits until all its islands are awake (at once where scripts are off). */
export async function open(page: Page, path: string) {
  const answer = await page.goto(path);
  await ready(page);
  return answer;
}

/** Waits until all islands of the page are awake. Use it after a click that leads to a new page. */
export async function ready(page: Page) {
  if (test.info().project.name === 'wasm') {
    await expect(page.locator('[data-island]:not([data-ready])')).toHaveCount(0, { timeout: 10_000 });
  }
}

/** The first demo person with this role. */
export function login(server: Server, role: string): Login {
  const found = server.logins.find((person) => person.role === role);
  if (!found) throw new Error(`The demo has no ${role}: see \`behalf demo --logins\`.`);
  return found;
}
