// Several tabs of one browser: the first come is served, everybody sees what happened, nobody loses what they typed.
import {
  EAST_PORT, WEST_PORT, actAs, actor, chooseThePlace, createToken, field, fillRedemption, goTo, goToTokens, heading,
  line, loadDemo, next, openToken, redeem, refusal, reveal, sayTheDetails, typed, visit,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';
import { readLedger } from './ledger.mjs';

const USED = /This key was used on .* It works only once, first come, first served; ask West Company for a new one\./;

/** East with its port and Nimbus with its service profile hold the same key, each in its own tab, ready to send. */
async function twoHolders(page, context, { deaf = false } = {}) {
  await loadDemo(page);
  const key = await reveal(page, 'Backup path to Nimbus');
  const east = page;
  await actAs(east, 'Emil East');
  const nimbus = await context.newPage();
  if (deaf) {
    // A tab that hears nothing of the others: it decides on what it read before.
    await nimbus.addInitScript(() => {
      window.BroadcastChannel = class extends EventTarget {
        postMessage() {}
        close() {}
      };
    });
  }
  await visit(nimbus, '#/', 'Overview');
  await actAs(nimbus, 'Nina Nimbus');
  await fillRedemption(east, { key, port: EAST_PORT, vlan: 40, name: 'from-east', bandwidth: 200, notify: 'emil@east.example' });
  await fillRedemption(nimbus, { key, name: 'from-nimbus', bandwidth: 100, notify: 'nina@nimbus.example' });
  await nimbus.getByRole('radio', { name: 'Service profile of a provider' }).check();
  await nimbus.getByRole('combobox', { name: 'Service profile' }).selectOption('Nimbus Direct Connect · Nimbus Cloud');
  await nimbus.getByRole('combobox', { name: 'Location' }).selectOption('DC Ashburn');
  await nimbus.getByLabel('AWS account number').fill('123456789012');
  return { key, east, nimbus };
}

/** Clicks in all these tabs at the same moment: on a word that reaches them all. */
async function atOnce(tabs, name, other = name) {
  for (const [tab, label] of [[tabs[0], name], [tabs[1], other]]) {
    await tab.getByRole('button', { name: label, exact: true }).evaluate((button) => {
      new BroadcastChannel('now').onmessage = () => button.click();
    });
  }
  await tabs[0].evaluate(() => new BroadcastChannel('now').postMessage('now'));
}

const redemptions = async (page) => {
  const { stores } = await readLedger(page, 'demo');
  return stores.records.filter((record) => /Connected|connected/.test(record.body)).length;
};

test('[G2] two tabs redeem the same token at the same time: one wins, the other is refused in words', async ({ page, context }) => {
  const { key, east, nimbus } = await twoHolders(page, context);
  const before = await redemptions(east);
  await atOnce([east, nimbus], 'Redeem and connect');
  const won = (tab, name) => heading(tab, name);
  for (const [tab, name] of [[east, 'from-east'], [nimbus, 'from-nimbus']]) {
    await expect(won(tab, name).or(refusal(tab, 'already-used'))).toBeVisible();
  }
  const eastWon = await won(east, 'from-east').isVisible();
  expect(await won(nimbus, 'from-nimbus').isVisible()).toBe(!eastWon);
  const loser = eastWon ? nimbus : east;
  await expect(refusal(loser, 'already-used')).toHaveText(USED);
  await expect(field.key(loser)).toHaveValue(key);
  expect(await redemptions(east)).toBe(before + 1);
  await actAs(loser, 'Wanda West');
  await goToTokens(loser);
  await expect(line(loser, 'Backup path to Nimbus')).toContainText('Active');
});

for (const [one, other] of [['Approve', 'Approve'], ['Approve', 'Deny'], ['Deny', 'Approve']]) {
  test(`[R7] [D2] two people answer at the same time, ${one} and ${other}: one wins, the other is told`, async ({ page, context }) => {
    await loadDemo(page);
    const second = await context.newPage();
    for (const tab of [page, second]) await visit(tab, '#/approvals', 'Approvals');
    await atOnce([page, second], one, other);
    // Both are looked for at the same time, for what is said stays for a few seconds only.
    const wins = async (tab, name) => {
      const won = tab.getByText(name === 'Deny' ? 'Denied' : 'Approved', { exact: true });
      await expect(won.or(tab.getByText('no longer waits for approval'))).toBeVisible();
      return won.isVisible();
    };
    const [first, last] = await Promise.all([wins(page, one), wins(second, other)]);
    expect(first).not.toBe(last);
    for (const tab of [page, second]) await expect(heading(tab, 'Approvals')).toBeVisible();
  });
}

test('[R7] [D3] what was typed at an answer that somebody else gave first is said to be not sent', async ({ page, context }) => {
  await loadDemo(page);
  const second = await context.newPage();
  for (const tab of [page, second]) await visit(tab, '#/approvals', 'Approvals');
  await page.getByLabel('Reason, if you deny').fill('Not this month');
  await second.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(page.getByText('What you typed there was not sent.')).toBeVisible();
  await expect(page.getByLabel('Reason, if you deny')).toHaveCount(0);
  const kept = () => page.evaluate(() => Object.values(sessionStorage).filter((text) => text.includes('Not this month')));
  expect(await kept()).toEqual([]);
});

test('[D2] what is decided on stale facts is decided again on fresh ones', async ({ page, context }) => {
  const { key, east, nimbus } = await twoHolders(page, context, { deaf: true });
  const before = await typed(nimbus);
  await next(east, 'Redeem and connect');
  await expect(heading(east, 'from-east')).toBeVisible();
  await expect(nimbus.getByRole('button', { name: 'Redeem and connect' }), 'this tab heard nothing').toBeVisible();
  expect(await typed(nimbus)).toEqual(before);
  await next(nimbus, 'Redeem and connect');
  await expect(refusal(nimbus, 'already-used')).toHaveText(USED);
  await expect(field.key(nimbus)).toHaveValue(key);
  await goTo(nimbus, 'Connections');
  await expect(nimbus.getByText('No connections yet')).toBeVisible();
});

test('[D2] what one tab does is on the other’s screen without a reload', async ({ page, context }) => {
  await loadDemo(page);
  await goToTokens(page);
  const other = await context.newPage();
  const key = await createToken(other, { port: WEST_PORT, vlan: 1399, name: 'From the other tab', recipients: ['nina@nimbus.example'] });
  await expect(line(page, 'From the other tab')).toContainText('Inactive');
  await actAs(other, 'Emil East');
  await expect(actor(page), 'each tab has its own acting person').toContainText('Wanda West');
  await page.getByRole('link', { name: 'From the other tab' }).click();
  await fillRedemption(other, { key, port: EAST_PORT, vlan: 41, name: 'over-there', bandwidth: 100, notify: 'emil@east.example' });
  await next(other, 'Redeem and connect');
  await expect(page.locator('main .head .st')).toHaveText('UsedActive');
  await expect(page.getByText('East Company, the connection')).toBeVisible();
  await expect(page.locator('ol.timeline')).toContainText('East Company Redeemed the token: 100 Mbps connection');
  await expect(page.getByRole('banner').getByRole('link', { name: /^Inbox/ })).toHaveAccessibleName('Inbox, 4 unread');
});

test('[D2] a key that another tab redeems is refused while its form is being filled in', async ({ page, context }) => {
  const { east, nimbus } = await twoHolders(page, context);
  await next(east, 'Redeem and connect');
  await expect(heading(east, 'from-east')).toBeVisible();
  await expect(refusal(nimbus, 'already-used')).toHaveText(USED);
});

test('[D3] [R8] two tabs that fill in the wizard create two tokens', async ({ page, context }) => {
  await loadDemo(page);
  await visit(page, '#/grants/new', 'Create Service Token');
  await chooseThePlace(page, { port: WEST_PORT, vlan: 1500 });
  await next(page, 'Next: Token Details');
  await sayTheDetails(page, { name: 'First', limit: 500, recipients: ['emil@east.example'] });
  await next(page, 'Next: Review');
  const other = await context.newPage();
  await visit(other, '#/grants/new', 'Create Service Token');
  await chooseThePlace(other, { port: WEST_PORT, vlan: 1600 });
  await next(other, 'Next: Token Details');
  await sayTheDetails(other, { name: 'Second', limit: 200, recipients: ['nina@nimbus.example'] });
  await next(other, 'Next: Review');
  await next(page, 'Create Service Token');
  await expect(page.getByRole('heading', { level: 2, name: 'First' })).toBeVisible();
  await next(other, 'Create Service Token');
  await expect(other.getByRole('heading', { level: 2, name: 'Second' })).toBeVisible();
  await goToTokens(page);
  await expect(line(page, 'First')).toContainText('VLAN 1500');
  await expect(line(page, 'Second')).toContainText('VLAN 1600');
});

/** Forms that somebody may have open: each brings one up and gives the field that is typed into. */
const forms = {
  'an asset': async (tab) => {
    await goTo(tab, 'Assets');
    await tab.getByRole('link', { name: 'Port DC-7' }).click();
    await tab.getByRole('button', { name: 'Edit' }).click();
    return tab.getByLabel('Name', { exact: true });
  },
  'a new asset': async (tab) => {
    await visit(tab, '#/assets/new', 'Add an asset');
    return tab.getByLabel('Name', { exact: true });
  },
  'a token': async (tab) => {
    await openToken(tab, 'Trial for East');
    await tab.getByRole('button', { name: 'Edit' }).click();
    return field.name(tab);
  },
  'a connection': async (tab) => {
    await goTo(tab, 'Connections');
    await tab.getByRole('link', { name: 'Branch Denver' }).click();
    await tab.getByRole('button', { name: 'Rename' }).click();
    return tab.getByLabel('Connection name');
  },
  'a person': async (tab) => {
    await visit(tab, '#/company', 'West Company');
    await tab.getByRole('button', { name: 'Edit Walt Winters' }).click();
    return tab.getByLabel('Person', { exact: true });
  },
  'a redemption': async (tab) => {
    await visit(tab, '#/redeem', 'Redeem');
    return field.key(tab);
  },
};

test('[D2] a form that is being filled in keeps what was typed when another tab changes what it is about', async ({ page, context }) => {
  await loadDemo(page);
  const key = await reveal(page, 'Backup path to Nimbus');
  const open = [];
  for (const [what, form] of Object.entries(forms)) {
    const tab = await context.newPage();
    await visit(tab, '#/', 'Overview');
    const one = await form(tab);
    await one.fill('as it was typed');
    open.push({ what, tab, one });
  }
  await actAs(page, 'Emil East');
  await redeem(page, { key, port: EAST_PORT, vlan: 40, name: 'meanwhile', bandwidth: 200, notify: 'emil@east.example' });
  for (const { what, tab, one } of open) {
    await expect(tab.getByRole('banner').getByRole('link', { name: 'Inbox, 4 unread' }), 'the change has arrived').toBeVisible();
    await expect.soft(one, what).toHaveValue('as it was typed');
  }
});
