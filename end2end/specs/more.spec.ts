import type { Page } from '@playwright/test';
import { expect, login, open, ready, test } from '../fixtures.js';
import { actFor, bar, base, contact, other, portal, request, verify } from '../people.js';
import type { Server } from '../server.js';

test.use({ tolerated: [[/status of (401|403|404|409|410|422)/], { option: true }] });

/** The agent's own login once more, for more time. */
async function verifyMore(tab: Page, server: Server) {
  const ana = login(server, 'agent');
  await tab.getByLabel('Your work e-mail').fill(ana.login);
  await tab.getByLabel('Your password').fill(ana.password);
  await tab.getByRole('button', { name: 'Verify and go on' }).click();
}

test('more time asks for the login again and goes on as a new session', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  const before = base(tab);
  await open(tab, `${before}/orders`);
  await tab.getByRole('button', { name: 'More time' }).click();
  await tab.getByRole('radio', { name: '60 minutes' }).check();
  const ana = server.logins.find((person) => person.role === 'agent')!;
  await tab.getByLabel('Your work e-mail').fill(ana.login);
  await tab.getByLabel('Your password').fill('not the password at all');
  await tab.getByRole('button', { name: 'Verify and go on' }).click();
  await expect(tab.getByRole('alert')).toContainText('do not match');
  await expect(tab.getByRole('radio', { name: '60 minutes' })).toBeChecked();
  await expect(tab.getByLabel('Your work e-mail')).toHaveValue(ana.login);
  await tab.getByLabel('Your password').fill(ana.password);
  await tab.getByRole('button', { name: 'Verify and go on' }).click();
  await expect(tab).toHaveURL(/\/orders$/);
  expect(base(tab)).not.toBe(before);
  await expect(bar(tab)).toContainText('Oleg Koval');
  expect((await tab.request.get(`${before}/orders`)).status()).toBe(410);
  await tab.getByRole('button', { name: 'End session' }).click();
});

test('more time at checkout keeps what was typed', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  await open(tab, `${base(tab)}/p/hex-nut-din-934-m8-zinc-plated`);
  await tab.getByRole('button', { name: 'Add to cart' }).click();
  await tab.getByRole('link', { name: 'Check out' }).click();
  await ready(tab);
  await tab.getByLabel('PO number').fill('NM-KEPT-1');
  await tab.getByRole('radio', { name: /Express/ }).check();
  await tab.getByLabel(/Order note/).fill('Ring twice');
  await tab.getByRole('button', { name: 'More time' }).click();
  await tab.getByRole('radio', { name: '60 minutes' }).check();
  await verifyMore(tab, server);
  await tab.getByRole('button', { name: 'Back to the checkout' }).click();
  await ready(tab);
  expect(tab.url()).not.toContain('NM-KEPT');
  await expect(tab.getByLabel('PO number')).toHaveValue('NM-KEPT-1');
  await expect(tab.getByRole('radio', { name: /Express/ })).toBeChecked();
  await expect(tab.getByLabel(/Order note/)).toHaveValue('Ring twice');
  // Enter in a field orders; it does not ask for more time.
  await tab.getByLabel('PO number').press('Enter');
  await expect(tab.getByRole('heading', { name: 'Order placed' })).toBeVisible();
  await tab.getByRole('button', { name: 'End session' }).click();
});

test('an open page says that somebody else has ended the session @wasm', async ({ page, browser, server }) => {
  test.setTimeout(60_000);
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  await open(tab, `${base(tab)}/orders`);
  const supervisor = await other(browser, server);
  await portal(supervisor, server, 'supervisor');
  await open(supervisor, '/portal/sessions');
  await supervisor.getByRole('region', { name: 'Live now' }).locator('a[href^="/portal/sessions/"]').first().click();
  await supervisor.getByRole('button', { name: 'End session' }).click();
  await supervisor.getByRole('button', { name: 'End session now' }).click();
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('This session has ended', { timeout: 20_000 });
  await expect(tab.getByRole('main')).toContainText('A supervisor ended it.');
  await supervisor.context().close();
});

test('the end leads back to where it began, says what was done, and takes a note', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  await open(tab, `${base(tab)}/p/hex-nut-din-934-m8-zinc-plated`);
  await tab.getByRole('button', { name: 'Add to cart' }).click();
  await expect(tab).toHaveURL(/\/cart/);
  await tab.getByRole('button', { name: 'End session' }).click();
  await expect(tab.getByRole('main')).toContainText('no order was placed since');
  await tab.getByRole('button', { name: 'End session now' }).click();
  await expect(tab).toHaveURL(/\/portal\/contacts\//);
  const summary = tab.getByRole('region', { name: /Session ended/ });
  await expect(summary).toContainText('1 change');
  await expect(summary).toContainText('HN-M8-ZN added to the cart');
  await summary.getByLabel(/Add a note/).fill('Called back about nuts.');
  await summary.getByRole('button', { name: 'Save note' }).click();
  await expect(summary).toContainText('Called back about nuts.');
  await summary.getByRole('link', { name: 'See everything that was done' }).click();
  await expect(tab.getByRole('main')).toContainText('Called back about nuts.');
  await tab.getByRole('main').getByText('Before and after').first().click();
  await expect(tab.getByRole('main').getByRole('columnheader', { name: 'Before' }).first()).toBeVisible();
});

test('a session that is asked for on an order leads back to the order', async ({ page, context, server }) => {
  await portal(page, server, 'agent');
  await open(page, '/portal/orders?q=Oleg');
  await page.getByRole('main').locator('a[href^="/portal/orders/"]').first().click();
  const order = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Login on behalf' }).click();
  await page.getByLabel('Reason').selectOption('Help with an order');
  const [tab] = await Promise.all([context.waitForEvent('page'), page.getByRole('button', { name: 'Continue' }).click()]);
  await tab.waitForLoadState();
  await verify(tab, server);
  await expect(bar(tab)).toBeVisible();
  await tab.getByRole('button', { name: 'End session' }).click();
  await expect(tab).toHaveURL(new RegExp(`${order}\\?ended=`));
  await expect(tab.getByRole('region', { name: /Session ended/ })).toBeVisible();
});

test('a second session for one account is refused with a link to the first', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  await page.bringToFront();
  await contact(page, 'oleg');
  await ready(page);
  await page.getByRole('button', { name: /^Login on behalf/ }).and(page.locator(':enabled')).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('You have a session open for this account');
  await expect(dialog.getByRole('link', { name: 'Continue in it' })).toHaveAttribute('href', `${base(tab)}/`);
  await tab.getByRole('button', { name: 'End session' }).click();
});

test('the dialog closes when its tab opens @wasm', async ({ page, context, server }) => {
  await portal(page, server, 'agent');
  await contact(page, 'oleg');
  await ready(page);
  await request(page, context);
  await page.bringToFront();
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('sessions are found by words, state and cause', async ({ page, browser, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  const supervisor = await other(browser, server);
  await portal(supervisor, server, 'supervisor');
  await open(supervisor, '/portal/sessions');
  await expect(supervisor.getByRole('region', { name: 'Live now' })).toContainText('Oleg Koval');
  await tab.getByRole('button', { name: 'End session' }).click();
  await open(supervisor, '/portal/sessions');
  await supervisor.getByLabel('Search sessions').fill('northmere');
  await supervisor.getByLabel('Cause of the end').selectOption('Ended by the agent');
  await supervisor.getByRole('button', { name: 'Search' }).click();
  const rows = supervisor.getByRole('table', { name: 'On-behalf sessions' }).getByRole('row');
  await expect(rows.nth(1)).toContainText('Northmere');
  await expect(supervisor.getByRole('main')).not.toContainText('Brightkiln');
  await supervisor.getByLabel('Search sessions').fill('nobody has this name');
  await supervisor.getByRole('button', { name: 'Search' }).click();
  await expect(supervisor.getByRole('main')).toContainText('No session matches');
  await supervisor.getByRole('main').getByRole('link', { name: 'Clear filters' }).first().click();
  await expect(rows.nth(1)).toBeVisible();
  await supervisor.context().close();
});

test('the bar is printed too', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  await open(tab, `${base(tab)}/orders`);
  await tab.emulateMedia({ media: 'print' });
  await expect(bar(tab)).toBeVisible();
  await expect(bar(tab)).toContainText('Oleg Koval');
});

test('the way back in the browser does not show a session that has ended', async ({ playwright, server }, info) => {
  const { launchOptions } = info.project.use;
  // Other tests run without the browser's memory of pages; here it is what is looked at.
  const browser = await playwright.chromium.launch({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  const page = await other(browser, server);
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  await open(tab, `${base(tab)}/orders`);
  await tab.getByRole('button', { name: 'End session' }).click();
  await expect(tab).toHaveURL(/\/portal\/contacts\//);
  await tab.goBack();
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('This session has ended');
  await browser.close();
});
