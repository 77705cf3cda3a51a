// Network Edge: a token for each interface of a device, redeemed from a port, from a device and by another token.
import {
  EAST_PORT, actAs, createToken, fact, field, goTo, heading, line, loadDemo, next, refusal, stepHeading, visit, WEST_PORT,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';

/** A virtual device of the acting company. */
async function addDevice(page, { name, interfaces, reserved = '', metro = 'DC Ashburn' }) {
  await visit(page, '#/assets/new', 'Add an asset');
  await page.getByRole('radio', { name: 'Virtual Device' }).check();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('combobox', { name: 'Location' }).selectOption(metro);
  await page.getByLabel('Interfaces', { exact: true }).fill(String(interfaces));
  if (reserved) await page.getByLabel('Reserved for management').fill(reserved);
  await next(page, 'Add the asset');
  await expect(heading(page, name)).toBeVisible();
}

const selection = {
  next: 'Automatically select the next available interface on my device(s)',
  chosen: 'I will select an interface on my device',
  every: 'One token for every free interface on my device',
};

/** The wizard's first step for a device: type, asset type, location, device, interface selection. */
async function chooseTheDevice(page, { device, how = selection.next, number }) {
  await visit(page, '#/grants/new', 'Create Service Token');
  await page.getByRole('radio', { name: 'Z-side Connection Service Token' }).check();
  await expect(page.getByRole('radio', { name: 'Virtual Device' })).toBeChecked();
  await page.getByRole('combobox', { name: 'Location' }).selectOption('DC Ashburn');
  await page.getByRole('combobox', { name: 'Device' }).selectOption({ label: device });
  await page.getByRole('radio', { name: how }).check();
  if (number !== undefined) await page.getByRole('combobox', { name: 'Interface' }).selectOption(`Interface ${number}`);
}

/** The wizard as it was opened: the type of token that is chosen, and the asset. */
async function expectChosen(page, { type, asset, name }) {
  await expect(heading(page, 'Create Service Token')).toBeVisible();
  await expect(page.getByRole('radio', { name: `${type} Connection Service Token` })).toBeChecked();
  await expect(page.getByRole('combobox', { name: 'Location' }).locator('option:checked')).not.toHaveText('Select a location');
  await expect(page.getByRole('combobox', { name: asset }).locator('option:checked')).toHaveText(name);
}

async function finish(page, { limit = 500, recipient = 'emil@east.example', name } = {}) {
  await next(page, 'Next: Token Details');
  await expect(stepHeading(page, 'Service Token Details')).toBeVisible();
  await field.limit(page).fill(String(limit));
  await field.recipient(page).fill(recipient);
  if (name) await field.name(page).fill(name);
  await next(page, 'Next: Review');
  await expect(stepHeading(page, 'Review')).toBeVisible();
  await next(page, 'Create Service Token');
}

async function keys(page) {
  const shown = page.locator('.keybox code');
  await expect(shown.first()).toBeVisible();
  return shown.allTextContents();
}

async function fillKey(page, key) {
  await visit(page, '#/redeem', 'Redeem');
  await field.key(page).fill(key);
}

async function order(page, { name, bandwidth }) {
  await field.connectionName(page).fill(name);
  await field.bandwidth(page).fill(String(bandwidth));
  await field.notify(page).fill('emil@east.example');
  await next(page, 'Redeem and connect');
}

test('[E4] ten interfaces give ten tokens in one step, an eleventh is refused, and each is redeemed once', async ({ page }) => {
  await loadDemo(page);
  await addDevice(page, { name: 'Edge router', interfaces: 10 });
  await chooseTheDevice(page, { device: 'Edge router · 10 interfaces free', how: selection.every });
  await finish(page);
  await expect(heading(page, 'Service tokens created')).toBeVisible();
  const ten = await keys(page);
  expect(new Set(ten).size).toBe(10);

  await next(page, 'Create another');
  await chooseTheDevice(page, { device: 'Edge router · 0 interfaces free' });
  await next(page, 'Next: Token Details');
  await expect(refusal(page, 'interface-taken')).toBeVisible();

  await actAs(page, 'Emil East');
  for (const [nth, key] of ten.entries()) {
    await fillKey(page, key);
    await field.port(page).selectOption({ label: EAST_PORT });
    await field.vlan(page).fill(String(3000 + nth));
    await order(page, { name: `edge-${nth}`, bandwidth: 10 });
    await expect(heading(page, `edge-${nth}`)).toBeVisible();
    await fillKey(page, key);
    await expect(refusal(page, 'already-used')).toBeVisible();
  }
});

test('[E4] [E8] [R2] a chosen interface; the redeemer pays and never sees the device', async ({ page }) => {
  await loadDemo(page);
  await addDevice(page, { name: 'Edge router', interfaces: 4, reserved: '1, 2' });
  await chooseTheDevice(page, { device: 'Edge router · 2 interfaces free', how: selection.chosen, number: 4 });
  await expect(page.locator('aside.says')).toContainText('They pay.');
  await finish(page, { name: 'Uplink for East' });
  await expect(heading(page, 'Service token created')).toBeVisible();
  const [key] = await keys(page);
  await page.getByRole('link', { name: 'Open the token' }).click();
  await expect(heading(page, 'Uplink for East')).toBeVisible();
  await expect(fact(page, 'Virtual Device')).toContainText('Edge router');

  await actAs(page, 'Emil East');
  await fillKey(page, key);
  const offer = page.locator('aside.says');
  await expect(offer).toContainText('Z-side token');
  await expect(offer).toContainText('You pay');
  await expect(offer).not.toContainText('Edge router');
  await field.port(page).selectOption({ label: EAST_PORT });
  await field.vlan(page).fill('3100');
  await order(page, { name: 'to-west', bandwidth: 200 });
  await expect(heading(page, 'to-west')).toBeVisible();
  await expect(page.locator('main')).not.toContainText('Edge router');
});

test('[R3] a Z-side token is redeemed from an own virtual device', async ({ page }) => {
  await loadDemo(page);
  await addDevice(page, { name: 'Edge router', interfaces: 3 });
  await chooseTheDevice(page, { device: 'Edge router · 3 interfaces free' });
  await finish(page);
  const [key] = await keys(page);
  await actAs(page, 'Emil East');
  await addDevice(page, { name: 'East firewall', interfaces: 5 });
  await fillKey(page, key);
  await page.getByRole('radio', { name: 'My virtual device' }).check();
  await page.getByRole('combobox', { name: 'Device' }).selectOption({ label: 'East firewall · DC Ashburn · 5 interfaces free' });
  await order(page, { name: 'device-to-device', bandwidth: 50 });
  await expect(heading(page, 'device-to-device')).toBeVisible();
  await expect(page.locator('main')).toContainText('East firewall');
});

test('[R4] an A-side and a Z-side token redeem each other: both are used', async ({ page }) => {
  await loadDemo(page);
  const a = await createToken(page, {
    metro: 'DC Ashburn', port: WEST_PORT, vlan: 2100, name: 'West leg', limit: 500, recipients: ['emil@east.example'],
  });
  await addDevice(page, { name: 'Edge router', interfaces: 3 });
  await chooseTheDevice(page, { device: 'Edge router · 3 interfaces free' });
  await finish(page, { limit: 200, name: 'Edge leg' });
  const [z] = await keys(page);
  await actAs(page, 'Emil East');
  await fillKey(page, a);
  await page.getByRole('radio', { name: 'Another token' }).check();
  await page.getByRole('textbox', { name: 'Second key' }).fill(z);
  await expect(page.getByRole('heading', { name: 'What the second key is' })).toBeVisible();
  await expect(fact(page, 'Bandwidth')).toHaveText(['up to 500 Mbps', 'one of 10 Mbps, 50 Mbps, 200 Mbps']);
  await expect(page.locator('form')).toContainText('In Mbps: one of 10 Mbps, 50 Mbps, 200 Mbps.');
  await order(page, { name: 'pair', bandwidth: 200 });
  await expect(heading(page, 'pair')).toBeVisible();
  await fillKey(page, z);
  await expect(refusal(page, 'already-used')).toBeVisible();
  await actAs(page, 'Wanda West');
  await goTo(page, 'Service Tokens', 'Service Token Inventory');
  await expect(line(page, 'West leg')).toContainText('Used');
  await expect(line(page, 'Edge leg')).toContainText('Used');
});

test('[E1] the wizard opens on the device or port that it was asked for, also after a reload and on the way back', async ({ page }) => {
  await loadDemo(page);
  const openOn = async (name) => {
    await goTo(page, 'Assets');
    await page.getByRole('link', { name, exact: true }).click();
    await expect(heading(page, name)).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: 'Create Service Token' }).click();
  };
  const device = { type: 'Z-side', asset: 'Device', name: /^Router DC-2/ };
  await openOn('Router DC-2');
  await expectChosen(page, device);
  const address = page.url();
  await page.reload();
  await expectChosen(page, device);
  await page.goBack();
  await expect(heading(page, 'Router DC-2')).toBeVisible();
  await page.goForward();
  await expectChosen(page, device);

  const port = { type: 'A-side', asset: 'Port', name: WEST_PORT };
  await openOn('Port DC-7');
  await expectChosen(page, port);
  await page.getByRole('radio', { name: 'Z-side Connection Service Token' }).check();
  await expectChosen(page, { ...port, type: 'Z-side' });
  await page.reload();
  await expectChosen(page, { ...port, type: 'Z-side' });
  await page.getByRole('combobox', { name: 'Location' }).selectOption('NY New York');
  const other = { type: 'Z-side', asset: 'Port', name: /^Port NY-2/ };
  await expectChosen(page, other);
  await page.reload();
  await expectChosen(page, other);

  await actAs(page, 'Emil East');
  for (const foreign of [address, '#/grants/new?asset=x']) {
    await page.goto(foreign);
    await expect(page.getByRole('radio', { name: 'A-side Connection Service Token' })).toBeChecked();
    await expect(field.port(page)).toHaveValue('');
  }
});
