/** The operations whose example cannot succeed on a new server, and why. */
export const meantToFail: Record<string, string> = {};
