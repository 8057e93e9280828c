import { expect, test } from 'vitest';
import { defaults, parseConfig, presetNamed, presets } from '../../experiments/index.ts';
import { presetsJson, presetsText } from './list.ts';

interface Listed {
  readonly name: string;
  readonly title: string;
  readonly paper: string | null;
  readonly changes: Record<string, unknown>;
}

test('JSON: name, title and changes, which make the preset out of the defaults', () => {
  const listed = JSON.parse(presetsJson()) as Listed[];
  expect(listed.map(({ name }) => name)).toEqual(presets.map(({ id }) => id));
  for (const { name, changes } of listed) {
    expect(parseConfig(changes)).toEqual(presetNamed(name).config);
    for (const [key, value] of Object.entries(changes))
      expect(value).not.toEqual(defaults[key as keyof typeof defaults]);
  }
});

test('text: three lines for each', () => {
  const lines = presetsText().split('\n');
  expect(lines).toHaveLength(3 * presets.length + 1);
  expect(lines.slice(3, 6)).toEqual([
    'booking',
    '  Booking-Assistance, all users gameable (paper: figure 2)',
    '  environment=bookingAssistance gameableShare=1 learningRate=0.0003',
  ]);
  expect(presetsText()).toContain(
    'therapy-shuffled\n  Null control: ratings shuffled inside each group (not in the paper)\n',
  );
});
