export { changeableKeys, changesWith, configAt, settingsChangedAt } from './changes.ts';
export { changedKeys, nearestOf } from './differences.ts';
export { configKeys, defaults, fields, listOptions } from './fields.ts';
export type { Field } from './fields.ts';
export { hasAdapter } from './learners.ts';
export { builtinModel, chosenModels, isBuiltin, parseModel, writesFreeText, roleFields } from './models.ts';
export type { RoleField } from './models.ts';
export { ConfigError, isConfigKey, parseConfig, valueFault } from './schema.ts';
export type { ChangeableKey, ConfigKey, RunConfig, SelectionLevel, SettingsChange, VetoType } from './types.ts';
