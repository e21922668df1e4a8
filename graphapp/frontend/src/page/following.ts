/** A page with a form whose state is in the address: the form, and the parts of the page that a state changes. */
export interface Followed {
  form: string;
  parts: string[];
  /** Values that stand for themselves when they are left out of the address. */
  defaults?: Record<string, string>;
}

/**
 * Show what a form says as soon as it changes: ask for the page of that state, take its parts, and call `then`.
 * The address follows, so that every state can be shared; back and forward work.
 */
export function followForm({ form: id, parts, defaults = {} }: Followed, then: () => void): void {
  const form = document.getElementById(id);
  if (!(form instanceof HTMLFormElement)) return;
  let turn = 0;

  async function load(address: string): Promise<void> {
    turn += 1;
    const mine = turn;
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== turn) return;
      for (const part of parts) {
        const now = document.getElementById(part);
        const next = page.getElementById(part);
        if (now && next) now.replaceWith(document.adoptNode(next));
      }
      const languages = page.querySelector(".languages");
      if (languages) document.querySelector(".languages")?.replaceWith(document.adoptNode(languages));
      document.title = page.title;
      then();
    } catch {
      // What is wrong with the state, the page itself says best.
      if (mine === turn) location.assign(address);
    }
  }

  const show = (): void => {
    if (!form.checkValidity()) return;
    const address = addressOf(form, defaults);
    history.pushState(null, "", address + location.hash);
    void load(address);
  };
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (addressOf(form, defaults) !== location.pathname + location.search) show();
  });
  let path = location.pathname + location.search;
  addEventListener("popstate", () => {
    const now = location.pathname + location.search;
    if (now === path) return;
    path = now;
    fillForm(form, new URLSearchParams(location.search));
    void load(now);
  });
  form.addEventListener("change", () => {
    path = location.pathname + location.search;
  });
}

/** Return the address of the state that a form is in, without what is left open. */
function addressOf(form: HTMLFormElement, defaults: Record<string, string>): string {
  const pairs = [...new FormData(form).entries()]
    .map(([name, value]): [string, string] => [name, String(value)])
    .filter(([name, value]) => value !== "" && defaults[name] !== value);
  const search = new URLSearchParams(pairs).toString();
  return new URL(form.action).pathname + (search ? `?${search}` : "");
}

function fillForm(form: HTMLFormElement, state: URLSearchParams): void {
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && control.type === "checkbox")
      control.checked = state.getAll(control.name).includes(control.value);
    else if (control instanceof HTMLInputElement) control.value = state.get(control.name) ?? "";
    else if (control instanceof HTMLSelectElement) {
      control.value = state.get(control.name) ?? "";
      if (control.selectedIndex < 0) control.selectedIndex = 0;
    }
  }
}
