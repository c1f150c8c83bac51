import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

type Parsed<O extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true }>
>;

/** What a command was called with. Prints how it is used and ends with 0 for `--help`; throws for what it does not know. */
export function readArguments<O extends ParseArgsOptionsConfig>(usage: string, options: O): Parsed<O> {
  const args = process.argv.slice(3);
  const loose = parseArgs({ args, options: { ...options, help }, strict: false, tokens: true });
  if (loose.values['help'] === true) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  for (const token of loose.tokens) {
    if (token.kind !== 'option') continue;
    const fault = faultOf(token, options[token.name]);
    if (fault !== undefined) throw new Error(`${fault}\n\n${usage}`);
  }
  return parseArgs({ args, options, allowPositionals: true });
}

const help = { type: 'boolean', short: 'h' } as const;

type Option = { rawName: string; value?: string | undefined; inlineValue?: boolean | undefined };

function faultOf(
  { rawName, value, inlineValue }: Option,
  known: ParseArgsOptionsConfig[string] | undefined,
): string | undefined {
  if (!known) return `There is no option ${rawName}.`;
  if (known.type === 'boolean') return value === undefined ? undefined : `${rawName} takes no value.`;
  // What looks like an option is one, unless it was said with `=`.
  const isMissing = value === undefined || (value.startsWith('-') && !inlineValue);
  return isMissing ? `${rawName} needs a value.` : undefined;
}
