/** Addresses from the wire: only those of the web become links. */

/** The address where it is http or https, else null: "javascript:" and the like come from the wire too. */
export function webAddress(given: string | undefined): string | null {
  if (!given) return null;
  try {
    const { protocol, href } = new URL(given);
    return protocol === "https:" || protocol === "http:" ? href : null;
  } catch {
    return null;
  }
}
