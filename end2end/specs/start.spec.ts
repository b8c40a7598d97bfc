import { expect, login, open, ready, test } from '../fixtures.js';
import { bar, base, contact, other, portal, shop } from '../people.js';

/** Sends the start form of this page, and gives the new tab with its verify page. */
async function asked(page: import('@playwright/test').Page) {
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('main').getByRole('button', { name: 'Continue' }).click(),
  ]);
  await tab.waitForLoadState();
  return tab;
}

/** Types the password alone: the login stands there. */
async function confirm(tab: import('@playwright/test').Page, password: string, mail: string) {
  await expect(tab.getByLabel('Your work e-mail')).toHaveValue(mail);
  await tab.getByLabel('Your password').fill(password);
  await tab.getByRole('button', { name: 'Verify and continue' }).click();
  await expect(bar(tab)).toBeVisible();
}

test('a link of a ticket leads through sign-in to the order it names', async ({ page, browser, server }) => {
  const who = login(server, 'agent');
  const agent = await other(browser, server);
  await portal(agent, server, 'agent');
  await open(agent, '/portal/orders?q=Oleg');
  await agent.getByRole('main').locator('a[href^="/portal/orders/"]').first().click();
  const number = new URL(agent.url()).pathname.split('/').pop() ?? '';
  const way = await agent.getByRole('link', { name: 'Login on behalf' }).getAttribute('href');
  const account = new URL(way ?? '', 'http://x').searchParams.get('account') ?? '';
  await agent.context().close();
  // The familiar form, by somebody who is not signed in.
  const to = encodeURIComponent(`/orders/${number}`);
  await page.goto(`/account/impersonate/${account}?ticket=SUP-4711&to=${to}`);
  await page.getByLabel('Work e-mail').fill(who.login);
  await page.getByLabel('Password').fill(who.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByLabel('Ticket')).toHaveValue('SUP-4711');
  await expect(page.getByRole('main')).toContainText(number);
  const tab = await asked(page);
  await confirm(tab, who.password, who.login);
  await expect(tab).toHaveURL(new RegExp(`/as/[^/]+/orders/${number}`));
  await expect(bar(tab)).toContainText('SUP-4711');
  await tab.getByRole('button', { name: 'End session' }).click();
});

test('a code that the customer reads out opens the session at once', async ({ page, browser, server }) => {
  const who = login(server, 'agent');
  const customer = await other(browser, server);
  await shop(customer, login(server, 'buyer'));
  await customer.getByRole('contentinfo').getByRole('link', { name: 'Get help' }).click();
  await customer.getByRole('button', { name: 'Show a code for support' }).click();
  const digits = (await customer.locator('.support-code output').textContent()) ?? '';
  expect(digits).toMatch(/^\d{3} \d{3}$/);
  await portal(page, server, 'agent');
  await open(page, '/portal/sessions');
  await page.getByRole('link', { name: 'Help code' }).click();
  await page.getByLabel('Help code').fill(digits);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('main')).toContainText('The customer read a code out');
  expect(page.url()).not.toContain(digits.replace(' ', ''));
  await page.getByLabel('Reason').selectOption('Help with an order');
  const tab = await asked(page);
  await confirm(tab, who.password, who.login);
  await open(customer, '/account/support-access');
  await customer.getByRole('main').locator('td a, th a').first().click();
  await expect(customer.getByRole('main')).toContainText(/code/i);
  await tab.getByRole('button', { name: 'End session' }).click();
  await customer.context().close();
});

test('the head of a contact and the rows of a company lead to the start form', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await contact(page, 'oleg');
  await ready(page);
  const head = page.locator('.page-head');
  const menu = head.locator('details.menu');
  if ((await menu.count()) > 0) await menu.locator('summary').click();
  await head.locator('a[href^="/portal/behalf/new"]').first().click();
  await expect(page.getByRole('heading', { name: /Login on behalf of Oleg/ })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Cancel' }).click();
  await page.locator('.page-head .meta a').first().click();
  await page.getByRole('link', { name: /^Login on behalf of/ }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/Login on behalf of|Which account/);
  expect(() => base(page)).toThrow();
});
