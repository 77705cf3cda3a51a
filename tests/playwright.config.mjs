// End-to-end tests: the release build in dist/ (or the folder that E2E_DIST names), served by the project's own
// server under a sub-path, in the Chromium that scripts/setup-tools.sh found.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { ZONE } from './clock.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const port = Number(process.env.E2E_PORT ?? 4173);
const dist = process.env.E2E_DIST ?? 'dist';
const base = '/tools/crosskey/';
const origin = `http://127.0.0.1:${port}`;
// The flags of the storage tests' browser: kept in one place.
const webdriver = JSON.parse(readFileSync(here('browser/webdriver.json'), 'utf8'));

export default defineConfig({
  testDir: here('e2e'),
  outputDir: here('../target/e2e'),
  // A browser for each core of a small machine; the tests of one file run one after the other.
  workers: 2,
  fullyParallel: false,
  // No second chance: a test that fails sometimes is a failure.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: here('../target/e2e.json') }]],
  use: {
    baseURL: origin + base,
    // The environment is the same everywhere, so that dates and texts are.
    locale: 'en-GB',
    timezoneId: ZONE,
    screenshot: 'only-on-failure',
    // A trace of every test costs a third more time; ask for one with --trace on.
    trace: 'off',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: webdriver['goog:chromeOptions'].args.filter((flag) => flag !== '--headless'),
    },
  },
  webServer: {
    command: `node scripts/static-server.mjs "${dist}" ${port} ${base}`,
    cwd: here('..'),
    url: origin + base,
    // A server somebody else left there may serve something else.
    reuseExistingServer: false,
    timeout: 20_000,
  },
});
