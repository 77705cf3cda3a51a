// From the key to the connection: the preview, the two ends, what each partner may change, and who is told.
import { dayIn, startOf } from '../clock.mjs';
import {
  WEST_PORT, actAs, createToken, fact, field, fillRedemption, goTo, goToTokens, heading, history, line, loadDemo, next,
  notices, reveal, says, visit,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';

const unreadOf = (page) => page.getByRole('banner').getByRole('link', { name: /^Inbox/ });

test('[R1] [R2] [S1] the key is checked as it is typed; the preview tells its terms, never port or VLAN', async ({ page }) => {
  await loadDemo(page);
  const key = await createToken(page, {
    port: WEST_PORT, vlan: 1399, limit: 500, expires: dayIn(30), name: 'Secret name', recipients: ['emil@east.example'],
  });
  await actAs(page, 'Emil East');
  await visit(page, '#/redeem', 'Redeem');
  await expect(says(page)).toContainText('Paste a key to see what it offers. Looking at it consumes nothing.');
  await field.key(page).fill(key.slice(0, 20));
  await expect(page.locator('#key-problem')).toContainText('This looks like a key with some characters missing.');
  await expect(page.getByRole('button', { name: 'Redeem and connect' })).toHaveCount(0);
  await field.key(page).fill(`  {${key.toUpperCase()}} `);
  await expect(page.locator('#key-problem')).toBeEmpty();
  await expect(page.getByRole('button', { name: 'Redeem and connect' })).toBeVisible();
  for (const [label, words] of [
    ['Kind', 'A-side token'],
    ['From', 'West Company'],
    ['Location', 'DC Ashburn'],
    ['Bandwidth', 'up to 500 Mbps'],
    ['Other end in', 'the same metro only'],
    ['Expires', new RegExp(`^in 29 days\\s*${startOf(30)}$`)],
    ['Approval', 'not needed'],
  ]) {
    await expect(fact(page, label)).toHaveText(words);
  }
  await expect(says(page)).toContainText('West Company pays for the connection. You are not billed for it.');
  expect(await page.content(), 'what the holder of a key must not know').not.toMatch(/1399|DC-7|Secret name/);
  await actAs(page, 'Wanda West');
  await goToTokens(page);
  await expect(line(page, 'Secret name')).toContainText('Inactive');
});

test('[S1] [C1] each partner sees its own end and names the connection for itself', async ({ page }) => {
  await loadDemo(page);
  const ends = page.locator('.endbox');
  await goTo(page, 'Connections');
  await page.getByRole('link', { name: 'Branch Denver' }).click();
  await expect(ends).toHaveText([/West Company \(you\).*Port DC-7.*VLAN 200/s, /East Company.*Partner’s side.*Not shown to you/s]);
  await expect(page.getByText('You pay for this connection.')).toBeVisible();
  await expect(history(page)).toContainText(['East Company Redeemed the token: 500 Mbps connection']);
  expect(await page.locator('main').innerHTML()).not.toMatch(/DC-1|VLAN 30|denver-uplink/);
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByLabel('Connection name').fill('Customer in Denver, leased');
  await next(page, 'Save');
  await expect(heading(page, 'Customer in Denver, leased')).toBeVisible();

  await actAs(page, 'Emil East');
  await expect(heading(page, 'denver-uplink')).toBeVisible();
  await expect(ends).toHaveText([/West Company.*Partner’s side.*Not shown to you/s, /East Company \(you\).*Port DC-1.*VLAN 30/s]);
  expect(await page.locator('main').innerHTML()).not.toMatch(/DC-7|VLAN 200|Customer in Denver|Wanda/);
  await expect(fact(page, 'Notices to')).toHaveText('emil@east.example');

  await actAs(page, 'Nina Nimbus');
  await expect(page.getByText('Your company has no connection of this address.')).toBeVisible();
});

test('[C2h] [N1] the redeemer changes the bandwidth, the issuer only sees it', async ({ page }) => {
  await loadDemo(page);
  await actAs(page, 'Emil East');
  await goTo(page, 'Connections');
  await page.getByRole('link', { name: 'denver-uplink' }).click();
  await page.getByRole('button', { name: 'Change bandwidth' }).click();
  await expect(field.bandwidth(page)).toHaveValue('500');
  await field.bandwidth(page).fill('1000');
  await next(page, 'Save');
  await expect(fact(page, 'Bandwidth')).toHaveText('1 Gbps');
  await expect(history(page).first()).toContainText('Emil East Changed the bandwidth from 500 Mbps to 1 Gbps');
  await actAs(page, 'Wanda West');
  await expect(fact(page, 'Bandwidth')).toHaveText('1 Gbps');
  await expect(page.getByRole('button', { name: 'Change bandwidth' })).toBeDisabled();
  await expect(page.getByText('Only the company that redeemed the token may change the bandwidth.')).toBeVisible();
  await goTo(page, 'Inbox');
  await expect(notices(page).first()).toContainText('The bandwidth of “Branch Denver” was changed from 500 Mbps to 1 Gbps.');
});

test('[C6] [C7] [T5] deleting a connection asks first, frees both places, and its token stays used', async ({ page }) => {
  await loadDemo(page);
  await goTo(page, 'Connections');
  await page.getByRole('link', { name: 'Branch Denver' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete this connection?' });
  await expect(dialog).toContainText('It cannot be undone, and what it was made with stays used.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.locator('main .head .st')).toHaveText('Live');
  await page.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete the connection' }).click();
  await expect(page.locator('main .head .st')).toHaveText('Deleted');
  await expect(fact(page, 'Deleted')).toContainText('by West Company');
  await expect(page.getByText('This connection was deleted; it can only be read.')).toBeVisible();
  for (const name of ['Rename', 'Change bandwidth', 'Delete']) await expect(page.getByRole('button', { name })).toBeDisabled();
  await goToTokens(page);
  await expect(line(page, 'Branch Denver')).toContainText('Active');
  await createToken(page, { port: WEST_PORT, vlan: 200, name: 'In its place', recipients: ['emil@east.example'] });
  await actAs(page, 'Emil East');
  await goTo(page, 'Connections');
  await expect(line(page, 'denver-uplink')).toContainText('Deleted');
  await goTo(page, 'Inbox');
  await expect(notices(page)).toContainText([/West Company deleted the connection “denver-uplink”/]);
});

test('[N1] unread notices are counted until they are read', async ({ page }) => {
  await loadDemo(page);
  await expect(unreadOf(page)).toHaveAccessibleName('Inbox, 3 unread');
  await goTo(page, 'Inbox');
  await expect(notices(page).filter({ hasText: '“Trial for East” expires on' })).toBeVisible();
  await expect(notices(page).filter({ hasText: 'East Company redeemed “Branch Denver”. The connection is live.' })).toBeVisible();
  await expect(page.locator('ul.notices > li.unread')).toHaveCount(3);
  await page.getByRole('link', { name: 'East Company redeemed “Branch Denver”' }).click();
  await expect(heading(page, 'Branch Denver')).toBeVisible();
  await goTo(page, 'Inbox');
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(unreadOf(page)).toHaveAccessibleName('Inbox');
  await expect(page.locator('ul.notices > li.unread')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Mark all as read' })).toBeDisabled();
  await page.reload();
  await expect(heading(page, 'Inbox')).toBeVisible();
  await expect(unreadOf(page)).toHaveAccessibleName('Inbox');
  await actAs(page, 'Emil East');
  await expect(unreadOf(page)).toHaveAccessibleName(/, \d unread$/);
});

test('[A4] [A5] a connection ends at a provider’s service profile, which asks for its own fields', async ({ page }) => {
  await loadDemo(page);
  const key = await reveal(page, 'Backup path to Nimbus');
  await actAs(page, 'Emil East');
  await fillRedemption(page, { key, name: 'to-nimbus', bandwidth: 200, notify: 'emil@east.example' });
  await page.getByRole('radio', { name: 'Service profile of a provider' }).check();
  await page.getByRole('combobox', { name: 'Service profile' }).selectOption('Nimbus Direct Connect · Nimbus Cloud');
  await page.getByRole('combobox', { name: 'Location' }).selectOption('DC Ashburn');
  await page.getByLabel('AWS account number').fill('12345');
  await page.getByLabel('AWS account number').blur();
  await expect(page.locator('main .err')).toContainText('AWS account number asks for this. An AWS account number: 12 digits.');
  await page.getByLabel('AWS account number').fill('123456789012');
  await next(page, 'Redeem and connect');
  await expect(heading(page, 'to-nimbus')).toBeVisible();
  await expect(page.locator('.endbox').last()).toContainText('Nimbus Direct Connect');
  await expect(page.locator('.endbox').last()).toContainText('AWS account number: 123456789012');
  await actAs(page, 'Wanda West');
  await expect(heading(page, 'Backup path to Nimbus')).toBeVisible();
  expect(await page.locator('main').innerHTML()).not.toMatch(/Direct Connect|123456789012/);
});

test('[R10] a company redeems its own key after it said that it means to', async ({ page }) => {
  await loadDemo(page);
  const key = await reveal(page, 'Trial for East');
  await fillRedemption(page, {
    key, port: 'Port DC-7 · DC Ashburn · 10 Gbps · Dot1q', vlan: 77, name: 'loop', bandwidth: 50, notify: 'wanda@west.example',
  });
  await next(page, 'Redeem and connect');
  await expect(page.locator('main .err[data-code=own-key-unconfirmed]')).toContainText(
    'This key was created by your own company. Tick the box if you mean to use it yourselves.',
  );
  await page.getByRole('checkbox', { name: 'This key is our own, and we mean to use it ourselves' }).check();
  await next(page, 'Redeem and connect');
  await expect(page.locator('.endbox')).toHaveText([/Port NY-2.*S-tag 120, C-tag 7/s, /Port DC-7.*VLAN 77/s]);
});
