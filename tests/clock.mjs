// The one clock of all tests in JavaScript. TODAY and ZONE set it for a whole run: ./dev test says how.
// No other file of the tests makes a date by itself (scripts/clock-check.mjs).

/** The tests' time: a Sunday morning, unless TODAY says another instant. */
export const NOW = new Date(process.env.TODAY ?? '2026-11-22T10:00:00Z');
if (Number.isNaN(NOW.getTime())) throw new Error(`TODAY is no instant: ${process.env.TODAY}. Write it like 2031-02-27T23:30:00Z.`);

/** The zone of the people in the tests. */
export const ZONE = process.env.ZONE ?? 'UTC';

/** Milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The tests' time, and so many days later; negative numbers are earlier. */
export const instantIn = (days) => new Date(NOW.getTime() + days * DAY);

/** An instant as programs write it. */
export const iso = (instant) => new Date(instant).toISOString();

/** The calendar day, UTC, so many days after the tests' time. */
export const dayIn = (days) => iso(instantIn(days)).slice(0, 10);

/** The first instant of that day, UTC. */
export const midnight = (days) => new Date(`${dayIn(days)}T00:00Z`);

/** An instant as pages say it to people of a zone, for example `22 Nov 2026, 10:00`. */
export const said = (instant, zone = ZONE) =>
  instant.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });

/** The day of an instant as pages say it, for example `22 Nov 2026`. */
export const saidDay = (instant, zone = ZONE) => instant.toLocaleDateString('en-GB', { dateStyle: 'medium', timeZone: zone });

/** The first instant of the day so many days after the tests' time, UTC, as pages say it. */
export const startOf = (days, zone = ZONE) => said(midnight(days), zone);

/** Matches an instant as pages say it, whichever minute of its hour it is: for what a test does while time goes on. */
export const inTheHourOf = (instant, zone = ZONE) => `${said(instant, zone).slice(0, -2)}\\d\\d`;
