/**
 * A browser as the story needs it, whatever its protocol: elements are found by what people read, clicks and keys are the
 * browser's own, and everything waits until it is there.
 */

/** Kinds of elements, and how the page has them. */
const KINDS = {
  link: 'a[href]',
  button: 'button',
  field: 'input:not([type=hidden]), select, textarea',
  heading: 'h1, h2',
  region: '[role=region]',
};
export type Kind = keyof typeof KINDS;

/** Runs in the page: the first element of this kind that is shown and has this name, else one that begins with it, else one with it somewhere. */
const FIND = `(selector, name, isField) => {
  const plain = (text) => (text ?? '').replace(/\\s+/g, ' ').trim();
  const named = (e) => plain(e.getAttribute('aria-label') || (isField ? [...e.labels].map((l) => l.innerText).join(' ') : e.innerText));
  // A radio button may be drawn by its label.
  const isShown = (e) => e.getClientRects().length > 0 && !e.disabled;
  const all = [...document.querySelectorAll(selector)].filter(isShown);
  return all.find((e) => named(e) === name) ?? all.find((e) => named(e).startsWith(name)) ?? all.find((e) => named(e).includes(name)) ?? null;
}`;

/** How long an element, a text or an address is waited for. */
const PATIENCE = 15_000;

export abstract class Tab {
  /** Opens an address; the page's resources are there when it is done. */
  abstract go(url: string): Promise<void>;
  /** Runs a function of the page's language in the page and gives what it returns, as JSON. */
  abstract run<T>(source: string, ...args: unknown[]): Promise<T>;
  /** The same for a function that returns an element; a handle of it, if there is one. */
  protected abstract element(source: string, ...args: unknown[]): Promise<string | undefined>;
  /** A click as a mouse makes it. */
  protected abstract press(handle: string): Promise<void>;
  /** Keys as a keyboard makes them, in this element. */
  protected abstract keys(handle: string, text: string): Promise<void>;

  async click(kind: Kind, name: string) {
    const what = `the ${kind} "${name}"`;
    // A page that is just being left takes its elements along.
    await this.until(what, async () => {
      const handle = await this.find(kind, name);
      if (!handle) return false;
      await this.press(handle);
      return true;
    });
  }

  /** Types into a field, in place of what is there. */
  async fill(label: string, text: string) {
    await this.until(`the field "${label}"`, async () => {
      const handle = await this.find('field', label);
      if (!handle) return false;
      await this.run(`(selector, name) => { const e = (${FIND})(selector, name, true); e.focus(); e.select?.(); }`, KINDS.field, label);
      await this.keys(handle, text);
      return true;
    });
  }

  /** Chooses what a list offers under this text. */
  async choose(label: string, option: string) {
    const source = `(selector, name, text) => {
      const list = (${FIND})(selector, name, true);
      const found = [...(list?.options ?? [])].find((o) => o.text === text);
      if (!found) return false;
      list.value = found.value;
      for (const kind of ['input', 'change']) list.dispatchEvent(new Event(kind, { bubbles: true }));
      return true;
    }`;
    await this.until(`"${option}" in "${label}"`, () => this.run<boolean>(source, KINDS.field, label, option));
  }

  /** Waits until the page shows an element with this name. */
  async has(kind: Kind, name: string) {
    await this.until(`the ${kind} "${name}"`, async () => (await this.find(kind, name)) !== undefined);
  }

  /** Waits until the page says all of these. */
  async says(...texts: string[]) {
    for (const text of texts) {
      await this.until(`the text "${text}"`, async () => (await this.text()).includes(text));
    }
  }

  /** Waits until the address fits. */
  async at(pattern: RegExp) {
    await this.until(`an address like ${pattern}`, async () => pattern.test(await this.url()));
  }

  /** Waits until every island of the page is awake; gives how many there are. */
  async awake(): Promise<number> {
    const asleep = `() => document.readyState !== 'complete' || document.querySelector('[data-island]:not([data-ready])') !== null`;
    await this.until('the islands', async () => !(await this.run<boolean>(asleep)));
    return this.run<number>(`() => document.querySelectorAll('[data-ready]').length`);
  }

  url(): Promise<string> {
    return this.run<string>('() => location.href');
  }

  text(): Promise<string> {
    return this.run<string>(`() => (document.body?.innerText ?? '').replace(/\\s+/g, ' ')`);
  }

  private find(kind: Kind, name: string): Promise<string | undefined> {
    return this.element(FIND, KINDS[kind], name, kind === 'field');
  }

  private async until(what: string, holds: () => Promise<boolean>) {
    let fault: unknown;
    for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(50)) {
      try {
        if (await holds()) return;
      } catch (error) {
        fault ??= error;
      }
    }
    const page = await Promise.all([this.url(), this.text()]).catch(() => ['?', '?']);
    throw new Error(`${what} did not come at ${page[0]}: ${page[1].slice(0, 1_500)}`, { cause: fault });
  }
}

/** A running browser. */
export interface Browser {
  /** Its first tab. */
  tab: Tab;
  /** Waits for a tab that was not there before and gives it. */
  opened(): Promise<Tab>;
  stop(): Promise<void>;
}

/** The key that sends a form, at the end of what is typed. */
export const ENTER = '\uE007';

export const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
