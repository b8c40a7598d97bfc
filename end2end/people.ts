import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { login, open, ready, test } from './fixtures.js';
import type { Server } from './server.js';

/** Signs in to the portal with the first demo person of a role. */
export async function portal(page: Page, server: Server, role: string) {
  const person = login(server, role);
  await open(page, '/portal/sign-in');
  await page.getByLabel('Work e-mail').fill(person.login);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  await ready(page);
}

/** Signs in to the storefront. */
export async function shop(page: Page, who: { login: string; password: string }) {
  await open(page, '/sign-in');
  await page.getByLabel('E-mail').fill(who.login);
  await page.getByLabel('Password').fill(who.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('link', { name: /Cart/ }).first()).toBeVisible();
  await ready(page);
}

/** Opens the page of the contact that this search finds. */
export async function contact(page: Page, words: string) {
  await open(page, `/portal/contacts?q=${encodeURIComponent(words)}`);
  await page.getByRole('rowheader').getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'Accounts' })).toBeVisible();
}

/** Clicks Login on behalf, gives a reason, and returns the new tab with its verify page. */
export async function request(page: Page, context: BrowserContext, isOpen = false): Promise<Page> {
  if (!isOpen) await page.getByRole('button', { name: /^Login on behalf/ }).and(page.locator(':enabled')).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').selectOption('Help with an order');
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    dialog.getByRole('button', { name: 'Continue' }).click(),
  ]);
  await tab.waitForLoadState();
  return tab;
}

/** Types the agent's own login and password. */
export async function verify(tab: Page, server: Server, role = 'agent') {
  const person = login(server, role);
  await tab.getByLabel('Your work e-mail').fill(person.login);
  await tab.getByLabel('Your password').fill(person.password);
  await tab.getByRole('button', { name: 'Verify and continue' }).click();
}

/** From the portal into the storefront of the contact that this search finds. */
export async function actFor(page: Page, server: Server, words: string): Promise<Page> {
  await contact(page, words);
  const tab = await request(page, page.context());
  await verify(tab, server);
  await expect(bar(tab)).toBeVisible();
  await ready(tab);
  return tab;
}

/** The bar of an on-behalf session. */
export function bar(page: Page) {
  return page.getByRole('region', { name: 'Acting on behalf' });
}

/** `/as/{slug}` of a page. */
export function base(page: Page): string {
  const found = /\/as\/[^/]+/.exec(page.url());
  if (!found) throw new Error(`${page.url()} is not under /as/`);
  return found[0];
}

/** A browser of its own, with the same scripts setting as the test. */
export async function other(browser: Browser, server: Server) {
  const context = await browser.newContext({
    baseURL: server.baseURL,
    javaScriptEnabled: test.info().project.name === 'wasm',
  });
  return context.newPage();
}

/** Takes every line out of the cart that is open. */
export async function emptyCart(page: Page, path: string) {
  await open(page, path);
  // A line that cannot be ordered has a second button that removes it, among its remedies.
  const remove = page.locator('.line-remove').getByRole('button', { name: /^Remove / });
  for (let left = await remove.count(); left > 0; left -= 1) {
    await remove.first().click();
    await expect(remove).toHaveCount(left - 1);
  }
}

/** Ends the open sessions that earlier specs of this server have left to the signed-in agent. */
export async function endSessions(page: Page) {
  await page.goto('/portal/sessions?state=active');
  const links = page.locator('tr[data-behalf] .row-link');
  const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  for (const path of paths) {
    const ended = await page.request.post(`${path}/end`, {
      form: { note: '' },
      headers: { 'Sec-Fetch-Site': 'same-origin' },
      maxRedirects: 0,
    });
    expect(ended.status()).toBe(303);
  }
}
