import { readFile } from 'node:fs/promises';
import { expect, open, test } from '../fixtures.js';
import { portal } from '../people.js';

test('an administrator imports products from a file and finds them in the shop', async ({ page, server }) => {
  test.setTimeout(60_000);
  const number = `IMP-${test.info().project.name.replaceAll(/[^a-z0-9]/gi, '')}`.toUpperCase();
  const name = `Brass dome nut ${number}`;
  const file = ['SKU,Name,Category,Price,Currency,Unit,Stock', `${number},${name},Fasteners,1.25,GBP,each,40`, `${number}-X,No price,Fasteners,abc,GBP,each,1`];
  await portal(page, server, 'admin');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Import' }).first().click();
  await page.getByLabel('What is in the file').first().selectOption('products');
  const sheet = { name: 'products.csv', mimeType: 'text/csv', buffer: Buffer.from(file.join('\r\n')) };
  await page.getByLabel('Choose a file or drop it here').setInputFiles(sheet);
  await page.getByRole('button', { name: 'Check the file' }).click();

  // The page renews itself until the file is checked.
  await expect(page.getByText('Nothing was written yet')).toBeVisible({ timeout: 20_000 });
  await expect(page.locator('[data-state=new]')).toContainText(number);
  await expect(page.locator('[data-state=refused]')).toContainText('is not a number');
  await page.getByRole('button', { name: 'Import 1 row' }).click();
  await expect(page.getByText('The file was imported').first()).toBeVisible({ timeout: 20_000 });
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Refused rows as CSV' }).click()]);
  expect(await readFile(await download.path(), 'utf8')).toContain(`${number}-X`);

  await open(page, `/search?q=${number}`);
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
});
