// The story that everything is for: a company hands a place on its port over, another builds a connection on it.
import { dayIn, startOf } from '../clock.mjs';
import {
  EAST_PORT, WEST_PORT, actAs, actor, addPort, chooseThePlace, createToken, fact, field, foundCompany, goTo, goToTokens,
  heading, line, loadDemo, next, openToken, redeem, sayTheDetails, says, stepHeading, visit,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';

const ALDER = { company: 'Alder Networks', person: 'Ann Alder', email: 'ann@alder.example' };
const BIRCH = { company: 'Birch Bank', person: 'Bo Birch', email: 'bo@birch.example' };

test('[G2] [T2] a token is created, shared, redeemed and Active, and all is still there after a reload', async ({ page }) => {
  await foundCompany(page, ALDER);
  await addPort(page, { name: 'Port DC-7' });
  await foundCompany(page, BIRCH);
  await addPort(page, { name: 'Port DC-1', speed: '1 Gbps' });
  await actAs(page, ALDER.person);

  const key = await test.step('a token with VLAN 1399, 500 Mbps, 30 days, two recipients', () =>
    createToken(page, {
      port: WEST_PORT, vlan: 1399, limit: 500, expires: dayIn(30), name: 'Branch', recipients: [BIRCH.email, 'ops@birch.example'],
    }));
  await page.getByRole('link', { name: 'Open the token' }).click();
  await expect(fact(page, 'Port')).toHaveText('Port DC-7');
  await expect(fact(page, 'Location')).toHaveText('DC Ashburn');
  await expect(fact(page, 'VLAN identifier')).toHaveText('VLAN 1399');
  await expect(fact(page, 'Remote connections')).toHaveText('not allowed');
  await expect(fact(page, 'Maximum connection bandwidth')).toHaveText('up to 500 Mbps');
  await expect(fact(page, 'Expires')).toContainText(startOf(30));
  await expect(fact(page, 'Recipients')).toHaveText('bo@birch.example, ops@birch.example');
  await goToTokens(page);
  await expect(line(page, 'Branch').getByRole('cell', { name: 'Unused Inactive' })).toBeVisible();

  await test.step('the other company redeems it with 200 Mbps', async () => {
    await actAs(page, BIRCH.person);
    await redeem(page, { key, port: EAST_PORT, vlan: 30, name: 'to-alder', bandwidth: 200, notify: BIRCH.email });
    await expect(fact(page, 'Bandwidth')).toHaveText('200 Mbps');
    await expect(fact(page, 'Limit')).toHaveText('500 Mbps');
  });

  const everything = async () => {
    await actAs(page, ALDER.person);
    await goToTokens(page);
    await expect(line(page, 'Branch').getByRole('cell', { name: 'Used Active' })).toBeVisible();
    await openToken(page, 'Branch');
    await expect(fact(page, 'Redeemed by')).toHaveText('Birch Bank, the connection');
    await page.getByRole('link', { name: 'the connection' }).click();
    await expect(heading(page, 'Branch')).toBeVisible();
    await expect(fact(page, 'Bandwidth')).toHaveText('200 Mbps');
    await actAs(page, BIRCH.person);
    await goTo(page, 'Connections');
    await expect(line(page, 'to-alder')).toContainText('Live');
    await expect(line(page, 'to-alder')).toContainText('Port DC-1 · VLAN 30');
    await goTo(page, 'Assets');
    await expect(line(page, 'Port DC-1')).toContainText('1 Gbps · Dot1q');
  };
  await test.step('the inventory shows Active', everything);
  await page.reload();
  await test.step('after a reload it still does', everything);
});

test('[E2] [E6] [G5] the wizard leads through its steps in the vendor’s words, and back', async ({ page }) => {
  await foundCompany(page, ALDER);
  await addPort(page, { name: 'Port DC-7' });
  await goToTokens(page);
  await page.getByRole('link', { name: 'Create Service Token' }).first().click();
  await expect(heading(page, 'Create Service Token')).toBeVisible();
  const current = page.locator('ol.steps [aria-current=step]');
  const radio = (group, name) => page.getByRole('group', { name: group, exact: true }).getByRole('radio', { name });
  const remote = page.getByRole('checkbox', { name: 'Allow Remote Connection' });

  await test.step('Basic Configuration', async () => {
    await expect(current).toHaveText('Basic Configuration');
    await expect(page.locator('ol.steps li')).toHaveText(['Basic Configuration', 'Service Token Details', 'Review']);
    await expect(radio('Service Token Type', 'A-side Connection Service Token')).toBeChecked();
    await expect(radio('Select Asset Type', 'Port')).toBeChecked();
    await expect(remote).not.toBeChecked();
    await expect(page.getByRole('button', { name: 'Back' })).toHaveCount(0);
    await page.getByRole('combobox', { name: 'Location' }).selectOption('DC Ashburn');
    await expect(field.port(page).locator('option:checked')).toHaveText(WEST_PORT);
    await field.vlan(page).fill('1399');
    await expect(says(page)).toContainText('Port DC-7 to any destination in Ashburn');
    await remote.check();
    await expect(says(page)).toContainText('Port DC-7 to any destination in any metro');
    await remote.uncheck();
    await expect(says(page)).toContainText('You pay.');
    await next(page, 'Next: Token Details');
  });

  await test.step('Service Token Details', async () => {
    await expect(current).toHaveText('Service Token Details');
    await expect(stepHeading(page, 'Service Token Details')).toBeVisible();
    await expect(field.expiry(page)).toHaveAttribute('min', dayIn(1));
    await expect(field.expiry(page)).toHaveAttribute('max', dayIn(90));
    await expect(field.expiry(page)).toHaveValue(dayIn(90));
    await expect(page.getByText('The maximum number of days the token remains valid is 90.')).toBeVisible();
    await field.expiry(page).fill(dayIn(30));
    await expect(page.getByText(`Ends 00:00 UTC, that is ${startOf(30)} for you.`)).toBeVisible();
    await page.getByRole('group', { name: 'Usual values' }).getByRole('button', { name: '500 Mbps' }).click();
    await expect(field.limit(page)).toHaveValue('500');
    await expect(page.getByRole('button', { name: '500 Mbps' })).toHaveAttribute('aria-pressed', 'true');
    await field.recipient(page).fill('bo@birch.example, ops@birch.example');
    await field.recipient(page).press('Enter');
    await expect(page.locator('.recipients li')).toHaveCount(2);
    await field.recipient(page).fill('wrong@birch.example');
    await field.recipient(page).press('Enter');
    await page.getByRole('button', { name: 'Remove wrong@birch.example' }).click();
    await expect(page.locator('.recipients li')).toHaveCount(2);
    await field.name(page).fill('Branch');
    await page.getByLabel('Description optional').fill('For the branch in Denver');
    await next(page, 'Next: Review');
  });

  const review = async () => {
    await expect(current).toHaveText('Review');
    await expect(fact(page, 'Service Token Type')).toHaveText('A-side Connection Service Token');
    await expect(fact(page, 'Port')).toHaveText('Port DC-7, DC Ashburn');
    await expect(fact(page, 'Remote connections')).toHaveText('not allowed');
    await expect(fact(page, 'VLAN identifier')).toHaveText('VLAN 1399');
    await expect(fact(page, 'Expires')).toContainText(startOf(30));
    await expect(fact(page, 'Maximum connection bandwidth')).toHaveText('500 Mbps');
    await expect(fact(page, 'Recipients')).toHaveText('bo@birch.example, ops@birch.example');
    await expect(fact(page, 'Name')).toHaveText('Branch');
    await expect(fact(page, 'Description')).toHaveText('For the branch in Denver');
    const billing = 'The creator of the A-side token will be billed for the connection made by the redeemer of the A-side service token.';
    await expect(page.getByText(billing)).toBeVisible();
  };

  await test.step('Review, and Back to where something is to be changed', async () => {
    await review();
    await next(page, 'Back');
    await expect(stepHeading(page, 'Service Token Details')).toBeVisible();
    await expect(field.limit(page)).toHaveValue('500');
    await next(page, 'Back');
    await expect(stepHeading(page, 'Basic Configuration')).toBeVisible();
    await expect(field.vlan(page)).toHaveValue('1399');
    await next(page, 'Next: Token Details');
    await next(page, 'Next: Review');
    await review();
    await page.getByRole('button', { name: 'Change' }).first().click();
    await expect(stepHeading(page, 'Basic Configuration')).toBeVisible();
    await next(page, 'Next: Token Details');
    await page.locator('ol.steps').getByRole('button', { name: 'Basic Configuration' }).click();
    await expect(stepHeading(page, 'Basic Configuration')).toBeVisible();
    await next(page, 'Next: Token Details');
    await next(page, 'Next: Review');
    await review();
  });

  await next(page, 'Create Service Token');
  await expect(heading(page, 'Service token created')).toBeVisible();
  await page.getByRole('link', { name: 'Service Token Inventory' }).click();
  await expect(line(page, 'Branch')).toContainText('Port DC-7 · VLAN 1399');
});

test('[E3] a QinQ port asks for an S-tag and a C-tag, an untagged port for nothing', async ({ page }) => {
  await foundCompany(page, ALDER);
  await addPort(page, { name: 'Port Q', tagging: 'QinQ' });
  await addPort(page, { name: 'Port U', tagging: 'Untagged' });
  await visit(page, '#/grants/new', 'Create Service Token');
  await chooseThePlace(page, { port: 'Port Q · 10 Gbps · QinQ' });
  await expect(field.vlan(page)).toHaveCount(0);
  await page.getByLabel('S-tag').fill('120');
  await page.getByLabel('C-tag optional').fill('7');
  await next(page, 'Next: Token Details');
  await sayTheDetails(page, { name: 'Tagged twice', limit: 200, recipients: [BIRCH.email] });
  await next(page, 'Next: Review');
  await expect(fact(page, 'VLAN identifier')).toHaveText('S-tag 120, C-tag 7');
  await next(page, 'Create Service Token');
  await expect(heading(page, 'Service token created')).toBeVisible();
  await createToken(page, { port: 'Port U · 10 Gbps · Untagged', name: 'The whole port', recipients: [BIRCH.email] });
  await openToken(page, 'The whole port');
  await expect(fact(page, 'VLAN identifier')).toHaveText('untagged');
});

test('[A8] the demo fills a ledger of its own, which can be left and begun afresh', async ({ page }) => {
  await foundCompany(page, ALDER);
  await goTo(page, 'Data');
  await page.getByRole('button', { name: 'Load the demo' }).click();
  await expect(actor(page)).toContainText('West Company Wanda West');
  await expect(page.getByText('Nothing here is real; try everything.')).toBeVisible();
  await actor(page).click();
  await expect(page.locator('details.acting h3')).toHaveText(['West Company', 'East Company', 'Nimbus Cloud']);
  await actor(page).click();
  await addPort(page, { name: 'Port of the demo' });

  await page.getByRole('status').getByRole('button', { name: 'Leave the demo' }).click();
  await expect(actor(page)).toContainText('Alder Networks Ann Alder');
  await goTo(page, 'Assets');
  await expect(page.getByText('No assets yet')).toBeVisible();

  await goTo(page, 'Data');
  await page.getByRole('button', { name: 'Load the demo' }).click();
  await expect(actor(page)).toContainText('West Company');
  await goTo(page, 'Assets');
  await expect(line(page, 'Port of the demo')).toBeVisible();
  await goTo(page, 'Data');
  await page.getByRole('button', { name: 'Start the demo afresh' }).click();
  await goTo(page, 'Assets');
  await expect(line(page, 'Port DC-7')).toBeVisible();
  await expect(line(page, 'Port of the demo')).toHaveCount(0);
});

test('an address of nothing says so, and every page has its title', async ({ page }) => {
  await loadDemo(page);
  for (const [hash, title, name] of [
    ['#/', 'Overview'],
    ['#/grants', 'Service Token Inventory'],
    ['#/grants?status=used', 'Service Token Inventory'],
    ['#/grants/new', 'Create Service Token'],
    ['#/redeem', 'Redeem'],
    ['#/connections', 'Connections'],
    ['#/inbox', 'Inbox'],
    ['#/assets', 'Assets'],
    ['#/assets/new', 'Add an asset'],
    ['#/company', 'Company', 'West Company'],
    ['#/company/new', 'Set up a company'],
    ['#/data', 'Data'],
    ['#/about', 'About'],
    ['#/nowhere', 'No such page', 'Not found'],
    ['#/grants/00000000-0000-4000-8000-000000000000', 'Service Token', 'Not found'],
  ]) {
    await visit(page, hash, name ?? title);
    await expect(page).toHaveTitle(`${title} · Crosskey`);
  }
});
