// Words that several registers share.
export const foods: readonly string[] = ['nuts', 'eggs', 'fish', 'meat', 'bread', 'cheese', 'rice', 'soup'];
export const drinks: readonly string[] = ['tea', 'coffee', 'milk', 'water', 'wine'];
export const colours: readonly string[] = ['red', 'blue', 'green', 'yellow', 'black', 'white'];
export const animals: readonly string[] = ['dog', 'cat', 'horse', 'cow', 'bird'];
export const topics: readonly string[] = ['work', 'money', 'music', 'food', 'the weather', 'the weekend'];
