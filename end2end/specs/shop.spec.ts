import { expect, login, open, ready, test } from '../fixtures.js';
import { emptyCart, shop } from '../people.js';

test.use({ tolerated: [[/status of (401|404|409|422|429)/], { option: true }] });

const BOLT = '/p/hex-bolt-din-933-m8x40-zinc-plated';
const NUT = '/p/hex-nut-din-934-m8-zinc-plated';

/** A buyer of the UK store whom no other spec uses. */
function buyer(logins: { role: string; name: string; login: string; password: string }[]) {
  const found = logins.find((person) => person.login.startsWith('emma.clarke@'));
  if (!found) throw new Error('The demo has no Emma Clarke.');
  return found;
}

test('a visitor browses, pages, sorts and searches', async ({ page }) => {
  await open(page, '/');
  await expect(page.getByRole('complementary', { name: 'Demo' })).toContainText('DEMO');
  await page.getByRole('navigation', { name: 'Products' }).getByRole('link', { name: 'Fasteners' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Fasteners');
  const first = await page.locator('.product-card h3').first().textContent();
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page.locator('.product-card h3').first()).not.toHaveText(first ?? '');
  await page.getByLabel('Sort by').selectOption('Lowest price');
  await page.getByRole('button', { name: 'Sort' }).click();
  await expect(page).toHaveURL(/sort=price/);
  await ready(page);
  await page.getByRole('combobox', { name: 'Search products' }).fill('m8 40');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.locator('.product-card').first()).toContainText('M8 × 40');
  await open(page, '/search?q=%25');
  await expect(page.getByRole('main')).toContainText('Nothing matches');
  await open(page, NUT);
  await expect(page.getByText('List prices')).toBeVisible();
  await page.getByRole('link', { name: 'Sign in to order' }).click();
  await expect(page).toHaveURL(/sign-in/);
});

test('signing in leads back, signing out leaves nothing', async ({ page, server }) => {
  await open(page, '/orders');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel('E-mail').fill(buyer(server.logins).login);
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('do not match');
  await expect(page.getByLabel('E-mail')).toHaveValue(buyer(server.logins).login);
  await expect(page.getByLabel('Password')).toHaveValue('');
  await page.getByLabel('Password').fill(buyer(server.logins).password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/orders$/);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('status')).toContainText('signed out');
  await open(page, '/orders');
  await expect(page).toHaveURL(/sign-in/);
});

test('staff cannot sign in to the shop, customers not to the portal', async ({ page, server }) => {
  for (const [path, label, role] of [['/sign-in', 'E-mail', 'agent'], ['/portal/sign-in', 'Work e-mail', 'buyer']]) {
    await open(page, path);
    await page.getByLabel(label).fill(login(server, role).login);
    await page.getByLabel('Password').fill(login(server, role).password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText('do not match');
  }
});

test('the cart: change, note, remove and put back, and wrong quantities keep what was typed', async ({ page, server }) => {
  await shop(page, buyer(server.logins));
  await emptyCart(page, '/cart');
  await expect(page.getByRole('heading', { name: 'The cart is empty' })).toBeVisible();
  await open(page, NUT);
  for (const [typed, message] of [['0', 'Enter 1 or more'], ['-1', 'Enter 1 or more'], ['1e3', 'whole number'], ['9999999', '999,999 or less'], ['', 'Required']]) {
    await page.getByLabel(/^Quantity of/).fill(typed);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await expect(page.locator('.error')).toContainText(message);
    await expect(page.getByLabel(/^Quantity of/)).toHaveValue(typed);
    await ready(page);
  }
  await page.getByLabel(/^Quantity of/).fill('3');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await ready(page);
  await page.getByLabel(/^Quantity of/).fill('5');
  await page.getByRole('button', { name: /^Update/ }).click();
  await expect(page.getByRole('status').first()).toContainText('changed');
  await expect(page.getByLabel(/^Quantity of/)).toHaveValue('5');
  await page.getByText('Add note').click();
  await page.getByLabel(/^Note to/).fill('Line 3, machine B');
  await page.getByRole('button', { name: /^Update/ }).click();
  await expect(page.getByLabel(/^Note to/)).toHaveValue('Line 3, machine B');
  await ready(page);
  await page.getByRole('button', { name: /^Remove / }).click();
  await page.getByRole('button', { name: 'Put it back' }).click();
  await expect(page.getByLabel(/^Quantity of/)).toHaveValue('5');
});

test('a double click on Place order gives one order', async ({ page, server }) => {
  await shop(page, buyer(server.logins));
  await emptyCart(page, '/cart');
  await open(page, NUT);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('link', { name: 'Check out' }).click();
  await page.getByLabel('PO number').fill('TWICE-1');
  await page.getByRole('button', { name: 'Place order' }).dblclick();
  await expect(page.getByRole('heading', { name: 'Order placed' })).toBeVisible();
  await open(page, '/orders?q=TWICE-1');
  await expect(page.getByRole('rowheader').getByRole('link')).toHaveCount(1);
});

test('what is wrong at checkout is said at the field, and nothing typed is lost', async ({ page, server }) => {
  await shop(page, buyer(server.logins));
  await emptyCart(page, '/cart');
  await open(page, NUT);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('link', { name: 'Check out' }).click();
  await page.getByLabel('PO number').fill('X'.repeat(41));
  await page.getByLabel('Order note').fill('Ring the bell <b>twice</b>');
  await page.getByRole('radio', { name: /Collect/ }).check();
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page.getByRole('alert')).toContainText('The order was not placed');
  await expect(page.getByLabel('PO number')).toHaveValue('X'.repeat(41));
  await expect(page.getByLabel('Order note')).toHaveValue('Ring the bell <b>twice</b>');
  await expect(page.getByRole('radio', { name: /Collect/ })).toBeChecked();
  await page.getByLabel('PO number').fill('FIXED-1');
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page.getByRole('heading', { name: 'Order placed' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Ring the bell <b>twice</b>');
});

test('another delivery or address changes the total, and what was shown is what is ordered', async ({ page, server }, info) => {
  await shop(page, buyer(server.logins));
  await emptyCart(page, '/cart');
  await open(page, NUT);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('link', { name: 'Check out' }).click();
  await ready(page);
  const express = page.getByRole('radio', { name: /Express/ });
  const beside = await page.locator('[data-total=express]').textContent();
  await express.check();
  if (info.project.name === 'wasm') await expect(page.locator('.totals .total dd')).toHaveText(beside ?? '');
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page.getByRole('heading', { name: 'Order placed' })).toBeVisible();
  await expect(page.locator('.totals .total dd')).toHaveText(beside ?? '');

  // An address abroad is taxed otherwise: shown at once with script, asked again without.
  await open(page, NUT);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('link', { name: 'Check out' }).click();
  await ready(page);
  await page.getByRole('radio', { name: /Hamburg/ }).check();
  await page.getByLabel('PO number').fill('ABROAD-1');
  if (info.project.name === 'no-js') {
    await page.getByRole('button', { name: 'Place order' }).click();
    await expect(page.getByRole('alert')).toContainText('Nothing was ordered yet');
    await expect(page.getByLabel('PO number')).toHaveValue('ABROAD-1');
    await expect(page.getByRole('radio', { name: /Hamburg/ })).toBeChecked();
  }
  const total = await page.locator('.totals .total dd').textContent();
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page.getByRole('heading', { name: 'Order placed' })).toBeVisible();
  await expect(page.locator('.totals .total dd')).toHaveText(total ?? '');
});

test('a quantity that was typed but not saved is saved on the way to the checkout @wasm', async ({ page, server }) => {
  await shop(page, buyer(server.logins));
  await emptyCart(page, '/cart');
  await open(page, NUT);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await ready(page);
  await page.getByRole('button', { name: /^One more/ }).click();
  await page.getByRole('link', { name: 'Check out' }).click();
  await expect(page.locator('.mini-lines')).toContainText('2 × Hex nut');
});

test('the password is changed with the current one, and other browsers are signed out', async ({ page, server, browser }) => {
  const own = server.logins.find((person) => person.login.startsWith('rosalind')) ?? buyer(server.logins);
  await shop(page, own);
  const other = await browser.newPage({ baseURL: server.baseURL });
  await shop(other, own);
  await open(page, '/account/password');
  const change = async (current: string, fresh: string) => {
    await page.getByLabel('Current password').fill(current);
    await page.getByLabel('New password').fill(fresh);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await change('not the current one', 'nine purple kettles sing');
  await expect(page.locator('.error')).toContainText('not your current password');
  await change(own.password, 'fourteen chars');
  await expect(page.locator('.error')).toContainText('at least 15');
  await change(own.password, 'nine purple kettles sing');
  await expect(page.getByRole('status').first()).toContainText('password was changed');
  await other.goto('/account');
  await expect(other).toHaveURL(/\/sign-in/);
  await other.close();
  await open(page, '/account/password');
  await change('nine purple kettles sing', own.password);
  await expect(page.getByRole('status').first()).toContainText('password was changed');
});

test('pack sizes are kept and said', async ({ page, server }) => {
  await shop(page, buyer(server.logins));
  await open(page, '/search?q=Countersunk');
  await page.locator('.product-card a').first().click();
  await ready(page);
  await page.getByLabel(/^Quantity of/).fill('7');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.locator('.error')).toContainText('multiples of');
});

test('the stepper steps by the pack size @wasm', async ({ page, server }) => {
  await shop(page, buyer(server.logins));
  await open(page, BOLT);
  const field = page.getByLabel(/^Quantity of/);
  const step = Number(await field.inputValue());
  await page.getByRole('button', { name: /^One more/ }).click();
  await expect(field).toHaveValue(String(step * 2));
  await page.getByRole('button', { name: /^One less/ }).click();
  await expect(field).toHaveValue(String(step));
});

test('suggestions while typing lead to the product @wasm', async ({ page }) => {
  await open(page, '/');
  const search = page.getByRole('combobox', { name: 'Search products' });
  await search.fill('6204');
  const hit = page.getByRole('option').first();
  await expect(hit).toContainText('6204');
  await search.press('ArrowDown');
  await expect(hit).toHaveAttribute('aria-selected', 'true');
  await search.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('6204');
});

test('contact hits while typing lead to the contact @wasm', async ({ page, server }) => {
  const { portal } = await import('../people.js');
  await portal(page, server, 'agent');
  await page.getByRole('combobox', { name: 'Search contacts' }).pressSequentially('oleg');
  const hit = page.getByRole('option').first();
  await expect(hit).toContainText('oleg@northmere.example');
  await expect(hit).toContainText('Northmere Ltd');
  await hit.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Oleg Koval');
});

test('a form sent before the islands are awake works too', async ({ page, server }) => {
  await shop(page, buyer(server.logins));
  await page.goto(NUT, { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page).toHaveURL(/\/cart/);
});

test('islands wake in a browser that is never idle @wasm', async ({ page }) => {
  await page.addInitScript(() => {
    window.requestIdleCallback = (run, options) => (options?.timeout ? window.setTimeout(run, options.timeout) : 0);
  });
  await open(page, '/c/fasteners');
});
