export { cos, exp, log, logSigmoid, sigmoid, sin } from './elementary.ts';
