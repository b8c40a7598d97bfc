import { readFile } from 'node:fs/promises';
import { expect, open, ready, test } from '../fixtures.js';
import { actFor, base, emptyCart, portal } from '../people.js';

const GOOD = ['BB-6204-2RS', 'BB-6205-2RS', 'HN-M8-ZN', 'FW-M8-ZN'];

/** A sheet of 1,000 lines: each 25th has a number that no product has, differs in its hyphens, or has half a piece. */
function sheet() {
  const lines = Array.from({ length: 1_000 }, (_, n) => {
    const sku = GOOD[n % GOOD.length];
    if (n % 25 !== 0) return `${sku};1;line ${n + 2}`;
    const faults = [`XX-${1_000 + n};1`, `${sku.replaceAll('-', '')};1`, `${sku};0,5`];
    return `${faults[(n / 25) % 3]};line ${n + 2}`;
  });
  return Buffer.from(['Artikel;Menge;Bemerkung', ...lines].join('\r\n'));
}

test('an agent orders from a sheet of 1,000 lines and leaves the faulty rest as a file', async ({ page, server }) => {
  test.setTimeout(120_000);
  await portal(page, server, 'agent');
  const shop = await actFor(page, server, 'oleg');
  const under = base(shop);
  await emptyCart(shop, `${under}/cart`);
  await shop.getByRole('link', { name: 'Order from a sheet' }).first().click();
  await ready(shop);

  // The file is read, and nothing is in the cart yet.
  await shop.getByLabel('Choose a file or drop it here').setInputFiles({ name: 'oleg.csv', mimeType: 'text/csv', buffer: sheet() });
  await shop.getByRole('button', { name: 'Look at the lines' }).click();
  await expect(shop.getByRole('heading', { level: 1 })).toHaveText('oleg.csv');
  await ready(shop);
  await expect(shop.locator('[data-row]')).toHaveCount(1_000);
  await expect(shop.locator('[data-state=matched], [data-state=summed]')).toHaveCount(960);
  await expect(shop.locator('[data-show=problems]')).toContainText('40');
  await expect(shop.locator('[data-row]').first()).toHaveAttribute('data-state', /unknown|choose|refused/);
  const address = new URL(shop.url()).pathname;

  // Six are mended: three numbers that are the same, two that are typed anew, one quantity.
  for (let n = 0; n < 3; n += 1) {
    await shop.locator('[data-state=choose]').first().getByRole('button').first().click();
    await ready(shop);
  }
  const unknown = shop.locator('[data-state=unknown]');
  await unknown.nth(0).getByRole('textbox').fill('TL-M-50');
  await unknown.nth(1).getByRole('textbox').fill('QA-G12');
  await shop.locator('[data-state=refused]').first().getByRole('textbox').fill('1');
  await shop.getByRole('button', { name: 'Apply changes' }).first().click();
  await ready(shop);
  await expect(shop.locator('[data-show=problems]')).toContainText('34');

  // The rest is a file with reasons, for Oleg.
  const [download] = await Promise.all([shop.waitForEvent('download'), shop.getByRole('button', { name: 'CSV' }).click()]);
  const text = await readFile(await download.path(), 'utf8');
  expect(text.trim().split('\n')).toHaveLength(35);
  expect(text).toContain('No product has this number.');

  // The others go into the cart, and can be taken back.
  await shop.getByRole('button', { name: 'Add 966 lines to the cart' }).click();
  await expect(shop.getByRole('status').filter({ hasText: '966 lines were added' })).toBeVisible();
  await shop.getByRole('button', { name: 'Take it back' }).first().click();
  await expect(shop.getByRole('status').filter({ hasText: 'The cart is as it was before' })).toBeVisible();
  await shop.getByRole('button', { name: 'Add 966 lines to the cart' }).click();
  await shop.getByRole('link', { name: 'To the cart' }).click();
  await expect(shop.locator('li.line')).toHaveCount(6);

  // The file can be dropped again, corrected: here as it is.
  await open(shop, `${under}/quick-order`);
  await shop.getByLabel('Choose a file or drop it here').setInputFiles({ name: 'rest.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await shop.getByRole('button', { name: 'Look at the lines' }).click();
  await expect(shop.locator('[data-row]')).toHaveCount(34);
  await open(shop, address.replace(/^.*(\/quick-order)/, `${under}$1`));
  await expect(shop.locator('[data-added]')).toHaveCount(966);
  await emptyCart(shop, `${under}/cart`);
});

test('lines that were typed into the pad become rows', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const shop = await actFor(page, server, 'oleg');
  await open(shop, `${base(shop)}/quick-order`);
  await shop.getByLabel('Number or name, line 1', { exact: true }).fill('BB-6204-2RS');
  await shop.getByLabel('Quantity, line 1', { exact: true }).fill('4');
  await shop.getByLabel('Number or name, line 2', { exact: true }).fill('N-10408');
  await shop.getByLabel('Quantity, line 2', { exact: true }).fill('30');
  await shop.getByRole('button', { name: 'Look at the lines' }).click();
  await expect(shop.locator('[data-row="1"]')).toHaveAttribute('data-state', 'matched');
  await expect(shop.locator('[data-row="2"]')).toHaveAttribute('data-state', 'stepped');
  await expect(shop.locator('[data-row="2"]')).toContainText('Changed from 30 to 50: sold in steps of 25.');
});
