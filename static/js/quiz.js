// Saves answers while they are given and says honestly whether they are saved. Without it, the buttons do the same.
"use strict";

const form = document.getElementById("quiz");
const save = document.getElementById("save");
const dialog = document.getElementById("ask");
const storageKey = `attempt-${form.dataset.attempt}`;
const WAIT = 600;
const RETRY = 5000;

const questions = [...form.querySelectorAll("fieldset.q")].map((fieldset) => ({
  fieldset,
  number: fieldset.dataset.question,
  item: fieldset.querySelector("[name=item]").value,
  choices: [...fieldset.querySelectorAll(".choice input")],
  flag: fieldset.querySelector("[name=flag]"),
}));

const chosen = (question) => question.choices.filter((input) => input.checked).map((input) => input.value);

// What has been changed here and not yet been saved: answers by item, and whether flags were.
let dirty = new Map();
let flagsDirty = false;
let timer = 0;
let sending = false;
let state = "";
let leaving = false;

// --- what the page shows -------------------------------------------------------------------------------------------

function show(name, text) {
  const icons = { saving: "clock", saved: "saved", off: "off" };
  // the first save, a failure and the recovery are spoken; repeats are not
  if (name === "saving" && state === "off") return;
  const news = name !== "saving" && name !== state;
  save.setAttribute("aria-live", news ? "polite" : "off");
  save.querySelector("svg").removeAttribute("hidden");
  save.querySelector("use").setAttribute("href", `#i-${icons[name]}`);
  save.querySelector("span").textContent = text;
  if (name === "off") save.dataset.s = "off";
  else delete save.dataset.s;
  if (name !== "saving") state = name;
}

function reflect() {
  let answered = 0;
  let flagged = 0;
  for (const question of questions) {
    const done = chosen(question).length > 0;
    answered += done;
    flagged += question.flag.checked;
    const link = form.querySelector(`.qnav [data-question="${question.number}"]`);
    link.dataset.s = done ? "done" : "todo";
    link.querySelector('[data-when="done"]').hidden = !done;
    link.querySelector('[data-when="todo"]').hidden = done;
    link.querySelector('[data-when="flag"]').hidden = !question.flag.checked;
    form.querySelector(`[data-open="${question.number}"]`).hidden = done;
    form.querySelector(`[data-flagged="${question.number}"]`).hidden = !question.flag.checked;
  }
  document.getElementById("answered").textContent = answered;
  document.getElementById("open-note").hidden = answered === questions.length;
  document.getElementById("flag-note").hidden = flagged === 0;
  return questions.length - answered;
}

// --- keeping on this computer what could not be sent -----------------------------------------------------------------

function keepHere() {
  try {
    if (dirty.size) localStorage.setItem(storageKey, JSON.stringify([...dirty]));
    else localStorage.removeItem(storageKey);
  } catch {
    // storage is full or forbidden: the open page still holds the answers
  }
}

function takeBack() {
  let kept = [];
  try {
    kept = JSON.parse(localStorage.getItem(storageKey) || "[]");
  } catch {
    return;
  }
  for (const [item, keys] of kept) {
    const question = questions.find((one) => one.item === item);
    if (!question) continue;
    for (const input of question.choices) input.checked = keys.includes(input.value);
    dirty.set(item, keys);
  }
}

// --- sending: one request at a time, so answers arrive in the order they were given ----------------------------------

function body(answers, flags) {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const [item, keys] of answers) {
    data.append("item", item);
    for (const key of keys) data.append(`q${item}`, key);
  }
  if (flags) {
    data.append("flags", "1");
    for (const question of questions) if (question.flag.checked) data.append("flag", question.item);
  }
  return data;
}

function post(answers, flags, keepalive) {
  const headers = { Accept: "application/json" };
  return fetch(form.dataset.saveUrl, { method: "POST", body: body(answers, flags), headers, keepalive });
}

async function send() {
  if (sending || leaving || !(dirty.size || flagsDirty)) return;
  sending = true;
  const answers = new Map(dirty);
  const flags = flagsDirty;
  flagsDirty = false;
  show("saving", form.dataset.saving);
  try {
    const response = await post(answers, flags, false);
    if (response.status === 409) return void location.replace(form.dataset.reviewUrl);
    if (response.redirected) throw new Error("signed out");
    const answer = await response.json();
    if (!response.ok) return void show("off", answer.refused);
    for (const [item, keys] of answers) if (dirty.get(item) === keys) dirty.delete(item);
    keepHere();
    show("saved", form.dataset.saved.replace("00:00", answer.saved_at));
  } catch (error) {
    flagsDirty = flagsDirty || flags;
    show("off", error.message === "signed out" ? form.dataset.signedOut : form.dataset.offline);
    schedule(RETRY);
  } finally {
    sending = false;
  }
  if (state === "saved") schedule(WAIT);
}

function schedule(delay) {
  clearTimeout(timer);
  timer = setTimeout(send, delay);
}

// --- what the learner does ---------------------------------------------------------------------------------------------

form.addEventListener("change", (event) => {
  const question = questions.find((one) => one.fieldset.contains(event.target));
  if (!question) return;
  if (event.target === question.flag) flagsDirty = true;
  else dirty.set(question.item, chosen(question));
  keepHere();
  reflect();
  schedule(WAIT);
});

form.addEventListener("submit", (event) => {
  const handsIn = event.submitter?.id !== "save-button";
  if (handsIn && reflect() > 0 && dialog.returnValue !== "go") {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  leaving = true;
  clearTimeout(timer);
  dirty = new Map();
  keepHere();
});

dialog.addEventListener("close", () => {
  if (dialog.returnValue === "go") form.requestSubmit(document.getElementById("submit"));
});

addEventListener("online", () => schedule(0));
addEventListener("pagehide", () => {
  if (!leaving && (dirty.size || flagsDirty)) post(dirty, flagsDirty, true);
});

document.getElementById("save-button").hidden = true;
takeBack();
reflect();
if (dirty.size) schedule(0);
