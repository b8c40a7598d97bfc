import { readFile } from 'node:fs/promises';
import { expect, login, open, ready, test } from '../fixtures.js';
import { actFor, bar, base, emptyCart, other, portal, shop as signIn } from '../people.js';

const GOOD = ['BB-6204-2RS', 'BB-6205-2RS', 'HN-M8-ZN', 'FW-M8-ZN'];

/** A sheet of 1,000 lines: each 25th has a number that no product has. */
function sheet() {
  const lines = Array.from({ length: 1_000 }, (_, n) => {
    const sku = n % 25 === 0 ? `XX-${1_000 + n}` : GOOD[n % GOOD.length];
    return `${sku};1;line ${n + 2}`;
  });
  return Buffer.from(['Artikel;Menge;Bemerkung', ...lines].join('\r\n'));
}

test('an agent prepares a cart from a sheet, and the customer orders it on a phone', async ({ page, browser, server }) => {
  test.setTimeout(180_000);
  await portal(page, server, 'agent');
  const agent = await actFor(page, server, 'oleg');
  const under = base(agent);
  await open(agent, `${under}/cart`);
  const own = await agent.locator('li.line').count();

  // The sheet is read; six of its forty faulty rows are mended, the others are a file for Oleg.
  await open(agent, `${under}/quick-order`);
  const file = { name: 'oleg.csv', mimeType: 'text/csv', buffer: sheet() };
  await agent.getByLabel('Choose a file or drop it here').setInputFiles(file);
  await agent.getByRole('button', { name: 'Look at the lines' }).click();
  await ready(agent);
  await expect(agent.locator('[data-show=problems]')).toContainText('40');
  const unknown = agent.locator('[data-state=unknown]');
  for (let n = 0; n < 6; n += 1) await unknown.nth(n).getByRole('textbox').fill('TL-M-50');
  await agent.getByRole('button', { name: 'Apply changes' }).first().click();
  await ready(agent);
  await expect(agent.locator('[data-show=problems]')).toContainText('34');
  const [rest] = await Promise.all([agent.waitForEvent('download'), agent.getByRole('button', { name: 'CSV' }).click()]);
  expect((await readFile(await rest.path(), 'utf8')).trim().split('\n')).toHaveLength(35);

  // The others go into a prepared cart, beside Oleg's own, and are handed over.
  await agent.getByRole('button', { name: 'Into a new prepared cart' }).click();
  await expect(agent.getByRole('status').filter({ hasText: '966 lines were added' })).toBeVisible();
  await open(agent, `${under}/cart`);
  await expect(agent.getByRole('heading', { level: 1 })).toHaveText('Prepared cart for Oleg Koval');
  await expect(agent.locator('li.line')).toHaveCount(5);
  await agent.getByLabel('Message to Oleg Koval').fill('The other 34 rows are in the file that I mailed you.');
  await agent.getByRole('button', { name: 'Hand over to Oleg Koval' }).click();
  await expect(agent.getByRole('status').filter({ hasText: 'The cart was handed over' })).toBeVisible();
  await open(agent, `${under}/cart`);
  await expect(agent.getByRole('heading', { level: 1 })).toHaveText('Cart');
  await expect(agent.locator('li.line')).toHaveCount(own);
  await expect(bar(agent)).toBeVisible();

  // Oleg finds it on the phone, looks at it and orders it. The own cart stays as it was.
  const phone = await other(browser, server);
  await phone.setViewportSize({ width: 360, height: 780 });
  await signIn(phone, login(server, 'buyer'));
  await open(phone, '/cart');
  await expect(phone.locator('li.line')).toHaveCount(own);
  await phone.getByRole('link', { name: 'Look at it' }).first().click();
  await ready(phone);
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText('Prepared for you');
  await expect(phone.getByRole('main')).toContainText('The other 34 rows are in the file that I mailed you.');
  await expect(phone.locator('li.line')).toHaveCount(5);
  await phone.getByRole('link', { name: 'Accept and check out' }).click();
  await ready(phone);
  await phone.getByLabel('PO number').fill('NM-PREPARED-1');
  await phone.getByRole('button', { name: /^(Place order|Submit)/ }).click();
  await expect(phone.getByRole('heading', { name: /^Order (placed|submitted)/ })).toBeVisible();
  await expect(phone.getByRole('main')).toContainText('Ana Silva');
  await expect(phone.locator('li.line')).toHaveCount(5);
  await open(phone, '/cart');
  await expect(phone.locator('li.line')).toHaveCount(own);
  await open(phone, '/prepared');
  await expect(phone.getByRole('main')).toContainText('Ordered');
  await phone.context().close();
});

test('thirty lines take four clicks', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const agent = await actFor(page, server, 'oleg');
  const under = base(agent);
  await emptyCart(agent, `${under}/cart`);
  await open(agent, under);
  let clicks = 0;
  let pages = 0;
  agent.on('framenavigated', (frame) => {
    if (frame === agent.mainFrame()) pages += 1;
  });
  const click = async (role: 'link' | 'button' | 'textbox', name: string | RegExp) => {
    clicks += 1;
    await agent.getByRole(role, { name }).first().click();
  };
  const lines = Array.from({ length: 30 }, (_, n) => `${GOOD[n % GOOD.length]}\t${n + 1}`).join('\n');
  await click('link', 'Quick order');
  await ready(agent);
  await click('textbox', 'Paste lines');
  // What Ctrl+V does with the thirty copied lines of a sheet.
  await agent.keyboard.insertText(lines);
  await click('button', 'Look at the lines');
  await expect(agent.locator('[data-row]')).toHaveCount(30);
  await ready(agent);
  await click('button', /^Add 30 lines to the cart/);
  await expect(agent.getByRole('status').filter({ hasText: '30 lines were added' })).toBeVisible();
  // One by one, the same took 90 clicks, 370 keystrokes and 60 pages.
  expect(clicks).toBe(4);
  expect(pages).toBeLessThanOrEqual(3);
  await emptyCart(agent, `${under}/cart`);
});
