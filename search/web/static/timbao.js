// What a page does more where scripts run: suggestions, keys, stepping through matches, dragging
// over the histogram. Without it everything can be done by links and buttons.
"use strict";

document.documentElement.classList.add("scripted");

const english = document.documentElement.lang === "en";
const say = (vi, en) => (english ? en : vi);
const box = document.getElementById("q");
const form = document.getElementById("search");

// suggestions: a combobox as ARIA 1.2 has it

const list = document.getElementById("suggestions");
const KINDS = {
  title: say("tít bài", "title"),
  name: say("tên", "name"),
  phrase: say("cụm từ", "phrase"),
  tag: say("từ khóa", "tag"),
};
let chosen = -1;
let waiting = 0;
let asked = null;

box.setAttribute("role", "combobox");
box.setAttribute("aria-autocomplete", "list");
box.setAttribute("aria-controls", list.id);
box.setAttribute("aria-expanded", "false");

function close() {
  clearTimeout(waiting);
  if (asked) asked.abort();
  list.hidden = true;
  list.replaceChildren();
  choose(-1);
  box.setAttribute("aria-expanded", "false");
}

function choose(number) {
  chosen = number;
  [...list.children].forEach((each, at) => each.setAttribute("aria-selected", at === number));
  if (number < 0) box.removeAttribute("aria-activedescendant");
  else box.setAttribute("aria-activedescendant", list.children[number].id);
}

function take(option) {
  if (option.dataset.article) {
    location.href = `/articles/${encodeURIComponent(option.dataset.article)}`;
    return;
  }
  box.value = option.dataset.text;
  close();
  form.requestSubmit();
}

function show(suggestions) {
  list.replaceChildren(
    ...suggestions.map((each, at) => {
      const option = document.createElement("li");
      const text = document.createElement("span");
      const kind = document.createElement("span");
      option.id = `suggestion-${at}`;
      option.setAttribute("role", "option");
      option.dataset.text = each.text;
      option.dataset.article = each.article_id || "";
      text.textContent = each.text;
      kind.textContent = each.article_id ? KINDS.title : `${KINDS[each.kind]} · ${each.articles}`;
      kind.className = "kind";
      option.append(text, kind);
      option.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the focus
      option.addEventListener("click", () => take(option));
      return option;
    }),
  );
  choose(-1);
  list.hidden = !suggestions.length;
  box.setAttribute("aria-expanded", String(!list.hidden));
}

async function suggest() {
  if (asked) asked.abort();
  asked = new AbortController();
  try {
    const url = `/api/suggest?q=${encodeURIComponent(box.value)}`;
    const answer = await fetch(url, { signal: asked.signal });
    if (answer.ok) show((await answer.json()).suggestions);
  } catch (error) {
    if (error.name !== "AbortError") close(); // no suggestions are no trouble
  }
}

function typed(event) {
  clearTimeout(waiting);
  if (event.isComposing) return; // an input method is not done with this syllable
  if (box.value.trim()) waiting = setTimeout(suggest, 120);
  else close();
}

box.addEventListener("input", typed);
box.addEventListener("compositionend", typed);
box.addEventListener("blur", close);
form.addEventListener("submit", close);
box.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const last = list.children.length - 1;
  if (event.key === "ArrowDown" && !list.hidden) choose(chosen < last ? chosen + 1 : -1);
  else if (event.key === "ArrowUp" && !list.hidden) choose(chosen < 0 ? last : chosen - 1);
  else if (event.key === "ArrowDown" && results.length) results[0].focus();
  else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
  else if (event.key === "Escape" && !list.hidden) close();
  else return;
  event.preventDefault();
});

// keys

const results = [...document.querySelectorAll(".hits .open")];
const keys = document.getElementById("keys");

function nextResult(step) {
  const at = results.indexOf(document.activeElement);
  if (at < 0) return false;
  if (at + step < 0) box.focus();
  else results[Math.min(at + step, results.length - 1)].focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || keys.open) return;
  if (event.target.matches("input, select, textarea")) return;
  if (event.key === "/") {
    box.focus();
    box.select();
  } else if (event.key === "?") keys.showModal();
  else if (event.key === "Escape") box.focus();
  else if (event.key === "n") step(1);
  else if (event.key === "p") step(-1);
  else if (event.key === "ArrowDown" && nextResult(1)) void 0;
  else if (event.key === "ArrowUp" && nextResult(-1)) void 0;
  else return;
  event.preventDefault();
});

// through the matches of an article

const marks = [...document.querySelectorAll(".whole mark")];
const stepper = document.querySelector(".stepper");
const counted = document.getElementById("match-count");
let at = -1;

function step(by) {
  if (!stepper || !marks.length) return;
  if (at >= 0) marks[at].classList.remove("here");
  at = (at + by + marks.length) % marks.length;
  marks[at].classList.add("here");
  marks[at].scrollIntoView({ block: "center" });
  counted.textContent = `${at + 1}/${marks.length}`;
}

if (stepper && marks.length) {
  stepper.hidden = false;
  counted.textContent = say(`${marks.length} chỗ khớp`, `${marks.length} matches`);
  for (const button of stepper.querySelectorAll("button")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
}

// what is chosen is asked for at once; what is not filled in stays out of the URL

for (const each of document.querySelectorAll("[data-submit]")) {
  each.addEventListener("change", () => form.requestSubmit());
}
form.addEventListener("formdata", (event) => {
  for (const name of ["from", "to"]) if (!event.formData.get(name)) event.formData.delete(name);
  if (event.formData.get("sort") === "relevance") event.formData.delete("sort");
});

// a period is dragged over the histogram

const histogram = document.querySelector(".histogram");
if (histogram) {
  const bars = [...histogram.querySelectorAll(".reach")];
  let from = -1;
  let to = -1;

  const barAt = (event) => {
    const { left, width } = histogram.getBoundingClientRect();
    const number = Math.floor(((event.clientX - left) / width) * bars.length);
    return Math.min(Math.max(number, 0), bars.length - 1);
  };
  const draw = () => {
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    bars.forEach((bar, n) => bar.classList.toggle("chosen", from >= 0 && n >= first && n <= last));
  };

  histogram.addEventListener("dragstart", (event) => event.preventDefault());
  histogram.addEventListener("pointerdown", (event) => {
    from = to = barAt(event);
  });
  window.addEventListener("pointermove", (event) => {
    if (from < 0) return;
    to = barAt(event);
    if (to !== from) draw();
  });
  window.addEventListener("pointerup", () => {
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    from = -1;
    if (first < 0 || first === last) return; // a click on one bar follows its link
    document.querySelector("input[name=from]").value = bars[first].dataset.first;
    document.querySelector("input[name=to]").value = bars[last].dataset.last;
    form.requestSubmit();
  });
  window.addEventListener("pointercancel", () => {
    from = to = -1;
    draw();
  });
}
