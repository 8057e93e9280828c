// What the simulation worker says about models is checked before anything is drawn from it.
import * as v from 'valibot';
import type { ModelOutcome } from '../../../workers/protocol.ts';
import { faultKinds } from '../../models/shelf/modelFault.ts';
import type { ModelFault } from '../../models/shelf/modelFault.ts';
import type { CachedModel, ModelOffers } from '../../models/shelf/modelShelf.ts';
import { adapterSchema } from '../../models/webllm/adapter.ts';
import type { Fit } from '../../models/webllm/adapter.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const faultSchema: v.GenericSchema<unknown, ModelFault> = v.variant('engine', [
  v.object({ engine: v.literal('webllm'), kind: v.picklist(faultKinds.webllm), detail: v.string() }),
  v.object({ engine: v.literal('server'), kind: v.picklist(faultKinds.server), detail: v.string() }),
]);

export const fitSchema: v.GenericSchema<unknown, Fit> = v.variant('fit', [
  v.object({ fit: v.literal('fits') }),
  v.object({ fit: v.literal('mayNotFit'), why: v.picklist(['memory', 'buffers', 'unknownMemory']) }),
  v.object({ fit: v.literal('cannotRun'), why: v.picklist(['noF16', 'limits', 'buffers']) }),
]);

export const offersSchema: v.GenericSchema<unknown, ModelOffers> = v.object({
  gpu: v.union([adapterSchema, v.picklist(['noWebGpu', 'noAdapter'])]),
  models: v.array(
    v.object({
      ...{ id: v.string(), name: v.string(), bits: v.nullable(count), arithmetic: v.picklist(['f16', 'f32']) },
      ...{ context: count, memoryMB: v.nullable(v.number()), licence: v.nullable(v.string()), isOwn: v.boolean() },
      fit: fitSchema,
    }),
  ),
  pairs: v.array(v.object({ agent: v.string(), others: v.string(), fit: fitSchema })),
});

export const cachedSchema: v.GenericSchema<unknown, CachedModel[]> = v.array(
  v.object({ id: v.string(), folder: v.string(), bytes: count, isComplete: v.boolean() }),
);

export const outcomeSchema = <Value>(
  value: v.GenericSchema<unknown, Value>,
): v.GenericSchema<unknown, ModelOutcome<Value>> =>
  v.union([v.object({ fault: v.null(), value }), v.object({ fault: faultSchema, value: v.null() })]);

export const speedSchema = v.object({ msPerTrajectory: v.pipe(v.number(), v.minValue(0)) });
export const sizeSchema = count;
export const nothingSchema = v.null();
export const namesSchema = v.array(v.string());
