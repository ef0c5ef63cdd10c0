"use strict";
(() => {
  const page = JSON.parse(document.getElementById("data").textContent);
  const COLUMNS = 72, MAX_LISTED = 4; // as EMAIL_COLUMNS and MAX_LISTED_ITEMS of the mail
  const LONGEST_LINK = 1600; // characters of a mailto link: Gmail takes some 1,600, Outlook 2,046
  const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const LAST_DAY = "9999-12-31";

  // The plan: what recap found (`base`), and what it is now.

  const entries = page.items.map((item, at) => ({ ...item, anchor: `i${at}` }));
  const added = page.added.map(now => ({ now, base: null, line: 0, lines: "", private: false, places: [] }));
  const remarks = page.remarks.map((remark, at) => ({ ...remark, anchor: `r${at}` }));
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  function changed(entry) {
    if (!entry.base) return entry.now.taken;
    const { base, now } = entry;
    if (!now.taken) return base.taken;
    return !base.taken || ["task", "owners", "due", "due_text", "done"].some(key => !same(base[key], now[key]));
  }
  const changedRemark = remark => remark.text !== remark.was;
  const isCorrected = () => [...entries, ...added].some(changed) || remarks.some(changedRemark);

  function plan() {
    const items = [...entries, ...added].filter(entry => entry.now.taken);
    return isCorrected() ? items.sort((one, other) => (one.line || 1e9) - (other.line || 1e9)) : items;
  }

  // The file of corrections, as recap writes it.

  const quoted = words => JSON.stringify(words).replace(/\x7f/g, "");
  const list = names => `[${names.map(quoted).join(", ")}]`;
  const due = now => [`due = ${quoted(now.due)}`, ...(now.due_text ? [`due_text = ${quoted(now.due_text)}`] : [])];

  function itemLines({ id, line, base, now }) {
    const lines = ["", "[[item]]", `id = ${quoted(id)}`, `line = ${line}`, `task = ${quoted(base.task)}`];
    if (!now.taken) return [...lines, "drop = true"];
    if (!base.taken) lines.push("take = true");
    if (!same(base.owners, now.owners)) lines.push(`owners = ${list(now.owners)}`);
    if (base.due !== now.due || base.due_text !== now.due_text) lines.push(...due(now));
    if (base.task !== now.task) lines.push(`new_task = ${quoted(now.task)}`);
    if (base.done !== now.done) lines.push(`done = ${now.done}`);
    return lines;
  }

  function corrections() {
    const lines = [`# Corrections of ${page.notes}. recap applies them whenever it reads these notes.`];
    for (const entry of entries.filter(changed).sort((one, other) => one.line - other.line)) lines.push(...itemLines(entry));
    for (const { kind, line, was, text } of remarks.filter(changedRemark))
      lines.push("", `[[${kind}]]`, `line = ${line}`, `was = ${quoted(was)}`, text ? `text = ${quoted(text)}` : "drop = true");
    for (const { now } of added.filter(changed)) {
      lines.push("", "[[new]]", `task = ${quoted(now.task)}`, `owners = ${list(now.owners)}`, ...due(now));
      if (now.done) lines.push("done = true");
    }
    return lines.join("\n") + "\n" + page.other;
  }

  // The words of the mail, as recap writes them (output/mail/view.py, output/open_questions.py, recap.txt.j2).

  const counted = (number, noun) => `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
  const andList = words => words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}` : words.join("");
  const ownerWords = owners =>
    owners.length ? andList(owners.map(name => name.toLowerCase() === "all" ? "Everyone" : name)) : "No owner yet";

  function dayWords(day) {
    const [year, month, date] = day.split("-").map(Number);
    const words = `${DAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${date} ${MONTHS[month - 1]}`;
    return page.date && page.date.slice(0, 4) === day.slice(0, 4) ? words : `${words} ${year}`;
  }

  function sentence(words) {
    const first = words.split(" ", 1)[0].replace(/[,.;:]+$/, "");
    const plain = /^\p{L}+$/u.test(first) && first === first.toLowerCase() && first !== first.toUpperCase();
    return plain ? words[0].toUpperCase() + words.slice(1) : words;
  }

  const isOverdue = now => Boolean(now.due && page.date && now.due < page.date);

  function note({ now, private: internal }) {
    const words = now.due ? dayWords(now.due) + (now.said ? ` (${now.said})` : "")
      : now.said ? `${now.said} (no day yet)` : "no date yet";
    return [words, isOverdue(now) && "overdue", internal && "internal"].filter(Boolean).join(", ");
  }

  function lacking(items) {
    const open = [...items].sort((one, other) => one.line - other.line);
    const undated = ({ now }) => !now.due && !now.due_text;
    return {
      all: open.filter(entry => !entry.now.owners.length && undated(entry)),
      owner: open.filter(entry => !entry.now.owners.length && !undated(entry)),
      day: open.filter(entry => entry.now.owners.length && undated(entry)),
      oneDay: open.filter(({ now }) => now.due && now.other),
    };
  }

  function grouped(items) {
    const groups = new Map();
    for (const entry of items) {
      const key = JSON.stringify(entry.now.owners);
      groups.set(key, [...(groups.get(key) || []), entry]);
    }
    return [...groups.values()];
  }

  function asks(lacks) {
    const { proposal } = page.mail;
    const byWhen = proposal ? `, ${dayWords(proposal)}?` : ": by when?";
    const who = ({ now }) => now.owners.length ? ownerWords(now.owners) : "Anyone";
    const ask = (items, one, many) => grouped(items).flatMap(own => own.length > MAX_LISTED
      ? [[who(own[0]), counted(own.length, "action") + many]] : own.map(entry => [who(entry), entry.now.task + one]));
    const choice = ({ now }) => `${now.task}, ${dayWords(now.due)}${now.due_text ? ` (“${now.due_text}”)` : ""}, or ${dayWords(now.other)}?`;
    const found = [
      ...ask(lacks.day, byWhen, ` without a date${byWhen}`),
      ...lacks.oneDay.map(entry => [who(entry), choice(entry)]),
      ...ask(lacks.owner, ": who takes it on?", " without an owner: who takes them on?"),
      ...ask(lacks.all, ": who takes it on, and by when?", " without owner and date: who takes them on?"),
    ];
    const order = name => (name === "Anyone" ? 1e9 : 0) + found.findIndex(([other]) => other === name);
    return found.map(each => each).sort(([one], [other]) => order(one) - order(other));
  }

  function outcome(open, lacks, decisions) {
    let words = open.length ? counted(open.length, "action") : "No actions";
    const days = open.map(({ now }) => now).filter(now => now.due && !isOverdue(now)).map(now => now.due).sort();
    const overdue = open.filter(({ now }) => isOverdue(now)).length;
    const unclear = new Set(Object.values(lacks).flat()).size;
    if (days.length) words += (open.length > 1 ? ", first due " : ", due ") + dayWords(days[0]);
    if (overdue) words += `, ${overdue} overdue`;
    if (unclear && open.length > 1) words += `; ${unclear} ${unclear === 1 ? "needs" : "need"} an answer`;
    if (decisions.length) words += `; ${counted(decisions.length, "decision")}`;
    if (open.length) return `${words}.`;
    return decisions.length ? `${words}. As far as the notes say, nobody took anything on.`
      : "As far as the notes say, nothing was decided and nobody took anything on.";
  }

  function isAbsent(name) {
    if (name in page.absent) return page.absent[name];
    const nameShaped = /^(?:\p{Lu}[\p{L}'’-]*\.? ?){1,3}$/u.test(name) && name !== name.toUpperCase();
    return page.attendees && name.toLowerCase() !== "all" && nameShaped;
  }

  function absenceWords(owners) {
    const absent = owners.filter(isAbsent), words = "assigned in your absence, please confirm";
    if (!absent.length) return "";
    return ` (${absent.length === owners.length ? words : `${ownerWords(absent)}: ${words}`})`;
  }

  function groupLines(open) {
    const due = ({ now }) => now.due || `${LAST_DAY} `;
    const byDue = (one, other) => due(one) < due(other) ? -1 : due(one) > due(other) ? 1 : one.line - other.line;
    const groups = grouped(open).map(own => own.sort(byDue));
    const first = own => (own[0].now.owners.length ? "0" : "1") + due(own[0]).slice(0, 10);
    return groups.map((own, at) => [first(own), at, own]).sort(([one, a], [other, b]) => one < other ? -1 : one > other ? 1 : a - b)
      .flatMap(([, , own]) => [ownerWords(own[0].now.owners) + absenceWords(own[0].now.owners),
        ...own.map(entry => `  - ${sentence(entry.now.task)} · ${note(entry)}${bracketed(entry)}`)]);
  }

  const bracketed = ({ lines }) => lines ? ` [${lines}]` : "";
  const internal = ({ private: hidden }) => hidden ? " (internal)" : "";
  const section = (title, lines) => lines.length ? ["", title, ...lines] : [];

  function mail() {
    const items = plan(), open = items.filter(({ now }) => !now.done), lacks = lacking(open);
    const shown = kind => remarks.filter(remark => remark.kind === kind && remark.text);
    const points = kind => shown(kind).map(remark => `- ${sentence(remark.text)}${internal(remark)}${bracketed(remark)}`);
    const doneNote = entry => [entry.now.owners.length && ownerWords(entry.now.owners), entry.private && "internal"].filter(Boolean).join(", ");
    const done = items.filter(({ now }) => now.done)
      .map(entry => `- ${sentence(entry.now.task)}${doneNote(entry) && ` (${doneNote(entry)})`}${bracketed(entry)}`);
    const hasPlan = open.length || shown("decision").length;
    const hasLines = items.some(({ line }) => line > 0) || remarks.some(({ line, text }) => text && line > 0);
    const assumed = lacks.oneDay.length || (page.mail.proposal && lacks.day.length);
    const requests = asks(lacks).map(([who, request]) => `- ${who}: ${request}`);
    const assumption = assumed ? [`I will assume the ${lacks.oneDay.length ? "first " : ""}day shown unless you say otherwise.`] : [];
    const lines = [
      ...(page.mail.note ? [page.mail.note, ""] : []),
      outcome(open, lacks, shown("decision")),
      ...(requests.length ? section("PLEASE REPLY", [...requests, ...assumption]) : []),
      ...section("ACTIONS", groupLines(open)),
      ...section("DECISIONS", points("decision")),
      ...section("OPEN QUESTIONS", points("question")),
      ...section("DONE SINCE LAST TIME", done),
      ...(page.mail.next ? ["", `Next meeting: ${page.mail.next}`] : []),
      "", hasPlan ? "Reply if I got anything wrong, and I will correct it." : "Did you take something on? Reply, and I will add it.",
      ...(page.mail.signature ? ["", page.mail.signature] : []),
      ...(page.mail.attendees ? ["", `Present: ${page.mail.attendees}`] : []),
      ...(hasLines ? [`Numbers in brackets are lines of ${page.mail.source}.`] : []),
    ];
    const body = lines.flatMap(line => fold(line.trimEnd())).join("\n").replace(/\n{3,}/g, "\n\n").replace(/^\n+|\n+$/g, "");
    return `Subject: ${page.mail.subject}\n\n${body}\n`;
  }

  function fold(line) {
    const length = words => [...words].length;
    if (length(line) <= COLUMNS) return [line];
    const indent = " ".repeat(line.match(/^\s*(?:[-*] )?/)[0].length);
    const months = MONTHS.join("|");
    const whole = line.replace(new RegExp(`(?<=\\blines?) (?=\\d)|(?<=\\d) (?=(?:${months})\\b)`, "g"), "\0");
    const folded = [];
    let now = "";
    for (const part of whole.split(/(\s+)/)) {
      if (now.trim() && length(now) + length(part) > COLUMNS) {
        folded.push(now.trimEnd());
        now = indent + part.trimStart();
      } else if (now.trim() || part.trim() || !folded.length) now += part;
    }
    if (now.trim()) folded.push(now.trimEnd());
    return folded.map(part => part.replace(/\0/g, " "));
  }

  // The page.

  const status = document.getElementById("status");
  const people = document.getElementById("people");
  let saved = corrections();

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (typeof value === "boolean") made[name] = value;
      else made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  const clean = words => words.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+/gu, " ").replace(/ +/g, " ").trim();

  function namesOf(words) {
    const names = clean(words).split(";").map(name => name.trim()).filter(Boolean);
    return [...new Set(names.map(name => /^(?:all|everyone)$/i.test(name) ? "all" : name))];
  }

  function state(entry) {
    if (entry.kind) return entry.text ? (changedRemark(entry) ? "corrected" : "") : "dropped";
    if (!entry.now.taken) return entry.base && !entry.base.taken ? "" : "dropped";
    if (!changed(entry)) return "";
    return !entry.base ? "added" : entry.base.taken ? "corrected" : "taken";
  }

  function show(entry) {
    const { box, now } = entry, word = state(entry);
    box.querySelector(".words").textContent = sentence(entry.kind ? entry.text || entry.was : now.task) || "A new action";
    if (!entry.kind) {
      box.querySelector(".about").textContent = `${ownerWords(now.owners)} · ${now.done ? "done" : note(entry)}`;
      box.querySelector(".about").classList.toggle("warn", !now.done && (!now.owners.length || !now.due && !now.due_text));
    }
    box.querySelector(".state").textContent = word;
    box.classList.toggle("dropped", word === "dropped");
    for (const button of box.querySelectorAll("button[data-does]")) button.textContent = label(entry, button.dataset.does);
    for (const again of box.querySelectorAll("button[data-does=again]")) again.hidden = !word || !entry.base && !entry.kind;
    mark(entry);
    const left = [...entries, ...added].filter(changed).length + remarks.filter(changedRemark).length;
    const unsaved = corrections() !== saved;
    status.textContent = unsaved ? `${counted(left, "correction")}, not saved yet.` : left ? `${counted(left, "correction")}, saved.` : "";
    const open = plan().filter(each => !each.now.done);
    document.getElementById("outcome").textContent = outcome(open, lacking(open), remarks.filter(each => each.kind === "decision" && each.text));
  }

  function label(entry, does) {
    if (does === "again") return "As it was";
    if (entry.kind) return entry.text ? "Drop" : "Put back";
    if (entry.base && !entry.base.taken) return entry.now.taken ? "Leave out" : "Take into the plan";
    return entry.now.taken ? "Drop" : "Put back";
  }

  function toggle(entry) {
    if (entry.kind) entry.text = entry.text ? "" : entry.was;
    else entry.now.taken = !entry.now.taken;
    show(entry);
  }

  function again(entry) {
    if (entry.kind) entry.text = entry.was;
    else entry.now = { ...entry.base };
    entry.box.querySelector("form").remove();
    build(entry);
    show(entry);
  }

  function build(entry) {
    const field = (name, input) => element("label", {}, element("span", {}, name), input);
    const set = change => event => { change(event.target); show(entry); };
    const button = (does, act) => element("button", { type: "button", "data-does": does, onclick: () => act(entry) });
    const fields = [];
    if (entry.kind) {
      fields.push(field("Words", element("textarea", { rows: "2", oninput: set(input => { entry.text = clean(input.value) || entry.was; }) }, entry.text || entry.was)));
    } else {
      const { now } = entry;
      const setDay = input => {
        if (input.validity.badInput || input.value && !/^\d{4}-\d\d-\d\d$/.test(input.value)) return;
        Object.assign(entry.now, { due: input.value, due_text: "", said: "", other: null });
        if (entry.base && entry.base.due === input.value)
          for (const key of ["due_text", "said", "other"]) entry.now[key] = entry.base[key];
      };
      const owners = now.owners.map(name => name === "all" ? "Everyone" : name).join("; ");
      fields.push(
        field("Task", element("textarea", { rows: "2", oninput: set(input => { entry.now.task = clean(input.value) || (entry.base || {}).task || ""; }) }, now.task)),
        element("div", { class: "row" }, field("Owner", element("input", { type: "text", list: "people", value: owners, autocomplete: "off", placeholder: "Nobody yet; several with ;", oninput: set(input => { entry.now.owners = namesOf(input.value); }) })),
        field("Day", element("input", { type: "date", min: "0001-01-01", max: LAST_DAY, value: now.due, oninput: set(setDay) })),
        element("label", { class: "check" }, element("input", { type: "checkbox", checked: now.done, onchange: set(input => { entry.now.done = input.checked; }) }), element("span", {}, "Done"))),
      );
    }
    const buttons = element("p", { class: "buttons" }, button("drop", toggle), button("again", again));
    const form = element("form", { onsubmit: event => event.preventDefault() }, ...fields, buttons);
    entry.box.append(form);
  }

  // The notes: which lines were taken, and by what.

  const lines = [...document.querySelectorAll("#notes li")].map(line => ({ line, owners: [] }));
  const byNumber = new Map();
  for (const each of lines)
    for (let number = each.line.value; number <= Number(each.line.dataset.end || each.line.value); number += 1)
      byNumber.set(number, [...(byNumber.get(number) || []), each]);
  for (const entry of [...entries, ...remarks])
    for (const [first, last] of entry.places || [[entry.line, entry.end]])
      for (let number = first; number <= last; number += 1)
        for (const each of byNumber.get(number) || []) if (!each.owners.includes(entry)) each.owners.push(entry);

  function linesOf(entry) {
    return lines.filter(each => each.owners.includes(entry)).map(each => each.line);
  }

  function mark(entry) {
    for (const { line, owners } of lines) {
      if (!owners.includes(entry)) continue;
      const taken = owners.some(owner => owner.kind ? owner.text : owner.now.taken);
      line.classList.toggle("taken", taken);
      line.classList.toggle("maybe", !taken && owners.some(owner => !owner.kind && !owner.base.taken));
    }
  }

  function point(entry) {
    for (const { line } of lines) line.classList.remove("here");
    const own = linesOf(entry);
    for (const line of own) line.classList.add("here");
    const pane = document.getElementById("notes");
    if (!own.length || getComputedStyle(pane).overflowY !== "auto") return; // on a phone the plan stands above the notes
    const above = own[0].getBoundingClientRect().top - pane.getBoundingClientRect().top;
    if (above < 0 || above + own[0].offsetHeight > pane.clientHeight) pane.scrollTop += above - pane.clientHeight / 3;
  }

  function open(entry) {
    entry.box.open = true;
    entry.box.querySelector("summary").focus();
    entry.box.scrollIntoView({ block: "nearest" });
  }

  function attach(entry, box) {
    entry.box = box;
    box.addEventListener("toggle", () => {
      if (!box.open) return;
      if (!box.querySelector("form")) { build(entry); show(entry); }
      point(entry);
    });
    box.addEventListener("keydown", event => press(entry, event));
  }

  function press(entry, event) {
    const summary = entry.box.querySelector("summary");
    if (event.key === "Escape") {
      entry.box.open = false;
      summary.focus();
    } else if (event.target === summary && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const all = [...document.querySelectorAll("#plan summary")], at = all.indexOf(summary);
      const next = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
      const isMaybe = entry.base && !entry.base.taken;
      if (next !== undefined) (all[next] || summary).focus();
      else if (event.key.toLowerCase() === (isMaybe ? "t" : "d")) toggle(entry);
      else return;
    } else return;
    event.preventDefault();
  }

  for (const entry of [...entries, ...remarks]) attach(entry, document.getElementById(entry.anchor));
  added.forEach((entry, at) => attach(entry, document.getElementById(`n${at}`)));

  document.getElementById("notes").addEventListener("click", event => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    const { owners } = lines.find(({ line }) => line.contains(link));
    const at = owners.findIndex(entry => entry.box.open); // a line of several items: the next one
    open(owners[(at + 1) % owners.length]);
  });

  document.getElementById("add").addEventListener("click", () => {
    const now = { taken: true, task: "", owners: [], due: "", due_text: "", said: "", other: null, done: false };
    const summary = element("summary", {}, element("span", { class: "words" }), element("span", { class: "about" }), element("span", { class: "state" }));
    const box = element("details", { name: "entry" }, summary);
    const entry = { now, base: null, line: 0, lines: "", private: false, places: [] };
    document.getElementById("added").append(element("li", {}, box));
    added.push(entry);
    attach(entry, box);
    build(entry);
    show(entry);
    box.open = true;
    box.querySelector("textarea").focus();
  });

  function save() {
    for (const entry of added.filter(each => !each.now.task)) entry.now.taken = false; // begun, and left empty
    const link = element("a", { download: page.file, href: URL.createObjectURL(new Blob([corrections()], { type: "application/toml" })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    saved = corrections();
    status.textContent = `Saved as ${page.file} where your browser keeps downloads. Put it beside ${page.notes}: every later run of recap knows it.`;
  }

  async function copy() {
    const words = mail();
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const area = element("textarea", {}, words);
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    status.textContent = "The mail is copied, with your corrections. Paste it into a new mail.";
  }

  // A mailto link, RFC 6068: plain text alone, lines that end with CR LF.
  function write() {
    const words = mail();
    const [subject, body] = [words.slice("Subject: ".length, words.indexOf("\n")), words.slice(words.indexOf("\n\n") + 2)];
    const to = page.mail.to.map(each => encodeURIComponent(each).replace("%40", "@")).join(",");
    const href = `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll("\n", "\r\n"))}`;
    if (href.length > LONGEST_LINK) {
      status.textContent = "This mail is too long for a link to your mail program. Choose Copy mail, and paste it there.";
      return;
    }
    element("a", { href }).click();
    status.textContent = "The mail should be open in your mail program. If it is not, choose Copy mail.";
  }

  document.getElementById("save").addEventListener("click", save);
  document.getElementById("write").addEventListener("click", write);
  document.getElementById("copy").addEventListener("click", copy);
  document.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
  });
  window.addEventListener("beforeunload", event => { if (corrections() !== saved) event.preventDefault(); });
  for (const hidden of document.querySelectorAll("[data-script]")) hidden.hidden = false;
  for (const entry of [...entries, ...added, ...remarks]) if (state(entry)) show(entry);
})();
