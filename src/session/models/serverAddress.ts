export { serverAddressFault } from '../../models/openai/address.ts';
