import * as v from 'valibot';

const manifestSchema = v.object({
  records: v.array(v.object({ nbytes: v.pipe(v.number(), v.integer(), v.minValue(0)) })),
});

/**
 * Bytes of weights that a model's tensor-cache.json (ndarray-cache.json) lists: nearly all of the download. The list of models
 * itself knows only the memory, which is more. Throws ValiError for anything but such a file.
 */
export const downloadBytes = (manifest: unknown): number =>
  v.parse(manifestSchema, manifest).records.reduce((sum, { nbytes }) => sum + nbytes, 0);
