import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, open, ready, test } from '../fixtures.js';
import { actFor, base, contact, other, portal } from '../people.js';

// The browser itself notes every answer above 399.
test.use({ tolerated: [[/status of (410|422)/], { option: true }] });

/** The log with a filter. */
async function log(page: Page, line: string) {
  return open(page, `/portal/audit?q=${encodeURIComponent(line)}`);
}

/** The line as the page shows it. */
function line(page: Page) {
  return page.getByRole('textbox', { name: 'Filter', exact: true });
}

test('line and controls are one filter', async ({ page, server }) => {
  await portal(page, server, 'auditor');
  await open(page, '/portal/audit');
  await line(page).fill('action:order.placed -actor:system');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('Filter by choosing').click();
  await expect(page.getByLabel('Action', { exact: true })).toHaveValue('order.placed');
  await page.getByLabel('Who', { exact: true }).fill('ana silva');
  await page.getByLabel('Result', { exact: true }).selectOption('success');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await expect(line(page)).toHaveValue('actor:"ana silva" action:order.placed result:success -actor:system');
  const rows = page.getByRole('table', { name: 'Events' }).getByRole('row');
  await expect(rows.nth(1)).toContainText('Ana Silva');
  await expect(rows.nth(1)).toContainText('Order placed');
  await expect(rows.nth(1)).toContainText('order.placed');
});

test('a key that does not exist is named and what was typed stays', async ({ page, server }) => {
  await portal(page, server, 'auditor');
  const answer = await log(page, 'who:ana result:denied');
  expect(answer?.status()).toBe(422);
  await expect(line(page)).toHaveValue('who:ana result:denied');
  await expect(line(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('There is no filter "who:"')).toBeVisible();
});

test('older and newer lead there and back', async ({ page, server }) => {
  await portal(page, server, 'auditor');
  await log(page, 'action:order.*');
  const first = page.getByRole('table', { name: 'Events' }).locator('tbody tr').first();
  const id = await first.getAttribute('id');
  await page.getByRole('link', { name: 'Older', exact: true }).click();
  await expect(first).not.toHaveAttribute('id', id ?? '');
  await page.getByRole('link', { name: 'Newer', exact: true }).click();
  await expect(first).toHaveAttribute('id', id ?? '');
});

test('one event in full, and back to the same place', async ({ page, server }) => {
  await portal(page, server, 'auditor');
  await log(page, 'action:cart.item_added');
  const row = page.getByRole('table', { name: 'Events' }).locator('tbody tr').nth(3);
  const id = await row.getAttribute('id');
  await row.getByRole('link').first().click();
  const panel = page.getByRole('complementary', { name: /Product added to cart/ });
  await expect(panel).toContainText('Before and after');
  await expect(panel).toContainText('line.quantity');
  await expect(panel).toContainText('Matches the bytes');
  await expect(panel).toContainText('Canonical');
  await panel.getByText('Show stored bytes').click();
  await expect(panel.locator('pre')).toContainText('"type":"cart.item_added"');
  await panel.getByRole('link', { name: 'Close' }).click();
  await expect(panel).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`#${id}$`));
});

test('ready filters, and own ones that come and go', async ({ page, server }) => {
  await portal(page, server, 'auditor');
  await open(page, '/portal/audit');
  await page.getByRole('link', { name: 'On behalf', exact: true }).click();
  await expect(line(page)).toHaveValue('on-behalf:yes');
  await expect(page.getByRole('link', { name: 'On behalf', exact: true })).toHaveAttribute('aria-current', 'true');

  const name = `Carts ${test.info().project.name}`;
  await log(page, 'action:cart.*');
  await page.getByText('Save or remove filters').click();
  await page.getByRole('button', { name: 'Save filter' }).click();
  await expect(page.getByText('Required.')).toBeVisible();
  await page.getByLabel('Save this filter as').fill(name);
  await page.getByRole('button', { name: 'Save filter' }).click();
  await expect(page.getByText('The filter was saved.')).toBeVisible();
  await open(page, '/portal/audit');
  await page.getByRole('link', { name }).first().click();
  await expect(line(page)).toHaveValue('action:cart.*');
  await page.getByText('Save or remove filters').click();
  await page.getByRole('button', { name: `Remove filter ${name}` }).click();
  await expect(page.getByText('The filter was removed.')).toBeVisible();
  await expect(page.getByRole('link', { name })).toHaveCount(0);
});

test('what a filter finds as a file, and the record of it', async ({ page, server }) => {
  await portal(page, server, 'auditor');
  await log(page, 'action:order.placed');
  const file = async (button: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
  };
  const table = await file('Export CSV');
  expect(table.name).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/);
  const rows = table.text.trimEnd().split('\r\n');
  expect(rows[0]).toMatch(/^\uFEFF"seq","time","action"/);
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.slice(1).every((row) => row.includes('"order.placed"'))).toBe(true);
  const lines = (await file('Export JSON lines')).text.trimEnd().split('\n');
  expect(lines.length).toBe(rows.length - 1);
  expect(JSON.parse(lines[0] ?? '').type).toBe('order.placed');
  await log(page, 'action:audit.exported');
  await page.getByRole('table', { name: 'Events' }).locator('tbody tr').first().getByRole('link').first().click();
  await expect(page.getByRole('complementary', { name: /Audit log exported/ })).toContainText('action:order.placed');
});

test('pages show the history of their thing and both people', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await contact(page, 'oleg');
  const history = page.getByRole('region', { name: 'History' });
  await expect(history).toContainText('Created by');
  await expect(history.getByRole('listitem').first()).toBeVisible();
  await history.getByRole('link', { name: 'Show all' }).click();
  await expect(page.getByRole('link', { name: 'Show all' })).toHaveCount(0);
  await open(page, '/portal/orders');
  await page.getByRole('row').filter({ hasText: 'On behalf' }).first().getByRole('rowheader').getByRole('link').click();
  await expect(page.getByRole('region', { name: 'History' })).toContainText(/Created by.* for /);
});

test('a supervisor ends a live session', async ({ page, browser, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  const under = base(tab);
  const supervisor = await other(browser, server);
  await portal(supervisor, server, 'supervisor');
  await open(supervisor, '/portal/sessions');
  await supervisor.getByRole('row').filter({ hasText: 'Live' }).first().getByRole('rowheader').getByRole('link').click();
  await supervisor.getByRole('button', { name: 'End session', exact: true }).click();
  await supervisor.getByLabel('Note').fill('Enough');
  await supervisor.getByRole('button', { name: 'End session now' }).click();
  await expect(supervisor.getByText('The session was ended.')).toBeVisible();
  await expect(supervisor.getByRole('main')).toContainText('Ended by a supervisor');
  await supervisor.getByRole('link', { name: 'Changes only' }).click();
  await expect(supervisor.getByRole('main')).toContainText('Nothing was changed.');
  expect((await tab.goto(`${under}/cart`))?.status()).toBe(410);
  await expect(tab.getByRole('main')).toContainText('A supervisor ended it.');
  await supervisor.context().close();
});

test('nothing is cut off on a phone', async ({ page, server }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await portal(page, server, 'auditor');
  const fits = async () => {
    const wide = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
  };
  await log(page, 'on-behalf:yes');
  await fits();
  await page.getByRole('table', { name: 'Events' }).locator('tbody tr').first().getByRole('link').first().click();
  await ready(page);
  await expect(page.getByRole('complementary').last()).toBeVisible();
  await fits();
});
