import { expect, test } from './fixture.mjs';
test.describe(() => {
  test.use({ javaScriptEnabled: false });
  test('F noscript', async ({ page }) => {
    await page.goto('#/');
    await page.screenshot({ path: '/tmp/noscript.png', fullPage: true });
    console.log('F', await page.locator('noscript h1').isVisible(), await page.locator('noscript h1').boundingBox());
  });
});
