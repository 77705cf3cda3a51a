// A company's own things: its ports, its people, and the clock it keeps its ledger by.
import { HOUR, NOW, instantIn, said } from '../clock.mjs';
import {
  actAs, actor, addColleague, addPort, chooseThePlace, fact, foundCompany, goTo, heading, line, loadDemo, next, visit,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';

const ALDER = { company: 'Alder Networks', person: 'Ann Alder', email: 'ann@alder.example' };

test('[D1] a port added by the form is there after a reload and in a new tab', async ({ page, context }) => {
  await foundCompany(page, ALDER);
  await expect(page.getByText('Begin with a port')).toBeVisible();
  await addPort(page, { name: 'Port NY-2', metro: 'NY New York', speed: '50 Gbps', tagging: 'QinQ' });
  const there = async (tab) => {
    await expect(heading(tab, 'Port NY-2')).toBeVisible();
    await expect(fact(tab, 'Location')).toHaveText('NY New York');
    await expect(fact(tab, 'Facts')).toHaveText('50 Gbps · QinQ');
    await expect(actor(tab)).toContainText('Alder Networks Ann Alder · Fabric Manager');
  };
  await there(page);
  await page.reload();
  await there(page);
  const address = page.url();
  await page.close();
  const tab = await context.newPage();
  await tab.goto(address);
  await there(tab);
});

test('[G4] a clock that lies behind the newest entry is told, and the tab only reads until that is confirmed', async ({ page }) => {
  await foundCompany(page, ALDER);
  await page.clock.setSystemTime(NOW.getTime() - HOUR);
  await page.reload();
  await expect(page.getByText('The clock is behind.')).toBeVisible();
  await expect(page.getByText(`This computer's clock says ${said(instantIn(-1 / 24))}, but the newest entry is of ${said(NOW)}.`)).toBeVisible();
  await visit(page, '#/assets/new', 'Add an asset');
  await page.getByLabel('Name', { exact: true }).fill('Port DC-7');
  await page.getByRole('combobox', { name: 'Location' }).selectOption('DC Ashburn');
  await next(page, 'Add the asset');
  const words = 'This tab only reads, for its clock is behind; see the notice at the top. Nothing was changed.';
  await expect(page.locator('main .err')).toContainText(words);
  await next(page, 'My clock is right');
  await expect(page.getByText('The clock is behind.')).toHaveCount(0);
  await next(page, 'Add the asset');
  await expect(heading(page, 'Port DC-7')).toBeVisible();
});

test('[P1] [P5] people are added and change their roles; the last who manages them stays', async ({ page }) => {
  await foundCompany(page, ALDER);
  await addColleague(page, { person: 'Vic Viewer', email: 'vic@alder.example', role: 'Fabric Viewer' });
  await page.getByRole('button', { name: 'Edit Ann Alder' }).click();
  await page.getByLabel('Role in Equinix Fabric and Network Edge').selectOption('Fabric Viewer');
  await next(page, 'Save');
  await expect(page.locator('main .err')).toContainText('Nobody else of your company may manage people. Give somebody else that role first.');
  await expect(page.getByLabel('Role in Equinix Fabric and Network Edge')).toHaveValue('Fabric Viewer');
  await next(page, 'Cancel');
  await page.getByRole('button', { name: 'Edit Vic Viewer' }).click();
  await page.getByLabel('Role in Equinix Fabric and Network Edge').selectOption('Fabric Connection Manager');
  await next(page, 'Save');
  await expect(line(page, 'Vic Viewer')).toContainText('Fabric Connection Manager');
  await actAs(page, 'Vic Viewer');
  await expect(page.getByRole('button', { name: 'Add a person' })).toHaveCount(0);
  await expect(page.getByText(/^Managing people needs the role/)).toBeVisible();
});

test('[A1] [A6] [P3] a port’s form: what holds a place fixes it, and only named people may use it', async ({ page }) => {
  await loadDemo(page);
  await goTo(page, 'Assets');
  await page.getByRole('link', { name: 'Port DC-7' }).click();
  await expect(page.getByRole('row', { name: 'VLAN 200 used the connection “Branch Denver”' })).toBeVisible();
  await expect(page.getByRole('row', { name: 'VLAN 1400 claimed the token “Backup path to Nimbus”' })).toBeVisible();
  await expect(page.getByRole('img', { name: 'Committed bandwidth: 500 Mbps of 10 Gbps' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove' })).toBeDisabled();
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('combobox', { name: 'Location' }).selectOption('NY New York');
  await expect(page.locator('main .err[data-code=asset-in-use]')).toContainText('The location is fixed while');
  await page.getByRole('combobox', { name: 'Location' }).selectOption('DC Ashburn');
  await page.getByLabel('Name', { exact: true }).fill('Port DC-7b');
  await page.getByRole('checkbox', { name: 'Only named people' }).check();
  await page.getByRole('checkbox', { name: 'Walt Winters' }).check();
  await next(page, 'Save');
  await expect(heading(page, 'Port DC-7b')).toBeVisible();
  await expect(fact(page, 'May create tokens')).toHaveText('Walt Winters');
  await visit(page, '#/grants/new', 'Create Service Token');
  await chooseThePlace(page, { port: 'Port DC-7b · 10 Gbps · Dot1q, not open to you', vlan: 900 });
  await expect(page.locator('main .err[data-code=access-not-given]')).toContainText(
    'Only named people may create tokens on Port DC-7b; you are not among them.',
  );
  await goTo(page, 'Assets');
  await page.getByRole('link', { name: 'Add an asset' }).click();
  await addPort(page, { name: 'Spare' });
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog', { name: 'Remove Spare?' }).getByRole('button', { name: 'Remove' }).click();
  await expect(heading(page, 'Assets')).toBeVisible();
  await expect(line(page, 'Port NY-2')).toBeVisible();
  await expect(line(page, 'Spare')).toHaveCount(0);
});
