import fc from 'fast-check';

/**
 * Random tests play the same cases in every run, so that a change is judged by what it changes. `FAST_CHECK_SEED` plays
 * others, or again those of a run that failed: fast-check prints their seed.
 */
fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 1) });
