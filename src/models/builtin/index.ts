export { BuiltinModel } from './builtinModel.ts';
export { encodePieces } from './encode.ts';
export { openBuiltinModel } from './open.ts';
export { openBuiltinPool } from './openPool.ts';
export { shortSighted } from './shortSighted.ts';
