/** What a name inside a template stands for. */
export interface Binding {
  /** Access path that the name is another word for: `notes[]` for the `n` of `for n in notes`. Null: several, or none. */
  readonly path: string | null;
  /** Filters that the value passed before it got this name. */
  readonly filters?: readonly string[];
  /** Bound by the template to no input: macro parameter, compound `set`, `loop`. */
  readonly local?: boolean;
  /** Prints nothing of an input: a counter, a literal, a macro. */
  readonly silent?: boolean;
}

/** Names in reach, innermost last. Jinja, Liquid and PromptL bind by name; unknown names are inputs. */
export class Scope {
  readonly #frames: Map<string, Binding>[] = [new Map()];

  push(): void {
    this.#frames.push(new Map());
  }

  pop(): void {
    if (this.#frames.length > 1) this.#frames.pop();
  }

  bind(name: string, binding: Binding): void {
    this.#frames[this.#frames.length - 1]!.set(name, binding);
  }

  /** Jinja: a macro is known to the whole file, Liquid: `assign` is global. */
  bindGlobally(name: string, binding: Binding): void {
    this.#frames[0]!.set(name, binding);
  }

  find(name: string): Binding | undefined {
    // Frames nest as deep as blocks do; files with thousands of open blocks are cut at what a person would write.
    for (let index = this.#frames.length - 1, steps = 0; index >= 0 && steps < 100; index -= 1, steps += 1) {
      const found = this.#frames[index]!.get(name);
      if (found) return found;
    }
    return this.#frames[0]!.get(name);
  }
}
