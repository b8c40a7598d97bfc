import { expect, open, ready, test } from '../fixtures.js';
import { actFor, bar, base, endSessions, portal } from '../people.js';

test('the bar leads from one session to another in one click', async ({ page, server }) => {
  test.setTimeout(60_000);
  await portal(page, server, 'agent');
  await endSessions(page);
  const oleg = await actFor(page, server, 'oleg');
  await expect(bar(oleg).getByRole('button', { name: /^Switch/ })).toHaveCount(0);
  const olga = await actFor(page, server, 'olga kovalenko');
  await bar(olga).getByRole('button', { name: 'Switch (1)' }).click();
  const list = olga.getByRole('dialog', { name: 'Your other sessions' });
  await expect(list).toContainText('Northmere Ltd');
  await expect(list).toContainText('minutes left');
  await list.getByRole('button', { name: /Oleg Koval/ }).click();
  await expect(bar(olga)).toContainText('Oleg Koval');
  expect(base(olga)).toBe(base(oleg));
  await ready(olga);

  // And back, by the session that the other tab shows meanwhile.
  await open(oleg, `${base(oleg)}/cart`);
  await bar(oleg).getByRole('button', { name: 'Switch (1)' }).click();
  await oleg.getByRole('dialog').getByRole('button', { name: /Olga Kovalenko/ }).click();
  await expect(bar(oleg)).toContainText('Olga Kovalenko');
  expect(base(oleg)).not.toBe(base(olga));
});

test('the list of sessions closes with the keyboard and is left out of print', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await endSessions(page);
  await actFor(page, server, 'oleg');
  const tab = await actFor(page, server, 'olga kovalenko');
  const button = bar(tab).getByRole('button', { name: 'Switch (1)' });
  await button.focus();
  await tab.keyboard.press('Enter');
  const list = tab.getByRole('dialog', { name: 'Your other sessions' });
  await expect(list).toBeVisible();
  await tab.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(button).toBeFocused();
  await tab.emulateMedia({ media: 'print' });
  await expect(button).toBeHidden();
});
