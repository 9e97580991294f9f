/** Random numbers that are the same in every run with the same seed. */
export class Random {
  private state: number;

  /** @param stream tells apart several sequences of one seed */
  constructor(seed: number, stream = 0) {
    this.state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0;
  }

  /** A whole number from 0 on. Linear congruential, constants of Numerical Recipes. */
  below(limit: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * limit);
  }
}
