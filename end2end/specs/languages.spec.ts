import type { Locator, Page } from '@playwright/test';
import { expect, login, open, ready, test } from '../fixtures.js';
import { base, other } from '../people.js';
import type { Server } from '../server.js';

test.use({ tolerated: [[/status of (401|403|410)/], { option: true }] });
test.setTimeout(90_000);

/** Fills the fields of these names and sends their form with its own button. No word of a language is used. */
async function send(form: Locator, fields: Record<string, string> = {}) {
  for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(value);
  await form.locator('button:not([type="button"])').last().click();
}

/** The form with a field of this name. */
function formWith(page: Page, name: string): Locator {
  return page.locator('main form').filter({ has: page.locator(`[name="${name}"]`) });
}

/** Chooses a language as other programs do: by the cookie. */
async function speak(page: Page, server: Server, tag: string) {
  await page.context().addCookies([{ name: 'lang', value: tag, url: server.baseURL }]);
}

/** The page says that it is in this language, and does not scroll sideways on a telephone. */
async function speaks(page: Page, tag: string) {
  const html = page.locator('html');
  await expect(html).toHaveAttribute('lang', tag);
  await expect(html).toHaveAttribute('dir', tag === 'ar-XB' ? 'rtl' : 'ltr');
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `${page.url()} at 360 px`).toBeLessThanOrEqual(0);
  if (size) await page.setViewportSize(size);
}

async function signIn(page: Page, path: string, who: { login: string; password: string }) {
  await open(page, path);
  await send(formWith(page, 'password'), { login: who.login, password: who.password });
  await expect(page).not.toHaveURL(/sign-in/);
  await ready(page);
}

/** From the list of contacts into the storefront of the contact that these words find. */
async function actFor(page: Page, server: Server, words: string): Promise<Page> {
  await open(page, `/portal/contacts?q=${encodeURIComponent(words)}`);
  await page.getByRole('rowheader').getByRole('link').first().click();
  await page.locator('button[popovertarget^="start-"]').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('[name="preset"]').selectOption({ index: 1 });
  const [tab] = await Promise.all([page.context().waitForEvent('page'), send(dialog.locator('form'))]);
  await tab.waitForLoadState();
  const { login: name, password } = login(server, 'agent');
  await send(formWith(tab, 'password'), { login: name, password });
  await expect(tab.locator('.behalf-bar')).toBeVisible();
  await ready(tab);
  return tab;
}

function buyer(server: Server, start: string) {
  const found = server.logins.find((person) => person.role === 'buyer' && person.login.startsWith(start));
  if (!found) throw new Error(`no buyer ${start}`);
  return found;
}

for (const tag of ['de', 'ar-XB']) {
  test(`the story in ${tag}`, async ({ page, server }) => {
    await speak(page, server, tag);
    await signIn(page, '/portal/sign-in', login(server, 'agent'));
    await open(page, '/portal/contacts?q=anna+berg');
    await speaks(page, tag);
    await page.getByRole('rowheader').getByRole('link').first().click();
    await speaks(page, tag);

    const tab = await actFor(page, server, 'anna berg');
    const under = base(tab);
    await speaks(tab, tag);
    await open(tab, `${under}/search?q=HB-M8-40`);
    await speaks(tab, tag);
    await tab.locator('.product-card a').first().click();
    await ready(tab);
    await send(tab.locator('form.add'));
    await expect(tab).toHaveURL(new RegExp(`${under}/cart`));
    await speaks(tab, tag);
    await tab.locator(`main a[href="${under}/checkout"]`).click();
    await ready(tab);
    await speaks(tab, tag);
    await tab.locator('[name="po_number"]').fill(`KH-${tag}`);
    await tab.locator('button[form="checkout"].btn-large').click();
    const number = (await tab.locator('.receipt-no').textContent()) ?? '';
    expect(number).toMatch(/^[2-9A-Z]{3}-[2-9A-Z]{4}$/);
    await speaks(tab, tag);

    await tab.locator('form.behalf-end button').click();
    await expect(tab).toHaveURL(/\/portal\/contacts\/.*ended=/);
    await expect(tab.getByRole('main')).toContainText(number);
    await speaks(tab, tag);
    expect((await tab.goto(`${under}/cart`))?.status()).toBe(410);
    await speaks(tab, tag);
  });
}

test('the page is in the customer\'s language, bar and refusals in the agent\'s', async ({ page, server }) => {
  await speak(page, server, 'de');
  await signIn(page, '/portal/sign-in', login(server, 'agent'));
  const tab = await actFor(page, server, 'oleg');
  const under = base(tab);
  // There is no Ukrainian yet, so the customer's page is in English.
  await speaks(tab, 'en');
  await expect(tab.getByRole('link', { name: 'Cart' }).first()).toBeVisible();
  const bar = tab.locator('[lang="de"] .behalf-bar');
  await expect(bar).toContainText('ist angemeldet als');
  await expect(tab.locator('footer form[action$="/language"]')).toHaveCount(0);
  await open(tab, `${under}/account/support-access`);
  await expect(tab.locator('[lang="de"] .not-on-behalf').first()).toContainText('nicht im Auftrag');
  await open(tab, `${under}/account/password`);
  await expect(tab.locator('main [lang="de"] h1')).toHaveText('Nicht im Auftrag möglich');
  await open(tab, `${under}/more-time`);
  await speaks(tab, 'de');
  await open(tab, `${under}/`);
  await tab.locator('form.behalf-end button').click();
  await tab.goto(`${under}/cart`);
  await speaks(tab, 'de');
});

test('a customer reads the language of their account, until they choose one', async ({ browser, server }) => {
  const page = await other(browser, server);
  await open(page, '/');
  await speaks(page, 'en');
  await signIn(page, '/sign-in', buyer(server, 'anna.berg'));
  await speaks(page, 'de');
  await open(page, '/orders?sort=total');
  await page.locator('footer').getByRole('button', { name: 'English' }).click();
  await expect(page).toHaveURL(/\/orders\?sort=total$/);
  await speaks(page, 'en');
  await page.locator('footer').getByRole('button', { name: 'Deutsch' }).click();
  await speaks(page, 'de');
  await page.context().close();
});

test('staff choose their language in the foot and in their profile', async ({ page, server }) => {
  await signIn(page, '/portal/sign-in', login(server, 'agent'));
  await speaks(page, 'en');
  await page.locator('.portal-foot').getByRole('button', { name: 'Deutsch' }).click();
  await expect(page).toHaveURL(/\/portal\/contacts/);
  await speaks(page, 'de');
  await open(page, '/portal/security');
  await page.locator('[aria-labelledby="h-language"]').getByRole('button', { name: 'English' }).click();
  await expect(page).toHaveURL(/\/portal\/security$/);
  await speaks(page, 'en');
});

test.describe('in a browser that prefers German', () => {
  test.use({ locale: 'de-AT' });
  test('a page is in German without any choice', async ({ page }) => {
    await open(page, '/');
    await speaks(page, 'de');
    await open(page, '/portal/sign-in');
    await speaks(page, 'de');
  });
});
