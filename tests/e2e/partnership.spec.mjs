// Megaport: East hands West a key to its Port, and the two keep in agreement about the connection, each in a tab of
// its own.
import { dayIn, inTheHourOf, instantIn, startOf } from '../clock.mjs';
import {
  actAs, copyLink, fact, field, goTo, heading, history, line, loadDemo, next, notices, refusal, visit,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';

const EAST = 'Emil East';
const WEST = 'Wanda West';

/** A Megaport service of the acting company. */
async function addService(page, { kind = 'Megaport Port', name, asn, speed, vnics }) {
  await visit(page, '#/assets/new', 'Add an asset');
  await page.getByRole('radio', { name: kind }).check();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('combobox', { name: 'Location' }).selectOption('DC Ashburn');
  if (asn) await page.getByLabel('ASN').fill(String(asn));
  if (speed) await page.getByLabel('Speed').fill(String(speed));
  if (vnics) await page.getByLabel('vNICs').fill(String(vnics));
  await next(page, 'Add the asset');
  await expect(heading(page, name)).toBeVisible();
}

/** The part of a page under this heading. */
const cardOf = (page, name) => page.locator('section.card').filter({ has: page.getByRole('heading', { name, exact: true }) });

/** A service key by its form; its key. */
async function createKey(page, { service, label, limit = 500, vnic, vlan, days, multi = false, approve = false, active = true }) {
  await goTo(page, 'Service Keys');
  await cardOf(page, service).getByRole('link', { name: 'Create Service Key' }).click();
  await expect(heading(page, 'Create Service Key')).toBeVisible();
  await page.getByLabel('Label').fill(label);
  if (multi) await page.getByRole('radio', { name: 'Multi-Use' }).check();
  await page.getByLabel('Rate limit').fill(String(limit));
  if (vnic !== undefined) await page.getByRole('combobox', { name: 'vNIC' }).selectOption(`vNIC ${vnic}`);
  if (vlan !== undefined) await page.getByLabel('VLAN').fill(String(vlan));
  if (days) await page.getByLabel('Valid until').fill(dayIn(days));
  if (approve) await page.getByRole('checkbox', { name: 'Pre-approved' }).uncheck();
  if (!active) await page.getByRole('checkbox', { name: 'Active' }).uncheck();
  await next(page, 'Add');
  await expect(heading(page, 'Service key created')).toBeVisible();
  return page.locator('.keybox code').textContent();
}

/** The redemption form below the key, filled in. */
async function fillKeyRedemption(page, { service, vnic, vlan, name, limit }) {
  await page.getByRole('combobox', { name: 'Service' }).selectOption({ label: service });
  if (vnic !== undefined) await page.getByRole('combobox', { name: 'vNIC' }).selectOption(`vNIC ${vnic}`);
  await page.getByLabel('VLAN').fill(String(vlan));
  await field.connectionName(page).fill(name);
  await page.getByLabel('Rate limit').fill(String(limit));
}

async function redeemKey(page, { key, name, approve = false, ...wish }) {
  await visit(page, '#/redeem', 'Redeem');
  await field.key(page).fill(key);
  await fillKeyRedemption(page, { name, ...wish });
  await next(page, approve ? 'Redeem and request approval' : 'Redeem and connect');
  await expect(heading(page, name)).toBeVisible();
}

/** Two tabs of one browser: West's and East's, each with a Port at Megaport. */
async function twoTabs(page, context) {
  await loadDemo(page);
  await addService(page, { name: 'West port' });
  const east = await context.newPage();
  await visit(east, '#/', 'Overview');
  await actAs(east, EAST);
  await addService(east, { name: 'East port' });
  return { west: page, east };
}

const WEST_PORT = 'West port · Port · DC Ashburn · 10 Gbps';

test('[R7] [C2b] [C2c] [C2f] [C3] the story of West and East, step by step', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { west, east } = await twoTabs(page, context);
  const key = await createKey(east, { service: 'East port', label: 'For West', limit: 500, vlan: 100 });
  const link = await copyLink(east);
  expect(decodeURIComponent(link)).not.toContain(key);

  await west.goto(link);
  await expect(heading(west, 'Redeem')).toBeVisible();
  await expect(west).toHaveURL(/#\/redeem$/);
  await expect(field.key(west)).toHaveValue(key);
  await expect(west.locator('aside.says')).toContainText('service key');
  await expect(west.locator('aside.says')).toContainText('East Company');
  await expect(west.locator('aside.says')).toContainText('up to 500 Mbps');
  await expect(west.locator('aside.says')).toContainText('You pay');
  await expect(west.locator('main')).not.toContainText('East port');
  await fillKeyRedemption(west, { service: WEST_PORT, vlan: 200, name: 'To East', limit: 501 });
  await next(west, 'Redeem and connect');
  await expect(refusal(west, 'over-bandwidth')).toBeVisible();
  await west.getByLabel('Rate limit').fill('300');
  await next(west, 'Redeem and connect');
  await expect(heading(west, 'To East')).toBeVisible();
  await expect(west.locator('main')).toContainText('Live');

  await goTo(east, 'Inbox');
  await expect(notices(east).first()).toContainText('West Company');
  await notices(east).first().getByRole('link').click();
  await expect(heading(east, 'For West')).toBeVisible();
  await expect(east.locator('main')).toContainText('VLAN 100');
  await expect(east.locator('main')).not.toContainText('VLAN 200');
  await expect(east.getByRole('button', { name: 'Delete', exact: true })).toBeDisabled();
  await expect(east.getByRole('button', { name: /^Change (bandwidth|rate limit)$/ })).toBeDisabled();

  await west.getByRole('button', { name: 'Change', exact: true }).click();
  await west.getByLabel('VLAN').fill('201');
  await next(west, 'Save changes');
  await expect(west.locator('.notice')).toContainText('East Company can answer until');
  await expect(west.locator('main')).toContainText('VLAN 200');

  await expect(east.locator('.notice')).toContainText('West Company proposed a change');
  await expect(east.getByRole('row', { name: 'VLAN 200 201' })).toBeVisible();
  await next(east, 'Approve');
  await expect(east.locator('.notice')).toContainText('East Company approved it');
  await expect(west.locator('main')).toContainText('VLAN 201');
  await expect(history(west).first()).toContainText('East Company');

  await next(west, 'Shut down');
  await expect(east.locator('main')).toContainText('Shut down');
  await next(west, 'Enable');

  await next(east, 'Ask to delete');
  await expect(west.locator('main')).toContainText('Its deletion was asked for');
  await next(west, 'Delete');
  await next(west, 'Delete the connection');
  await expect(west.locator('main')).toContainText('Deleted');
  await expect(east.locator('main')).toContainText('Deleted');
});

test('[R7] [C5] a key that is not pre-approved: who must act, approve, and deny with a reason', async ({ page, context }) => {
  const { west, east } = await twoTabs(page, context);
  const first = await createKey(east, { service: 'East port', label: 'Asks first', vlan: 110, approve: true });
  const second = await createKey(east, { service: 'East port', label: 'Asks too', vlan: 111, approve: true });
  await redeemKey(west, { key: first, service: WEST_PORT, vlan: 210, name: 'first', limit: 100, approve: true });
  await expect(west.locator('.notice')).toContainText('East Company can answer until');
  await redeemKey(west, { key: second, service: WEST_PORT, vlan: 211, name: 'second', limit: 100, approve: true });

  await goTo(east, 'Approvals');
  await expect(east.getByRole('heading', { name: 'Waiting for you (2)' })).toBeVisible();
  const waiting = (name) => cardOf(east, name);
  await waiting('Asks too').getByLabel('Reason, if you deny').fill('Not this month');
  await waiting('Asks first').getByRole('button', { name: 'Approve' }).click();
  await expect(east.getByRole('heading', { name: 'Waiting for you (1)' })).toBeVisible();
  const reason = waiting('Asks too').getByLabel('Reason, if you deny');
  await expect(reason, 'what was typed stays').toHaveValue('Not this month');
  await reason.fill('x'.repeat(10_000));
  await waiting('Asks too').getByRole('button', { name: 'Deny' }).click();
  await expect(refusal(east, 'text-invalid')).toBeVisible();
  await expect(reason).toBeFocused();
  await reason.fill('Not this month');
  await waiting('Asks too').getByRole('button', { name: 'Deny' }).click();
  await expect(east.getByRole('heading', { name: 'Waiting for you (0)' })).toBeVisible();

  await expect(west.locator('.notice')).toContainText('“Not this month”');
  await goTo(west, 'Connections');
  await expect(line(west, 'first')).toContainText('Live');
  await expect(line(west, 'second')).toContainText('Denied');
  await goTo(west, 'Approvals');
  await expect(west.getByRole('heading', { name: 'Waiting for others (0)' })).toBeVisible();
});

test('[K1] [K5] a key that is switched off cannot be used until it is switched on again; it is never deleted', async ({ page, context }) => {
  const { west, east } = await twoTabs(page, context);
  const key = await createKey(east, { service: 'East port', label: 'Later', vlan: 120, active: false });
  await visit(west, '#/redeem', 'Redeem');
  await field.key(west).fill(key);
  await expect(refusal(west, 'switched-off')).toBeVisible();
  await east.getByRole('link', { name: 'Open the key' }).click();
  await expect(east.getByRole('button', { name: 'Delete', exact: true })).toHaveCount(0);
  await expect(east.locator('main')).toContainText('Off');
  await next(east, 'Edit');
  await east.getByRole('checkbox', { name: 'Active' }).check();
  await next(east, 'Update Service Key');
  await expect(fact(east, 'Active')).toHaveText('yes');
  await expect(refusal(west, 'switched-off')).toHaveCount(0);
  await expect(west.locator('aside.says')).toContainText('East Company');
});

test('[K4] [V1] a multi-use key connects twice and counts; a VLAN that is held is refused with the next free one', async ({ page, context }) => {
  const { west, east } = await twoTabs(page, context);
  const key = await createKey(east, { service: 'East port', label: 'Many', multi: true });
  await redeemKey(west, { key, service: WEST_PORT, vlan: 220, name: 'one', limit: 100 });
  await visit(west, '#/redeem', 'Redeem');
  await field.key(west).fill(key);
  await west.getByRole('combobox', { name: 'Service' }).selectOption({ label: WEST_PORT });
  await west.getByLabel('VLAN').fill('220');
  await field.connectionName(west).fill('two');
  await west.getByLabel('Rate limit').fill('100');
  await next(west, 'Redeem and connect');
  await expect(refusal(west, 'vlan-taken')).toContainText('one');
  await west.getByRole('button', { name: 'Use 221' }).click();
  await next(west, 'Redeem and connect');
  await expect(heading(west, 'two')).toBeVisible();
  await east.getByRole('link', { name: 'Open the key' }).click();
  await expect(fact(east, 'Used')).toHaveText('2 times');
});

test('[R7] [K3] [R5] approving with a VLAN that is none does nothing but say so', async ({ page, context }) => {
  const { west, east } = await twoTabs(page, context);
  const key = await createKey(east, { service: 'East port', label: 'Asks', multi: true, approve: true });
  await redeemKey(west, { key, service: WEST_PORT, vlan: 230, name: 'asked', limit: 100, approve: true });
  await goTo(east, 'Approvals');
  const vlan = east.getByLabel('Preferred B-End VLAN');
  for (const [typed, code] of [['abc', 'number-invalid'], ['4094', 'vlan-out-of-range']]) {
    await vlan.fill(typed);
    await next(east, 'Approve');
    await expect(refusal(east, code)).toBeVisible();
    await expect(vlan).toHaveValue(typed);
    await expect(east.getByRole('heading', { name: 'Waiting for you (1)' })).toBeVisible();
  }
  await vlan.fill('77');
  await next(east, 'Approve');
  await expect(east.getByRole('heading', { name: 'Approvals' })).toBeVisible();
  await goTo(west, 'Connections');
  await expect(line(west, 'asked')).toContainText('Live');
});

test('[K8] a service’s keys are copied and edited where they are listed', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { east } = await twoTabs(page, context);
  const key = await createKey(east, { service: 'East port', label: 'Listed', vlan: 140 });
  await goTo(east, 'Service Keys');
  await east.getByRole('button', { name: 'Copy Listed' }).click();
  await expect.poll(() => east.evaluate(() => navigator.clipboard.readText())).toBe(key);
  await east.getByRole('button', { name: 'Edit Listed' }).click();
  await expect(east.getByLabel('Label')).toBeFocused();
  await east.getByLabel('Label').fill('Renamed');
  await next(east, 'Update Service Key');
  await expect(cardOf(east, 'East port').getByRole('rowheader', { name: 'Renamed' })).toBeVisible();
});

test('[K9] [C3] an MCR is configured in a form, and a proposal says only which parts change', async ({ page }) => {
  await loadDemo(page);
  await actAs(page, EAST);
  await addService(page, { kind: 'MCR', name: 'East router', asn: 65010 });
  await goTo(page, 'Service Keys');
  await cardOf(page, 'East router').getByRole('link', { name: 'Create Service Key' }).click();
  await page.getByLabel('Label').fill('To the router');
  await page.getByLabel('Rate limit').fill('200');
  await expect(page.getByRole('button', { name: 'Add an interface' })).not.toHaveCSS('padding-left', '0px');
  await next(page, 'Add an interface');
  await page.getByLabel('IP address').fill('10.0.0.999');
  await next(page, 'Add');
  await expect(refusal(page, 'configuration-invalid').or(refusal(page, 'number-invalid')).first()).toBeVisible();
  await page.getByLabel('IP address').fill('10.0.0.1/30');
  await next(page, 'Add a BGP peer');
  await page.getByLabel('Peer ASN').fill('65020');
  await page.getByLabel('Local IP address').fill('10.0.0.1');
  await page.getByLabel('Peer IP address').fill('10.0.0.2');
  await page.getByLabel('MD5 password').fill('hunter2hunter2');
  await next(page, 'Add');
  await expect(heading(page, 'Service key created')).toBeVisible();
  const key = await page.locator('.keybox code').textContent();

  await actAs(page, WEST);
  await addService(page, { name: 'West port' });
  await redeemKey(page, { key, service: WEST_PORT, vlan: 230, name: 'routed', limit: 100 });
  await expect(page.locator('main')).not.toContainText('10.0.0.1');

  await actAs(page, EAST);
  await goTo(page, 'Connections');
  await page.getByRole('link', { name: 'To the router' }).click();
  await next(page, 'Change');
  await page.getByLabel('Peer ASN').fill('65021');
  await next(page, 'Save changes');
  await expect(page.locator('.notice')).toContainText('MCR configuration');
  await actAs(page, WEST);
  await goTo(page, 'Approvals');
  await expect(cardOf(page, 'routed')).toContainText('MCR configuration');
  await expect(page.locator('main')).not.toContainText('65021');
  await expect(page.locator('main')).not.toContainText('hunter2');
  await cardOf(page, 'routed').getByRole('button', { name: 'Approve' }).click();
  await expect(cardOf(page, 'routed')).toHaveCount(0);
});

test('[K2] [V4] [R3] a key on an MVE fixes vNIC and VLAN; it is redeemed from an MVE, and neither sees the other’s', async ({ page, context }) => {
  const { west, east } = await twoTabs(page, context);
  await addService(east, { kind: 'MVE', name: 'East edge', speed: 5000, vnics: 2 });
  await addService(west, { kind: 'MVE', name: 'West edge', speed: 1000, vnics: 3 });
  await goTo(east, 'Service Keys');
  await cardOf(east, 'East edge').getByRole('link', { name: 'Create Service Key' }).click();
  await east.getByLabel('Label').fill('To the edge');
  await east.getByLabel('Rate limit').fill('500');
  await next(east, 'Add');
  await expect(refusal(east, 'required')).toContainText('Select a vNIC.');
  await expect(east.getByRole('combobox', { name: 'vNIC' })).toBeFocused();
  const key = await createKey(east, { service: 'East edge', label: 'To the edge', limit: 500, vnic: 1, vlan: 55 });
  await createKey(east, { service: 'East edge', label: 'Beside it', limit: 500, vnic: 0, vlan: 55 });

  await redeemKey(west, {
    key, service: 'West edge · MVE · DC Ashburn · 1 Gbps', vnic: 2, vlan: 66, name: 'edge-to-edge', limit: 400,
  });
  await expect(west.locator('.endbox')).toHaveText([/West edge.*vNIC 2.*VLAN 66/s, /Partner’s side/]);
  await expect(west.locator('main')).not.toContainText('East edge');
  await goTo(east, 'Connections');
  await east.getByRole('link', { name: 'To the edge' }).click();
  await expect(east.locator('.endbox')).toHaveText([/Partner’s side/, /East edge.*vNIC 1.*VLAN 55/s]);
  await expect(east.locator('main')).not.toContainText('West edge');
  await goTo(east, 'Assets');
  await east.getByRole('link', { name: 'East edge' }).click();
  for (const [vnic, words] of [[0, '1 claimed'], [1, '1 used']]) {
    await expect(east.getByRole('img', { name: `VLAN identifiers on vNIC ${vnic}: ${words}, 4091 free, the next is 2` })).toBeVisible();
  }
});

test('[R7] [N3] [C5] a request that nobody answers for 60 days lapses: both are told, the places are free, the key comes back', async ({ page, context }) => {
  const { west, east } = await twoTabs(page, context);
  const key = await createKey(east, { service: 'East port', label: 'Asks in vain', vlan: 130, days: 90, approve: true });
  await redeemKey(west, { key, service: WEST_PORT, vlan: 240, name: 'in vain', limit: 100, approve: true });
  await east.getByRole('link', { name: 'Open the key' }).click();
  await expect(east.locator('main .head .st')).toHaveText('Used');
  const later = () => west.getByRole('button', { name: '30 days later' }).click();
  await later();
  await expect(west.locator('main .head .st')).toHaveText('Waiting');
  await later();
  await expect(west.locator('main .head .st')).toHaveText('Lapsed');
  await expect(west.locator('.notice')).toContainText(new RegExp(`It lapsed on ${inTheHourOf(instantIn(60))}, for East Company did not answer\\.`));
  await expect(history(west).first()).toContainText('Nobody Answered the request in time: it lapsed');
  await expect(west.getByRole('button', { name: 'Withdraw' })).toHaveCount(0);
  await expect(east.locator('main .head .st')).toHaveText(/^Unused\s*Active$/);
  for (const tab of [west, east]) {
    await goTo(tab, 'Inbox');
    await expect(notices(tab).filter({ hasText: 'lapsed: nobody answered it within 60 days' }).first()).toBeVisible();
    await goTo(tab, 'Approvals');
    await expect(tab.locator('main')).not.toContainText(/in vain/i);
  }
  await redeemKey(west, { key, service: WEST_PORT, vlan: 240, name: 'once more', limit: 100, approve: true });
  await expect(west.locator('main .head .st')).toHaveText('Waiting');
});

test('[C5] what waits for an answer is counted at Approvals, and the pages of keys stand under Service Keys', async ({ page }) => {
  await loadDemo(page);
  const entry = (name) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true });
  const stands = async (name) => {
    await expect(entry(name)).toHaveAttribute('aria-current', 'page');
    await expect(page.getByRole('navigation', { name: 'Main' }).locator('[aria-current]').filter({ visible: true })).toHaveCount(1);
  };
  await expect(page.getByRole('main').getByRole('link', { name: '1 Waiting for you' })).toBeVisible();
  await goTo(page, 'Service Keys');
  await stands('Service Keys');
  await page.getByRole('link', { name: 'East asks first' }).click();
  await expect(heading(page, 'East asks first')).toBeVisible();
  await stands('Service Keys');
  await expect(page).toHaveTitle('Service Key · Crosskey');
  await visit(page, '#/keys/new', 'Create Service Key');
  await stands('Service Keys');
  await visit(page, '#/grants', 'Service Token Inventory');
  await stands('Service Tokens');
  await page.getByRole('link', { name: 'Trial for East' }).click();
  await expect(heading(page, 'Trial for East')).toBeVisible();
  await stands('Service Tokens');
  await expect(page).toHaveTitle('Service Token · Crosskey');

  await entry('Approvals 1').click();
  await next(page, 'Approve');
  await expect(entry('Approvals')).toBeVisible();
});

test('[K1] [K7] [R2] a key for later says from when, to its creator and to whoever holds it', async ({ page }) => {
  await loadDemo(page);
  await visit(page, '#/keys', 'Service Keys');
  await cardOf(page, 'Megaport DC-W').getByRole('link', { name: 'Create Service Key' }).click();
  await page.getByLabel('Label').fill('From December');
  await page.getByLabel('Rate limit').fill('500');
  await page.getByLabel('Valid from').fill(dayIn(10));
  await next(page, 'Add');
  await expect(heading(page, 'Service key created')).toBeVisible();
  await expect(page.getByText(new RegExp(`^It is valid from .*${startOf(10)}.* until `))).toBeVisible();
  const key = await page.locator('.keybox code').textContent();
  await actAs(page, 'Emil East');
  await visit(page, '#/redeem', 'Redeem');
  await field.key(page).fill(key);
  await expect(refusal(page, 'not-yet-valid')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What the key says' })).toBeVisible();
  await expect(fact(page, 'From')).toHaveText('West Company');
  await expect(page.getByRole('button', { name: 'Redeem and connect' })).toHaveCount(0);
});
