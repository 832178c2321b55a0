// Styles for a shadow root. Made by script and shared, since the page's policy takes no style elements.
const common = new CSSStyleSheet();
common.replaceSync(`
  :host([hidden]) { display: none }
  button { font: inherit; font-weight: 550; padding: .25rem .6rem; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); color: var(--ink); cursor: pointer }
  button:hover { background: var(--hover) }
  button:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px }`);

/** The sheets for a shadow root with these rules. */
export function sheet(rules) {
  const own = new CSSStyleSheet();
  own.replaceSync(rules);
  return [common, own];
}
