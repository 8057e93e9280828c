import { bitsSuite } from '../support/bitsSuite.ts';
import { startBrowserWorkers } from './startWorkers.ts';

bitsSuite('Chromium', startBrowserWorkers);
