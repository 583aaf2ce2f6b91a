/** Which dots of a map can carry their name without covering another's. */

export interface Dot {
  id: string;
  x: number;
  y: number;
  size: number;
  place: { name: string };
}

/** No more names than this, however much room there is. */
const MOST = 24;
const LETTER = 6.5;
const LINE = 14;

/** Ids of the dots that get a name at this scale, the first ones first; all in units of the map. */
export function labelled(dots: readonly Dot[], scale: number): Set<string> {
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  const named = new Set<string>();
  for (const { id, x, y, size, place } of dots) {
    const left = x * scale + size + 4;
    const box = { left, right: left + place.name.length * LETTER, top: y * scale - LINE / 2, bottom: y * scale + LINE / 2 };
    const free = taken.every((other) => box.right < other.left || other.right < box.left || box.bottom < other.top || other.bottom < box.top);
    if (!free) continue;
    taken.push(box);
    named.add(id);
    if (named.size === MOST) break;
  }
  return named;
}
