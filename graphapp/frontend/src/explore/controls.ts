import { found, make, needed } from "../page/dom";
import type { Part, Shown } from "./shown";
import { COLOURS, START } from "./state";
import type { Store } from "./store";

/** The form beside the picture: which network, what size and colour say, district and period. Without scripts it is a plain form. */
export class Controls implements Part {
  readonly #form = needed<HTMLFormElement>("controls");
  readonly #projection = needed<HTMLSelectElement>("projection");
  readonly #size = needed<HTMLSelectElement>("size");
  readonly #colour = needed<HTMLSelectElement>("colour");
  readonly #district = needed<HTMLSelectElement>("district");
  readonly #from = needed<HTMLInputElement>("from");
  readonly #to = needed<HTMLInputElement>("to");
  readonly #undated = needed<HTMLInputElement>("undated");

  constructor(readonly store: Store) {
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#projection.addEventListener("change", () => {
      // Ids of things stay; what is a property of one network only does not.
      const without = store.state.without.filter((id) => !/^c\d+$/.test(id));
      store.change({ projection: this.#projection.value, without, camera: null, pair: null, focus: "" });
    });
    this.#size.addEventListener("change", () => store.change({ size: this.#size.value }));
    this.#colour.addEventListener("change", () => {
      store.change({ colour: COLOURS.find((one) => one === this.#colour.value) ?? START.colour });
    });
    this.#district.addEventListener("change", () => store.change({ district: this.#district.value }));
    this.#undated.addEventListener("change", () => store.change({ undated: this.#undated.checked }));
    for (const field of [this.#from, this.#to]) field.addEventListener("change", () => this.#period());
  }

  show({ landscape, state, measure }: Shown): void {
    options(this.#size, landscape.measures);
    options(this.#district, [
      { id: "", name: this.#district.options[0]?.text ?? "" },
      ...landscape.districts,
    ]);
    this.#projection.value = state.projection;
    this.#size.value = measure.id;
    this.#colour.value = state.colour;
    this.#district.value = state.district;
    this.#from.value = String(state.from ?? "");
    this.#to.value = String(state.to ?? "");
    this.#undated.checked = state.undated;
    needed("size-explained").textContent = measure.explain;
    needed("projection-explained").textContent =
      this.#projection.selectedOptions[0]?.dataset["explain"] ?? "";
    for (const link of found("downloads")?.querySelectorAll("a") ?? []) {
      link.href = `/network/${state.projection}.${link.dataset["kind"]}`;
    }
  }

  #period(): void {
    const [from, to] = [this.#from, this.#to].map((field) =>
      /^[12]\d{3}$/.test(field.value) ? Number(field.value) : null,
    );
    if (from == null || to == null || from <= to) this.store.change({ from: from ?? null, to: to ?? null });
    else this.store.change({ from: to, to: from });
  }
}

function options(select: HTMLSelectElement, wanted: readonly { id: string; name: string }[]): void {
  const known = [...select.options].map((option) => `${option.value} ${option.text}`).join();
  if (known === wanted.map((one) => `${one.id} ${one.name}`).join()) return;
  select.replaceChildren(...wanted.map((one) => make("option", { value: one.id }, one.name)));
}
