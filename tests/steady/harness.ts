/**
 * A harness: the real server in processes of its own, and one kind of trouble around it. Each is played small in the
 * long tests, within about half a minute, and whole by `npm run steady`.
 */
export type Harness = {
  name: string;
  /** What the server promises under this trouble, in one sentence. */
  promise: string;
  /** Whether it takes all that the machine has, so that nothing else can be played beside it. */
  fillsMachine?: true;
  play: (size: Size) => Promise<Outcome>;
};

export type Size = 'small' | 'full';

export type Outcome = {
  /** What did not hold, a sentence each: what was lost, done twice, refused without need, or unbounded. No times. */
  broken: string[];
  /** What was counted and measured, by its name with its unit. */
  figures: Record<string, number | string>;
};
