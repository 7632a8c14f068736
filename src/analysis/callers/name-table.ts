/** Names by place, each once. */
export class NameTable {
  readonly #names: string[];
  readonly #places: Map<string, number>;

  constructor(known: readonly string[] = []) {
    this.#names = [...known];
    this.#places = new Map(known.map((name, place) => [name, place]));
  }

  /** In the order of their places. */
  get all(): readonly string[] {
    return this.#names;
  }

  placeOf(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const place = this.#names.push(name) - 1;
    this.#places.set(name, place);
    return place;
  }
}
