// The pictures: what they say to whoever does not see them, and that they never show more than the page may.
import {
  EAST_PORT, WEST_PORT, actAs, addPort, createToken, foundCompany, goTo, heading, loadDemo, redeem, reveal, visit,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';

const picture = (page, name) => page.getByRole('main').getByRole('img', { name });
const ends = (page) => page.locator('figure.link .endbox');

async function open(page, list, name) {
  await goTo(page, list);
  await page.getByRole('link', { name, exact: true }).click();
  await expect(heading(page, name)).toBeVisible();
}

test('[S1] [C7] a connection is drawn with its two ends, the partner’s closed, in its state', async ({ page }) => {
  await loadDemo(page);
  await open(page, 'Connections', 'Branch Denver');
  await expect(picture(page, 'From your A-side to the closed Z-side of East Company: 500 Mbps, Live')).toBeVisible();
  await expect(ends(page)).toHaveText(['A-sideWest Company (you)Port DC-7VLAN 200DC Ashburn', 'Z-sideEast CompanyPartner’s sideNot shown to you']);
  expect(await page.content()).not.toMatch(/Port DC-1|VLAN 30\b/);
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(picture(page, /^From your A-side/)).toBeVisible();

  await actAs(page, 'Emil East');
  await open(page, 'Connections', 'denver-uplink');
  await expect(picture(page, 'From the closed A-side of West Company to your Z-side: 500 Mbps, Live')).toBeVisible();
  await expect(ends(page).first()).toHaveText('A-sideWest CompanyPartner’s sideNot shown to youDC Ashburn');
  expect(await page.content()).not.toMatch(/Port DC-7|VLAN 200\b/);
  await page.getByRole('main').getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete the connection' }).click();
  await expect(picture(page, /: 500 Mbps, Deleted$/)).toBeVisible();

  await open(page, 'Connections', 'west-megaport');
  await expect(picture(page, 'From your A-End to the closed B-End of West Company: 300 Mbps, Waiting')).toBeVisible();
});

test('[V1] [R9] a port’s plan and its bandwidth follow what happens on it', async ({ page }) => {
  await foundCompany(page, { company: 'Alder Networks', person: 'Ann Alder', email: 'ann@alder.example' });
  await addPort(page, { name: 'Port DC-7' });
  await expect(picture(page, 'VLAN identifiers: all free')).toBeVisible();
  await expect(picture(page, 'Committed bandwidth: 0 Mbps of 10 Gbps')).toBeVisible();
  const keys = [];
  for (const vlan of [2, 3]) {
    keys.push(await createToken(page, { port: WEST_PORT, vlan, limit: 1000, name: `Token ${vlan}`, recipients: ['a@b.example'] }));
  }
  await open(page, 'Assets', 'Port DC-7');
  await expect(picture(page, 'VLAN identifiers: 2 claimed, 4089 free, the next is 4')).toBeVisible();
  await expect(page.getByRole('row', { name: 'VLAN 3 claimed the token “Token 3”' })).toBeVisible();

  await foundCompany(page, { company: 'Birch Bank', person: 'Bo Birch', email: 'bo@birch.example' });
  await addPort(page, { name: 'Port DC-1', speed: '1 Gbps' });
  const wish = { port: EAST_PORT, bandwidth: 1000, notify: 'bo@birch.example' };
  await redeem(page, { ...wish, key: keys[0], vlan: 10, name: 'first' });
  await redeem(page, { ...wish, key: keys[1], vlan: 11, name: 'second' });
  await open(page, 'Assets', 'Port DC-1');
  await expect(picture(page, 'VLAN identifiers: 2 used, 4089 free, the next is 2')).toBeVisible();
  const warning = 'The connections on this port add up to 2 Gbps, more than its 1 Gbps.';
  await expect(picture(page, `Committed bandwidth: 2 Gbps of 1 Gbps, ${warning}`)).toBeVisible();
  await expect(page.getByText(warning)).toBeVisible();
});

test('[V1] [R7] a connection that waits for approval claims its VLAN, and uses it once it is approved', async ({ page }) => {
  await loadDemo(page);
  await open(page, 'Assets', 'Megaport DC-W');
  await expect(picture(page, 'VLAN identifiers: 1 claimed, 4091 free, the next is 2')).toBeVisible();
  await expect(page.getByRole('row', { name: 'VLAN 310 claimed the connection “East asks first”, which waits for approval' })).toBeVisible();
  await page.getByRole('link', { name: /which waits for approval/ }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await open(page, 'Assets', 'Megaport DC-W');
  await expect(picture(page, 'VLAN identifiers: 1 used, 4091 free, the next is 2')).toBeVisible();
  await expect(page.getByRole('row', { name: 'VLAN 310 used the connection “East asks first”', exact: true })).toBeVisible();
});

test('[K8] [A7] a service at Megaport speaks of its keys, and leads to a new one', async ({ page }) => {
  await loadDemo(page);
  await open(page, 'Assets', 'Megaport DC-W');
  await expect(page.getByRole('heading', { name: 'Service Keys' })).toBeVisible();
  await expect(page.getByText('May create keys')).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'Create Service Token' })).toHaveCount(0);
  await page.getByRole('main').getByRole('link', { name: 'Create Service Key' }).click();
  await expect(page.getByRole('combobox', { name: 'Service' }).locator('option:checked')).toContainText('Megaport DC-W');
});

test('[G3] the overview draws statuses and what expires when, and its words lead to the lists', async ({ page }) => {
  await loadDemo(page);
  await expect(picture(page, /^Time to expiry: 1 within 7 days, \d more within 90 days$/)).toBeVisible();
  await expect(picture(page, /^By status: \d Unused, 2 Used, 1 Not yet/)).toBeVisible();
  await page.locator('.legend').getByRole('link', { name: '2 Used' }).click();
  await expect(heading(page, 'Service Token Inventory')).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'Branch Denver' })).toBeVisible();
});
