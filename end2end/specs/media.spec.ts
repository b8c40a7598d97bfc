import { expect, open, ready, test } from '../fixtures.js';
import { portal } from '../people.js';

const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><script>alert(1)</script><rect width="40" height="20" fill="#c22"/></svg>';

test('an administrator adds a picture and a data sheet, and the storefront shows them', async ({ page, server }) => {
  await portal(page, server, 'admin');
  await open(page, '/portal/media');
  await page.getByLabel('Article number').fill('TL-M-50');
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByLabel('Pictures and documents').setInputFiles([
    { name: 'tape.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(DRAWING) },
    { name: 'sheet.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') },
  ]);
  await page.getByRole('button', { name: 'Add files' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The files were added.' })).toBeVisible();
  await expect(page.locator('li.item')).toHaveCount(2);

  await page.getByRole('link', { name: 'In the storefront' }).click();
  await ready(page);
  const picture = page.locator('.gallery img');
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'sheet.pdf' }).click()]);
  expect(download.suggestedFilename()).toBe('sheet.pdf');

  // It is taken away again, after a question.
  await open(page, '/portal/products/TL-M-50/media');
  for (let left = 2; left > 0; left -= 1) {
    await page.locator('li.item').first().getByRole('button', { name: 'Remove' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.locator('li.item')).toHaveCount(left - 1);
  }
});
