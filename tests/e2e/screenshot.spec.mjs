// The picture in README: the demo's inventory, the same at every run. UPDATE_SCREENSHOT=1 takes it anew.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { goToTokens, line, loadDemo } from './acts.mjs';
import { expect, test } from './fixture.mjs';

const PICTURE = fileURLToPath(new URL('screenshot.png', import.meta.url));

test.use({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });

test('the picture in README shows the inventory', async ({ page }) => {
  // The ends of the keys stand in the picture, so chance must be the same each time.
  await page.addInitScript(() => {
    let state = 7;
    crypto.getRandomValues = (bytes) => {
      for (const at of bytes.keys()) bytes[at] = (state = (state * 48271) % 2147483647) >> 8;
      return bytes;
    };
  });
  await loadDemo(page);
  await goToTokens(page);
  for (const name of ['Trial for East', 'Backup path to Nimbus', 'Branch Denver']) await expect(line(page, name)).toBeVisible();
  await page.evaluate(() => document.activeElement.blur());
  if (process.env.UPDATE_SCREENSHOT === '1') await page.screenshot({ path: PICTURE });
  expect(existsSync(PICTURE), PICTURE).toBe(true);
});
