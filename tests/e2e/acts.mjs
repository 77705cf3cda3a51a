// What people do in Crosskey, in their own words.
import { expect } from './fixture.mjs';

/** The demo's two ports in DC as the forms list them: West's in the wizard, East's at a redemption. */
export const WEST_PORT = 'Port DC-7 · 10 Gbps · Dot1q';
export const EAST_PORT = 'Port DC-1 · DC Ashburn · 1 Gbps · Dot1q';

export const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true });

/** Opens the app, or goes to another page of it, and waits for its heading. */
export async function visit(page, hash, title) {
  await page.goto(hash);
  await expect(heading(page, title)).toBeVisible();
}

/** Follows a link of the navigation. */
export async function goTo(page, link, title = link) {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: link }).click();
  await expect(heading(page, title)).toBeVisible();
}

export const goToTokens = (page) => goTo(page, 'Service Tokens', 'Service Token Inventory');

/** The demo, as Wanda West of West Company. */
export async function loadDemo(page) {
  await page.goto('#/');
  await page.getByRole('button', { name: 'Load the demo' }).click();
  await expect(page.getByText('Demo ledger.')).toBeVisible();
  await expect(heading(page, 'Overview')).toBeVisible();
}

/** Who acts in this tab. */
export const actor = (page) => page.locator('details.acting > summary');

export async function actAs(page, person) {
  await actor(page).click();
  await page.locator('details.acting').getByRole('button', { name: person }).click();
  await expect(actor(page)).toContainText(person);
}

export async function foundCompany(page, { company, person, email, role = 'Fabric Manager' }) {
  await visit(page, '#/company/new', 'Set up a company');
  await page.getByLabel('Company', { exact: true }).fill(company);
  await page.getByLabel('Person', { exact: true }).fill(person);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Role in Equinix Fabric and Network Edge').selectOption(role);
  await page.getByRole('button', { name: 'Set up the company' }).click();
  await expect(heading(page, 'Overview')).toBeVisible();
  await expect(actor(page)).toContainText(`${company} ${person} · ${role}`);
}

export async function addColleague(page, { person, email, role }) {
  await page.goto('#/company');
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByLabel('Person', { exact: true }).fill(person);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Role in Equinix Fabric and Network Edge').selectOption(role);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('rowheader', { name: person })).toBeVisible();
}

export async function addPort(page, { name, metro = 'DC Ashburn', speed = '10 Gbps', tagging = 'Dot1q' }) {
  await visit(page, '#/assets/new', 'Add an asset');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('combobox', { name: 'Location' }).selectOption(metro);
  await page.getByRole('combobox', { name: 'Speed' }).selectOption(speed);
  await page.getByRole('combobox', { name: 'Tagging' }).selectOption(tagging);
  await page.getByRole('button', { name: 'Add the asset' }).click();
  await expect(heading(page, name)).toBeVisible();
}

/** The fields of forms, where their labels alone would fit more than one. */
export const field = {
  port: (page) => page.getByRole('combobox', { name: 'Port' }),
  vlan: (page) => page.getByLabel('VLAN identifier'),
  name: (page) => page.getByLabel('Name optional'),
  limit: (page) => page.getByLabel('Maximum connection bandwidth'),
  expiry: (page) => page.getByLabel('Expiration date'),
  recipient: (page) => page.getByLabel('Service Token Recipient'),
  key: (page) => page.getByRole('textbox', { name: 'Key' }),
  connectionName: (page) => page.getByLabel('Connection name'),
  bandwidth: (page) => page.getByRole('textbox', { name: 'Bandwidth' }),
  notify: (page) => page.getByLabel('E-mail for notices'),
};

export const next = (page, label) => page.getByRole('button', { name: label, exact: true }).click();
export const stepHeading = (page, name) => page.locator('form').getByRole('heading', { level: 2, name, exact: true });

/** The wizard's first step, filled in. */
export async function chooseThePlace(page, { metro = 'DC Ashburn', port, vlan, remote = false }) {
  await page.getByRole('combobox', { name: 'Location' }).selectOption(metro);
  await field.port(page).selectOption({ label: port });
  if (vlan !== undefined) await field.vlan(page).fill(String(vlan));
  await page.getByRole('checkbox', { name: 'Allow Remote Connection' }).setChecked(remote);
}

/** The wizard's second step, filled in. */
export async function sayTheDetails(page, { name, limit, expires, recipients }) {
  if (expires !== undefined) await field.expiry(page).fill(expires);
  await field.limit(page).fill(String(limit));
  for (const address of recipients) {
    await field.recipient(page).fill(address);
    await field.recipient(page).press('Enter');
  }
  if (name !== undefined) await field.name(page).fill(name);
}

/** A token through the whole wizard; its key. */
export async function createToken(page, { metro, port, vlan, remote, name, limit = 500, expires, recipients }) {
  await visit(page, '#/grants', 'Service Token Inventory');
  await page.getByRole('link', { name: 'Create Service Token' }).first().click();
  await chooseThePlace(page, { metro, port, vlan, remote });
  await next(page, 'Next: Token Details');
  await expect(stepHeading(page, 'Service Token Details')).toBeVisible();
  await sayTheDetails(page, { name, limit, expires, recipients });
  await next(page, 'Next: Review');
  await expect(stepHeading(page, 'Review')).toBeVisible();
  await next(page, 'Create Service Token');
  await expect(heading(page, 'Service token created')).toBeVisible();
  return page.locator('.keybox code').textContent();
}

/** The page of a token of the acting company. */
export async function openToken(page, name) {
  await goToTokens(page);
  await page.getByRole('link', { name, exact: true }).click();
  await expect(heading(page, name)).toBeVisible();
}

/** The key of a token of the acting company. */
export async function reveal(page, name) {
  await openToken(page, name);
  await page.getByRole('button', { name: 'Reveal' }).click();
  return page.locator('.keybox code').textContent();
}

/** Opens Share beside a key that is shown. */
export const share = (page) => page.locator('.share > summary').click();

/** The link that Share copies; the context must be allowed to read the clipboard. */
export async function copyLink(page) {
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Link copied')).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The redemption form, filled in for an end at an own port. */
export async function fillRedemption(page, { key, port, vlan, name, bandwidth, notify }) {
  await visit(page, '#/redeem', 'Redeem');
  await field.key(page).fill(key);
  if (port !== undefined) await field.port(page).selectOption({ label: port });
  if (vlan !== undefined) await field.vlan(page).fill(String(vlan));
  await field.connectionName(page).fill(name);
  await field.bandwidth(page).fill(String(bandwidth));
  await field.notify(page).fill(notify);
  await field.notify(page).press('Enter');
}

/** A redemption that succeeds; ends on the connection's page. */
export async function redeem(page, wish) {
  await fillRedemption(page, wish);
  await next(page, 'Redeem and connect');
  await expect(heading(page, wish.name)).toBeVisible();
}

/** The line of a list that has this name. */
export const line = (page, name) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });

/** The words beside a form that say what it does; the lines of a history; the notices of an inbox. */
export const says = (page) => page.locator('aside.says');
export const history = (page) => page.locator('ol.timeline > li');
export const notices = (page) => page.locator('ul.notices > li');

/** A refusal that is shown, by its stable code. */
export const refusal = (page, code) => page.locator(`main .err[data-code="${code}"]`);

/** What a list of facts says about something. */
export const fact = (page, label) => page.locator('dl.facts').locator(`dt:text-is("${label}") + dd`);

/** Everything that stands in the fields of the page's forms. */
export const typed = (page) =>
  page.locator('main form').first().evaluate((form) => {
    const chips = [...form.querySelectorAll('.recipients li')].map((chip) => chip.firstChild.textContent);
    const fields = [...form.elements].filter((element) => element.matches('input, select, textarea'));
    return [...fields.map((one) => (/checkbox|radio/.test(one.type) ? one.checked : one.value)), ...chips];
  });

/** Presses Tab until this has the focus. */
export async function tabTo(page, target) {
  const focused = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if (await focused()) return;
  }
  throw new Error(`Tab never reached ${target}`);
}
