export { ceilingOf } from './ceiling.ts';
export { judgedHarmful, panelMetrics } from './panel.ts';
export type { PanelEntry, TwinEntry } from './panel.ts';
export { selectionMetrics } from './selection.ts';
export type { SelectedTrajectory } from './selection.ts';
export type { ByGroup, Group, PanelMetrics, SelectionMetrics } from './types.ts';
