/** A name that a component may have: `Article`, `Article2`, `Article3` … */
export function freeName(taken: Record<string, object>, name: string): string {
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}${number}`;
    if (!(free in taken)) return free;
  }
}
