// Sets the clock of a Node program to the tests' time; it stands still there.
import { mock } from 'node:test';
import { NOW } from '../clock.mjs';

mock.timers.enable({ apis: ['Date'], now: NOW });
