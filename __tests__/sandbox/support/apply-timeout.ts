/**
 * Time limit of a test that applies stacks, milliseconds. Alone such a test takes a minute or two; with others beside it
 * on a busy machine it takes many times as long, and that is no failure.
 */
export const APPLY_TIMEOUT_MS = 1_200_000;
