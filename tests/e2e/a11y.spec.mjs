// Accessibility as a machine can check it, on every page, light and dark, wide and narrow; and no page is wider than
// a phone.
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { dayIn } from '../clock.mjs';
import {
  EAST_PORT, WEST_PORT, actAs, chooseThePlace, field, heading, loadDemo, next, openToken, refusal, reveal, share,
  stepHeading, visit,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';

const OFFER = readFileSync(new URL('../fixtures/offer-v1.txt', import.meta.url), 'utf8').trim();
const LONG = 'W'.repeat(64);
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds, a line for each place; of all rules, or of these. */
async function findings(page, rules) {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  // What the guidelines only advise, and costs nothing: headings follow each other without a gap.
  const all = { runOnly: LEVELS, rules: { 'heading-order': { enabled: true } } };
  const { violations } = await (rules ? axe.withRules(rules) : axe.options(all)).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`));
}

/** How far the page can be scrolled sideways, and what sticks out. */
const overflow = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('#app *')].filter((one) => one.getBoundingClientRect().right > clientWidth + 1);
    return [`${scrollWidth - clientWidth} px too wide`, ...wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 100))];
  });

/** Every page, each as a way there from where the one before ended. */
const pages = {
  'the welcome': (page) => visit(page, '#/', 'Hand over a port, keep control'),
  'a link opened before anybody acts': async (page) => {
    await visit(page, `#/redeem?${OFFER}`, 'Redeem');
    await expect(page.getByRole('heading', { name: 'What the link says' })).toBeVisible();
  },
  'a new company, with errors': async (page) => {
    await visit(page, '#/company/new', 'Set up a company');
    await next(page, 'Set up the company');
    await expect(refusal(page, 'required').first()).toBeVisible();
  },
  'the overview': (page) => loadDemo(page),
  'the inventory': (page) => visit(page, '#/grants', 'Service Token Inventory'),
  // Over a page with little on it: what an open menu covers is no target.
  'the choice of who acts': async (page) => {
    await visit(page, '#/about', 'About');
    await page.locator('details.acting > summary').click();
    await expect(page.getByRole('button', { name: /Emil East/ })).toBeVisible();
  },
  'an empty inventory': async (page) => {
    await page.locator('details.acting > summary').click();
    await visit(page, '#/grants?status=deleted', 'Service Token Inventory');
  },
  'a token': (page) => openToken(page, 'Trial for East'),
  'a token with its key': (page) => page.getByRole('button', { name: 'Reveal' }).click(),
  'a token being shared': async (page) => {
    await share(page);
    await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  },
  'a token with the panel of its vendor': async (page) => {
    await page.locator('details.fold > summary').click();
    await expect(page.getByRole('region', { name: 'JSON body' })).toBeVisible();
  },
  'a token being edited, with errors': async (page) => {
    await next(page, 'Edit');
    await field.limit(page).fill('many');
    await next(page, 'Save changes');
    await field.limit(page).blur();
    await expect(refusal(page, 'speed-invalid')).toBeVisible();
  },
  'a dialog': async (page) => {
    await page.locator('main').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  },
  'the wizard’s first step, with errors': async (page) => {
    await page.keyboard.press('Escape');
    await visit(page, '#/grants/new', 'Create Service Token');
    await chooseThePlace(page, { port: WEST_PORT, vlan: 1400 });
    await field.vlan(page).press('Enter');
    await expect(refusal(page, 'vlan-taken')).toBeVisible();
  },
  'the wizard’s second step, with errors': async (page) => {
    await field.vlan(page).fill('1399');
    await field.vlan(page).press('Enter');
    await field.recipient(page).fill('emil@east.example');
    await field.recipient(page).press('Enter');
    await field.limit(page).press('Enter');
    await expect(refusal(page, 'required')).toBeVisible();
  },
  'the wizard’s review': async (page) => {
    await field.limit(page).fill('300');
    await field.limit(page).press('Enter');
    await expect(stepHeading(page, 'Review')).toBeVisible();
  },
  'the completion screen': async (page) => {
    await next(page, 'Create Service Token');
    await expect(heading(page, 'Service token created')).toBeVisible();
  },
  'the connections': (page) => visit(page, '#/connections', 'Connections'),
  'a connection': async (page) => {
    await page.getByRole('link', { name: 'Branch Denver' }).click();
    await expect(heading(page, 'Branch Denver')).toBeVisible();
    await next(page, 'Rename');
  },
  'the inbox': (page) => visit(page, '#/inbox', 'Inbox'),
  'the assets': (page) => visit(page, '#/assets', 'Assets'),
  'an asset': async (page) => {
    await page.getByRole('link', { name: 'Port DC-7' }).click();
    await expect(heading(page, 'Port DC-7')).toBeVisible();
  },
  'an asset being edited': async (page) => {
    await next(page, 'Edit');
    await page.getByRole('checkbox', { name: 'Only named people' }).check();
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('1 Gbps');
  },
  'a new service profile, with errors': async (page) => {
    await visit(page, '#/assets/new', 'Add an asset');
    await page.getByRole('radio', { name: 'Service profile' }).check();
    await next(page, 'Add a field');
    await next(page, 'Add a field');
    await page.getByRole('button', { name: 'Add the asset' }).press('Enter');
    await expect(refusal(page, 'required').first()).toBeVisible();
  },
  'a virtual device': async (page) => {
    await visit(page, '#/assets', 'Assets');
    await page.getByRole('link', { name: 'Router DC-2' }).click();
    await expect(heading(page, 'Router DC-2')).toBeVisible();
  },
  'the wizard for a virtual device': async (page) => {
    await visit(page, '#/grants/new', 'Create Service Token');
    await page.getByRole('radio', { name: 'Z-side Connection Service Token' }).check();
    await page.getByRole('combobox', { name: 'Location' }).selectOption('DC Ashburn');
    await page.getByRole('radio', { name: 'I will select an interface' }).check();
    await next(page, 'Next: Token Details');
    await expect(refusal(page, 'required')).toBeVisible();
  },
  'the service keys': (page) => visit(page, '#/keys', 'Service Keys'),
  'a new service key for a router, with errors': async (page) => {
    await visit(page, '#/keys/new', 'Create Service Key');
    await page.getByRole('combobox', { name: 'Service' }).selectOption({ label: 'Cloud Router DC · MCR · DC Ashburn · 10 Gbps' });
    await next(page, 'Add an interface');
    await next(page, 'Add a static route');
    await next(page, 'Use BFD');
    await next(page, 'Add a BGP peer');
    await page.getByRole('button', { name: 'Add', exact: true }).press('Enter');
    await expect(refusal(page, 'required').first()).toBeVisible();
  },
  'a service key being edited': async (page) => {
    await visit(page, '#/keys', 'Service Keys');
    await page.getByRole('link', { name: 'Routers of partners' }).click();
    await expect(heading(page, 'Routers of partners')).toBeVisible();
    await next(page, 'Edit');
  },
  'the approvals': (page) => visit(page, '#/approvals', 'Approvals'),
  'a connection that waits': async (page) => {
    await page.getByRole('link', { name: 'East asks first' }).click();
    await expect(heading(page, 'East asks first')).toBeVisible();
  },
  'the import of what a vendor sent': async (page) => {
    await visit(page, '#/import', 'Import from a vendor');
    await page.getByLabel('What the vendor sent').fill(JSON.stringify([
      { uuid: '5c3f1a52-0b8e-4c55-9d0e-7a1f1c2d3e4f', type: 'VC_TOKEN', state: 'INACTIVE', name: 'Made at Equinix', colour: 'red' },
      { type: 'VC_TOKEN', name: 'Without a key' },
    ]));
    await expect(page.getByRole('region', { name: 'Entries' })).toBeVisible();
  },
  'the company': (page) => visit(page, '#/company', 'West Company'),
  'a person being edited': (page) => next(page, 'Edit Walt Winters'),
  'the data': (page) => visit(page, '#/data', 'Data'),
  'about': (page) => visit(page, '#/about', 'About'),
  'no such page': (page) => visit(page, '#/nowhere', 'Not found'),
  'a redemption, with errors': async (page) => {
    const key = await reveal(page, 'Backup path to Nimbus');
    await actAs(page, 'Emil East');
    await visit(page, '#/redeem', 'Redeem');
    await field.key(page).fill(key);
    await page.getByRole('button', { name: 'Redeem and connect' }).press('Enter');
    await expect(refusal(page, 'name-invalid')).toBeVisible();
  },
  'a redemption with the order for its vendor': async (page) => {
    await field.port(page).selectOption({ label: EAST_PORT });
    await field.vlan(page).fill('40');
    await field.connectionName(page).fill('backup');
    await field.bandwidth(page).fill('200');
    await field.notify(page).fill('emil@east.example');
    await page.locator('details.fold > summary').click();
    await expect(page.getByRole('region', { name: 'JSON body' })).toBeVisible();
  },
  'a redemption at a service profile': async (page) => {
    await page.getByRole('radio', { name: 'Service profile of a provider' }).check();
    await page.getByRole('combobox', { name: 'Service profile' }).selectOption('Nimbus Direct Connect · Nimbus Cloud');
    await expect(page.getByLabel('AWS account number')).toBeVisible();
  },
  'a key that is none': async (page) => {
    await field.key(page).fill('hunter2');
    await expect(refusal(page, 'malformed-key')).toBeVisible();
  },
  'a person who only looks': async (page) => {
    await actAs(page, 'Walt Winters');
    await openToken(page, 'Backup path to Nimbus');
  },
  'the overview, thirty days later': async (page) => {
    await visit(page, '#/', 'Overview');
    await next(page, '30 days later');
    await expect(page.getByText('The demo\'s clock says')).toBeVisible();
  },
};

// In the dark only the colours are others.
for (const [colorScheme, rules] of [['light', undefined], ['dark', ['color-contrast']]]) {
  for (const width of [1280, 360]) {
    test.describe(`${colorScheme}, ${width} px wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } });
      test('no page has a fault that axe can see', async ({ page }) => {
        test.setTimeout(180_000);
        for (const [name, come] of Object.entries(pages)) {
          await test.step(name, async () => {
            await come(page);
            expect.soft(await findings(page, rules), name).toEqual([]);
          });
        }
      });
    });
  }
}

test.describe('320 px wide', () => {
  test.use({ viewport: { width: 320, height: 640 } });
  test('no page scrolls sideways', async ({ page }) => {
    test.setTimeout(90_000);
    for (const [name, come] of Object.entries(pages)) {
      await test.step(name, async () => {
        await come(page);
        expect.soft(await overflow(page), name).toEqual([]);
      });
    }
  });
});

/** The demo with a key whose label is as long as may be and has no place to break. */
async function longLabel(page) {
  await loadDemo(page);
  await visit(page, '#/keys/new', 'Create Service Key');
  await page.getByRole('combobox', { name: 'Service' }).selectOption({ label: 'Megaport DC-W · Port · DC Ashburn · 10 Gbps' });
  await page.getByLabel('Label').fill(LONG);
  await page.getByRole('textbox', { name: 'Rate limit' }).fill('500');
  await page.getByRole('textbox', { name: 'VLAN' }).fill('77');
  await page.getByLabel('Valid until').fill(dayIn(2));
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(heading(page, 'Service key created')).toBeVisible();
  expect.soft(await overflow(page), 'the completion screen').toEqual([]);
}

test.describe('360 px wide', () => {
  test.use({ viewport: { width: 360, height: 640 } });
  test('[C3] a proposed change stays within its box', async ({ page }) => {
    await loadDemo(page);
    await visit(page, '#/approvals', 'Approvals');
    await next(page, 'Approve');
    await expect(page.getByText('Nothing waits', { exact: true })).toBeVisible();
    await actAs(page, 'Emil East');
    await visit(page, '#/connections', 'Connections');
    await page.getByRole('link', { name: 'west-megaport' }).click();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByLabel('VLAN').fill('777');
    await next(page, 'Save changes');
    await actAs(page, 'Wanda West');
    await visit(page, '#/approvals', 'Approvals');
    await expect(page.getByRole('row', { name: 'VLAN 410 777' })).toBeVisible();
    const out = await page.locator('.notice').evaluate((box) => {
      const edge = box.getBoundingClientRect().right;
      return [...box.querySelectorAll('*')].filter((part) => part.getBoundingClientRect().right > edge).map(({ tagName }) => tagName);
    });
    expect(out).toEqual([]);
  });

  test('[K1] a long label without a space is wrapped', async ({ page }) => {
    await longLabel(page);
    for (const [hash, title] of [['#/', 'Overview'], ['#/grants', 'Service Token Inventory'], ['#/keys', 'Service Keys'], ['#/inbox', 'Inbox']]) {
      await visit(page, hash, title);
      await expect(page.getByText(LONG).first()).toBeVisible();
      expect.soft(await overflow(page), title).toEqual([]);
    }
    await visit(page, '#/keys', 'Service Keys');
    await page.getByRole('link', { name: LONG }).click();
    await expect(heading(page, LONG)).toBeVisible();
    expect.soft(await overflow(page), 'its page').toEqual([]);
    await page.getByRole('link', { name: 'Megaport DC-W' }).click();
    await expect(heading(page, 'Megaport DC-W')).toBeVisible();
    expect.soft(await overflow(page), 'the page of its service').toEqual([]);
  });
});

test.describe('1280 px wide', () => {
  test.use({ viewport: { width: 1280, height: 800 } });
  test('[K1] a long label leaves room for the other columns', async ({ page }) => {
    await longLabel(page);
    await visit(page, '#/grants', 'Service Token Inventory');
    const hidden = await page.getByRole('region', { name: 'Service tokens' }).evaluate((region) => region.scrollWidth - region.clientWidth);
    expect(hidden).toBeLessThanOrEqual(0);
  });
});

test('a page that stopped is accessible too', async ({ page }) => {
  await visit(page, '#/about', 'About');
  await page.evaluate(() => dispatchEvent(new CustomEvent('crosskey-panic', { detail: 'src/somewhere.rs:1:2' })));
  await expect(page.getByRole('heading', { name: 'Crosskey has stopped' })).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

test('these checks see a fault where there is one', async ({ page }) => {
  await visit(page, '#/about', 'About');
  await page.evaluate(() => {
    const faint = document.createElement('p');
    faint.textContent = 'x'.repeat(3000);
    faint.id = 'faint';
    faint.style.color = '#bbb';
    faint.style.whiteSpace = 'nowrap';
    faint.style.overflowWrap = 'normal';
    document.querySelector('#app').append(faint, document.createElement('button'));
  });
  expect((await findings(page)).map((finding) => finding.split(':')[0]).sort()).toEqual(['button-name', 'color-contrast']);
  expect((await overflow(page)).join()).toContain('too wide');
});
