import { harnesses } from '../../steady/all.ts';
import { playSmall } from './play-small.ts';

playSmall(harnesses.filter(({ fillsMachine }) => !fillsMachine));
