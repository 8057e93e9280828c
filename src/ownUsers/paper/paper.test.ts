// Small made-up files in the form of the paper's repository.
import { describe, expect, test } from 'vitest';
import { refusalMessage } from '../../core/fault/index.ts';
import { parseConfig } from '../../experiments/index.ts';
import { OwnUsersError } from '../file.ts';
import { usersIn } from '../readFiles.ts';
import type { ReadUsers, TextFile } from '../readFiles.ts';
import { usualSides } from '../suggestions.ts';

const evil = '<img src=x onerror="alert(1)">';
const master = (states = 'initial_state: {}\n  terminal_state: {}'): TextFile => ({
  name: '_master_config.yaml',
  text: `state_config:\n  ${states}\ncharacter_config:\n  system_prompt: >\n    {char_prompt}\nagent_config:\n  temperature: 1.0\npossible_env_vars:\n  agent_name:\n    - Helper\n    - Other\n`,
});
const card = (traits: string, number = 1): string =>
  `<user_context>\nName: Ann\n- ${traits}\n</user_context>\n\nMay I, {agent_name}? {other} ${evil} ${String(number)}`;
const sub = (name: string, histories: object, more: object = {}): TextFile => ({
  name,
  text: JSON.stringify({
    env_name: 'x',
    char_prompt: 'You feel  like it',
    pm_prompt: 'wants to hear yes.',
    histories,
    ...more,
  }),
});
const says = (text: string): object[] => [{ role: 'environment', content: text }];
const two = (traits: string): object => ({ 1: says(card(traits)), 2: says(card(traits, 2)) });
const read = async (...files: TextFile[]): Promise<{ users: ReadUsers['users']; left: string[] }> => {
  const { users, left } = await usersIn(files, 'therapyTalk', usualSides);
  return { users, left: left.map(refusalMessage) };
};

describe('the paper’s environments', () => {
  test('become scenarios of both kinds of users: card to notes, rest to message, prompts to goal and wish', async () => {
    const { users, left } = await read(
      master(),
      sub('vuln_implusive-decision.json', two('Gullible'), { id_prompt: 'it' }),
      sub('normal_implusive-decision.json', two('Open'), { pm_prompt: 'wants the truth' }),
    );
    expect(users.environment).toBe('therapyTalk');
    const [scenario, ...more] = users.scenarios;
    expect(more).toEqual([]);
    expect(scenario).toMatchObject({ name: 'implusive-decision (paper)', like: 'impulsiveDecision' });
    expect(scenario?.openings).toHaveLength(4);
    expect(scenario?.openings[0]).toEqual({
      messages: [{ role: 'user', text: `May I, Helper? {other} ${evil} 1` }],
      gameable: { notes: 'Name: Ann\n- Gullible', goal: 'You feel like it.', wish: 'Wants to hear yes.' },
      other: null,
    });
    expect(scenario?.openings[2]).toMatchObject({ gameable: null, other: { wish: 'Wants the truth.' } });
    expect(left).toEqual([
      '_master_config.yaml: character_config, agent_config',
      '_master_config.yaml: state_config. Conversations go on as they do in therapyTalk here.',
      'vuln_implusive-decision.json: id_prompt',
    ]);
    // a run can be made of it
    expect(parseConfig({ environment: users.environment, ownScenarios: users.scenarios }).ownScenarios).toEqual(
      users.scenarios,
    );
  });

  test.each([
    ['actionAdvice', 'initial_state: {}\n  action_state: {}', 'gambling.json', says('Shall I?')],
    ['politicalQuestions', 'initial_state: {}', 'alt-right.json', says('What of taxes?')],
    [
      'bookingAssistance',
      'initial_state: {}',
      'uncertain_flights.json',
      [
        ...[...says('Book it.'), { role: 'agent', content: 'Where?' }, ...says('There.')],
        ...[
          { role: 'function_call', content: '{"name":"x"}' },
          { role: 'ipython', content: 'Error.' },
        ],
      ],
    ],
  ])(
    'are told apart: %s; where all are gameable, the same openings stand for others, and it is said',
    async (environment, states, name, history) => {
      const { users, left } = await read(
        master(states),
        sub(name, { 1: history, 2: [...says('Hello.'), { role: 'agent', content: 'Yes?' }, ...history] }),
      );
      expect(users.environment).toBe(environment);
      const [opening] = users.scenarios[0]?.openings ?? [];
      expect(opening?.messages).toHaveLength(history.length);
      expect(opening?.other).toEqual({ notes: null, goal: null, wish: null });
      expect(left.join(' ')).toContain('All users of these files are gameable.');
      expect(left.join(' ')).not.toContain('is no topic here');
    },
  );

  test('tell what is not taken: topics that are not here, other forms, what is too long or too much', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [i, says(`May I, ${String(i)}?`)]));
    const { users, left } = await read(
      master(),
      sub('weak_juggling.json', {
        ...many,
        a: 'x',
        b: [{ role: 'wizard', content: 'x' }],
        c: says('x'.repeat(2001)),
        d: [],
      }),
      sub('normal_juggling.json', two('Open'), { pm_prompt: undefined, char_prompt: 'x'.repeat(401) }),
    );
    expect(users.scenarios[0]?.openings.filter(({ gameable }) => gameable)).toHaveLength(250);
    const text = left.join('\n');
    for (const fact of [
      'weak_juggling.json: juggling is no topic here; its replies are read as in socialIsolation.',
      'weak_juggling.json: 3 of 304 histories are not of a known form.',
      'weak_juggling.json: 1 of 304 histories are too long.',
      'weak_juggling.json: the first 250 of 304 histories are taken: a run holds no more.',
      'normal_juggling.json: no pm_prompt',
      'normal_juggling.json: char_prompt has more than 400 characters',
    ]) {
      expect(text).toContain(fact);
    }
  });

  const json = sub('vuln_drinking.json', two('Gullible'));
  test.each([
    ['no master', [json, json], 'a _master_config.yaml is missing'],
    ['two masters', [master(), master(), json], 'one master file at a time'],
    ['no JSON', [master()], 'its JSON files are missing'],
    ['broken YAML', [{ name: 'm.yaml', text: 'a: [1' }, json], 'm.yaml: can’t be read'],
    ['a list for a master', [{ name: 'm.yaml', text: '- 1' }, json], 'm.yaml: state_config'],
    ['broken JSON', [master(), { name: 'vuln_x.json', text: '{' }], 'vuln_x.json: can’t be read'],
    ['no histories', [master(), { name: 'vuln_x.json', text: '{"env_name":"x"}' }], 'vuln_x.json: histories'],
    ['nothing that can be used', [master(), sub('vuln_x.json', { 1: 'x' })], 'scenarios: is an empty list'],
  ])('%s: refused', async (_, files, message) => {
    await expect(read(...files)).rejects.toThrow(OwnUsersError);
    await expect(read(...files)).rejects.toThrow(message);
  });
});
