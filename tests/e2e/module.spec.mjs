// The JavaScript module in a browser, on the database that the page shows.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { foundCompany, goTo, line, visit } from './acts.mjs';
import { expect, test } from './fixture.mjs';

const TYPES = { js: 'text/javascript', wasm: 'application/wasm' };

/** The module's files, as if they had been put beside the page. */
async function serve(page) {
  await page.route('**/pkg/*', (route) => {
    const name = basename(new URL(route.request().url()).pathname);
    const body = readFileSync(new URL(`../../pkg/${name}`, import.meta.url));
    return route.fulfill({ body, contentType: TYPES[name.split('.').pop()] });
  });
}

test('a program in the page works on the ledger that the page shows, and each sees what the other did', async ({ page }) => {
  await serve(page);
  await foundCompany(page, { company: 'Alder Networks', person: 'Ann Alder', email: 'ann@alder.example' });
  await goTo(page, 'Assets');
  const seen = await page.evaluate(async () => {
    const { Crosskey, init } = await import('./pkg/crosskey.js');
    await init();
    const ledger = await Crosskey.open({ storage: 'indexeddb', name: 'main' });
    const [company] = ledger.people().rows;
    const ann = ledger.as(company.people[0].id);
    await ann.addAsset({
      name: 'Port of a program', access: null, vendorId: null,
      kind: { port: { metro: 'DC', speed: 1000, tagging: 'dot1q', open: true } },
    });
    const codes = [];
    await ann.addAsset({ name: '', access: null, vendorId: null, kind: { port: null } }).catch(({ code, field }) => codes.push(code, field));
    ledger.close();
    return { company: company.name, person: company.people[0].name, codes };
  });
  expect(seen).toEqual({ company: 'Alder Networks', person: 'Ann Alder', codes: ['invalid-input', 'addAsset.kind.port'] });
  await expect(line(page, 'Port of a program')).toBeVisible();
  await page.reload();
  await expect(line(page, 'Port of a program')).toBeVisible();
});

test('storage that the browser forbids is told to a program as it is to people', async ({ page }) => {
  await serve(page);
  await visit(page, '#/', 'Hand over a port, keep control');
  const error = await page.evaluate(async () => {
    Object.defineProperty(globalThis, 'indexedDB', { get: () => { throw new DOMException('no', 'SecurityError'); } });
    const { Crosskey, init } = await import('./pkg/crosskey.js');
    await init();
    return Crosskey.open({ storage: 'indexeddb' }).catch(({ code, message }) => ({ code, message }));
  });
  expect(error).toEqual({ code: 'not-stored', message: 'This browser does not let this page store anything.' });
});
