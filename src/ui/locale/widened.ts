/** Words of one language as any other may have them: the same keys, other strings. */
export type Widened<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Widened<Said>
    : T extends object
      ? { readonly [Key in keyof T]: Widened<T[Key]> }
      : T;
