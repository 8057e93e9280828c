/** One message; `nats`: its surprisal given everything before it, and given that there is a message. */
export interface ExchangeMessage {
  readonly role: 'user' | 'agent';
  readonly text: string;
  readonly nats: number;
}

/** A short conversation of the pretraining corpus that belongs to no environment. The system prompt counts as given. */
export interface Exchange {
  readonly system: string | null;
  readonly messages: readonly ExchangeMessage[];
}
