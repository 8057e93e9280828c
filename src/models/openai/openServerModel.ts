import { OpenAiModel } from './openAiModel.ts';
import type { Server } from './wire.ts';

/** A model behind a server, and what it is known by: its name there, for nobody can see its weights. */
export const openServerModel = (server: Server, id: string) => ({
  chat: new OpenAiModel(server, id),
  name: id,
  identity: JSON.stringify(['server', id]),
});
