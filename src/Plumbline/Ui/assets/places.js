// Where links with an anchor lead. Scrolling alone would leave the keyboard behind: the next Tab would go on from the link.

const fields = "input:not([type=hidden]), select, textarea";

/** Puts the keyboard into a field, or at the head of what is no field; what is folded is unfolded. */
export function enter(place) {
  for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }

  const field = place.matches(fields) ? place : place.matches("td") ? place.querySelector(fields) : null;
  const target = field ?? place;
  if (!field && !place.matches("a[href], button, summary, [tabindex]")) {
    place.tabIndex = -1;
  }
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: field ? "center" : "start", inline: "nearest" });
}

/** Enters what the anchor names, if it is there. */
export function enterAnchor(anchor) {
  let name;
  try {
    name = decodeURIComponent(anchor.slice(1));
  } catch {
    return; // a percent sign that stands for itself: none of our names has one
  }
  const place = name && document.getElementById(name);
  if (place) {
    enter(place);
  }
}
