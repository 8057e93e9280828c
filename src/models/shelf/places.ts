// Where models are to be found that no list names: of this browser, never part of a config. Keys are of this moment alone.
import * as v from 'valibot';
import { serverAddressFault } from '../openai/address.ts';
import { recordSchema } from '../webllm/records.ts';
import type { ModelRecord } from '../webllm/records.ts';

export interface ServerPlace {
  /** Up to and with its /v1, absolute, without credentials: it is kept. */
  readonly base: string;
  /** Null: it asks for none. */
  readonly key: string | null;
}

export interface ModelPlaces {
  /** WebLLM's models of one's own. */
  readonly own: readonly ModelRecord[];
  /** By the model's name at its server. */
  readonly servers: Readonly<Record<string, ServerPlace>>;
}

export const noPlaces: ModelPlaces = { own: [], servers: {} };

const address = v.pipe(
  v.string(),
  v.check(
    (text) => serverAddressFault(text) === null,
    ({ input }) => serverAddressFault(input) ?? '',
  ),
);

const placesSchema: v.GenericSchema<unknown, ModelPlaces> = v.object({
  own: v.array(recordSchema),
  servers: v.record(v.string(), v.object({ base: address, key: v.nullable(v.pipe(v.string(), v.maxLength(500))) })),
});

/** Throws ValiError. */
export const parsePlaces = (input: unknown): ModelPlaces => v.parse(placesSchema, input);
