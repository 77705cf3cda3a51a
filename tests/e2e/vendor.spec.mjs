// The vendors' own formats: what is prepared here is carried out there.
import { readFile } from 'node:fs/promises';
import { actAs, fact, goTo, heading, loadDemo, next, openToken, reveal } from './acts.mjs';
import { expect, test } from './fixture.mjs';

const TOKEN = 'Trial for East';
const panel = (page) => page.locator('details.fold');
const sheet = (page, format) => panel(page).getByRole('region', { name: format });
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

/** Opens the panel of the page shown. */
async function openPanel(page, title) {
  await panel(page).locator('> summary').filter({ has: page.getByRole('heading', { name: title }) }).click();
}

test.beforeEach(async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await loadDemo(page);
});

test.describe('use at the vendor', () => {
  test('[W5] [A7] a token is a call of Equinix’s, to copy and to save, with what is missing named', async ({ page }) => {
    await openToken(page, TOKEN);
    await expect(panel(page).locator('pre')).toHaveCount(0);
    await openPanel(page, 'Use at Equinix');
    await expect(panel(page)).toContainText('This token is in Crosskey only.');
    await expect(panel(page)).toContainText('Port NY-2 has no id of Equinix Fabric here.');
    const body = JSON.parse(await sheet(page, 'JSON body').innerText());
    expect([body.name, body.type, body.connection.bandwidthLimit]).toEqual([TOKEN, 'VC_TOKEN', 50]);
    await next(page, 'Copy');
    await expect(page.getByText('Copied')).toBeVisible();
    expect(JSON.parse(await copied(page))).toEqual(body);

    await next(page, 'curl');
    await expect(page.getByRole('button', { name: 'curl' })).toHaveAttribute('aria-pressed', 'true');
    await expect(sheet(page, 'curl')).toContainText("curl --request POST 'https://api.equinix.com/fabric/v4/serviceTokens'");
    await expect(sheet(page, 'JSON body')).toHaveCount(0);

    await next(page, 'Terraform');
    const saving = page.waitForEvent('download');
    await next(page, 'Save');
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('service-token-trial-for-east.tf');
    expect(await readFile(await saved.path(), 'utf8')).toContain('resource "equinix_fabric_service_token" "trial_for_east_');
  });

  test('[W5] [G1] a connection is the redeemer’s call with its key, shown only while the panel is open', async ({ page }) => {
    const key = await reveal(page, 'Branch Denver');
    await actAs(page, 'Emil East');
    await goTo(page, 'Connections');
    await page.getByRole('link', { name: 'denver-uplink' }).click();
    await expect(panel(page)).toBeVisible();
    expect(await page.content()).not.toContain(key);
    await openPanel(page, 'Use at Equinix');
    const body = JSON.parse(await sheet(page, 'JSON body').innerText());
    expect(body.aSide.serviceToken.uuid).toBe(key);
    await panel(page).locator('> summary').click();
    await expect(panel(page).locator('pre')).toHaveCount(0);
  });

  test('[W5] [P2] a service key is Megaport’s; whoever may not issue is told so', async ({ page }) => {
    await goTo(page, 'Service Keys');
    await page.getByRole('link', { name: 'Routers of partners' }).click();
    await expect(heading(page, 'Routers of partners')).toBeVisible();
    await openPanel(page, 'Use at Megaport');
    const body = JSON.parse(await sheet(page, 'JSON body').innerText());
    expect(body.maxSpeed).toBeGreaterThan(0);
    await actAs(page, 'Walt Winters');
    await openToken(page, TOKEN);
    await openPanel(page, 'Use at Equinix');
    await expect(panel(page).locator('pre')).toHaveCount(0);
    await expect(panel(page).locator('p.muted')).not.toBeEmpty();
    await expect(fact(page, 'Maximum connection bandwidth')).toBeVisible();
  });
});
