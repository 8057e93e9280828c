export { select, selectedOf } from './select.ts';
