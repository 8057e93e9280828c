/**
 * Min-p as runs and figures use it unless told otherwise. A small model's softmax leaves a little probability on every
 * token, most of them nonsense where they stand; what this leaves out is less than half a token in a hundred.
 */
export const usualMinP = 0.01;
