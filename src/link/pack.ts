import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';

/** Most bytes that a packed text may unpack to. */
const most = 65_536;

/** A text, deflated, in letters that need no escaping in an address (base64url). The same text gives the same letters. */
export function pack(text: string): string {
  let binary = '';
  for (const byte of deflateSync(strToU8(text), { level: 9 })) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/[=]+$/u, '');
}

/** What {@link pack} was given. Throws where the letters are damaged or unpack to too much. */
export function unpack(letters: string): string {
  const binary = atob(letters.replaceAll('-', '+').replaceAll('_', '/'));
  const parts: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate((part) => {
    length += part.length;
    if (length > most) throw new RangeError('the packed text is too long');
    parts.push(part);
  });
  inflate.push(
    Uint8Array.from(binary, (sign) => sign.charCodeAt(0)),
    true,
  );
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return strFromU8(whole);
}
