import { expect, login, open, ready, test } from '../fixtures.js';
import { bar, contact, portal, verify } from '../people.js';

test('from the ringing phone to the shop: what was heard, one key, a reason, the password @wasm', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const box = page.getByRole('combobox', { name: 'Search contacts' });
  await expect(box).toBeFocused();
  await box.pressSequentially('kowal');
  const hit = page.getByRole('option').first();
  await expect(hit).toContainText('Oleg Koval');
  await expect(hit).toContainText('1 letter differs from Koval');
  await page.keyboard.press('Shift+Enter');
  await expect(page).toHaveURL(/\/portal\/behalf\/new/);
});

test('the list says why, marks what was found, and leads to the start', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await open(page, '/portal/contacts?q=kowal');
  const row = page.locator('[data-contact]').first();
  await expect(row).toContainText('Oleg Koval');
  await expect(row).toContainText('oleg@');
  await expect(row).toContainText('1 letter differs from Koval');
  await expect(row.locator('mark').first()).toBeVisible();
  await open(page, '/portal/contacts?q=aoife');
  await page.getByRole('link', { name: /^Login on behalf of Aoife/ }).click();
  await expect(page.getByRole('heading', { name: /Aoife Brannigan/ })).toBeVisible();
  for (const [typed, found] of [['ΠΑΝΑΓΙΩΤΗΣ', 'Panagiotis Karras'], ['(020) 7946 0123', 'Oleg Koval'], ['Teresa Lacombe', 'Lacombe-Dufour']]) {
    await open(page, `/portal/contacts?q=${encodeURIComponent(typed)}`);
    await expect(page.locator('[data-contact]').first()).toContainText(found);
  }
});

test('contacts that were opened lately are one choice away', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await contact(page, 'emma clarke northmere');
  await contact(page, 'oleg');
  await open(page, '/portal/contacts?view=recent');
  await expect(page.locator('[data-contact]').nth(0)).toContainText('Oleg Koval');
  await expect(page.locator('[data-contact]').nth(1)).toContainText('Emma Clarke');
});

test('Ctrl K searches everything on every page @wasm', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await open(page, '/portal/orders');
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Search everything' });
  await expect(box).toBeFocused();
  await box.pressSequentially('northm');
  const hits = page.locator('#palette').getByRole('option');
  await expect(hits.filter({ hasText: 'Northmere Ltd' }).first()).toBeVisible();
  await box.fill('aoife > login');
  await expect(hits.first()).toContainText('Login on behalf');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/portal\/behalf\/new/);
});

test('rows of the list are moved through by keys @wasm', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await open(page, '/portal/contacts?company=&q=company:hallowbeck');
  await page.locator('.row-link').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.row-link').nth(1)).toBeFocused();
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Search contacts' })).toBeFocused();
});

test('the same search is a page', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await open(page, '/portal/find?q=northmere');
  await expect(page.getByRole('heading', { name: 'Companies' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Northmere Ltd' })).toBeVisible();
  await open(page, '/portal/find?q=zzzzqqqq');
  await expect(page.getByText('Nothing matches.')).toBeVisible();
});

test('suggestions mark what was found @wasm', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await page.getByRole('combobox', { name: 'Search contacts' }).pressSequentially('oleg');
  await expect(page.getByRole('option').first().locator('mark').first()).toHaveText('Олег');
});

test('single letters do nothing once they are switched off @wasm', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await open(page, '/portal/security');
  await page.getByRole('button', { name: 'Switch off' }).click();
  await expect(page.getByText('The choice was saved in this browser.')).toBeVisible();
  await open(page, '/portal/orders');
  await page.keyboard.press('/');
  await expect(page.locator('main input[type=search]')).not.toBeFocused();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search everything' })).toBeFocused();
});

test('a view of the list is saved, opened and removed', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await open(page, '/portal/contacts?status=locked');
  await page.getByText('Save or remove views').click();
  await page.getByLabel('Save this view as').fill('Locked people');
  await page.getByRole('button', { name: 'Save view' }).click();
  await open(page, '/portal/contacts');
  await page.getByRole('navigation', { name: 'Saved views' }).getByRole('link', { name: 'Locked people' }).click();
  await expect(page).toHaveURL(/status=locked/);
  await page.getByText('Save or remove views').click();
  await page.getByRole('button', { name: 'Remove view Locked people' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('The view was removed.')).toBeVisible();
});
