// The demo's clock is put ahead, so that what takes weeks can be seen at once; nobody else's clock is.
import { dayIn, instantIn, saidDay, startOf } from '../clock.mjs';
import {
  WEST_PORT, actAs, addPort, createToken, foundCompany, goTo, goToTokens, heading, history, line, loadDemo, notices,
  openToken, visit,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';
import { kept } from './ledger.mjs';

const ALDER = { company: 'Alder Networks', person: 'Ann Alder', email: 'ann@alder.example' };

const banner = (page) => page.getByRole('status').filter({ hasText: 'Demo ledger.' });
const later = (page, days) => banner(page).getByRole('button', { name: days, exact: true }).click();
const says = (page, words) => expect(banner(page)).toContainText(`The demo's clock says ${words} ahead.`);
const status = (page, name, words) => expect(line(page, name).getByRole('cell', { name: words, exact: true })).toBeVisible();

test('[G3] [G4] [T2] days go by: a token expires, its issuer is told before, and a reload keeps the day', async ({ page }) => {
  await loadDemo(page);
  await createToken(page, { port: WEST_PORT, vlan: 77, name: 'Five weeks', expires: dayIn(35), recipients: ['a@b.example'] });
  await goToTokens(page);
  await expect(banner(page)).not.toContainText('clock');
  await status(page, 'Trial for East', 'Unused Inactive');

  await test.step('a day', async () => {
    await later(page, '1 day later');
    await says(page, `${saidDay(instantIn(1))}, 1 day`);
    await status(page, 'Trial for East', 'Unused Inactive');
  });
  await test.step('and thirty', async () => {
    await later(page, '30 days later');
    await says(page, `${saidDay(instantIn(31))}, 31 days`);
    await status(page, 'Trial for East', 'Expired');
    await status(page, 'Five weeks', 'Unused Inactive');
    await expect(line(page, 'Five weeks')).toContainText('in 3 days');
    await goTo(page, 'Inbox');
    await expect(notices(page).filter({ hasText: `“Five weeks” expires on ${startOf(35)}` })).toHaveCount(1);
  });
  await page.reload();
  await test.step('a reload keeps it, and the button goes on from there', async () => {
    await says(page, `${saidDay(instantIn(31))}, 31 days`);
    await goToTokens(page);
    await status(page, 'Trial for East', 'Expired');
    await later(page, '30 days later');
    await says(page, `${saidDay(instantIn(61))}, 61 days`);
    await status(page, 'Five weeks', 'Expired');
  });
  await test.step('its history tells it', async () => {
    await openToken(page, 'Five weeks');
    await expect(history(page).first()).toContainText(new RegExp(`Nobody Redeemed the token in time: it expired\\s*${startOf(35)}`));
  });
  await test.step('what is made now is of that day', async () => {
    await createToken(page, { port: WEST_PORT, vlan: 77, name: 'Of that day', expires: dayIn(69), recipients: ['a@b.example'] });
    await expect(page.getByText('This tab only reads.')).toHaveCount(0);
    await goToTokens(page);
    await expect(line(page, 'Of that day')).toContainText('in 7 days');
  });
});

test('[K7] [R7] a key’s first day comes, and a request that nobody answers lapses', async ({ page }) => {
  await loadDemo(page);
  await visit(page, '#/keys', 'Service Keys');
  await status(page, 'Routers of partners', 'Not yet Scheduled');
  await later(page, '30 days later');
  await status(page, 'Routers of partners', 'Unused Active');
  await actAs(page, 'Emil East');
  await goTo(page, 'Connections');
  await expect(line(page, 'west-megaport')).toContainText('Waiting');
  await later(page, '30 days later');
  await expect(line(page, 'west-megaport')).toContainText('Lapsed');
});

test('[D2] [G4] both tabs have the same day, and go on writing', async ({ page, context }) => {
  await loadDemo(page);
  const other = await context.newPage();
  await visit(other, '#/grants', 'Service Token Inventory');
  await later(page, '30 days later');
  await says(other, `${saidDay(instantIn(30))}, 30 days`);
  await status(other, 'Trial for East', 'Expired');
  await addPort(page, { name: 'Port of December' });
  await visit(other, '#/assets', 'Assets');
  await expect(line(other, 'Port of December')).toBeVisible();
  await addPort(other, { name: 'Port of the other tab' });
  for (const tab of [page, other]) await expect(tab.getByText('The clock is behind.')).toHaveCount(0);
});

test('[A8] the own ledger’s clock stays as it is, and starting afresh brings the demo back to today', async ({ page }) => {
  await foundCompany(page, ALDER);
  await addPort(page, { name: 'Port DC-7' });
  await createToken(page, { port: WEST_PORT, vlan: 77, name: 'For real', expires: dayIn(3), recipients: ['a@b.example'] });
  await goTo(page, 'Data');
  await page.getByRole('button', { name: 'Load the demo' }).click();
  await later(page, '30 days later');
  await says(page, `${saidDay(instantIn(30))}, 30 days`);

  await banner(page).getByRole('button', { name: 'Leave the demo' }).click();
  await expect(page.getByText('Demo ledger.')).toHaveCount(0);
  await expect(page.getByRole('button', { name: '30 days later' })).toHaveCount(0);
  await goToTokens(page);
  await status(page, 'For real', 'Unused Inactive');
  await expect(line(page, 'For real')).toContainText('in 2 days');

  await goTo(page, 'Data');
  await page.getByRole('button', { name: 'Load the demo' }).click();
  await says(page, `${saidDay(instantIn(30))}, 30 days`);
  const dialog = page.getByRole('dialog', { name: 'Start the demo afresh?' });
  await banner(page).getByRole('button', { name: 'Start afresh' }).click();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await says(page, `${saidDay(instantIn(30))}, 30 days`);
  await banner(page).getByRole('button', { name: 'Start afresh' }).click();
  await dialog.getByRole('button', { name: 'Start afresh' }).click();
  await expect(banner(page)).toContainText('Nothing here is real; try everything.');
  await goToTokens(page);
  await status(page, 'Trial for East', 'Unused Inactive');
  expect(await kept(page, 'lead')).toEqual([]);
  await expect(heading(page, 'Service Token Inventory')).toBeVisible();
});
