// What holds in every end-to-end test. The clock of every page begins at the tests' time and goes on from there; a test
// that wants the machine's own clock says so with `test.use({ ownClock: true })`, and types no date. No page breaks the
// content security policy, asks another host for anything, fails to load a part or throws; a test that provokes such a
// fault says so with `faults.expect`.
import { expect, test as base } from '@playwright/test';
import { NOW } from '../clock.mjs';

export { expect };

/** The faults of one browser context, in words. */
class Faults {
  #found = [];
  #provoked = [];

  note(fault) {
    this.#found.push(fault);
  }

  /** The test provokes this fault: it must be seen. */
  expect(pattern) {
    this.#provoked.push(pattern);
  }

  /** Those that were not provoked. */
  surprises() {
    return this.#found.filter((fault) => !this.#provoked.some((pattern) => pattern.test(fault)));
  }

  /** Those that were provoked and not seen. */
  missing() {
    return this.#provoked.filter((pattern) => !this.#found.some((fault) => pattern.test(fault))).map(String);
  }
}

const isOwn = (address, origin) => /^(blob|data):/.test(address) || new URL(address).origin === origin;

export const test = base.extend({
  ownClock: [false, { option: true }],
  context: async ({ context, ownClock }, use) => {
    if (!ownClock) await context.clock.install({ time: NOW });
    await use(context);
  },
  /** Another browser, which has nothing in common with the test's own. */
  elsewhere: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext({ baseURL });
    await context.clock.install({ time: NOW });
    await use(context);
    await context.close();
  },
  faults: [
    async ({ context, baseURL }, use) => {
      const faults = new Faults();
      const { origin } = new URL(baseURL);
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
          console.error(`Violation: ${effectiveDirective} forbids ${blockedURI}`),
        );
      });
      context.on('request', (request) => {
        if (!isOwn(request.url(), origin)) faults.note(`Foreign request: ${request.url()}`);
      });
      context.on('page', (page) => page.on('websocket', (socket) => faults.note(`Foreign request: ${socket.url()}`)));
      context.on('console', (message) => {
        if (message.type() === 'error') faults.note(message.text());
      });
      context.on('weberror', (error) => faults.note(`Uncaught: ${error.error().message}`));
      await use(faults);
      await expect.poll(() => faults.missing(), 'provoked and not seen').toEqual([]);
      expect(faults.surprises(), 'faults of the page').toEqual([]);
    },
    { auto: true },
  ],
});
