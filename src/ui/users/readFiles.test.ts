import { expect, test } from 'vitest';
import { ownScenario } from '../../../test/support/ownCase.ts';
import { ownUsersText } from '../../ownUsers/index.ts';
import { readFiles } from './readFiles.ts';

const side = { notes: null, goal: null, wish: null };
const usual = { gameable: side, other: side };
const read = (...files: File[]) => readFiles(files, 'therapyTalk', usual);

test('a file of users gives them', async () => {
  const text = ownUsersText({ environment: 'therapyTalk', scenarios: [ownScenario('Mine', 'smoking')] });
  expect(await read(new File([text], 'users.json'))).toMatchObject({ users: { scenarios: [{ name: 'Mine' }] } });
});

test('what is wrong with files is told', async () => {
  await expect(read(new File(['{'], 'users.json'))).rejects.toThrow('Not taken: users.json: the file is not JSON');
  const large = new File([], 'users.json');
  Object.defineProperty(large, 'size', { value: 1e9 });
  await expect(read(large)).rejects.toThrow('Not taken: ');
});

test('what the browser can’t read is told in its words', async () => {
  const folder = new File([], 'a folder');
  folder.text = () => Promise.reject(new DOMException('A requested file could not be found.', 'NotFoundError'));
  await expect(read(folder)).rejects.toThrow('Not taken: A requested file could not be found.');
});
