import { presetNamed } from '../experiments/index.ts';
import type { RecordedFact } from '../recordings/index.ts';
import { recordingOf } from './recorded.ts';
import type { RecordingReaderPort } from './recordingReader.ts';
import { viewAfter } from './runView.ts';
import type { RunView } from './runView.ts';

/**
 * The whole recorded run of a preset, read by a worker of its own, so that nothing else on the page is touched; null: the site has
 * none. Rejects for a list or a recording that can't be read, or is of another setup.
 */
export async function recordedRun(preset: string, openReader: () => RecordingReaderPort): Promise<RunView | null> {
  const { config } = presetNamed(preset);
  const reader = openReader();
  try {
    const entry = recordingOf(await reader.list(), config);
    if (!entry) return null;
    const facts: RecordedFact[] = [];
    await reader.read(entry, (fact) => facts.push(fact));
    const view = facts.reduce<RunView | null>(viewAfter, null);
    if (JSON.stringify(view?.config) !== JSON.stringify(config))
      throw new RangeError('the recording is of another setup');
    return view;
  } finally {
    reader.end();
  }
}
