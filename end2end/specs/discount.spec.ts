import type { Page } from '@playwright/test';
import { expect, login, open, ready, test } from '../fixtures.js';
import { actFor, bar, base, contact, emptyCart, portal, request, shop, verify } from '../people.js';

test.use({ tolerated: [[/status of (403|409|422)/], { option: true }] });

const NUT = '/p/hex-nut-din-934-m8-zinc-plated';
const REASON = 'Late delivery of the last order';

/** Puts one product into the cart and opens the checkout. */
async function checkout(page: Page, under: string) {
  await emptyCart(page, `${under}/cart`);
  await open(page, `${under}${NUT}`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await ready(page);
  await open(page, `${under}/checkout`);
  const po = page.getByLabel('PO number');
  if (await po.count()) await po.fill('PO-7');
}

/** An amount of the totals in pence. */
async function amount(page: Page, label: RegExp): Promise<number> {
  const row = page.locator('.totals > div', { has: page.locator('dt', { hasText: label }) });
  const text = (await row.locator('dd').textContent()) ?? '';
  if (text === 'Free') return 0;
  return (text.startsWith('−') ? -1 : 1) * Math.round(Number(text.replace(/[^\d.]/g, '')) * 100);
}

/** The totals add up; gives the total. */
async function addsUp(page: Page): Promise<number> {
  const [goods, discount, delivery, tax, total] = [
    await amount(page, /^Goods/), await amount(page, /^Discount/), await amount(page, /^Delivery/), await amount(page, /^Tax/), await amount(page, /^Total/),
  ];
  expect(goods + discount + delivery + tax).toBe(total);
  expect(discount).toBeLessThan(0);
  return total;
}

const order = (page: Page) => page.getByRole('button', { name: /^Place order/ });
const refresh = (page: Page) => page.getByRole('button', { name: 'Show the new total' });

test('a discount is shown before the order and on every page of the order', async ({ page, server }) => {
  test.setTimeout(60_000);
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  await checkout(tab, base(tab));
  await expect(tab.getByText('You may give up to 5% alone.')).toBeVisible();
  const before = await amount(tab, /^Total/);

  // A value that cannot be read gets an error at its field, and stays as it was typed.
  await tab.getByLabel('Discount on the goods').fill('5,5,5');
  await refresh(tab).click();
  await expect(tab.getByText('Enter a percentage from 0 to 100').first()).toBeVisible();
  await expect(tab.getByLabel('Discount on the goods')).toHaveValue('5,5,5');
  await ready(tab);

  // Asking for the total orders nothing.
  await tab.getByLabel('Discount on the goods').fill('5');
  await refresh(tab).click();
  await expect(tab.getByText('Discount (5%)')).toBeVisible();
  await expect(tab).toHaveURL(/checkout$/);
  await ready(tab);
  expect(await addsUp(tab)).toBeLessThan(before);

  // A discount needs a reason.
  await order(tab).click();
  await expect(tab.getByText('Write at least 10 characters.').first()).toBeVisible();
  await ready(tab);
  await tab.getByLabel('Reason for the discount').fill(REASON);

  // Another discount is another total, which is shown first: at once with script, by a click without.
  await tab.getByLabel('Discount on the goods').fill('4.5');
  if (test.info().project.name === 'wasm') {
    await expect(tab.getByText('After typing a discount')).toBeHidden();
  } else {
    await expect(tab.getByText('After typing a discount')).toBeVisible();
    await order(tab).click();
    await expect(tab.getByText('The cart, a price, the discount or the tax is not what it was')).toBeVisible();
  }
  await expect(tab.getByText('Discount (4.5%)')).toBeVisible();
  await expect(tab.getByLabel('Reason for the discount')).toHaveValue(REASON);
  await ready(tab);
  const shown = await addsUp(tab);
  await order(tab).click();
  await expect(tab.getByRole('heading', { name: 'Order placed' })).toBeVisible();
  expect(await addsUp(tab)).toBe(shown);
  await expect(tab.getByRole('main')).toContainText(REASON);
  const number = /orders\/([^?]+)/.exec(tab.url())?.[1] ?? '';

  await open(page, `/portal/orders/${number}`);
  expect(await addsUp(page)).toBe(shown);
  await expect(page.getByRole('main')).toContainText('4.5% by Ana Silva (Support) for Oleg Koval');
  await expect(page.getByRole('main')).toContainText(REASON);
  await expect(page.getByRole('main')).toContainText(`Order ${number} placed with a discount of 4.5%`);

  await tab.getByRole('button', { name: 'End session' }).click();
  await expect(tab).toHaveURL(/\/portal\/contacts\/.*ended=/);
  await expect(tab.getByText(`Order ${number} placed with a discount of 4.5%`).first()).toBeVisible();
  await server.mail('oleg@northmere.example', `Order ${number} was placed, with a discount of 4.5%`);
});

test('a discount above the limit asks for a supervisor, within their own limit', async ({ page, server }) => {
  test.setTimeout(60_000);
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  await checkout(tab, base(tab));
  await expect(tab.getByRole('heading', { name: 'Release by a second person' })).toHaveCount(0);
  const ben = login(server, 'supervisor');
  const give = async (percent: string) => {
    await tab.getByLabel('Discount on the goods').fill(percent);
    await tab.getByLabel('Reason for the discount').fill(REASON);
    await refresh(tab).click();
    await expect(tab.getByText(`Discount (${percent}%)`)).toBeVisible();
    await ready(tab);
  };
  const release = async () => {
    await tab.getByLabel('Their work e-mail').fill(ben.login);
    await tab.getByLabel('Their password').fill(ben.password);
    await order(tab).click();
  };
  await give('25');
  await expect(tab.getByText('Your limit for a discount on behalf is 5%.').first()).toBeVisible();
  await order(tab).click();
  await expect(tab.getByRole('heading', { name: 'The order was not placed' })).toBeVisible();
  await release();
  await expect(tab.getByText('This person may release discounts up to 20%.').first()).toBeVisible();
  await give('20');
  await release();
  await expect(tab.getByRole('heading', { name: 'Order placed' })).toBeVisible();
  await addsUp(tab);
});

test('customers have no such field, and one that is sent by hand does nothing', async ({ page, server }) => {
  const emma = server.logins.filter((person) => person.role === 'buyer')[2];
  await shop(page, emma);
  await checkout(page, '');
  await expect(page.getByLabel('Discount on the goods')).toHaveCount(0);
  const total = await amount(page, /^Total/);
  const form = await page.locator('#checkout').evaluate((element) => Object.fromEntries([...new FormData(element as HTMLFormElement)].map(([name, value]) => [name, value instanceof File ? value.name : value])));
  const headers = { 'Sec-Fetch-Site': 'same-origin' };
  const placed = await page.request.post('/checkout', { headers, form: { ...form, po_number: 'PO-9001', discount: '50', discount_reason: REASON } });
  expect(placed.url()).toMatch(/\/orders\//);
  await open(page, new URL(placed.url()).pathname);
  await expect(page.getByText(/^Discount/)).toHaveCount(0);
  expect(await amount(page, /^Total/)).toBe(total);
});

test('a view-only agent has no discount field, and gets 403 by hand', async ({ page, server }) => {
  await portal(page, server, 'junior');
  await contact(page, 'oleg');
  const tab = await request(page, page.context());
  await verify(tab, server, 'junior');
  await expect(bar(tab)).toContainText('View only');
  await open(tab, `${base(tab)}/checkout`);
  await expect(tab.getByLabel('Discount on the goods')).toHaveCount(0);
  const answer = await tab.request.post(`${base(tab)}/checkout`, {
    headers: { 'Sec-Fetch-Site': 'same-origin' },
    form: { discount: '5', discount_reason: REASON },
  });
  expect(answer.status()).toBe(403);
});
