import { expect, login, open, ready, test } from '../fixtures.js';
import { bar, base, contact, other, portal, request, shop, verify } from '../people.js';

test.use({ tolerated: [[/status of (401|403|410)/], { option: true }] });

test('the whole story: one order placed on behalf', async ({ page, context, browser, server }) => {
  test.setTimeout(90_000);

  // 1, 2: the agent signs in and finds Oleg by typing.
  await portal(page, server, 'agent');
  await expect(page).toHaveURL(/\/portal\/contacts/);
  const search = page.getByRole('combobox', { name: 'Search contacts' });
  await expect(search).toBeFocused();
  await search.fill('oleg');
  await page.getByRole('button', { name: 'Search' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Oleg Koval' });
  await expect(row).toContainText('oleg@northmere.example');
  await expect(row).toContainText('Northmere Ltd');
  await row.getByRole('link').first().click();

  // 3: the contact's page with accounts, orders and the open cart.
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Oleg Koval');
  await expect(page.getByRole('heading', { name: 'Accounts' })).toBeVisible();
  await expect(page.getByText('The account is locked')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Open cart' })).toBeVisible();

  // 4: a reason, a new tab, the agent's own credentials; a wrong password can be tried again.
  const tab = await request(page, context);
  await expect(tab).toHaveURL(/\/as\/[\w-]+\/verify$/);
  for (const fact of ['Oleg Koval', 'Northmere Ltd', 'Kilnworth Supply', 'Help with an order', 'Ana Silva']) {
    await expect(tab.getByRole('main')).toContainText(fact);
  }
  expect(await tab.evaluate(() => window.opener)).toBeNull();
  await tab.getByLabel('Your work e-mail').fill(login(server, 'agent').login);
  await tab.getByLabel('Your password').fill('not the right password');
  await tab.getByRole('button', { name: 'Verify and continue' }).click();
  await expect(tab.getByRole('alert')).toContainText('do not match');
  await expect(tab.getByLabel('Your work e-mail')).toHaveValue(login(server, 'agent').login);
  await verify(tab, server);

  // 5: the storefront as the customer sees it, under the bar.
  await expect(bar(tab)).toContainText('Ana Silva');
  await expect(bar(tab)).toContainText('Oleg Koval');
  await expect(bar(tab)).toContainText('Northmere Ltd');
  expect(await tab.locator('body > *').first().getAttribute('aria-label')).toBe('Acting on behalf');
  const under = base(tab);

  // 6: search, add, check out, order.
  await ready(tab);
  await tab.getByRole('combobox', { name: 'Search products' }).fill('HB-M8-40');
  await tab.getByRole('button', { name: 'Search' }).click();
  await tab.getByRole('link', { name: /Hex bolt DIN 933 M8 × 40, zinc/ }).first().click();
  await expect(tab.getByText('Your prices')).toBeVisible();
  await ready(tab);
  await tab.getByRole('button', { name: 'Add to cart' }).click();
  await expect(tab).toHaveURL(new RegExp(`${under}/cart`));
  await tab.getByRole('link', { name: 'Check out' }).click();
  await tab.getByLabel('PO number').fill('NM-STORY-1');
  await tab.getByRole('radio', { name: /Express/ }).check();
  await tab.getByRole('button', { name: 'Place order for Oleg Koval' }).click();
  await expect(tab.getByRole('heading', { name: 'Order placed' })).toBeVisible();
  const number = (await tab.locator('.receipt-no').textContent()) ?? '';
  expect(number).toMatch(/^[2-9A-Z]{3}-[2-9A-Z]{4}$/);
  await expect(bar(tab)).toBeVisible();

  // 7: the end lists what was done, and nothing is alive one request later.
  await tab.getByRole('button', { name: 'End session' }).click();
  await expect(tab).toHaveURL(/\/portal\/contacts\/.*ended=/);
  await expect(tab.getByRole('main')).toContainText(number);
  for (const path of ['', '/', '/cart', '/checkout', '/orders', '/account', `/orders/${number}`]) {
    const gone = await tab.goto(`${under}${path}`);
    expect(gone?.status(), path).toBe(410);
    await expect(tab.getByRole('heading', { level: 1 })).toContainText('This session has ended');
  }

  // 8: the customer finds the order and sees who placed it.
  const customer = await other(browser, server);
  await shop(customer, login(server, 'buyer'));
  await open(customer, '/orders');
  await customer.getByRole('link', { name: number }).click();
  await expect(customer.getByRole('main')).toContainText('Ana Silva (Support) for you');
  await expect(customer.getByRole('main')).toContainText('NM-STORY-1');
  await open(customer, '/account/support-access');
  await expect(customer.getByRole('table')).toContainText('Help with an order');

  // The portal shows both names, the auditor every step.
  await open(page, `/portal/orders/${number}`);
  await expect(page.getByRole('main')).toContainText('Ana Silva (Support) for Oleg Koval');
  const auditor = await other(browser, server);
  await portal(auditor, server, 'auditor');
  await open(auditor, '/portal/audit?q=on-behalf:yes');
  for (const action of ['on_behalf.started', 'cart.item_added', 'order.placed', 'on_behalf.ended']) {
    const step = auditor.getByRole('row').filter({ hasText: action }).first();
    await expect(step).toContainText('Ana Silva');
    await expect(step).toContainText('Oleg Koval');
  }
  await customer.context().close();
  await auditor.context().close();
});

test('the contact page of somebody without an account says so', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await open(page, '/portal/contacts?status=none');
  await page.getByRole('rowheader').getByRole('link').first().click();
  await expect(page.getByRole('main')).toContainText('This contact cannot sign in');
  await expect(page.getByRole('button', { name: /Login on behalf/ })).toHaveCount(0);
});

test('a search without a hit says what to do', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await open(page, '/portal/contacts?q=nobody-has-this-name');
  await expect(page.getByRole('main')).toContainText(/No contact/);
  await contact(page, 'Олег');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Олег Коваль');
});
