/* Shared by the dashboard's parts: elements made of text, never of markup. */
function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function badge({ colour, glyph, filled }) {
  const style = filled === false ? `--ink:${colour}` : `--ink:${colour};background:${colour};color:#fff`;
  return element("span", { class: "badge", style, "aria-hidden": "true" }, glyph);
}

// The server may take two quick actions as one call and hear only the last: every call therefore carries all
// actions that it has not yet confirmed, numbered.
function sender(ui, { seen }, setTriggerValue) {
  ui.pending = (ui.pending || []).filter(([number]) => number > seen);
  ui.number = Math.max(ui.number || 0, seen);
  return (action) => {
    ui.pending.push([++ui.number, action]);
    setTriggerValue("actions", [...ui.pending]);
  };
}
