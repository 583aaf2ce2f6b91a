/** Whether there is room for things side by side; the same width as in the styles. */

import { useEffect, useState } from "preact/hooks";

export function useWide(): boolean {
  const [query] = useState(() => window.matchMedia("(min-width: 800px)"));
  const [wide, setWide] = useState(query.matches);
  useEffect(() => {
    const follow = (): void => setWide(query.matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, [query]);
  return wide;
}
