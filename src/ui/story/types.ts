/** What the reader has done in a chapter, by name; kept while the story is open. */
export interface Memory {
  readonly kept: Readonly<Record<string, string>>;
  readonly keep: (name: string, value: string) => void;
}
