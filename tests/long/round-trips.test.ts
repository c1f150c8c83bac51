/** The round trips of bodies, tried far more often than there is time for in `npm test`. */
process.env['CHANCES'] ??= '2000';
await import('../library/body/round-trips.test.ts');
