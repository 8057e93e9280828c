// Where models are to be found that no list names: of this browser, never part of a config. Keys are of this moment alone.
import * as v from 'valibot';
import { recordSchema } from '../webllm/records.ts';
import type { ModelRecord } from '../webllm/records.ts';

export interface ServerPlace {
  /** Up to and with its /v1, absolute. */
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
  v.url(),
  v.check((text) => /^https?:/u.test(text), 'not an address that begins with http:// or https://'),
);

const placesSchema: v.GenericSchema<unknown, ModelPlaces> = v.object({
  own: v.array(recordSchema),
  servers: v.record(v.string(), v.object({ base: address, key: v.nullable(v.pipe(v.string(), v.maxLength(500))) })),
});

/** Throws ValiError. */
export const parsePlaces = (input: unknown): ModelPlaces => v.parse(placesSchema, input);
