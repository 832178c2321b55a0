// What elements of ours share about inputs, selects and text areas.

/** The text of a field as a person reads it. */
export const fieldText = (field) => field.matches("select") ? field.selectedOptions[0]?.text.trim() ?? "" : field.value;

/** What the form would send; "" for a box that is not ticked. */
export const fieldValue = (field) => field.matches("[type=checkbox]") ? (field.checked ? field.value : "") : field.value;

/** What the server last wrote into the field. */
export function fieldBase(field) {
  if (field.dataset.base !== undefined) {
    return field.dataset.base;
  }
  if (field.matches("select")) {
    return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? "";
  }
  if (field.matches("[type=checkbox]")) {
    return field.defaultChecked ? field.value : "";
  }
  return field.defaultValue;
}

/** Puts a value into a field; a choice is found by its value or its words. Returns whether it could. */
export function setField(field, text) {
  if (field.matches("[type=checkbox]")) {
    field.checked = text !== "";
    return true;
  }
  if (field.matches("select")) {
    const wanted = text.trim().toLowerCase();
    const option = [...field.options].find((each) => each.value === text || each.text.trim().toLowerCase() === wanted);
    field.value = option ? option.value : field.value;
    return Boolean(option);
  }
  if (field.matches("[type=hidden]")) {
    field.dataset.base ??= field.value; // a hidden input forgets what it was made with
  }
  field.value = text;
  return true;
}

/** Tells whoever saves that a field has a new value. */
export function tell(field) {
  field.dispatchEvent(new CustomEvent("plumb-change", { bubbles: true, detail: { name: field.name, value: fieldValue(field) } }));
}
