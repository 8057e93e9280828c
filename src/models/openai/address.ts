/**
 * What is wrong with a server's address; null: nothing. Browsers keep it and errors may name it, so it holds no credentials; to a
 * query or a hash no path could be added. It is not quoted.
 */
export function serverAddressFault(base: string): string | null {
  const url = URL.canParse(base) ? new URL(base) : null;
  if (!url || !/^https?:\/\/./iu.test(base)) {
    return 'the server’s address is not an absolute one such as http://127.0.0.1:8080/v1';
  }
  if (url.username !== '' || url.password !== '') return 'the server’s address holds a user name or a password';
  if (/[?#]/u.test(base)) return 'the server’s address holds a query or a hash';
  return null;
}
