import { build } from 'rolldown';
import config from '../rolldown.config.ts';

await build(config);

/** The script that starts Dateline as the image does. */
export const bundle = 'dist/dateline.js';
