import { z } from 'zod';

export const MediaTopic = z
  .string()
  .regex(/^medtop:\d{8}$/, 'must be an IPTC Media Topic like medtop:20000640')
  .meta({ examples: ['medtop:20000640'] });
