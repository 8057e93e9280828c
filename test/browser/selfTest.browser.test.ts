// The dialog of the self-test: in Chromium, with reports as its worker tells them, and with the worker itself, which finds no model.
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseSelfTestReport } from '../../src/session/selfTestWorker.ts';
import { SelfTestDialog } from '../../src/ui/models/SelfTestDialog.tsx';
import { Dialog } from '../../src/ui/shell/Dialog.tsx';
import type { ModelRecord } from '../../src/models/webllm/records.ts';
import type { SelfTestReport } from '../../workers/protocol.ts';
import '../../src/ui/styles/tokens.css';
import '../../src/ui/styles/base.css';

let root: ReturnType<typeof createRoot>;
let tell: (report: SelfTestReport) => void;
let end: () => void;
const stop = vi.fn();
const onClose = vi.fn();

beforeEach(() => {
  const home = document.createElement('div');
  document.body.append(home);
  root = createRoot(home);
  vi.clearAllMocks();
});
afterEach(() => {
  root.unmount();
  document.body.replaceChildren();
});

function show(
  start?: (model: unknown, onReport: typeof tell) => { done: Promise<void>; stop: () => void },
  own: ModelRecord | null = null,
): void {
  const model = 'Nothing-q4f32_1-MLC';
  root.render(createElement(SelfTestDialog, { model, own, onClose, ...(start && { start }) }));
}
const scripted = (_: unknown, onReport: typeof tell) => {
  tell = onReport;
  return { done: new Promise<void>((resolve) => (end = resolve)), stop };
};

const button = (name: string): HTMLButtonElement => {
  const found = [...document.querySelectorAll('button')].find((each) => each.textContent === name);
  if (!found) throw new Error(`there is no button ${name}`);
  return found;
};
const rows = (): string[] => [...document.querySelectorAll('li')].map((each) => each.innerText.replaceAll('\n', ' | '));
const text = (): string => document.querySelector('textarea')?.value ?? '';
const passed = (name: 'load' | 'repeats', measured: Record<string, number>): SelfTestReport => ({
  ...{ kind: 'result', result: { name, outcome: 'passed', measured, fault: null } },
});

test('tells check by check what was run, stops when asked, and moves nothing', async () => {
  show(scripted);
  await vi.waitFor(() => {
    button('Begin').click();
  });
  await vi.waitFor(() => {
    expect(rows()[0]).toContain('running');
  });
  const places = (): number[] => [...document.querySelectorAll('li')].map((each) => each.getBoundingClientRect().top);
  const before = places();
  tell({ kind: 'gpu', description: 'a GPU', isFallback: true });
  tell({ kind: 'loading', share: 0.25 });
  await vi.waitFor(() => {
    expect(rows()[0]).toContain('loading, 25 %');
  });
  tell(passed('load', { seconds: 3 }));
  tell(passed('repeats', { tokens: 5, same: 5 }));
  await vi.waitFor(() => {
    expect(rows()[1]).toBe('A request with the same seed gives the same tokens | passed | 5 of 5 tokens the same');
  });
  expect(rows()[2]).toContain('running');
  expect(places()).toEqual(before);
  button('Stop').click();
  await vi.waitFor(() => {
    expect(rows()[2]).toContain('not run yet');
  });
  expect(stop).toHaveBeenCalledOnce();
  expect(text()).toContain('GPU: a GPU (a program that stands in for one)');
  expect(text().match(/passed/gu)).toHaveLength(2);
  expect(text().match(/not run/gu)).toHaveLength(4);
  // what comes too late is not heard
  tell(passed('load', { seconds: 99 }));
  end();
  button('Begin again').click();
  await vi.waitFor(() => {
    expect(text()).not.toContain('passed');
  });
});

test('with its own worker: of a model that there is not, nothing has passed', async () => {
  show();
  await vi.waitFor(() => {
    button('Begin').click();
  });
  await vi.waitFor(
    () => {
      expect(button('Begin again')).toBeDefined();
    },
    { timeout: 60_000 },
  );
  expect(rows()[0]).toContain('failed | WebLLM has no model called Nothing-q4f32_1-MLC');
  const others = rows().slice(1);
  expect(others).toHaveLength(5);
  for (const row of others) expect(row).toContain('not run | the model was not loaded');
  expect(text()).not.toContain('passed');
});

test('of a model of one’s own tries what lies at its addresses, not what WebLLM’s list has by its name', async () => {
  const own: ModelRecord = {
    ...{ model: 'https://a.test/mine', model_id: 'Nothing-q4f32_1-MLC', model_lib: 'https://a.test/mine.wasm' },
  };
  const start = vi.fn(scripted);
  show(start, own);
  await vi.waitFor(() => {
    button('Begin').click();
  });
  expect(start.mock.calls[0]?.[0]).toEqual(own);
});

test('closed, it leaves the dialog open that it was opened from', async () => {
  const onOuter = vi.fn();
  const inner = createElement(SelfTestDialog, { model: 'mine', own: null, onClose, start: scripted });
  root.render(createElement(Dialog, { title: 'Models', onClose: onOuter, children: inner }));
  const dialogs = await vi.waitUntil(() => {
    const found = [...document.querySelectorAll('dialog')];
    return found.length === 2 && found.every(({ open }) => open) && found;
  });
  dialogs[1]?.close();
  await vi.waitFor(() => {
    expect(onClose).toHaveBeenCalledOnce();
  });
  expect(onOuter).not.toHaveBeenCalled();
  dialogs[0]?.close();
  await vi.waitFor(() => {
    expect(onOuter).toHaveBeenCalledOnce();
  });
});

test('what its worker tells is checked', () => {
  expect(() => parseSelfTestReport({ kind: 'result', result: { name: 'fly' } })).toThrow();
  expect(() => parseSelfTestReport({ ...passed('load', {}), more: 1 })).toThrow();
});
