// The vendors' own formats: what is prepared here is carried out there.
import { iso, midnight } from '../clock.mjs';
import { readFile } from 'node:fs/promises';
import { actAs, fact, goTo, heading, loadDemo, next, openToken, reveal, visit } from './acts.mjs';
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
  test('[W5] [A7] a token is a call of Equinix’s, to copy and to save', async ({ page }) => {
    await openToken(page, TOKEN);
    await expect(panel(page).locator('pre')).toHaveCount(0);
    await openPanel(page, 'Use at Equinix');
    await expect(panel(page)).toContainText('This token is in Crosskey only.');
    await expect(panel(page), 'the demo’s assets have what the vendor calls them').not.toContainText('has no id of');
    const body = JSON.parse(await sheet(page, 'JSON body').innerText());
    expect([body.name, body.type, body.connection.bandwidthLimit]).toEqual([TOKEN, 'VC_TOKEN', 50]);
    expect(JSON.stringify(body)).toMatch(/"port":\{"uuid":"de30a55e-/);
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
    expect(await readFile(await saved.path(), 'utf8')).toContain('resource "equinix_fabric_service_token" "service_token_');
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

/** A token as Equinix lists it. */
const told = (uuid, more = {}) => ({
  uuid,
  type: 'VC_TOKEN',
  name: 'Made at Equinix',
  state: 'INACTIVE',
  expirationDateTime: iso(midnight(60)),
  connection: {
    type: 'EVPL_VC',
    allowRemoteConnection: false,
    bandwidthLimit: 300,
    aSide: {
      accessPointSelectors: [{ type: 'COLO', port: { uuid: PORT }, linkProtocol: { type: 'DOT1Q', vlanTag: '2100' } }],
    },
  },
  notifications: [{ type: 'ALL', emails: ['emil@east.example'] }],
  ...more,
});

const PORT = '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';
const KEY = '5c3f1a52-0b8e-4c55-9d0e-7a1f1c2d3e4f';
const OTHER = '9e107d9d-372b-4f6e-8a2b-1c2d3e4f5a6b';

/** Gives an asset its vendor's id. */
async function identify(page, asset) {
  await goTo(page, 'Assets');
  await page.getByRole('link', { name: asset }).click();
  await expect(heading(page, asset)).toBeVisible();
  await next(page, 'Edit');
  await page.getByLabel('Id at Equinix').fill(PORT);
  await page.getByLabel('Id at Equinix').press('Enter');
  await expect(page.getByText(PORT)).toBeVisible();
}

const entries = (page) => page.getByRole('region', { name: 'Entries' }).locator('tbody tr');
const counts = (page) => page.locator('main').getByRole('status');

test.describe('import', () => {
  test('[W6] a list is weighed before anything is taken over; read again, it is unchanged', async ({ page }) => {
    await identify(page, 'Port DC-7');
    await goTo(page, 'Service Tokens', 'Service Token Inventory');
    await page.getByRole('link', { name: 'Import from a vendor' }).click();
    await expect(heading(page, 'Import from a vendor')).toBeVisible();
    const elsewhere = told(OTHER, { name: 'On another port' });
    elsewhere.connection.aSide.accessPointSelectors[0].port = { uuid: OTHER };
    const list = JSON.stringify({ pagination: { total: 3 }, data: [told(KEY), elsewhere, told(undefined, { name: 'Without a key' })] });
    await page.getByLabel('What the vendor sent').fill(list);
    await expect(counts(page)).toHaveText('1 New · 1 Asset missing · 1 Unreadable');
    const made = entries(page).filter({ hasText: 'Made at Equinix' });
    await expect(made).toContainText('VLAN 2100');
    await expect(entries(page).filter({ hasText: 'Without a key' })).toContainText('It names no key, so it is nothing to take over.');
    await expect(page.getByRole('checkbox')).toHaveCount(1);

    const tick = page.getByRole('checkbox', { name: /^Take over.*Made at Equinix$/ });
    await expect(tick).toBeChecked();
    await tick.uncheck();
    await next(page, 'Take over what is ticked');
    await expect(page.getByText('Choose at least one entry to take over.')).toBeVisible();
    await tick.check();
    await next(page, 'Take over what is ticked');
    await expect(counts(page)).toHaveText('1 Asset missing · 1 Unreadable · 1 Unchanged');
    await expect(page.getByRole('button', { name: 'Take over what is ticked' })).toHaveCount(0);

    await made.getByRole('link', { name: 'Made at Equinix' }).click();
    await expect(heading(page, 'Made at Equinix')).toBeVisible();
    await expect(fact(page, 'What Equinix Fabric said')).toContainText('INACTIVE');
    await expect(fact(page, 'At Equinix Fabric since')).toBeVisible();
    await openPanel(page, 'Use at Equinix');
    await expect(panel(page)).toContainText('Nothing to send: all of it is there as it is here.');

    await visit(page, '#/import', 'Import from a vendor');
    await page.getByLabel('Or open a file').setInputFiles({ name: 'one.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(told(KEY))) });
    await expect(counts(page)).toHaveText('1 Unchanged');
    await expect(page.getByLabel('What the vendor sent')).toHaveValue(/VC_TOKEN/);
    await page.getByLabel('What the vendor sent').fill(JSON.stringify(told(KEY, { name: 'Renamed there' })));
    await expect(counts(page)).toHaveText('1 Changed');
    await expect(entries(page).locator('dl.diff')).toHaveText(/name\s*Made at Equinix\s*→\s*Renamed there/);
  });

  test('[G8] the reply to a token’s own call is read at its panel, and gives it the vendor’s key', async ({ page }) => {
    await identify(page, 'Port DC-7');
    await openToken(page, 'Backup path to Nimbus');
    await openPanel(page, 'Use at Equinix');
    const body = JSON.parse(await sheet(page, 'JSON body').innerText());
    await page.getByLabel('The vendor’s reply').fill(JSON.stringify({ ...body, uuid: KEY, state: 'INACTIVE' }));
    await expect(entries(page)).toContainText('This token gets the key that Equinix Fabric gave it');
    await next(page, 'Take over what is ticked');
    await expect(counts(page)).toHaveText('1 Unchanged');
    await expect(panel(page)).toContainText('Equinix Fabric has this token.');
    expect(await page.locator('main').innerText()).toContain(KEY.slice(-4));
    await next(page, 'Reveal');
    await expect(page.locator('.keybox code')).toHaveText(KEY);
  });

  test('[W6] a file is taken wherever it is dropped; one that cannot be taken clears what was read and says why', async ({ page }) => {
    await visit(page, '#/import', 'Import from a vendor');
    const drop = async (place, text) => {
      const data = await page.evaluateHandle((text) => {
        const data = new DataTransfer();
        data.items.add(new File([text], 'dropped.json', { type: 'application/json' }));
        return data;
      }, text);
      await place.dispatchEvent('drop', { dataTransfer: data });
    };
    await drop(heading(page, 'Import from a vendor'), JSON.stringify(told(KEY)));
    await expect(counts(page)).toHaveText('1 Asset missing');
    await expect(page.getByText('File: dropped.json')).toBeVisible();
    await expect(entries(page).getByRole('link', { name: 'Assets' })).toBeVisible();
    await page.getByLabel('What the vendor sent').fill('');
    await drop(page.getByLabel('What the vendor sent'), JSON.stringify(told(OTHER)));
    await expect(counts(page)).toHaveText('1 Asset missing');

    const file = page.getByLabel('Or open a file');
    const chosen = (buffer) => file.setInputFiles({ name: 'two.json', mimeType: 'application/json', buffer });
    await chosen(Buffer.alloc(5_000_001, ' '));
    await expect(page.getByRole('alert').getByText('This file has more than 5 MB, so it was not read.')).toBeVisible();
    await expect(file).toHaveAttribute('aria-invalid', 'true');
    await expect(counts(page)).toHaveCount(0);
    await chosen(Buffer.from(JSON.stringify(told(KEY))));
    await expect(counts(page)).toHaveText('1 Asset missing');
    await expect(page.getByText('more than 5 MB')).toHaveCount(0);
    await chosen(Buffer.from(' \n'));
    await expect(page.getByRole('alert').getByText('This file is empty.')).toBeVisible();
    await expect(entries(page)).toHaveCount(0);
    await page.getByLabel('What the vendor sent').evaluate((field) => {
      field.value = '['.repeat(5_000_001);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await expect(page.getByRole('alert').getByText('This is more than 5 MB, so it was not read.')).toBeVisible();
    await expect(page.getByLabel('What the vendor sent')).toHaveValue('');
  });

  test('[W6] a long list is shown by pages, and ticks stay', async ({ page }) => {
    await identify(page, 'Port DC-7');
    await visit(page, '#/import', 'Import from a vendor');
    const one = (number) => {
      const token = told(`1b4e28ba-2fa1-41d2-883f-0016d3cc${String(number).padStart(4, '0')}`, { name: `Listed ${number}` });
      token.connection.aSide.accessPointSelectors[0].linkProtocol.vlanTag = 2200 + number;
      return token;
    };
    await page.getByLabel('What the vendor sent').fill(JSON.stringify(Array.from({ length: 120 }, (_, at) => one(at))));
    await expect(counts(page)).toHaveText('120 New');
    await expect(entries(page)).toHaveCount(50);
    await page.getByRole('checkbox', { name: /Listed 3$/ }).uncheck();
    await expect(page.getByText('119 of 120 ticked')).toBeVisible();
    await next(page, 'Next');
    await expect(entries(page).first()).toContainText('Listed 50');
    await next(page, 'Previous');
    await expect(page.getByRole('checkbox', { name: /Listed 3$/ })).not.toBeChecked();
    await next(page, 'Take over what is ticked');
    await expect(counts(page)).toHaveText('1 New · 119 Unchanged');
  });

  test('[W6] text that is no vendor’s is told, and nothing can be taken over', async ({ page }) => {
    await visit(page, '#/import', 'Import from a vendor');
    await page.getByLabel('What the vendor sent').fill('hunter2 <img src=x>');
    await expect(counts(page)).toHaveText('Nothing to take over was found.');
    await expect(page.locator('main .hint.warn')).not.toHaveCount(0);
    await expect(page.locator('main')).not.toContainText('hunter2');
    await expect(page.getByRole('button', { name: 'Take over what is ticked' })).toHaveCount(0);
    await page.getByLabel('What the vendor sent').fill('');
    await expect(counts(page)).toHaveCount(0);
  });
});
